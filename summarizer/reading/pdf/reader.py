"""From a PDF file to its visible blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from summarizer.errors import UnsupportedInputError
from summarizer.model import Damage
from summarizer.reading.limits import MAX_CHARACTERS, MAX_CONTAINER_BYTES, MAX_PAGES, check_count, check_size
from summarizer.reading.pages import Block, Page, Raw
from summarizer.reading.pdf.columns import order_pieces
from summarizer.reading.pdf.margins import mark_margins
from summarizer.reading.pdf.paragraphs import Printed, join_paragraphs, measure_layout
from summarizer.reading.pdf.pieces import UNMAPPED, Piece, find_pieces
from summarizer.reading.pdf.streams import check_streams
from summarizer.text.script import count_han

_END, _TAIL = b"%%EOF", 2048
"""What stands at the end of every PDF, and in how many of its last bytes it is looked for."""
_CATALOGUE = re.compile(rb"(\d{1,7})\s+(\d{1,5})\s+obj\s*<<[^<>]{0,200}/Type\s*/Catalog\b")
_MOST_BOOKMARKS = 2_000
_MOST_UNMAPPED = 0.3
_LARGER = 1.2
_TITLE_LENGTH = range(4, 81)
_PROGRAMS = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint)|untitled|无标题|未命名)|\.(?:docx?|wps|pptx?|indd|html?)$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What a PDF holds."""

    pages: tuple[tuple[Piece, ...], ...]
    heights: tuple[float, ...]
    bookmarks: tuple[tuple[int, str], ...]
    """Level, from 1, and words of each entry of its outline."""
    declared: Mapping[str, str]


def read_pdf(raw: Raw) -> Page:
    """Read a PDF by its text layer.

    Raises:
        OversizeInputError: It has too many bytes, pages or characters.
        UnsupportedInputError: It is locked or damaged, has no text layer, or one that means nothing.
    """
    check_size(len(raw.data), MAX_CONTAINER_BYTES, name=raw.name)
    check_streams(raw)
    printed = read_print(raw)
    _refuse_pictures(printed, name=raw.name)
    marked = mark_margins(printed.pages, printed.heights)
    ordered = [piece for page in marked for piece in _order_page(page)]
    blocks = tuple(make_blocks(list(join_paragraphs(ordered)), printed.bookmarks))
    return Page(blocks=blocks, damage=tuple(_find_damage(raw, printed, blocks)), declared=printed.declared)


