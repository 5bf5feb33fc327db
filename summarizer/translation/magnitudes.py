"""Figures at the wrong power of ten: Chinese counts in ten thousands and hundred millions, and engines slip.

5.64亿 is 564 million; as 56.4 million or 5.64 billion it has the right digits in the wrong place. Where exactly one
number of the English has the digits of a figure that is missing, and the Chinese does not state that number, the
figure is written there.
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
_WRITTEN = re.compile(r"\d[\d,.]*(?: (?:thousand|million|billion|trillion))?")


def mend_magnitudes(zh: str, en: str) -> str:
    """Return the English with the figures put right that have slipped by powers of ten; the checks must agree.

    >>> mend_magnitudes("网民达5.64亿，投资12.5万元。", "Internet users reached 56.4 million, investment 125,000 yuan.")
    'Internet users reached 564 million, investment 125,000 yuan.'
    """
    if not _UNITS.intersection(zh):
        return en
    candidate = _make_candidate(zh, en)
    for figure in find_missing(candidate):
        slipped = list(_find_slipped(figure, candidate))
        written = _WRITTEN.search(figure.en)
        if len(slipped) == 1 and written:
            (mention,) = slipped
            changed = _make_candidate(zh, candidate.en[: mention.start] + written.group() + candidate.en[mention.end :])
            if _count_faults(changed) < _count_faults(candidate):
                candidate = changed
    return candidate.en


def _make_candidate(zh: str, en: str) -> Candidate:
    return Candidate(segment=Segment(zh=zh), en=en)


def _find_slipped(figure: FigureSpan, candidate: Candidate) -> Iterator[Mention]:
    """Yield the numbers of the English that have the digits of this figure, and that the Chinese does not state."""
    stated = {number for other in candidate.figures for number in other.numbers}
    # One digit alone proves nothing: 5 million need not be what became of 五百.
    if len(figure.numbers) != 1 or not _UNITS.intersection(figure.zh) or len(_list_digits(figure.numbers[0])) < 2:
        return
    for mention in candidate.mentions:
        unstated = mention.kind == "number" and mention.in_digits and mention.value not in stated
        if unstated and _list_digits(mention.value) == _list_digits(figure.numbers[0]):
            yield mention


def _list_digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _count_faults(candidate: Candidate) -> int:
    return len(find_missing(candidate)) + len(list(find_invented(candidate)))
