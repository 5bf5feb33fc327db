"""Slips in figures that a rule can mend, because the Chinese leaves no doubt.

    wrong power of ten     5.64亿 as 56.4 million: where exactly one number of the English has the digits of a figure
                           that is missing, and the Chinese does not state that number, the figure is written there
    a year made up         今年4月1日 as April 1, 2018: a year that the Chinese does not state is taken out of a date

Nothing is changed unless the checks find less to object to afterwards, and what is changed is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from summarizer.text.figures import FigureSpan
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.checks.mentions import Mention
from summarizer.translation.checks.number import find_invented, find_missing

_UNITS = frozenset("万亿兆萬億")
_YEAR = re.compile(
    r"\b(?P<day>(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?)"
    r",? (?P<year>(?:1[89]|20)\d\d)\b"
)
_WRITTEN = re.compile(r"\d[\d,.]*(?: (?:thousand|million|billion|trillion))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A translation whose slips are put right."""

    candidate: Candidate
    corrections: tuple[str, ...] = ()
    """What stood there and what stands there now, such as `56.4 million → 564 million`."""


def mend_slips(candidate: Candidate) -> Mended:
    """Return a translation with its slips put right."""
    mended = Mended(candidate=candidate)
    if _YEAR.search(candidate.en):
        mended = _drop_years(mended)
    return _mend_magnitudes(mended) if _UNITS.intersection(candidate.zh) else mended


def _drop_years(mended: Mended) -> Mended:
    for match in reversed(list(_YEAR.finditer(mended.candidate.en))):
        if Decimal(match["year"]) not in _list_stated(mended.candidate):
            mended = _correct(mended, match.span(), match["day"])
    return mended


def _mend_magnitudes(mended: Mended) -> Mended:
    for figure in find_missing(mended.candidate):
        slipped = list(_find_slipped(figure, mended.candidate))
        written = _WRITTEN.search(figure.en)
        if len(slipped) == 1 and written:
            mended = _correct(mended, (slipped[0].start, slipped[0].end), written.group())
    return mended


def _correct(mended: Mended, span: tuple[int, int], text: str) -> Mended:
    """Put a text in the place of another, if the checks then find less to object to."""
    old, (start, end) = mended.candidate, span
    new = replace(old, en=old.en[:start] + text + old.en[end:])
    if _count_faults(new) >= _count_faults(old):
        return mended
    return Mended(candidate=new, corrections=(*mended.corrections, f"{old.en[start:end]} → {text}"))


def _find_slipped(figure: FigureSpan, candidate: Candidate) -> Iterator[Mention]:
    """Yield the numbers of the English that have the digits of this figure, and that the Chinese does not state."""
    stated = _list_stated(candidate)
    # One digit alone proves nothing: 5 million need not be what became of 五百.
    if len(figure.numbers) != 1 or not _UNITS.intersection(figure.zh) or len(_list_digits(figure.numbers[0])) < 2:
        return
    for mention in candidate.mentions:
        unstated = mention.kind == "number" and mention.in_digits and mention.value not in stated
        if unstated and _list_digits(mention.value) == _list_digits(figure.numbers[0]):
            yield mention


def _list_stated(candidate: Candidate) -> set[Decimal]:
    return {number for figure in candidate.figures for number in figure.numbers}


def _list_digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _count_faults(candidate: Candidate) -> int:
    return len(find_missing(candidate)) + len(list(find_invented(candidate)))
