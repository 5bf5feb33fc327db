"""How central each sentence is to a set of sentences."""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import mul

from summarizer.extraction.terms import Vector, multiply

_DAMPING = 0.85
_STEPS = 6
"""Only the order matters: what a step changes shrinks by the damping, and the order has long settled."""
_DIGITS = 9
"""Scores are rounded before they are compared, so that the last bits of a platform's arithmetic decide nothing."""


def find_centroid(vectors: Sequence[Vector]) -> Vector:
    """Return the sum of the vectors."""
    columns: defaultdict[str, list[float]] = defaultdict(list)
    for vector in vectors:
        for term, value in vector.items():
            columns[term].append(value)
    return {term: math.fsum(values) for term, values in columns.items()}


def rate_by_graph(vectors: Sequence[Vector]) -> list[float]:
    """Return each sentence's standing among all, 1.0 on average, by continuous LexRank.

    The graph's edges are the cosines of the sentences (Erkan and Radev 2004, without a threshold). Its matrix is
    X Xᵀ, X being the sparse sentence-by-term matrix. So a step of the power iteration multiplies by Xᵀ, then by X,
    and the graph itself, whose size is quadratic, is never made: a step costs what it costs to read the text.
    """
    rows, columns = _index(vectors)
    degrees = _multiply_all(rows, _multiply_all(columns, [1.0] * len(vectors)))
    scores = [1.0] * len(vectors)
    for _ in range(_STEPS):
        shares = [score / degree if degree else 0.0 for score, degree in zip(scores, degrees, strict=True)]
        flow = _multiply_all(rows, _multiply_all(columns, shares))
        scores = [1 - _DAMPING + _DAMPING * share for share in flow]
    return scores


_Sparse = list[tuple[list[int], list[float]]]
"""The rows of a sparse matrix: where each has values, and the values."""


def _index(vectors: Sequence[Vector]) -> tuple[_Sparse, _Sparse]:
    """Return the matrix whose rows are the vectors, and its transpose."""
    places: dict[str, int] = {}
    rows: _Sparse = [
        ([places.setdefault(term, len(places)) for term in vector], list(vector.values())) for vector in vectors
    ]
    columns: _Sparse = [([], []) for _ in places]
    for i, (ids, values) in enumerate(rows):
        for place, value in zip(ids, values, strict=True):
            columns[place][0].append(i)
            columns[place][1].append(value)
    return rows, columns


def _multiply_all(matrix: _Sparse, vector: list[float]) -> list[float]:
    return [math.fsum(map(mul, values, map(vector.__getitem__, places))) for places, values in matrix]


def rate_by_centroid(vectors: Sequence[Vector]) -> list[float]:
    """Return the product of each vector with the sum of all."""
    centroid = find_centroid(vectors)
    return [multiply(vector, centroid) for vector in vectors]


def rank_all(values: Sequence[float]) -> list[float]:
    """Return for each value the share of the others that are smaller, ties counted half: 0 to 1, on average 0.5.

    >>> rank_all([3.0, 1.0, 2.0]), rank_all([5.0])
    ([1.0, 0.0, 0.5], [0.5])
    """
    rounded = [round(value, _DIGITS) for value in values]
    if len(rounded) < 2:
        return [0.5] * len(rounded)
    order = sorted(rounded)
    return [(bisect_left(order, value) + bisect_right(order, value) - 1) / 2 / (len(order) - 1) for value in rounded]
