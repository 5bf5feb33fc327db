"""The brief as a Word document (DOCX).

Headings are real heading styles, so that Word's navigation pane and a table of contents work. Each key sentence is a
table row of its own cells for place, Chinese, English and notes: an editor can correct the English in place, and the
row still says which sentence it belongs to.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import crc32

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from summarizer.model import Brief
from summarizer.rendering.composition import lay_out
from summarizer.rendering.docx_styles import EPOCH, QUIET, TEXT_WIDTH, set_up
from summarizer.rendering.options import Layout, RenderOptions
from summarizer.rendering.sheet import (
    CHINESE,
    CONTENTS,
    CUT,
    ENGLISH,
    FIGURE_HEADS,
    FIGURES,
    FOCUS,
    NOTES,
    PLACE,
    REMARKS,
    TERM_HEADS,
    TERMS,
    Callout,
    Entry,
    Exhibit,
    Fact,
    FigureLine,
    Mark,
    Part,
    Row,
    Sheet,
    TermLine,
    choose_columns,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_LINK = RGBColor(0x0B, 0x4F, 0x8A)
_DOUBT = RGBColor(0x9C, 0x2F, 0x0C)
_WIDTHS = {PLACE: 1.2, CHINESE: 3.1, ENGLISH: 3.8, REMARKS: 1.6}
"""Relative widths of the columns; Chinese takes less room than its English."""


def render_docx(brief: Brief, options: RenderOptions | None = None) -> bytes:
    """Return the brief as the bytes of a DOCX file."""
    sheet = lay_out(brief)
    document = Document()
    set_up(document, sheet)
    _write(document, sheet, (options or RenderOptions()).layout)
    return _save(document)


def _write(document: "WordDocument", sheet: Sheet, layout: Layout) -> None:
    _add(document, sheet.title.zh, "Title")
    if sheet.title.en:
        _add(document, sheet.title.en, "Subtitle")
    _write_callout(document, sheet.callout)
    for fact in sheet.facts:
        _write_fact(_add(document, "", "Fact"), fact)
    if len(sheet.entries) > 1:
        _add(document, CONTENTS, "Heading 1")
        for entry in sheet.entries:
            _write_entry(document, entry)
    for part in sheet.parts:
        _write_part(document, part, layout)
    if not any(part.rows for part in sheet.parts):
        _add(document, "No sentence is shown. 未摘录任何句子。", "Quiet")
    if sheet.figures:
        _write_figures(document, sheet.figures)
    if sheet.terms:
        _write_terms(document, sheet.terms)
    _write_notes(document, sheet)


# --- the source --------------------------------------------------------------------------------------------------


def _write_callout(document: "WordDocument", callout: Callout) -> None:
    if not callout.title.en:
        _add(document, f"{callout.words.en} {callout.words.zh}", "Quiet")
        return
    style = "Callout" if callout.truncated else "Callout Note"
    _add(document, "", style).add_run(f"{callout.title.en} {callout.title.zh}").bold = True
    _add(document, callout.words.en, style)
    _add(document, callout.words.zh, style)
    for exhibit in callout.exhibits:
        _write_exhibit(_add(document, "", style), exhibit)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _write_exhibit(paragraph: "Paragraph", exhibit: Exhibit) -> None:
    paragraph.add_run("• ")
    paragraph.add_run(f"{exhibit.label.en} {exhibit.label.zh}").bold = True
    paragraph.add_run(exhibit.account)


def _write_fact(paragraph: "Paragraph", fact: Fact) -> None:
    paragraph.add_run(f"{fact.label.en} {fact.label.zh}: ").bold = True
    _write_value(paragraph, fact)
    for at, row in enumerate(fact.rows):
        paragraph.add_run(", " if at else " ")
        _link_row(paragraph.add_run(row), row)


# --- the outline -------------------------------------------------------------------------------------------------


def _write_entry(document: "WordDocument", entry: Entry) -> None:
    paragraph = _add(document, "", "Fact")
    paragraph.paragraph_format.left_indent = Cm(0.6 * (entry.depth - 1))
    if entry.id:
        paragraph.add_run(f"{entry.id} ").bold = True
    heading = paragraph.add_run(entry.zh)
    heading.font.strike = not entry.id or None
    if entry.shown:
        _link(heading._r, _bookmark(entry.id))
    if entry.en:
        paragraph.add_run(f" · {entry.en}").italic = True
    note = f" — {entry.note}" if entry.note else ""
    focus = f" {FOCUS} bears on the focus" if entry.in_focus else ""
    paragraph.add_run(note + focus).font.color.rgb = QUIET


def _bookmark(place: str) -> str:
    """Return the bookmark of a section or a row: `section_2_1`, `row_2_1_5`; Word takes no other signs in a name."""
    kind = "row" if ":" in place else "section"
    return f"{kind}_{place.replace('.', '_').replace(':', '_')}"


def _write_value(paragraph: "Paragraph", fact: Fact) -> None:
    for text, is_command in fact.stretches:
        run = paragraph.add_run(text)
        if is_command:
            run.font.name = "Consolas"


def _link_row(run: "Run", row: str) -> None:
    run.font.color.rgb = _LINK
    _link(run._r, _bookmark(row))


def _link(run: "BaseOxmlElement", anchor: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run.addprevious(link)
    link.append(run)


# --- the rows ----------------------------------------------------------------------------------------------------


def _write_part(document: "WordDocument", part: Part, layout: Layout) -> None:
    focus = f" {FOCUS}" if part.in_focus else ""
    heading = _add(document, part.zh + focus, f"Heading {min(part.depth, 9)}")
    _set_bookmark(heading, part.id)
    if part.en:
        _add(document, part.en, "Heading English")
    if layout == "interleaved":
        for row in part.rows:
            _write_pair(document, row)
    elif part.rows:
        _write_table(document, part.rows, layout)


def _set_bookmark(paragraph: "Paragraph", place: str) -> None:
    # Word asks for numbers that differ; the name differs, so its digest does (but for one chance in billions).
    number = str(crc32(place.encode()) >> 1)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), _bookmark(place))
    end.set(qn("w:id"), number)
    paragraph._p.extend([start, end])


def _write_pair(document: "WordDocument", row: Row) -> None:
    where = _add(document, row.place, "Quiet")
    _set_bookmark(where, row.id)
    where.paragraph_format.keep_with_next = True
    _add(document, _with_cut(row.zh, row), "Chinese").paragraph_format.keep_with_next = bool(row.en)
    if row.words:
        _write_words(document.add_paragraph(), row)
    if row.en:
        _add(document, _with_cut(row.en, row), "English")
    for mark in row.marks:
        _write_mark(_add(document, "", "Normal"), mark)


def _write_table(document: "WordDocument", rows: Sequence[Row], layout: Layout) -> None:
    heads = choose_columns(rows, layout)
    widths = [_WIDTHS[head] for head in heads]
    if REMARKS not in heads:
        # Notes take their room from the English, so that the Chinese columns of all tables are in line.
        widths[-1] += _WIDTHS[REMARKS]
    table = _add_table(document, heads, widths)
    for row in rows:
        cells = dict(zip(heads, _add_row(table), strict=True))
        _set_bookmark(_fill(cells[PLACE], row.place, "Place"), row.id)
        if CHINESE in cells:
            _fill(cells[CHINESE], _with_cut(row.zh, row))
            if row.words:
                _write_words(cells[CHINESE].add_paragraph(), row)
        if ENGLISH in cells:
            _fill(cells[ENGLISH], _with_cut(row.en, row))
        if REMARKS in cells:
            _fill_marks(cells[REMARKS], row.marks)


def _write_words(paragraph: "Paragraph", row: Row) -> None:
    _set_style(paragraph, "Words")
    for at, word in enumerate(word for word in row.words if word.pinyin):
        paragraph.add_run(f"{' · ' if at else ''}{word.zh} ")
        paragraph.add_run(word.pinyin).italic = True
        paragraph.add_run(f" {word.en}")


def _with_cut(text: str, row: Row) -> str:
    return f"{text} {CUT}" if row.broken_off and text else text


def _fill_marks(cell: "_Cell", marks: Sequence[Mark]) -> None:
    for at, mark in enumerate(marks):
        _write_mark(cell.add_paragraph() if at else cell.paragraphs[0], mark)


def _write_mark(paragraph: "Paragraph", mark: Mark) -> None:
    _set_style(paragraph, "Place")
    run = paragraph.add_run(f"{mark.sign.sign} {mark.detail}".rstrip())
    if mark.sign.doubt:
        run.font.color.rgb = _DOUBT


# --- the end -----------------------------------------------------------------------------------------------------


def _write_figures(document: "WordDocument", figures: Sequence[FigureLine]) -> None:
    _add(document, FIGURES, "Heading 1")
    table = _add_table(document, FIGURE_HEADS, [3, 3, 2, 4])
    for figure in figures:
        zh, en, row, verdict = _add_row(table)
        _fill(zh, figure.zh)
        _fill(en, figure.en)
        _link_row(_fill(row, figure.row).runs[0], figure.row)
        words = _fill(verdict, f"{figure.verdict.en} {figure.verdict.zh}").runs[0]
        if figure.doubt:
            words.font.color.rgb = _DOUBT


def _write_terms(document: "WordDocument", terms: Sequence[TermLine]) -> None:
    _add(document, TERMS, "Heading 1")
    table = _add_table(document, TERM_HEADS, [3, 3, 5, 1.9, 2])
    for term in terms:
        _fill_row(table, [term.zh, term.pinyin, term.en, str(term.count), term.source])


def _write_notes(document: "WordDocument", sheet: Sheet) -> None:
    _add(document, NOTES, "Heading 1")
    table = _add_table(document, ["About 项目", "Note 说明"], [3, 9])
    for fact in sheet.notes:
        about, note = _add_row(table)
        _fill(about, f"{fact.label.en} {fact.label.zh}")
        _write_value(_fill(note, ""), fact)
    for sign in sheet.legend:
        _fill_row(table, [f"Sign {sign.sign}", f"{sign.meaning.en} {sign.meaning.zh}"])
    _fill_row(table, ["Signature 签名", sheet.signature])


def _add(document: "WordDocument", text: str, style: str) -> "Paragraph":
    paragraph = document.add_paragraph(text)
    _set_style(paragraph, style)
    return paragraph


def _set_style(paragraph: "Paragraph", style: str) -> None:
    # By id, which is the name without its spaces; python-docx searches all styles for a name, each time.
    paragraph._p.style = style.replace(" ", "")


# --- tables ------------------------------------------------------------------------------------------------------


def _add_table(document: "WordDocument", heads: Sequence[str], widths: Sequence[float]) -> "Table":
    """Add a table with a header row that is repeated on each page."""
    table: Table = document.add_table(rows=1, cols=len(heads))
    table.autofit = False
    table._tbl.tblPr.style = "Brief"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(TEXT_WIDTH * width / sum(widths))
    for cell, head, column in zip(table.rows[0].cells, heads, table.columns, strict=True):
        cell.width = column.width
        _fill(cell, head, "Table Head")
    _flag_row(table, "w:cantSplit", "w:tblHeader")
    return table


def _add_row(table: "Table") -> tuple["_Cell", ...]:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it without annotations
    _flag_row(table, "w:cantSplit")
    return row.cells


def _fill_row(table: "Table", texts: Sequence[str]) -> None:
    for cell, text in zip(_add_row(table), texts, strict=True):
        _fill(cell, text)


def _fill(cell: "_Cell", text: str, style: str = "Cell") -> "Paragraph":
    paragraph: Paragraph = cell.paragraphs[0]
    _set_style(paragraph, style)
    paragraph.add_run(text)
    return paragraph


def _flag_row(table: "Table", *flags: str) -> None:
    properties = table._tbl.tr_lst[-1].get_or_add_trPr()
    for flag in flags:
        properties.append(OxmlElement(flag))


# --- the file -----------------------------------------------------------------------------------------------------


def _save(document: "WordDocument") -> bytes:
    """Return the file, with the one date that all its parts carry set to a fixed one."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return fixed.getvalue()
