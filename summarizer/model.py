"""The values that pass between the stages, from source lines to the finished brief.

All are frozen: a stage returns new values and never changes what it was given. All offsets are half-open, in
characters (Python `str` indices), into the *source view*: `"\\n".join(line.text for line in source.lines)`. All
line numbers are 1-based in that view.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "markdown", "html", "docx", "pdf", "epub"]
Role = Literal["title", "byline", "heading", "content", "boilerplate", "marker", "blank"]
EvidenceKind = Literal[
    "marker",
    "unterminated",
    "missing_section",
    "numbering_gap",
    "empty_section",
    "declared_length",
    "transport",
]
FlagKind = Literal[
    "number",
    "omission",
    "repetition",
    "untranslated",
    "glossary",
    "term",
    "low_score",
    "masked",
    "gloss",
    "human",
    "suggestion",
    "retried",
    "corrected",
    "broken_off",
]
Origin = Literal["engine", "memory", "human", "suggestion"]
SegmentKind = Literal["title", "heading", "sentence"]


# --- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the source view: a line of a text file, or a visible block of an HTML, DOCX or PDF document."""

    number: int
    start: int
    """Offset of the line's first character in the source view."""
    text: str
    tag: str = ""
    """What the format says the block is: `h1` to `h6`, `p`, `li`, `td`, `th`, `caption`, `code`, `title`, or ""."""
    bold: bool = False
    """The whole block stands out: set in bold (DOCX, PDF) or larger than the text (PDF); often a heading that the
    format does not call one."""
    link_share: float = 0.0
    """Share of the line's characters that are link text, 0 to 1 (HTML only)."""
    in_article: bool | None = None
    """Whether the format's own main-text finder keeps the block; None where there is none."""
    area: str = ""
    """Where in the page the block stands, as the markup says it: `nav`, `footer`, `aside`, `comment`, or ""."""
    furniture: str = ""
    """Name of the rule by which the line is site furniture, not part of the document; "" where it is not."""

    @property
    def end(self) -> int:
        """Offset just past the line's last character in the source view."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What was wrong with the bytes of a source."""

    kind: Literal["bad_bytes", "cut_character", "cut_archive", "picture_pages"]
    """Undecodable bytes inside the text; bytes that end inside a character; a container that ends early; pages of a
    PDF that have no text layer."""
    count: int
    line: int | None
    """Line of the first occurrence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document's visible text, line by line, and how it was read."""

    name: str
    """File name without folders, or `stdin`."""
    format: Format
    encoding: str
    """The encoding used, by its Python name; `utf-8` for containers (DOCX, EPUB) and PDF."""
    sha256: str
    """Hash of the input bytes, in hexadecimal."""
    lines: tuple[Line, ...]
    damage: tuple[Damage, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself (front matter, HTML meta, DOCX properties): `title`, `author`, `date`, `organ`."""

    @property
    def view(self) -> str:
        """The text that all offsets point into."""
        return "\n".join(line.text for line in self.lines)


# --- structure ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRole:
    """What a source line is, and which rule says so."""

    role: Role
    rule: str = ""
    """Name of the rule that decided; always given for `boilerplate` and `marker`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """A text in both languages; `en` is None where there is no translation."""

    zh: str | None
    en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason why a source counts as incomplete."""

    kind: EvidenceKind
    line: int | None
    text: str
    """The source's own words: the notice, the broken sentence, the announcement."""
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Whether the source is all there."""

    truncated: bool
    zh: str
    """One sentence that a reader understands."""
    en: str
    evidence: tuple[Evidence, ...] = ()
    missing_sections: tuple[str, ...] = ()
    """Announced, never delivered."""
    last_sentence_complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedName:
    """A redacted name as printed, such as `***总书记`."""

    text: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence at its place in the source; `view[start:end]` equals `text` up to white space."""

    index: int
    """1-based position in its section."""
    line: int
    start: int
    end: int
    text: str
    """The sentence on one line, wrapped lines joined."""
    paragraph: int
    """1-based paragraph of its section."""
    complete: bool = True
    """False where the source breaks off inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    id: str
    """Dotted position in the outline, such as `2.1`; `0` for text before the first heading."""
    level: int
    line: int
    heading: str | None
    run_in: bool = False
    """The heading opens a paragraph."""
    sentences: tuple[Sentence, ...] = ()

    @property
    def character_count(self) -> int:
        """Han characters of the section's sentences."""
        return sum("㐀" <= c <= "鿿" for sentence in self.sentences for c in sentence.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the source says, and what it lacks."""

    source: Source
    title: str | None
    title_line: int | None
    metadata: Mapping[str, str]
    """What is certain of `byline`, `date`, `number` (of an official document) and `organ`."""
    roles: tuple[LineRole, ...]
    """One for each source line."""
    sections: tuple[Section, ...]
    completeness: Completeness
    masked: tuple[MaskedName, ...] = ()
    phrases: str = ""
    """Hash of the user's own table of phrases that it was read with; empty where there is none."""

    @property
    def character_count(self) -> int:
        """Han characters of content."""
        return sum(section.character_count for section in self.sections)


# --- extraction --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How key sentences are chosen."""

    per_section: int | None = None
    """At most so many sentences a section; None lets the section's content decide."""
    share: float | None = None
    """Share of each section's sentences, 0 to 1; instead of `per_section`."""
    max_chars: int | None = None
    """Budget for the whole brief, in Chinese characters of the chosen sentences."""
    focus: tuple[str, ...] = ()
    clauses: bool = False
    """Cut long sentences down to the clauses that carry them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What spoke for a sentence."""

    kind: str
    """`position`, `centrality`, `cue`, `figures`, `names`, `heading`, `focus`, ..."""
    weight: float
    """Its share in the score; negative where it spoke against."""
    en: str
    """In plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySentence:
    """A chosen sentence."""

    section: str
    """Id of its section."""
    sentence: Sentence
    score: float
    reasons: tuple[Reason, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    """Where only some clauses are shown: their offsets in the source view, in order. Empty: the whole sentence."""
    text: str = ""
    """What is shown: the sentence, or its clauses with `[…]` for what was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A document and its key sentences, in document order."""

    document: Document
    selection: Selection
    sentences: tuple[KeySentence, ...]
    method: str
    """Signature of the rating, such as `lexrank+cues-1`."""
    focus_sections: tuple[str, ...] = ()
    """Ids of the sections that bear on the focus, most relevant first."""


# --- translation -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A Chinese text to translate."""

    zh: str
    kind: SegmentKind = "sentence"
    complete: bool = True
    """False: it breaks off, and its English must break off too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A doubt about a row, in words a reader understands."""

    kind: FlagKind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the Chinese text, and whether the English has it."""

    zh: str
    """As printed: `5.64亿`."""
    value: str
    """The normalised value: `564000000`, `0.756`, `2022-12`."""
    unit: str
    """`number`, `percent`, `money:CNY`, `date`, `ordinal`, `multiple`, ..."""
    en: str
    """How English writes it: `564 million`."""
    ok: bool | None
    """Whether the English holds it; None where that cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A set term and its established rendering."""

    zh: str
    en: str
    pinyin: str
    source: str
    """`glossary`, `official`, or `cedict`."""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The English of a segment, with what is known of its worth."""

    en: str | None
    score: float | None = None
    """The engine's mean log-probability per token, where it has one."""
    origin: Origin = "engine"
    flags: tuple[Flag, ...] = ()
    figures: tuple[Figure, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Which engine translated."""

    name: str
    model: str
    version: str
    licence: str
    advice: str = ""
    """What the reader should know of it, and the command that gets a better one."""

    @property
    def signature(self) -> str:
        """As it stands in a brief's signature, such as `argos/zh_en-1.9`."""
        return f"{self.name}/{self.model}-{self.version}" if self.model else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The English of a document's segments, and how it was made."""

    renderings: tuple[Rendering, ...]
    """One for each segment, in their order."""
    engine: EngineInfo
    signature: str
    """What made them, such as `engine:argos/zh_en-1.9|glossary:3f2a91c4`."""
    glossary: str = ""
    """Name and use of the user's glossary, such as `terms.csv: 12 hits, 1 miss`; empty where there is none."""


# --- the brief ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a sentence by itself."""

    zh: str
    """As printed."""
    pinyin: str
    """How it is read aloud; empty where it is not Chinese."""
    en: str
    """What it says, by the dictionary; empty where English has no word for it, or it is not Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A row of the brief: a key sentence and its English."""

    id: str
    """Section id, a colon, and the sentence's position in the section: `2.1:5`."""
    key: KeySentence
    rendering: Rendering
    words: tuple[Word, ...] = ()
    """The sentence word by word, where that was asked for; joined they are what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """A section as the brief shows it."""

    section: Section
    heading: Bilingual
    pairs: tuple[Pair, ...]
    in_focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a brief says; every output format shows the same facts."""

    signature: str
    document: Document
    title: Bilingual
    sections: tuple[BriefSection, ...]
    engine: EngineInfo
    selection: Selection
    method: str
    """How sentences were rated (see `Extract.method`)."""
    terms: tuple[tuple[Term, int], ...] = ()
    """The set terms of the shown sentences with their counts, most frequent first."""
    glossary: str = ""
    """See `Translation.glossary`."""
    missing: tuple[Bilingual, ...] = ()
    """The first of `Completeness.missing_sections`, with their English."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All rows, in document order."""
        return tuple(pair for section in self.sections for pair in section.pairs)
