"""Choosing the key sentences of a document."""

from collections import Counter

from summarizer.extraction.amounts import allot_sentences
from summarizer.extraction.choosing import Candidate, choose_sentences
from summarizer.extraction.rating import Rating, rate_sentences
from summarizer.model import Document, Extract, KeySentence, Selection


def extract(document: Document, selection: Selection) -> Extract:
    """Choose the sentences that a brief shows, in document order."""
    rating = rate_sentences(document, selection.focus)
    counts = Counter(unit.section for unit in rating.units)
    limits = allot_sentences([counts[i] for i in range(len(document.sections))], selection)
    candidates = [
        Candidate(section=u.section, score=s, vector=v, cost=len("".join(u.text.split())))
        for u, s, v in zip(rating.units, rating.scores, rating.vectors, strict=True)
    ]
    chosen = choose_sentences(candidates, limits, selection.max_chars)
    return Extract(
        document=document,
        selection=selection,
        sentences=tuple(_present(document, rating, i) for i in chosen),
        method=rating.method,
        focus_sections=rating.focus.sections,
    )


def _present(document: Document, rating: Rating, i: int) -> KeySentence:
    unit = rating.units[i]
    return KeySentence(
        section=document.sections[unit.section].id,
        sentence=unit.sentence,
        score=rating.scores[i],
        text=unit.sentence.text,
    )
