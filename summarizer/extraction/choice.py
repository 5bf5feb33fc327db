"""Choosing the key sentences of a document."""

from collections import Counter
from dataclasses import replace

from summarizer.extraction.amounts import allot_sentences
from summarizer.extraction.choosing import Candidate, choose_sentences
from summarizer.extraction.clauses import pick_clauses, place_spans, show_spans
from summarizer.extraction.rating import Rating, rate_sentences
from summarizer.extraction.reasons import explain_all
from summarizer.extraction.redundancy import find_facts
from summarizer.model import Document, Extract, KeySentence, Selection


def extract(document: Document, selection: Selection) -> Extract:
    """Choose the sentences that a brief shows, in document order.

    Args:
        document: Where the sentences stand.
        selection: How many are wanted, and about what.
    """
    return choose_rated(document, rate_sentences(document, selection.focus), selection)


def choose_rated(document: Document, rating: Rating, selection: Selection) -> Extract:
    """Choose among the sentences of a document that are rated already."""
    shown = _show_all(document, rating, clauses=selection.clauses)
    limits = _limit(document, rating, selection)
    chosen = choose_sentences(
        _list_candidates(rating, shown), limits, selection.max_chars, chaff=_names_number(selection)
    )
    reasons = explain_all(rating, chosen)
    return Extract(
        document=document,
        selection=selection,
        sentences=tuple(replace(shown[i], reasons=told) for i, told in zip(chosen, reasons, strict=True)),
        method=rating.method,
        focus_sections=tuple(document.sections[i].id for i in rating.focus.sections),
    )


def _names_number(selection: Selection) -> bool:
    return selection.per_section is not None or selection.share is not None


def _limit(document: Document, rating: Rating, selection: Selection) -> list[int]:
    counts = Counter(unit.section for unit in rating.units)
    if _names_number(selection):
        broken_off: Counter[int] = Counter()
    else:
        # What breaks off is shown because it does, and takes no other sentence's place.
        broken_off = Counter(unit.section for unit in rating.units if not unit.sentence.complete)
    sections = range(len(document.sections))
    limits = allot_sentences([counts[i] - broken_off[i] for i in sections], selection, rating.focus.sections)
    return [limit + broken_off[i] for i, limit in zip(sections, limits, strict=True)]


def _list_candidates(rating: Rating, shown: list[KeySentence]) -> list[Candidate]:
    return [
        Candidate(
            section=unit.section,
            score=key.score,
            vector=vector,
            facts=find_facts(unit),
            cost=len("".join(key.text.split())),
            due=not key.sentence.complete,
        )
        for unit, vector, key in zip(rating.units, rating.vectors, shown, strict=True)
    ]


def _show_all(document: Document, rating: Rating, *, clauses: bool) -> list[KeySentence]:
    """Return each sentence as it is shown where it is chosen."""
    whole = [
        KeySentence(
            section=document.sections[unit.section].id, sentence=unit.sentence, score=score, text=unit.sentence.text
        )
        for unit, score in zip(rating.units, rating.scores, strict=True)
    ]
    if not clauses:
        return whole
    view = document.source.view
    return [_shorten(rating, i, key, view) for i, key in enumerate(whole)]


def _shorten(rating: Rating, i: int, key: KeySentence, view: str) -> KeySentence:
    parts = pick_clauses(rating.units[i], rating.vectors[i])
    sentence = key.sentence
    spans = place_spans(sentence.text, parts, view[sentence.start : sentence.end], sentence.start) if parts else ()
    return replace(key, spans=spans, text=show_spans(sentence.text, parts)) if spans else key
