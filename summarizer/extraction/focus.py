"""What bears on the words that a reader asks for."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.extraction.units import Topic, Unit, find_terms

_RELATED_MOST = 12
_RELATED_LEAST = 0.3
"""Normalised pointwise mutual information (Bouma 2009) below which two words keep company by chance."""
_RELATED_VALUE = 0.5
"""What a sentence of related words alone can reach; one that has the word itself has 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The words asked for, and how far each sentence and section bears on them."""

    words: tuple[str, ...] = ()
    """In Simplified characters and small letters. Of a phrase that stands nowhere in the document, its words."""
    related: Mapping[str, float]
    """Words that keep company with them in this document, and how closely, 0 to 1."""
    values: tuple[float, ...]
    """For each sentence, 0 to 1."""
    sections: tuple[int, ...] = ()
    """Positions of the sections that bear on them, most relevant first."""

    def find_words(self, unit: Unit) -> list[str]:
        """Return the words asked for that a sentence has, then its words that keep company with them."""
        text = unit.text.lower()
        own = [word for word in self.words if word in text]
        return own + [term for term in dict.fromkeys(unit.terms) if term in self.related]


def find_focus(units: Sequence[Unit], headings: Sequence[Topic], words: Sequence[str]) -> Focus:
    """Return how far the sentences and sections of a document bear on `words`; nothing does where there are none.

    Args:
        units: The sentences.
        headings: The heading of each section.
        words: What a reader asks for, in Simplified characters.
    """
    if not words:
        return Focus(related={}, values=(0.0,) * len(units))
    texts = [unit.text.lower() for unit in units]
    names = [heading.text.lower() for heading in headings]
    plain = _split_unknown([word.lower() for word in words], [*texts, *names])
    hits = [any(word in text for word in plain) for text in texts]
    related = find_related(units, hits, plain)
    values = tuple(1.0 if hit else _sum_related(unit, related) for unit, hit in zip(units, hits, strict=True))
    named = {i for i, name in enumerate(names) if any(word in name for word in plain)}
    return Focus(words=plain, related=related, values=values, sections=_order_sections(units, named, values))


def _split_unknown(words: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Put its words in the place of a phrase that the document has nowhere: 财政补贴政策 becomes 财政, 补贴, 政策."""
    split = [(word,) if any(word in text for text in texts) else find_terms(word) or (word,) for word in words]
    return tuple(dict.fromkeys(word for part in split for word in part))


def find_related(units: Sequence[Unit], hits: Sequence[bool], words: Sequence[str]) -> dict[str, float]:
    """Return the terms that stand in the same sentences as `words` far more often than chance would have it."""
    total, inside = len(units), sum(hits)
    own = set(words) | {term for word in words for term in find_terms(word)}
    everywhere = Counter(term for unit in units for term in dict.fromkeys(unit.terms))
    together = Counter(term for unit, hit in zip(units, hits, strict=True) if hit for term in dict.fromkeys(unit.terms))
    ties = {
        term: _tie(count, inside, everywhere[term], total)
        for term, count in together.items()
        if count > 1 and count < total and term.lower() not in own
    }
    closest = sorted(ties.items(), key=lambda item: (-item[1], item[0]))[:_RELATED_MOST]
    return {term: tie for term, tie in closest if tie >= _RELATED_LEAST}


def _tie(both: int, one: int, other: int, total: int) -> float:
    return round(math.log(both * total / (one * other)) / -math.log(both / total), 9)


def _sum_related(unit: Unit, related: Mapping[str, float]) -> float:
    return min(_RELATED_VALUE, _RELATED_VALUE * math.fsum(related.get(term, 0.0) for term in dict.fromkeys(unit.terms)))


def _order_sections(units: Sequence[Unit], named: set[int], values: Sequence[float]) -> tuple[int, ...]:
    """Sections with the words in them or in their heading, by the sum of what their sentences bear on them."""
    inside = {unit.section for unit, value in zip(units, values, strict=True) if value == 1.0}
    weights: Counter[int] = Counter()
    for unit, value in zip(units, values, strict=True):
        weights[unit.section] += round(value * 1000)
    return tuple(sorted(named | inside, key=lambda i: (i not in named, -weights[i], i)))
