"""Reading the numbers of an English text, in whatever way they are written.

    564 million, 1,250, $3bn, 15.5 per cent, the 51st, two thirds, half a million, dozens, tens of thousands,
    twenty-one, the 1980s, the eighties, 8:30 p.m., December, two decades, doubled, World War II

Each is one or more `Mention`s: what the words could be taken to state. Reading is generous, for it only serves to
find out whether a figure that is known from the Chinese is there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from summarizer.data import read_lines

MentionKind = Literal["number", "ordinal", "percent", "fraction", "vague", "month", "decade", "time"]
_LONGEST = 24
"""Digits beyond which a number is a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number as the English states it."""

    kind: MentionKind
    value: Decimal
    """A time is in minutes after midnight, a decade is its first year or its tens, a vague number its magnitude."""
    over: Decimal = Decimal(1)
    """A fraction's denominator."""
    start: int
    end: int
    in_digits: bool = False


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"(?P<time>(?<![\d.:])\d{1,2}[:.][0-5]\d(?=\s*(?:[ap]\.?m\b|GMT|UTC|hours))|(?<![\d:.])\d{1,2}:[0-5]\d(?![\d:]))"
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<percent>[%％‰])"
    r"|(?P<roman>\b(?=[IVX]{1,6}\b)(?:X{0,3})(?:IX|IV|V?I{0,3})\b)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<mark>[^\s\w])"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PERCENT_WORDS = frozenset({"percent", "percentage", "pct", "percentile"})
_LETTER_SCALES = {"k": 3, "m": 6, "mn": 6, "bn": 9, "b": 9, "tn": 12, "trn": 12}


