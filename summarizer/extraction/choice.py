"""Choosing the key sentences of a document."""

import re
from collections import Counter
from dataclasses import replace

from summarizer.extraction.amounts import allot_sentences
from summarizer.extraction.choosing import Candidate, choose_sentences
from summarizer.extraction.clauses import pick_clauses, place_spans, show_spans
from summarizer.extraction.rating import Rating, rate_sentences
from summarizer.extraction.reasons import explain_all
from summarizer.model import Document, Extract, KeySentence, Selection

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[零一二两三四五六七八九十百千]+(?=[个名年月日条项次人万亿成倍岁届])")


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
    chosen = choose_sentences(_list_candidates(rating, shown), limits, selection.max_chars)
    reasons = explain_all(rating, chosen)
    return Extract(
        document=document,
        selection=selection,
        sentences=tuple(replace(shown[i], reasons=told) for i, told in zip(chosen, reasons, strict=True)),
        method=rating.method,
        focus_sections=tuple(document.sections[i].id for i in rating.focus.sections),
    )


def _limit(document: Document, rating: Rating, selection: Selection) -> list[int]:
    counts = Counter(unit.section for unit in rating.units)
    return allot_sentences([counts[i] for i in range(len(document.sections))], selection, rating.focus.sections)


def _list_candidates(rating: Rating, shown: list[KeySentence]) -> list[Candidate]:
    return [
        Candidate(
            section=unit.section,
            score=key.score,
            vector=vector,
            figures=frozenset(_NUMBER.findall(unit.text)),
            cost=len("".join(key.text.split())),
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
