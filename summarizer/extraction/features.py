"""What is measured of each sentence of a document."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby

from summarizer.extraction.centrality import rank_all, rate_by_centroid, rate_by_graph
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
    # Sentences compete with those of their own section, so that is where their rank counts.
    sections = _find_sections(units)
    standing = rate_by_graph(vectors)
    columns = {
        "centrality": [rank for part in sections for rank in rank_all(standing[part])],
        "section": [rank for part in sections for rank in rank_all(rate_by_centroid(vectors[part]))],
        "heading": _compare(vectors, [headings[unit.section] for unit in units]),
        "title": _compare(vectors, [title] * len(units)),
        "position": _find_opening(len(units)),
    }
    return [
        {name: column[i] for name, column in columns.items()} | measure_wording(unit) for i, unit in enumerate(units)
    ]


def _find_sections(units: Sequence[Unit]) -> list[slice]:
    sizes = [len(list(group)) for _, group in groupby(units, key=lambda unit: unit.section)]
    ends = list(accumulate(sizes))
    return [slice(end - size, end) for end, size in zip(ends, sizes, strict=True)]


def _compare(vectors: Iterable[Vector], others: Iterable[Vector]) -> list[float]:
    return [min(1.0, _CLOSE * multiply(vector, other)) for vector, other in zip(vectors, others, strict=True)]


def _find_opening(count: int) -> list[float]:
    size = min(_OPENING_MOST, int(_OPENING_SHARE * count))
    return [float(i < size) for i in range(count)]
