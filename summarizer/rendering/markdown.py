"""The brief as Markdown (GFM).

One fact, one outline entry, one key sentence a line, nothing padded: two versions of a brief differ only in the lines
whose content differs. All that Markdown could take for markup is escaped.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from summarizer.model import Brief
from summarizer.rendering.composition import count_doubtful, lay_out
from summarizer.rendering.options import Layout, RenderOptions
from summarizer.rendering.plaintext import show_plainly
from summarizer.rendering.sheet import (
    CHINESE,
    CONTENTS,
    CUT,
    FIGURE_HEADS,
    FIGURES,
    FOCUS,
    NOTES,
    PLACE,
    REMARKS,
    TERM_HEADS,
    TERMS,
    WORDS,
    Callout,
    Entry,
    Exhibit,
    Fact,
    FigureLine,
    Part,
    Row,
    Sheet,
    TermLine,
    choose_columns,
)
from summarizer.text.dates import find_day

BlockKind = Literal["title", "callout", "facts", "contents", "part", "empty", "figures", "terms", "notes"]

# `[…]` stays as it is where it can only be the mark of a left-out clause. A `<` or `&` becomes an entity rather than
# a backslash escape: careless Markdown programs pass `\<script>` through. An underscore inside a word is no markup.
# Forges set $…$ as formulas; note-taking programs highlight ==…== and hide %%…%%.
_SPECIAL = re.compile(r"[\\`*|~#<$]|%(?=%)|=(?==)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\[(?!…\](?![(\[:]))|&(?=[#\w])")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BLOCK_START = re.compile(r"(\d*)([.)>+-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the page that is Markdown by itself."""

    kind: BlockKind
    lines: tuple[str, ...]
    part: Part | None = None
    """What a block of kind `part` shows."""


def render_markdown(brief: Brief, options: RenderOptions | None = None) -> str:
    """Return the brief as GitHub-flavoured Markdown."""
    options = options or RenderOptions()
    blocks = ["\n".join(block.lines) for block in compose_blocks(lay_out(brief), options.layout)]
    front_matter = ["\n".join(_front_matter(brief))] if options.front_matter else []
    return "\n\n".join([*front_matter, *blocks]) + "\n"


def escape(text: str) -> str:
    """Return `text` as Markdown that shows it literally, within a line or a table cell.

    >>> escape("***总书记 | <b>")
    '\\\\*\\\\*\\\\*总书记 \\\\| &lt;b>'
    """
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), text)


def escape_paragraph(text: str) -> str:
    """Return `text` as Markdown that shows it literally as a paragraph: it starts no list, quotation or rule.

    >>> escape_paragraph("1. 引言")
    '1\\\\. 引言'
    """
    escaped = escape(text)
    return _BLOCK_START.sub(r"\1\\\2", escaped, count=1) if _BLOCK_START.match(escaped) else escaped


def compose_blocks(sheet: Sheet, layout: Layout) -> Iterator[Block]:
    """Yield the page block by block; joined by blank lines they are the page."""
    yield Block(kind="title", lines=tuple(_title(sheet)))
    yield Block(kind="callout", lines=tuple(_callout(sheet.callout)))
    yield Block(kind="facts", lines=tuple(map(_fact, sheet.facts)))
    if len(sheet.entries) > 1:
        yield Block(kind="contents", lines=(f"## {CONTENTS}", "", *map(_entry, sheet.entries)))
    for part in sheet.parts:
        yield Block(kind="part", lines=tuple(_part(part, layout)), part=part)
    if not any(part.rows for part in sheet.parts):
        yield Block(kind="empty", lines=("*No sentence is shown. 未摘录任何句子。*",))
    if sheet.figures:
        yield Block(kind="figures", lines=(f"## {FIGURES}", "", *_figures(sheet.figures)))
    if sheet.terms:
        yield Block(kind="terms", lines=(f"## {TERMS}", "", *_terms(sheet.terms)))
    yield Block(kind="notes", lines=(f"## {NOTES}", "", *_notes(sheet)))


def _title(sheet: Sheet) -> Iterator[str]:
    yield f"# {escape(sheet.title.zh)}"
    if sheet.title.en:
        yield from ("", f"*{escape(sheet.title.en)}*")


def _notes(sheet: Sheet) -> Iterator[str]:
    yield from map(_fact, sheet.notes)
    yield from (f"- **Sign {sign.sign}**: {sign.meaning.en} {sign.meaning.zh}" for sign in sheet.legend)
    yield f"- **Signature 签名**: {_code(sheet.signature)}"


def _fact(fact: Fact) -> str:
    value = "".join(_code(text) if is_command else escape(text) for text, is_command in fact.stretches)
    return f"- **{fact.label.en} {fact.label.zh}**: {' '.join([value, ', '.join(fact.rows)]).rstrip()}"


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence}{text}{fence}" if not longest else f"{fence} {text} {fence}"


# --- completeness ------------------------------------------------------------------------------------------------


def _callout(callout: Callout) -> list[str]:
    en, zh = escape_paragraph(callout.words.en), escape_paragraph(callout.words.zh)
    if not callout.title.en:
        return [f"*{en} {zh}*"]
    head = ("[!WARNING]" if callout.truncated else "[!NOTE]", f"**{callout.title.en} {callout.title.zh}**")
    exhibits = [f"- {_exhibit(exhibit)}" for exhibit in callout.exhibits]
    return [f"> {line}".rstrip() for line in (*head, "", en, "", zh, *([""] if exhibits else []), *exhibits)]


def _exhibit(exhibit: Exhibit) -> str:
    return f"**{exhibit.label.en} {exhibit.label.zh}**{escape(exhibit.account)}"


