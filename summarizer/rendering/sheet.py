"""The parts of a brief in the order in which it says them, as plain text: what `composition` makes and formats show.

All texts are on one line and safe to show (see `plaintext`), but not yet escaped for any format.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.model import FlagKind
from summarizer.rendering.options import Layout

CUT = "✂"
"""Stands where a sentence breaks off."""
FOCUS = "◎"
"""Stands at sections that bear on the reader's topic."""
PLACE, CHINESE, ENGLISH, REMARKS = "Place 位置", "中文", "English", "Notes 附注"
"""Heads of the columns of key sentences."""
FIGURE_HEADS = ("Figure 数字", "English form 英文写法", "Row 行", "In the row's English 译文有否")
"""Heads of the columns of figures."""
TERM_HEADS = ("中文", "Pinyin 拼音", "English", "Count 次数", "Source 出处")
"""Heads of the columns of terms."""
CONTENTS, FIGURES, TERMS, NOTES = "Contents 提纲", "Figures 数字", "Terms 术语", "Notes 说明"
"""Headings of what stands before and after the sections."""
WORDS = "Words 逐词"
"""Head of the words of the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word of the brief's own in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line about the source or about how the brief was made."""

    label: Label
    value: str
    rows: tuple[str, ...] = ()
    """Ids of the rows that it names, after its value."""
    has_commands: bool = False
    """Whether back-ticks in the value stand around what to type."""

    @property
    def stretches(self) -> tuple[tuple[str, bool], ...]:
        """The value in order, cut into text and commands: each with whether it is a command."""
        pieces = self.value.split("`") if self.has_commands else [self.value]
        return tuple((piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A piece of evidence in the call-out."""

    label: Label
    line: int | None
    quote: str
    words: Label
    """What it shows."""

    @property
    def account(self) -> str:
        """Line, quotation and what it shows, in one sentence."""
        where = f", line {self.line}" if self.line else ""
        quote = f" “{self.quote}”" if self.quote else ""
        words = "; ".join(filter(None, (self.words.en, self.words.zh)))
        return f"{where}:{quote} ({words})" if quote and words else f"{where}:{quote} {words}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """Whether the source is all there."""

    truncated: bool
    title: Label
    """Empty where one quiet line is all that there is to say."""
    words: Label
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign beside a row and what it means."""

    kind: FlagKind
    sign: str
    doubt: bool
    """Whether it asks the reader to check the row."""
    speaks: bool
    """Whether what it says differs from row to row."""
    meaning: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sign at one row, with what it says of this row, else what it means."""

    sign: Sign
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """A word of a row's Chinese; `pinyin` and `en` are empty where there is nothing to say, as of marks."""

    zh: str
    pinyin: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A key sentence and its English."""

    id: str
    line: int
    zh: str
    en: str
    """Empty where there is no translation."""
    broken_off: bool
    marks: tuple[Mark, ...]
    reasons: str
    """Why it was chosen, in plain words; empty where that is not known."""
    words: tuple[Gloss, ...] = ()
    """Its Chinese word by word, where that was asked for."""

    @property
    def place(self) -> str:
        """Section and sentence, and the line of the source."""
        return f"{self.id} L{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the outline."""

    id: str
    """Section id; empty for a section that the source announces and never delivers."""
    depth: int
    """1 for the highest level; never more than one below its parent."""
    zh: str
    en: str
    note: str
    in_focus: bool = False
    shown: bool = True
    """Whether the brief has a part for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the brief: its heading in both languages and its rows."""

    id: str
    depth: int
    zh: str
    en: str
    own: bool
    """Whether the heading is the brief's own, for text that stands before the source's first heading."""
    in_focus: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A line of the list of figures: one figure at one row."""

    zh: str
    en: str
    """How English writes it."""
    row: str
    """Id of the row."""
    verdict: Label
    """Whether the row's English has it."""
    doubt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A line of the list of terms."""

    zh: str
    pinyin: str
    en: str
    count: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole brief."""

    title: Label
    source: str
    """Which source, in one line."""
    callout: Callout
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]
    figures: tuple[FigureLine, ...]
    terms: tuple[TermLine, ...]
    legend: tuple[Sign, ...]
    """The signs that occur, in the order of the table of signs."""
    notes: tuple[Fact, ...]
    signature: str


def choose_columns(rows: Sequence[Row], layout: Layout) -> tuple[str, ...]:
    """Return the heads of the columns that a table of `rows` has."""
    columns = {
        PLACE: True,
        CHINESE: layout != "en",
        ENGLISH: layout != "zh",
        REMARKS: any(row.marks for row in rows),
    }
    return tuple(head for head, wanted in columns.items() if wanted)