@cache
def _words() -> dict[str, tuple[str, Decimal]]:
    rows = (line.split("\t") for line in read_lines("english_numbers.tsv"))
    return {word: (kind, Decimal(value)) for word, kind, value in rows}


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Return what the numbers of `text` could be taken to state, in order.

    >>> [(m.kind, str(m.value)) for m in read_mentions("nearly two thirds of 5.6 million, up 12%")]
    [('number', '2'), ('fraction', '2'), ('fraction', '1'), ('number', '5600000.0'), ('percent', '12')]
    """
    tokens = [_Token(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    return tuple(_Reader(tokens).read())


class _Reader:
    """Walks over the tokens of a text once."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def read(self) -> Iterator[Mention]:
        readers = {"time": self._time, "digits": self._digits, "roman": self._roman, "word": self._word}
        while self.at < len(self.tokens):
            reader = readers.get(self.tokens[self.at].kind)
            if reader:
                yield from reader()
            else:
                self.at += 1

    def _peek(self, ahead: int = 0) -> _Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def _word_at(self, ahead: int = 0) -> str:
        token = self._peek(ahead)
        return token.text.lower() if token and token.kind == "word" else ""

    def _meaning(self, ahead: int = 0) -> tuple[str, Decimal]:
        return _words().get(self._word_at(ahead), ("", Decimal(0)))

    def _time(self) -> Iterator[Mention]:
        token = self.tokens[self.at]
        self.at += 1
        hour, minute = map(int, re.split("[:.]", token.text))
        values = {hour * 60 + minute}
        values.add(values.pop() + 720 if self._word_at() in {"p", "pm"} and hour < 12 else hour * 60 + minute)
        for value in values:
            yield Mention(kind="time", value=Decimal(value), start=token.start, end=token.end, in_digits=True)
        for part in (hour, minute):  # 3:1 is a ratio, 8.30 may be a number
            yield Mention(kind="number", value=Decimal(part), start=token.start, end=token.end)
        if "." in token.text:
            yield Mention(kind="number", value=Decimal(token.text), start=token.start, end=token.end)

    def _roman(self) -> Iterator[Mention]:
        token = self.tokens[self.at]
        self.at += 1
        follows = self._peek()
        if token.text in {"I", "V", "X"} and not (follows and follows.text in ".,:" and follows.start == token.end):
            before = self.tokens[self.at - 2].text if self.at > 1 else ""
            if not before[:1].isupper():
                return
        values = [_ROMAN[c] for c in token.text]
        value = sum(-v if any(v < w for w in values[i + 1 :]) else v for i, v in enumerate(values))
        yield Mention(kind="ordinal", value=Decimal(value), start=token.start, end=token.end)

    def _digits(self) -> Iterator[Mention]:
        token = self.tokens[self.at]
        self.at += 1
        digits = token.text.replace(",", "")
        if len(digits) > _LONGEST:
            return
        value = Decimal(digits)
        yield from self._finish(value, token.start, token.end, in_digits=True)

    def _finish(self, value: Decimal, start: int, end: int, *, in_digits: bool) -> Iterator[Mention]:
        """Read what stands behind a number: a suffix, scales, percent, a denominator, decades."""
        kind: MentionKind = "number"
        suffix = self._peek()
        if in_digits and suffix and suffix.kind == "word" and suffix.start == end:
            name = suffix.text.lower()
            if name in {"st", "nd", "rd", "th"}:
                kind, end = "ordinal", suffix.end
                self.at += 1
            elif name == "s" and value % 10 == 0:
                yield Mention(kind="decade", value=value, start=start, end=suffix.end, in_digits=True)
            elif name in _LETTER_SCALES:
                yield Mention(kind="number", value=value * 10 ** _LETTER_SCALES[name], start=start, end=suffix.end)
        value, end, scaled = self._scale(value, end)
        if self._skip_percent():
            kind = "percent"
        yield Mention(kind=kind, value=value, start=start, end=end, in_digits=in_digits)
        yield from self._denominator(value, start)
        what, years = self._meaning()
        if what == "span":
            yield Mention(kind="number", value=value * years, start=start, end=end)
        if not scaled:
            yield from self._scale_of_range(value, start, end)

    def _scale(self, value: Decimal, end: int) -> tuple[Decimal, int, bool]:
        scaled = False
        while True:
            ahead = 1 if self._is_mark("-") and self._meaning(1)[0] == "scale" else 0
            what, factor = self._meaning(ahead)
            if what != "scale":
                break
            token = self.tokens[self.at + ahead]
            value, end, scaled = value * factor, token.end, True
            self.at += ahead + 1
        if self._word_at() == "and" and self._word_at(1) == "a" and self._word_at(2) == "half":
            value += Decimal("0.5")
        return value, end, scaled

    def _scale_of_range(self, value: Decimal, start: int, end: int) -> Iterator[Mention]:
        """Read the 3 of `3 to 5 million` as 3 million, too, and that of `3 to 5 percent` as a share."""
        joiner = self._peek()
        if not joiner or joiner.text not in {"to", "or", "and", "-", "–", "—"}:
            return
        for ahead in range(1, 4):
            what, factor = self._meaning(ahead)
            if what == "scale":
                yield Mention(kind="number", value=value * factor, start=start, end=end)
                return

    def _skip_percent(self) -> bool:
        ahead = 1 if self._is_mark("-") else 0
        token = self._peek(ahead)
        if token and (token.kind == "percent" or token.text.lower() in _PERCENT_WORDS):
            self.at += ahead + 1
            return True
        if self._word_at(ahead) == "per" and self._word_at(ahead + 1) == "cent":
            self.at += ahead + 2
            return True
        return False

    def _denominator(self, value: Decimal, start: int) -> Iterator[Mention]:
        ahead = 1 if self._is_mark("-") else 0
        what, part = self._meaning(ahead)
        if what == "part" or (what == "ordinal" and part > 2 and value < part):
            yield Mention(kind="fraction", value=value, over=part, start=start, end=self.tokens[self.at + ahead].end)
        elif self._is_mark("/"):
            under = self._peek(1)
            if under and under.kind == "digits" and len(under.text) <= _LONGEST:
                over = Decimal(under.text.replace(",", ""))
                yield Mention(kind="fraction", value=value, over=over or Decimal(1), start=start, end=under.end)

    def _is_mark(self, mark: str) -> bool:
        token = self._peek()
        return bool(token and token.text == mark)

    def _word(self) -> Iterator[Mention]:
        token = self.tokens[self.at]
        what, value = self._meaning()
        if what in {"unit", "tens"}:
            yield from self._number_words()
            return
        self.at += 1
        if what in {"scale", "scales"}:
            yield from self._magnitude(token, value, exact=what == "scale")
        elif what == "part":
            yield from self._part(token, value)
        elif what == "hour":
            yield Mention(kind="time", value=value * 60, start=token.start, end=token.end)
        elif what in {"ordinal", "month", "decade"}:
            kind: MentionKind = "ordinal" if what == "ordinal" else "month" if what == "month" else "decade"
            yield Mention(kind=kind, value=value, start=token.start, end=token.end)
            if what == "ordinal" and value > 2:  # a third of
                yield Mention(kind="fraction", value=Decimal(1), over=value, start=token.start, end=token.end)
        elif what in {"times", "span"}:
            yield Mention(kind="number", value=value, start=token.start, end=token.end)

    def _magnitude(self, token: _Token, value: Decimal, *, exact: bool) -> Iterator[Mention]:
        """`several thousand`, `hundreds of thousands`, `a million`."""
        end = token.end
        while True:
            ahead = 1 if self._word_at() == "of" else 0
            what, factor = self._meaning(ahead)
            if what not in {"scale", "scales"}:
                break
            value *= factor
            end = self.tokens[self.at + ahead].end
            self.at += ahead + 1
        yield Mention(kind="vague", value=value, start=token.start, end=end)
        if exact:
            yield from self._finish(value, token.start, end, in_digits=False)

    def _part(self, token: _Token, part: Decimal) -> Iterator[Mention]:
        """`half`, `half a million`, `a quarter`."""
        yield Mention(kind="fraction", value=Decimal(1), over=part, start=token.start, end=token.end)
        ahead = 1 if self._word_at() in {"a", "an", "of"} else 0
        what, factor = self._meaning(ahead)
        if what in {"scale", "span"}:
            end = self.tokens[self.at + ahead].end
            yield Mention(kind="number", value=factor / part, start=token.start, end=end)

    def _number_words(self) -> Iterator[Mention]:
        """`twenty-one`, `three hundred and five`, `nineteen eighty-four`, `two and a half million`."""
        start = self.tokens[self.at].start
        end, total, current, last = start, Decimal(0), Decimal(0), ""
        while True:
            ahead = self._skip_joiner(last)
            what, value = self._meaning(ahead)
            if not _continues(last, what, current, value):
                break
            end = self.tokens[self.at + ahead].end
            self.at += ahead + 1
            if what == "ordinal":
                yield Mention(kind="ordinal", value=total + current + value, start=start, end=end)
                return
            if what == "scale" and value == 100:
                current = (current or 1) * value
            elif what == "scale":
                total, current = total + (current or 1) * value, Decimal(0)
            elif last in {"unit", "tens"} and current >= 10 and value >= 10:  # nineteen eighty-four
                current = current * 100 + value
            else:
                current += value
            last = what
        yield from self._finish(total + current, start, end, in_digits=False)

    def _skip_joiner(self, last: str) -> int:
        """Return 1 where a hyphen or `and` joins the next number word to the last one."""
        joins = (self._is_mark("-") and last in {"tens", "unit", "scale"}) or (
            self._word_at() == "and" and last == "scale"
        )
        return 1 if joins and self._meaning(1)[0] in {"unit", "tens", "scale", "ordinal"} else 0


def _continues(last: str, what: str, current: Decimal, value: Decimal) -> bool:
    """Tell whether a word of kind `what` goes on with the number that ends in a word of kind `last`."""
    if what in {"unit", "tens"}:
        starts = last in {"", "scale"}
        adds = last == "tens" and what == "unit" and 0 < value < 10
        year = last in {"unit", "tens"} and 10 <= current < 100 and value >= 10 and current != 10
        return starts or adds or year
    if what == "ordinal":
        return last in {"tens", "scale"} and value < 20
    return what == "scale" and last != ""
