r"""Finding the figures of a Chinese text: where each stands, what it is worth, how English writes it.

Chinese writes figures in many ways that a translation engine gets wrong: in powers of ten thousand (5.64亿), in
tenths (两成), as growth (增长近1倍 is doubling, 翻两番 is fourfold), with numerals of its own (三分之一, 第五十三条),
with a century left unsaid (八十年代). And it has thousands of words that contain a numeral and state no figure:
those of `data/numeral_words.txt`, and single digits that stand before no measure word (`data/measure_words.txt`).

    find_figures: for each character that can open a figure, the rules for it in order; the first that fits wins

A rule is a regular expression, matched at one place, and a function that reads the match. No rule looks further
than a few characters, so the whole is linear. How values are written (`FigureSpan.value`):

    number, money:XXX, multiple   plain decimal: `564000000`; a multiple is the factor by which the base grows
    percent, percentage_point     as a share of 1: `0.756`
    date                          ISO 8601, left out parts as hyphens: `2022-12-31`, `2022-12`, `--12-31`, `---31`;
                                  quarters and halves of a year: `Q3`, `Q1-Q3`, `H1`
    time                          `15:30`
    decade, century               `1980s`, `20`
    ordinal                       `51`
    fraction, ratio               `1/3`, `3:2`
    vague                         `~10000`: an order of magnitude (数万, 几万)
    label                         the name itself (5G, 802.11n)

A range of any of these has both ends, with an en dash between them: `3–5`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from summarizer.data import read_lines
from summarizer.text.figure_readers import Reading
from summarizer.text.figure_rules import figure_rules
from summarizer.text.numerals import DIGIT_CHARS, MAX_DIGITS, plain_numerals


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSpan:
    """A figure at its place: `text[start:end] == zh`."""

    start: int
    end: int
    zh: str
    value: str
    """Normalised, as the module's table says."""
    unit: str
    """`number`, `percent`, `money:CNY`, `date`, ...: the module's table."""
    en: str
    """How English writes it."""
    numbers: tuple[Decimal, ...]
    """The numbers that it states, in order: both ends of a range, the year, month and day of a date."""
    soft: bool = False
    """English often says it without a number (第一, 半年), so that its absence proves nothing."""


def find_figures(text: str) -> tuple[FigureSpan, ...]:
    """Return the figures of `text` in order; they do not overlap.

    >>> for figure in find_figures("网民达5.64亿，增长近1倍，其中三分之一是90后。"):
    ...     print(figure.zh, figure.value, figure.unit, figure.en, sep="; ")
    5.64亿; 564000000; number; 564 million
    增长近1倍; 2; multiple; nearly doubled
    三分之一; 1/3; fraction; one third
    90后; 1990s; decade; born in the 1990s
    """
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[FigureSpan]:
    plain = _mute_long_runs(plain_numerals(text))
    words = _cover_words(plain)
    at = 0
    for opening in figure_rules().opening.finditer(plain):
        start = opening.start()
        if start < at or start in words:
            continue
        found = _read_at(plain, start)
        if found:
            reading, at = found
            yield FigureSpan(
                start=start,
                end=at,
                zh=text[start:at],
                value=reading.value,
                unit=reading.unit,
                en=reading.en,
                numbers=reading.numbers,
                soft=reading.soft or _is_quoted_name(plain, start, at),
            )


def _mute_long_runs(plain: str) -> str:
    """Blank out runs of numeral characters that are too long to state a number; this keeps the search linear."""
    return _long_run().sub(lambda match: "\0" * len(match.group()), plain)


@cache
def _long_run() -> re.Pattern[str]:
    return re.compile(f"[0-9,.{DIGIT_CHARS}十百千万亿兆廿点]{{{MAX_DIGITS + 1},}}")


def _read_at(plain: str, start: int) -> tuple[Reading, int] | None:
    for pattern, read in figure_rules().by_first.get(plain[start], ()):
        match = pattern.match(plain, start)
        reading = read(match) if match else None
        if match and reading:
            return reading, match.end() if reading.end is None else reading.end
    return None


def _is_quoted_name(plain: str, start: int, end: int) -> bool:
    """Tell whether a Chinese numeral opens a short quoted name (“四个全面”), which English may say without it."""
    if start == 0 or plain[start - 1] not in "“‘「『《" or plain[start].isascii():
        return False
    return any(char in "”’」』》" for char in plain[end : end + 8])


# --- words without figures ------------------------------------------------------------------------------------------


@cache
def _words() -> tuple[frozenset[str], int]:
    words = frozenset(read_lines("numeral_words.txt"))
    return words, max(map(len, words))


@cache
def _numeral_char() -> re.Pattern[str]:
    return re.compile(f"[{DIGIT_CHARS}十百千万亿半廿]")


def _cover_words(plain: str) -> set[int]:
    """Return the offsets of the numeral characters that stand in a word without a figure, and of 第 before them."""
    words, longest = _words()
    covered: set[int] = set()
    for match in _numeral_char().finditer(plain):
        at = match.start()
        for start in range(max(0, at - 5), at + 1):
            sizes = range(min(longest, len(plain) - start), at - start, -1)
            size = next((size for size in sizes if plain[start : start + size] in words), 0)
            if size and not plain.startswith("分之", start + size - 1):  # 十分 is a word, 十分之一 is a tenth
                covered.update(range(start, start + size))
                break
    return covered
