"""Rating sentences: one linear combination of their features, with the weights of `data/weights.toml`."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_data
from summarizer.extraction.features import measure_all
from summarizer.extraction.focus import Focus, find_focus
from summarizer.extraction.terms import Vector, make_vector, weigh_terms
from summarizer.extraction.units import Unit, list_units
from summarizer.extraction.wording import Features
from summarizer.model import Document

_SPOKEN_SHARE = 0.025
"""Share of fillers (的话, 对吧, 就是说) in a text's characters from which it counts as unprepared speech. Prose stays
mostly below; transcripts of meetings have 0.07 in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The sentences of a document and what each is worth."""

    units: tuple[Unit, ...]
    vectors: tuple[Vector, ...]
    """The tf-idf vector of each sentence."""
    features: tuple[Features, ...]
    scores: tuple[float, ...]
    """How likely a reader would mark each sentence, 0 to 1, as the weights see it."""
    weights: Mapping[str, float]
    focus: Focus
    method: str
    """Signature of the rating, such as `lexrank+cues-1`."""


@cache
def read_weights() -> tuple[int, Mapping[str, Mapping[str, float]]]:
    """Return the version of the table of weights, and the weights by register and feature."""
    table = tomllib.loads(read_data("weights.toml"))
    return table.pop("version"), table


def rate_sentences(document: Document, focus: Sequence[str]) -> Rating:
    """Rate the sentences of a document; a sentence that is repeated is rated where it first stands.

    Args:
        document: What to rate.
        focus: The words of the topic that a reader asks for; may be empty.
    """
    units = list_units(document)
    idf = weigh_terms([unit.terms for unit in units])
    vectors = tuple(make_vector(unit.terms, idf) for unit in units)
    found = find_focus(document, units, focus)
    features = tuple(
        {**row, "focus": value}
        for row, value in zip(measure_all(document, units, vectors, idf), found.values, strict=True)
    )
    register = tell_register(units)
    version, tables = read_weights()
    return Rating(
        units=units,
        vectors=vectors,
        features=features,
        scores=tuple(_combine(row, tables[register]) for row in features),
        weights=tables[register],
        focus=found,
        method=f"lexrank+cues-{version}" + ("/spoken" if register == "spoken" else ""),
    )


def tell_register(units: Sequence[Unit]) -> str:
    """Return `spoken` for the transcript of unprepared speech, else `written`."""
    fillers = sum(len(cue.word) for unit in units for cue in unit.cues if cue.kind.name == "filler")
    return "spoken" if fillers > _SPOKEN_SHARE * sum(len(unit.text) for unit in units) else "written"


def _combine(row: Features, weights: Mapping[str, float]) -> float:
    logit = weights["base"] + sum(weight * row[name] for name, weight in weights.items() if name != "base")
    # Rounded so that the last bits of a platform's arithmetic decide nothing.
    return round(1 / (1 + math.exp(-logit)), 9)
