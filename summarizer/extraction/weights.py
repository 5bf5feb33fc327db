"""The weights of the features (`data/weights.toml`)."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.data import read_data
from summarizer.extraction.units import Unit

Register = Literal["written", "spoken"]

_SPOKEN_SHARE, _SPOKEN_SHARE_BY_LINE, _SPOKEN_LEAST = 0.03, 0.0075, 4
"""Share of fillers (的话, 对吧, 就是说) in a text's characters from which it counts as unprepared speech: in any text,
and in one that is set a sentence a line, as transcripts are; and how many there must be. News has up to 0.004, chatty
blogs in paragraphs have up to 0.03; transcripts of meetings have 0.007 and more, 0.07 in the middle."""
_SINGLE, _MANY = 0.9, 12
"""Share of the paragraphs that are one sentence, and their number, from which a text is set a sentence a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a feature counts, and how that is said."""

    name: str
    value: float
    more: str
    """What is said of a sentence that has more of it than the average."""
    less: str
    """What is said of one that has less; empty where that is no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights for one register."""

    version: int
    register: Register
    base: float
    features: tuple[Weight, ...]


@cache
def read_weights(register: Register) -> Weights:
    """Return the weights for prose (`written`) or for transcripts of unprepared speech (`spoken`)."""
    table = tomllib.loads(read_data("weights.toml"))
    version, base = table.pop("version"), table.pop("base")
    features = tuple(
        Weight(name=name, value=part[register], more=part["more"], less=part.get("less", ""))
        for name, part in table.items()
    )
    return Weights(version=version, register=register, base=base[register], features=features)


def tell_register(units: Sequence[Unit]) -> Register:
    """Return `spoken` for the transcript of unprepared speech, else `written`."""
    fillers = [cue.word for unit in units for cue in unit.cues if cue.kind.name == "filler"]
    least = _SPOKEN_SHARE_BY_LINE if _is_set_by_sentence(units) else _SPOKEN_SHARE
    share = sum(map(len, fillers)) / max(1, sum(len(unit.text) for unit in units))
    return "spoken" if len(fillers) >= _SPOKEN_LEAST and share > least else "written"


def _is_set_by_sentence(units: Sequence[Unit]) -> bool:
    sizes = Counter((unit.section, unit.sentence.paragraph) for unit in units).values()
    return len(sizes) >= _MANY and sum(size == 1 for size in sizes) >= _SINGLE * len(sizes)
