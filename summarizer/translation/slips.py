"""Slips in figures that a rule can mend, because the Chinese leaves no doubt.

    wrong power of ten     5.64亿 as 56.4 million: where exactly one number of the English has the digits of a figure
                           that is missing, and the Chinese does not state that number, the figure is written there
    a year made up         今年4月1日 as April 1, 2018: a year that the Chinese does not state is taken out of a date

Nothing is changed unless the checks find less to object to afterwards.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from summarizer.model import Segment
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


def mend_slips(zh: str, en: str) -> str:
    """Return the English with its slips put right.

    >>> mend_slips("今年3月1日，网民达5.64亿。", "On March 1, 2018, Internet users reached 56.4 million.")
    'On March 1, Internet users reached 564 million.'
    """
    candidate = _make_candidate(zh, en)
    if _YEAR.search(en):
        candidate = _drop_years(candidate)
    return _mend_magnitudes(candidate).en if _UNITS.intersection(zh) else candidate.en


def _drop_years(candidate: Candidate) -> Candidate:
    stated = _list_stated(candidate)

    def drop(match: re.Match[str]) -> str:
        return match.group() if Decimal(match.group("year")) in stated else match.group("day")

    changed = _make_candidate(candidate.zh, _YEAR.sub(drop, candidate.en))
    return min(candidate, changed, key=_count_faults)


def _mend_magnitudes(candidate: Candidate) -> Candidate:
    for figure in find_missing(candidate):
        slipped = list(_find_slipped(figure, candidate))
        written = _WRITTEN.search(figure.en)
        if len(slipped) == 1 and written:
            (mention,) = slipped
            en = candidate.en[: mention.start] + written.group() + candidate.en[mention.end :]
            candidate = min(candidate, _make_candidate(candidate.zh, en), key=_count_faults)
    return candidate


def _make_candidate(zh: str, en: str) -> Candidate:
    return Candidate(segment=Segment(zh=zh), en=en)


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
