"""What the terms of a document weigh, and sentences as vectors over them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

Vector = dict[str, float]
"""A sparse vector over terms."""
_DIGITS = 6
"""Logarithms are rounded, since their last bits differ between platforms; what is added up later is added exactly
(`math.fsum`), so that neither order nor Python's version changes a score."""


def weigh_terms(sentences: Sequence[Sequence[str]]) -> Vector:
    """Return each term's inverse sentence frequency, ln(1 + N / n): common terms weigh little, none weighs nothing.

    >>> weights = weigh_terms([["改革", "改革"], ["改革", "银行"]])
    >>> {term: round(weight, 2) for term, weight in weights.items()}
    {'改革': 0.69, '银行': 1.1}
    """
    counts = Counter(term for terms in sentences for term in dict.fromkeys(terms))
    return {term: round(math.log1p(len(sentences) / count), _DIGITS) for term, count in counts.items()}


def make_vector(terms: Iterable[str], weights: Vector) -> Vector:
    """Return the tf-idf vector of some terms, scaled to length 1; terms without a weight are left out."""
    raw = {term: count * weights[term] for term, count in Counter(terms).items() if term in weights}
    norm = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {term: value / norm for term, value in raw.items()} if norm else {}


def multiply(a: Vector, b: Vector) -> float:
    """Return the scalar product of two vectors: their cosine, where both are of length 1."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(value * long[term] for term, value in short.items() if term in long)
