"""Whether a sentence says what is already shown."""

import math
import re
from collections import defaultdict

from summarizer.extraction.terms import Vector, multiply
from summarizer.extraction.units import Unit

SAME = 0.6
"""Cosine from which two sentences say the same. Revised sentences of one text have 0.7 and more, sentences on one
topic hardly ever 0.5."""
CONTAINED, _ENOUGH = 0.85, 4
"""Share of a sentence's weight that lies in the terms of a shown one, from which it adds nothing, and the number of
terms that it takes to tell."""
_MOST_KEYS = 2000
"""A sentence of so many pairs of a fact and a term is a page without a full stop; it is found by its terms alone."""
_ANY = "*"

# Possessive, and from the first numeral only, so that it is linear on any input.
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|(?<![零一二两三四五六七八九十百千])[零一二两三四五六七八九十百千]++(?=[个名年月日条项次人万亿成倍岁届])"
)
_DENIALS = re.compile(r"[不没未无非]|禁止|取消|拒绝|否认")
_NAMES = frozenset(("nr", "ns", "nt", "nz"))


def find_facts(unit: Unit) -> frozenset[str]:
    """Return what two sentences must have in common to say the same: numbers, names, and whether they deny.

    Sentences that are worded alike are often no repetition but a row of cases: 甲县增长3%, 乙县增长5%.
    """
    names = (word for word, tag in zip(unit.words, unit.tags, strict=True) if tag in _NAMES and len(word) > 1)
    denies = "denies" if any(_DENIALS.match(word) for word in unit.words) else "affirms"
    return frozenset((*_NUMBER.findall(unit.text), *names, denies))


class Shown:
    """What is shown so far: the vector of each sentence, and its facts.

    A sentence is only compared with those that have one of its facts and one of its heaviest terms, for the rest of
    its vector is too short to reach the limit (prefix filtering, Bayardo et al. 2007). The heaviest terms are rare,
    so these are few.
    """

    def __init__(self) -> None:
        self._by_fact_and_term: defaultdict[tuple[str, str], list[tuple[Vector, frozenset[str]]]] = defaultdict(list)

    def add(self, vector: Vector, facts: frozenset[str] = frozenset()) -> None:
        """Remember a sentence by its vector of length 1 and its facts."""
        keys = ("", *facts) if len(facts) * len(vector) <= _MOST_KEYS else (_ANY,)
        for key in keys:
            for term in vector:
                self._by_fact_and_term[key, term].append((vector, facts))

    def holds(self, vector: Vector, facts: frozenset[str] = frozenset()) -> bool:
        """Tell whether a sentence that says the same was added: one that is like it or holds it, with all its facts."""
        # Digits sort before letters, and a number is what the fewest sentences have.
        keys = (min(facts, default=""), _ANY)
        return any(
            facts <= known and says_same(vector, other)
            for term in _find_heaviest(vector)
            for key in keys
            for other, known in self._by_fact_and_term.get((key, term), ())
        )


def says_same(vector: Vector, other: Vector) -> bool:
    """Tell whether a sentence is worded like another, or all its terms of weight are in the other."""
    if round(multiply(vector, other), 9) >= SAME:
        return True
    covered = math.fsum(value * value for term, value in vector.items() if term in other)
    return len(vector) >= _ENOUGH and round(covered, 9) >= CONTAINED


def _find_heaviest(vector: Vector) -> list[str]:
    """The terms without which a sentence reaches neither limit."""
    heaviest, rest = [], 1.0
    for term, value in sorted(vector.items(), key=lambda item: (-item[1], item[0])):
        if math.sqrt(max(rest, 0.0)) < SAME - 1e-6:
            break
        heaviest.append(term)
        rest -= value * value
    return heaviest