def _order_page(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield a page's pieces in reading order: what runs above the text, the text, what runs below it."""
    middle = sum(piece.middle for piece in pieces) / max(1, len(pieces))
    furniture = sorted((piece for piece in pieces if piece.furniture), key=lambda piece: -piece.middle)
    yield from (piece for piece in furniture if piece.middle > middle)
    yield from order_pieces([piece for piece in pieces if not piece.furniture])
    yield from (piece for piece in furniture if piece.middle <= middle)


def read_print(raw: Raw) -> Print:
    """Take from a PDF what is printed where; the errors are those of `read_pdf`."""
    document = _open(raw)
    with closing(document):
        check_count(len(document), MAX_PAGES, "pages", name=raw.name)
        pages, heights, characters = [], [], 0
        for number in range(len(document)):
            pieces, height = _read_page(document, number)
            characters += sum(len(piece.text) for piece in pieces)
            check_count(characters, MAX_CHARACTERS, "characters", name=raw.name)
            pages.append(pieces)
            heights.append(height)
        return Print(
            pages=tuple(pages),
            heights=tuple(heights),
            bookmarks=tuple(_read_bookmarks(document)),
            declared=_read_declared(document),
        )


def _open(raw: Raw) -> Any:
    """Open a PDF, one whose end is missing too if its catalogue is there."""
    import pypdfium2  # noqa: PLC0415 - only PDF needs it

    try:
        return pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as exc:
        catalogue = None if _END in raw.data[-_TAIL:] else _CATALOGUE.search(raw.data)
        if catalogue is None:
            raise _explain(exc, raw) from exc
        trailer = b"\ntrailer<</Root %b %b R>>\n%%%%EOF\n" % catalogue.groups()
    try:
        return pypdfium2.PdfDocument(raw.data + trailer)
    except pypdfium2.PdfiumError as exc:
        raise _explain(exc, raw) from exc


def _explain(error: Any, raw: Raw) -> UnsupportedInputError:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return UnsupportedInputError(
            "it is locked with a password", where=raw.name, hint="Open it, save it without the password and try again."
        )
    what = "it is no sound PDF" if _END in raw.data[-_TAIL:] else "it is no sound PDF: its end is missing"
    return UnsupportedInputError(
        what, where=raw.name, hint="Check that the download is complete, or print it to PDF again."
    )


def _read_page(document: Any, number: int) -> tuple[tuple[Piece, ...], float]:
    """Return the pieces and the height of a page; a damaged page is an empty one."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return (), 0.0
    with closing(page):
        try:
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            return (), page.get_height()
        with closing(textpage):
            return tuple(find_pieces(textpage, number)), page.get_height()


def _read_bookmarks(document: Any) -> Iterator[tuple[int, str]]:
    for count, entry in enumerate(document.get_toc(max_depth=6)):
        if count >= _MOST_BOOKMARKS:
            return
        yield entry.level + 1, _squeeze(entry.get_title() or "")


def _read_declared(document: Any) -> Mapping[str, str]:
    """Return title, author and date of the file's properties; a title made up by a program is none."""
    found = document.get_metadata_dict(skip_empty=True)
    title, author, date = (" ".join(found.get(key, "").split()) for key in ("Title", "Author", "CreationDate"))
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", date)
    declared = {
        "title": "" if _PROGRAMS.search(title) else title,
        "author": author,
        "date": "-".join(match.groups()) if match else "",
    }
    return {key: value for key, value in declared.items() if value}


def _refuse_pictures(printed: Print, *, name: str) -> None:
    """Refuse a PDF whose text cannot be had.

    Raises:
        UnsupportedInputError: It has none, or its fonts do not tell what their characters are.
    """
    text = "".join(piece.text for page in printed.pages for piece in page)
    if text.count(UNMAPPED) > _MOST_UNMAPPED * len(text):
        raise UnsupportedInputError(
            "its text layer cannot be read, for its fonts do not tell what their characters are",
            where=name,
            hint="Run text recognition on it, for instance `ocrmypdf --force-ocr -l chi_sim in.pdf out.pdf`.",
        )
    if not any(char.isalnum() for char in text):
        raise UnsupportedInputError(
            "it has no text layer: its pages are pictures",
            where=name,
            hint="Run text recognition on it first, for instance `ocrmypdf -l chi_sim in.pdf out.pdf`.",
        )


def _find_damage(raw: Raw, printed: Print, blocks: Sequence[Block]) -> Iterator[Damage]:
    unmapped = [
        (number, block.text.count(UNMAPPED)) for number, block in enumerate(blocks, 1) if UNMAPPED in block.text
    ]
    if unmapped:
        yield Damage(kind="bad_bytes", count=sum(count for _, count in unmapped), line=unmapped[0][0])
    if _END not in raw.data[-_TAIL:]:
        yield Damage(kind="cut_archive", count=1, line=None)
    empty = sum(not any(char.isalnum() for piece in page for char in piece.text) for page in printed.pages)
    if empty:
        yield Damage(kind="picture_pages", count=empty, line=None)


# --- blocks ------------------------------------------------------------------------------------------------------


def make_blocks(paragraphs: Sequence[Printed], bookmarks: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Yield the blocks; headings are those that the file's outline names, the title is what is printed largest."""
    title = find_title(paragraphs)
    levels = {words: level for level, words in reversed(bookmarks)}
    if title is not None:
        levels.pop(_squeeze(paragraphs[title].text), None)
    top = min(levels.values(), default=1)
    body = _measure_body(paragraphs)
    for index, each in enumerate(paragraphs):
        furniture = each.pieces[0].furniture
        level = levels.get(_squeeze(each.text)) if not furniture else None
        tag = "h1" if index == title else "p" if level is None else f"h{min(6, level - top + 2)}"
        yield Block(
            text=each.text,
            tag=tag,
            bold=each.bold or each.size >= 1.1 * body,
            area={"running_head": "header", "running_foot": "footer", "page_number": "footer"}.get(furniture, ""),
            furniture=furniture,
        )


def find_title(paragraphs: Sequence[Printed]) -> int | None:
    """Return the index of the one paragraph of the first page that is printed largest, if larger than the body."""
    body = _measure_body(paragraphs)
    first = [
        (index, each.size)
        for index, each in enumerate(paragraphs)
        if each.pieces[0].page == 0
        and not each.pieces[0].furniture
        and each.size >= _LARGER * body
        and len(each.text) in _TITLE_LENGTH
        and (count_han(each.text) or each.text.isascii())
        and not each.text.endswith(("文件", "。", "；", "："))
    ]
    largest = [index for index, size in first if size == max(size for _, size in first)]
    return largest[0] if len(largest) == 1 else None


def _measure_body(paragraphs: Sequence[Printed]) -> float:
    """Return the size of the body's font."""
    return measure_layout([piece for each in paragraphs for piece in each.pieces if not piece.furniture]).size


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
