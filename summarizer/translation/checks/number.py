"""Whether the figures of the Chinese are in the English, and the English has no others.

A figure states one or more numbers (a date has a year, a month and a day). Each has several ways in which English
may put it, so it becomes a list of keys; a key that the English holds satisfies it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.model import Figure, Flag
from summarizer.text.figures import FigureSpan
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.checks.mentions import Mention, MentionKind


class Key(NamedTuple):
    """A number in one of the ways English may put it."""

    kind: MentionKind
    value: Decimal
    over: Decimal = Decimal(1)


Need = tuple[Key, ...]
"""The ways of putting one number, any of which will do."""


def check_numbers(candidate: Candidate) -> Iterator[Flag]:
    """Flag figures that the English lacks, and numbers that it has without a figure."""
    missing = find_missing(candidate)
    invented = list(find_invented(candidate))
    if missing:
        yield Flag(kind="number", detail=_tell_missing(missing, invented))
    elif invented:
        yield Flag(kind="number", detail=f"The English says {_join(invented)}, which the Chinese does not.")


def find_missing(candidate: Candidate) -> list[FigureSpan]:
    """Return the figures of the Chinese that the English should state and does not."""
    held = hold_keys(candidate.mentions)
    return [figure for figure in candidate.figures if not figure.soft and not has_figure(figure, candidate.en, held)]


def list_figures(candidate: Candidate) -> tuple[Figure, ...]:
    """Return the figures of the Chinese as the brief lists them, each with whether the English has it."""
    held = hold_keys(candidate.mentions)
    return tuple(_to_figure(span, has_figure(span, candidate.en, held)) for span in candidate.figures)


def _to_figure(span: FigureSpan, held: bool) -> Figure:
    # A soft figure may rightly stand in no number, so that its absence says nothing.
    ok = None if span.soft and not held else held
    return Figure(zh=span.zh, value=span.value, unit=span.unit, en=span.en, ok=ok)


def _tell_missing(missing: Sequence[FigureSpan], invented: Sequence[str]) -> str:
    figures = _join([f"{figure.zh} = {figure.en}" if figure.zh != figure.en else figure.zh for figure in missing])
    said = f"; it says {_join(invented)} instead" if invented else ""
    return f"The English lacks {figures}{said}."


def _join(parts: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(parts))


def hold_keys(mentions: Sequence[Mention]) -> Counter[Key]:
    """Return the keys that an English text holds, each with its number of places."""
    return Counter(Key(m.kind, m.value, m.over) for m in mentions)


def has_figure(figure: FigureSpan, en: str, held: Counter[Key]) -> bool:
    """Tell whether the English holds a figure, in any of the usual ways."""
    if figure.unit == "label" and _squeeze(figure.zh) in _squeeze(en):
        return True
    if figure.unit == "vague":
        return _has_magnitude(figure.numbers[0], held)
    return all(any(key in held for key in need) for need in list_needs(figure))


def _squeeze(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum() or char == ".")


def _has_magnitude(magnitude: Decimal, held: Counter[Key]) -> bool:
    """Tell whether a vague number is there: 数百万 as millions, several million, or any exact number of millions."""
    return any(
        magnitude <= key.value < magnitude * 10 if key.kind == "number" else key.value == magnitude
        for key in held
        if key.kind in {"vague", "number"}
    ) or (magnitude == 10 and any(key.kind == "number" and key.value in {10, 12, 20} for key in held))


def list_needs(figure: FigureSpan) -> list[Need]:
    """Return what the English needs to hold for a figure."""
    lister = _LISTERS.get(figure.unit.partition(":")[0], _list_plain)
    return lister(figure)


def _number(value: Decimal) -> Need:
    return (Key("number", value), Key("ordinal", value), Key("percent", value))


def _list_plain(figure: FigureSpan) -> list[Need]:
    return [(*_number(value), *_parts(value), Key("vague", value)) for value in figure.numbers]


def _parts(value: Decimal) -> Need:
    """Return the fractions that 半 and 三等分 come out as."""
    if value == Decimal("0.5"):
        return (Key("fraction", Decimal(1), Decimal(2)),)
    return (Key("fraction", Decimal(1), value),) if 3 <= value <= 10 else ()


def _list_shares(figure: FigureSpan) -> list[Need]:
    return [
        (*_number(value), *_fractions(value / 100), Key("number", value / 100), Key("number", value / 100 + 1))
        for value in figure.numbers
    ]


def _fractions(share: Decimal) -> Need:
    """Return the fractions by which English may put a share: half, a quarter, two fifths, three tenths."""
    return tuple(
        Key("fraction", share * over, Decimal(over))
        for over in (2, 4, 5, 10)
        if share * over == int(share * over) and share < 1
    )


def _list_permille(figure: FigureSpan) -> list[Need]:
    return [(*_number(value), *_number(value / 10)) for value in figure.numbers]


def _list_alternatives(figure: FigureSpan) -> list[Need]:
    return [tuple(key for value in figure.numbers for key in _number(value))]


def _list_multiple(figure: FigureSpan) -> list[Need]:
    """A factor may be put as such, as growth (three times more), or as a percentage of either."""
    return [
        tuple(key for n in (value, value - 1) for key in (*_number(n), *_number(n * 100))) for value in figure.numbers
    ]


def _list_fraction(figure: FigureSpan) -> list[Need]:
    numerator, denominator = figure.numbers
    share = numerator / denominator * 100
    near = (share, round(share, 0), round(share, 1), Decimal(int(share)))
    words = (Key("fraction", numerator, denominator), *(key for n in near for key in _number(n)))
    times = (Key("number", numerator / denominator), *_number(denominator))  # 0.25; one in four
    return [words + times]


def _list_date(figure: FigureSpan) -> list[Need]:
    if figure.value.startswith(("Q", "H")):
        return [_list_part_of_year(figure)]
    if "–" in figure.value:
        return _list_months(figure) if figure.value.startswith("--") else [_year(n) for n in figure.numbers]
    return list(_list_day(figure))


def _list_day(figure: FigureSpan) -> Iterator[Need]:
    numbers = list(figure.numbers)
    if not figure.value.startswith("--"):
        yield _year(numbers.pop(0))
    if not figure.value.startswith("---") and numbers:
        month = numbers.pop(0)
        yield (Key("month", month), *_number(month))
    yield from (_number(day) for day in numbers)


def _year(year: Decimal) -> Need:
    return (*_number(year), *_number(year % 100), Key("decade", year))


def _list_months(figure: FigureSpan) -> list[Need]:
    first, last = figure.numbers
    count = last - first + 1
    whole = [Key("fraction", Decimal(1), Decimal(2))] if count == 6 else []
    if count % 3 == 0:
        whole += [*_number(count / 3), Key("ordinal", last / 3), Key("fraction", count / 3, Decimal(4))]
    both = (Key("month", last), *_number(last), *_number(count))
    return [(*both, *whole)]


def _list_part_of_year(figure: FigureSpan) -> Need:
    part = figure.numbers[-1]
    if figure.value.startswith("H"):
        return (Key("fraction", Decimal(1), Decimal(2)), *_number(part))
    months = (Key("month", part * 3), *_number(part * 3))
    return (*_number(part), *months, Key("fraction", part, Decimal(4)))


def _list_decade(figure: FigureSpan) -> list[Need]:
    start = figure.numbers[0]
    return [(Key("decade", start), *_number(start), Key("decade", start % 100), *_number(start % 100))]


def _list_century(figure: FigureSpan) -> list[Need]:
    century = figure.numbers[0]
    return [(*_number(century), Key("decade", (century - 1) * 100), *_number((century - 1) * 100))]


def _list_time(figure: FigureSpan) -> list[Need]:
    hour, minute = figure.numbers
    times = tuple(Key("time", (hour + shift) % 24 * 60 + minute) for shift in (0, 12))
    times += (Key("time", hour * 60 + minute), *_number(hour * 100 + minute))
    if minute:
        return [(*times, *_number(minute), Key("fraction", Decimal(1), Decimal(2)))]
    return [(*times, *_number(hour % 12 or Decimal(12)), *_number(hour))]


_LISTERS = {
    "percent": _list_shares,
    "percentage_point": _list_shares,
    "permille": _list_permille,
    "discount": _list_alternatives,
    "multiple": _list_multiple,
    "fraction": _list_fraction,
    "date": _list_date,
    "decade": _list_decade,
    "century": _list_century,
    "time": _list_time,
}


def find_invented(candidate: Candidate) -> Iterator[str]:
    """Yield the numbers in digits that the English has and the Chinese does not state."""
    explained = {key.value for figure in candidate.figures for need in list_needs(figure) for key in need}
    for mention in candidate.mentions:
        if mention.in_digits and not _is_explained(mention, explained, candidate):
            yield candidate.en[mention.start : mention.end]


_LOCAL_UNIT = re.compile("[亩斤里丈尺]")


def _is_explained(mention: Mention, explained: set[Decimal], candidate: Candidate) -> bool:
    """Tell whether a number of the English has a ground in the Chinese.

    Small ones may have any (两岁 as a 2-year-old); `per 100` is a way of putting a rate; a traditional unit is often
    converted in parentheses; a set term's rendering may spell out a year (九二共识 as the 1992 Consensus).
    """
    printed = candidate.en[mention.start : mention.end]
    before = candidate.en[max(0, mention.start - 40) : mention.start]
    hour = mention.value / 60 if mention.kind == "time" else mention.value
    return (
        mention.value in explained
        or hour in explained
        or mention.value < 10
        or printed in candidate.zh
        or before.endswith("per ")
        or bool("(" in before and _LOCAL_UNIT.search(candidate.zh))
        or any(printed in term.en for term in candidate.terms)
    )
