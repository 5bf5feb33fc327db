"""How central each sentence is to a set of sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summarizer.extraction.terms import Vector, multiply

_DAMPING = 0.85
_STEPS = 8
"""Only the order matters: what a step changes shrinks by the damping, and the order has long settled."""
_DIGITS = 9
"""Scores are rounded before they are compared, so that the last bits of a platform's arithmetic decide nothing."""


def find_centroid(vectors: Sequence[Vector]) -> Vector:
    """Return the sum of the vectors."""
    return _spread(vectors, [1.0] * len(vectors))


def rate_by_graph(vectors: Sequence[Vector]) -> list[float]:
    """Return each sentence's standing among all, 1.0 on average, by continuous LexRank.

    The graph's edges are the cosines of the sentences (Erkan and Radev 2004, without a threshold). Its matrix is
    X Xᵀ, X being the sparse sentence-by-term matrix. So a step of the power iteration multiplies by Xᵀ, then by X,
    and the graph itself, whose size is quadratic, is never made: a step costs what it costs to read the text.
    """
    centroid = find_centroid(vectors)
    degrees = [multiply(vector, centroid) for vector in vectors]
    scores = [1.0] * len(vectors)
    for _ in range(_STEPS):
        shares = [score / degree if degree else 0.0 for score, degree in zip(scores, degrees, strict=True)]
        flow = _spread(vectors, shares)
        scores = [1 - _DAMPING + _DAMPING * multiply(vector, flow) for vector in vectors]
    return scores


def _spread(vectors: Sequence[Vector], shares: Sequence[float]) -> Vector:
    total: Vector = {}
    for vector, share in zip(vectors, shares, strict=True):
        for term, value in vector.items():
            total[term] = total.get(term, 0.0) + share * value
    return total


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
