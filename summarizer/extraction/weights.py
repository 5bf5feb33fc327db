"""The weights of the features (`data/weights.toml`)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.data import read_data
from summarizer.extraction.units import Unit

Register = Literal["written", "spoken"]

_SPOKEN_SHARE = 0.025
"""Share of fillers (的话, 对吧, 就是说) in a text's characters from which it counts as unprepared speech. Prose is
mostly below; transcripts of meetings have 0.07 in the middle."""


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
    fillers = sum(len(cue.word) for unit in units for cue in unit.cues if cue.kind.name == "filler")
    return "spoken" if fillers > _SPOKEN_SHARE * sum(len(unit.text) for unit in units) else "written"
