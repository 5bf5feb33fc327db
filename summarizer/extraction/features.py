"""What is measured of each sentence of a document."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from summarizer.extraction.centrality import find_centroid, rank_all, rate_by_graph
from summarizer.extraction.terms import Vector, multiply
from summarizer.extraction.units import Unit
from summarizer.extraction.wording import Features, measure_wording

_OPENING_SHARE, _OPENING_MOST = 0.1, 10
"""A document of ten sentences or more opens with its first tenth, at most ten sentences."""
_CLOSE = 3
"""A cosine of 1 / 3 to a heading, which is a few words long, is as close as a sentence gets."""


def measure_all(
    units: Sequence[Unit], vectors: Sequence[Vector], title: Vector, headings: Sequence[Vector]
) -> list[Features]:
    """Return the features of each sentence of a document.

    Args:
        units: The sentences.
        vectors: The tf-idf vector of each.
        title: The vector of the document's title.
        headings: The vector of each section's heading.
    """
    columns = {
        "centrality": _rank_in_sections(units, rate_by_graph(vectors)),
        "section": _rank_in_sections(units, _compare_with_sections(units, vectors)),
        "heading": _compare(vectors, [headings[unit.section] for unit in units]),
        "title": _compare(vectors, [title] * len(units)),
        "position": _find_opening(len(units)),
    }
    return [
        {name: column[i] for name, column in columns.items()} | measure_wording(unit) for i, unit in enumerate(units)
    ]


def _rank_in_sections(units: Sequence[Unit], values: Sequence[float]) -> list[float]:
    """Sentences compete with those of their own section, so that is where their rank counts."""
    ranks: list[float] = []
    for _, group in groupby(zip(units, values, strict=True), key=lambda pair: pair[0].section):
        ranks += rank_all([value for _, value in group])
    return ranks


def _compare_with_sections(units: Sequence[Unit], vectors: Sequence[Vector]) -> list[float]:
    cosines: list[float] = []
    for _, group in groupby(zip(units, vectors, strict=True), key=lambda pair: pair[0].section):
        part = [vector for _, vector in group]
        centroid = find_centroid(part)
        cosines += [multiply(vector, centroid) for vector in part]
    return cosines


def _compare(vectors: Iterable[Vector], others: Iterable[Vector]) -> list[float]:
    return [min(1.0, _CLOSE * multiply(vector, other)) for vector, other in zip(vectors, others, strict=True)]


def _find_opening(count: int) -> list[float]:
    size = min(_OPENING_MOST, int(_OPENING_SHARE * count))
    return [float(i < size) for i in range(count)]