# --- the outline -------------------------------------------------------------------------------------------------


def _entry(entry: Entry) -> str:
    indent = "    " * (entry.depth - 1)
    heading = f"**{entry.id}** {escape(entry.zh)}" if entry.id else f"~~{escape(entry.zh)}~~"
    english = f" · *{escape(entry.en)}*" if entry.en else ""
    note = f" — {entry.note}" if entry.note else ""
    focus = f" {FOCUS} bears on the focus" if entry.in_focus else ""
    return f"{indent}- {heading}{english}{note}{focus}"


# --- the rows ----------------------------------------------------------------------------------------------------


def _part(part: Part, layout: Layout) -> Iterator[str]:
    # Level 1 is the brief's title, and Markdown has six.
    focus = f" {FOCUS}" if part.in_focus else ""
    yield f"{'#' * min(part.depth + 1, 6)} {escape(part.zh)}{focus}"
    if part.en:
        yield from ("", f"*{escape(part.en)}*")
    if part.rows and layout == "interleaved":
        yield from ("", *_interleave(part.rows))
    elif part.rows:
        yield from ("", *_tabulate(part.rows, layout))
        if layout != "en":
            yield from _list_words(part.rows)


def _tabulate(rows: tuple[Row, ...], layout: Layout) -> Iterator[str]:
    heads = choose_columns(rows, layout)
    return _table(heads, ([_cell(row, head) for head in heads] for row in rows))


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; all cells are escaped already."""
    yield from (_table_line(heads), "|---" * len(heads) + "|")
    yield from map(_table_line, lines)


def _table_line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Row, head: str) -> str:
    if head == PLACE:
        return row.place
    if head == REMARKS:
        return _marks(row)
    return _mark_cut(escape(row.zh if head == CHINESE else row.en), row)


def _mark_cut(escaped: str, row: Row) -> str:
    return f"{escaped} {CUT}" if row.broken_off and escaped else escaped


def _marks(row: Row) -> str:
    text = ""
    for mark in row.marks:
        text += "" if not text else " " if text.endswith(".") else "; "
        text += f"{mark.sign.sign} {escape(mark.detail)}"
    return text


def _list_words(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield the rows word by word, below their table: a table's cell cannot hold them."""
    lines = [f"- **{row.id}** {_words(row)}" for row in rows if row.words]
    if lines:
        yield from ("", f"**{WORDS}**", "", *lines)


def _words(row: Row) -> str:
    spoken = (word for word in row.words if word.pinyin)
    return " · ".join(f"{escape(word.zh)} *{escape(word.pinyin)}* {escape(word.en)}".rstrip() for word in spoken)


def _interleave(rows: tuple[Row, ...]) -> Iterator[str]:
    for at, row in enumerate(rows):
        if at:
            yield ""
        marks = f"; {_marks(row)}" if row.marks else ""
        yield from (f"**{row.place}**{marks}", "", _mark_cut(escape_paragraph(row.zh), row))
        if row.words:
            yield from ("", f"> {_words(row)}")
        if row.en:
            yield from ("", _mark_cut(escape_paragraph(row.en), row))


# --- the lists at the end ----------------------------------------------------------------------------------------


def _figures(figures: Sequence[FigureLine]) -> Iterator[str]:
    return _table(FIGURE_HEADS, ([escape(each.zh), escape(each.en), each.row, _verdict(each)] for each in figures))


def _verdict(figure: FigureLine) -> str:
    words = f"{figure.verdict.en} {figure.verdict.zh}"
    return f"**{words}**" if figure.doubt else words


def _terms(terms: Sequence[TermLine]) -> Iterator[str]:
    cells = ((term.zh, term.pinyin, term.en, str(term.count), term.source) for term in terms)
    return _table(TERM_HEADS, (list(map(escape, line)) for line in cells))


# --- front matter ------------------------------------------------------------------------------------------------


_Value = str | int | bool | date | list[str] | None


def _front_matter(brief: Brief) -> Iterator[str]:
    """Yield YAML with the keys that note-taking programs know (title, aliases, tags, date), then the brief's facts."""
    document, completeness = brief.document, brief.document.completeness
    printed = document.metadata.get("date", "")
    facts: dict[str, _Value] = {
        "title": brief.title.zh or document.source.name,
        "aliases": [brief.title.en] if brief.title.en else [],
        "tags": ["brief", *(["incomplete-source"] if completeness.truncated else [])],
        # Programs sort by a day; what cannot be read as one stands as printed.
        "date": find_day(printed) or printed,
        **{key: document.metadata.get(key) for key in ("organ", "number", "byline")},
        "source": document.source.name,
        "sha256": document.source.sha256,
        "encoding": document.source.encoding,
        "characters": document.character_count,
        "sentences": sum(len(section.sentences) for section in document.sections),
        "shown": len(brief.pairs),
        "to_check": count_doubtful(brief),
        "complete": not completeness.truncated,
        "missing_sections": list(completeness.missing_sections),
        "masked": [mask.text for mask in document.masked],
        "engine": brief.engine.signature,
        "licence": brief.engine.licence,
        "signature": brief.signature,
    }
    yield "---"
    yield from (f"{key}: {_to_yaml(value)}" for key, value in facts.items() if value not in (None, "", []))
    yield "---"


def _to_yaml(value: _Value) -> str:
    """Return a value as YAML on one line; every text is a double-quoted scalar, which JSON's strings are."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: str | int | list[str] | None) -> str | int | list[str] | None:
    if isinstance(value, str):
        return show_plainly(value)
    return [show_plainly(item) for item in value] if isinstance(value, list) else value
