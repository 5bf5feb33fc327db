"""Whether a sentence says what is already shown."""

import math
from collections import defaultdict

from summarizer.extraction.terms import Vector, multiply

SAME = 0.6
"""Cosine from which two sentences say the same."""


class Shown:
    """What is shown so far: the vector of each sentence, and its figures.

    Only the heaviest terms of each are indexed: two vectors whose cosine reaches the limit must share one of them,
    because the rest of a vector is shorter than the limit (prefix filtering, Bayardo et al. 2007). The heaviest
    terms are rare, so few vectors need be compared.
    """

    def __init__(self) -> None:
        self._by_term: defaultdict[str, list[tuple[Vector, frozenset[str]]]] = defaultdict(list)

    def add(self, vector: Vector, figures: frozenset[str] = frozenset()) -> None:
        """Remember a sentence by its vector of length 1 and the figures in it."""
        for term in _find_heaviest(vector):
            self._by_term[term].append((vector, figures))

    def holds(self, vector: Vector, figures: frozenset[str] = frozenset()) -> bool:
        """Tell whether a sentence that says the same was added: a similar one that has all of its figures."""
        return any(
            figures <= known and round(multiply(vector, other), 9) >= SAME
            for term in vector
            for other, known in self._by_term.get(term, ())
        )


def _find_heaviest(vector: Vector) -> list[str]:
    heaviest, rest = [], sum(value * value for value in vector.values())
    for term, value in sorted(vector.items(), key=lambda item: -round(item[1], 9)):
        if math.sqrt(max(rest, 0.0)) < SAME - 1e-6:
            break
        heaviest.append(term)
        rest -= value * value
    return heaviest
