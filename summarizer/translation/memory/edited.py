"""Chinese-English pairs out of a brief that somebody may have edited, in any format that can be edited.

Tables are known by their heads, not by their place: any table with a column of Chinese and one of English counts.
Signs, notes and legends stand outside those two cells and are never taken for a translation.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from summarizer.errors import InputError, OversizeInputError, UnsupportedInputError
from summarizer.translation.tables import LARGEST, decode_text, read_bytes, split_lines

_CUT = "✂"
_FOCUS = "◎"
_CHINESE_HEADS = frozenset({"中文", "chinese", "zh"})
_ENGLISH_HEADS = frozenset({"english", "英文", "en"})
_ENGLISH_STYLES = {"Subtitle": "Title", "Heading English": "Heading", "English": "Chinese"}
"""Styles of English paragraphs in a Word brief, each with that of the Chinese above it, without a level."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedPair:
    """A Chinese text of the brief and the English that now stands beside it."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedBrief:
    """What could be read of an edited brief."""

    pairs: tuple[EditedPair, ...]
    unreadable: tuple[str, ...] = ()
    """Rows that could not be read, and why."""


def read_edited(path: Path) -> EditedBrief:
    """Read the pairs of a brief; the format is told by the file's suffix.

    Raises:
        InputError: There is no such file, it is too large, of no format that can be learned from, or damaged.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedInputError(
            f"nothing can be learned from a {path.suffix or 'nameless'} file",
            where=str(path),
            hint=f"Name a brief in one of: {', '.join(_READERS)}.",
        )
    found = reader(read_bytes(path), str(path))
    if not found.pairs and not found.unreadable:
        raise InputError(
            "it holds no row of Chinese beside English",
            where=str(path),
            hint="Name a brief that `summarizer brief` wrote, edited but with its table heads left as they were.",
        )
    return found


def _clean(zh: str, en: str) -> EditedPair:
    texts = (" ".join(text.removesuffix(_CUT).split()) for text in (zh.strip().removesuffix(_FOCUS), en.strip()))
    return EditedPair(zh=next(texts), en=next(texts))


def _keep_pairs(pairs: Iterable[tuple[str, str]], unreadable: Iterable[str] = ()) -> EditedBrief:
    cleaned = (_clean(zh, en) for zh, en in pairs)
    return EditedBrief(
        pairs=tuple(dict.fromkeys(pair for pair in cleaned if pair.zh)), unreadable=tuple(dict.fromkeys(unreadable))
    )


def _find_columns(heads: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of the Chinese and the English column."""
    names = [head.strip().strip("*").strip().lower() for head in heads]
    chinese = [at for at, name in enumerate(names) if name in _CHINESE_HEADS]
    english = [at for at, name in enumerate(names) if name in _ENGLISH_HEADS]
    return (chinese[0], english[0]) if len(chinese) == len(english) == 1 else None


# --- tables of any format ----------------------------------------------------------------------------------------


def _is_term_table(heads: Sequence[str]) -> bool:
    """Whether a table lists terms: its English is a term's rendering, not a sentence's."""
    return any("pinyin" in head.lower() for head in heads)


def _read_table(lines: Sequence[Sequence[str]], problems: list[str]) -> Iterator[tuple[str, str]]:
    heads = lines[0] if lines else ()
    columns = _find_columns(heads)
    if columns is None or _is_term_table(heads):
        return
    for cells in lines[1:]:
        if len(cells) != len(heads):
            problems.append(f"{cells[0]}: the row has {len(cells)} cells, the table {len(heads)}")
        else:
            yield cells[columns[0]], cells[columns[1]]


# --- Markdown ----------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELL = re.compile(r"((?:\\.|[^\\|])*)\|")
_RULE = re.compile(r":?-+:?")
_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_EMPHASIS = re.compile(r"\*(?![\s*])(.*[^\s\\])\*|_(?![\s_])(.*[^\s\\])_")
_PLACE = re.compile(r"\*\*[\d.]+:\d+ L\d+\*\*(;.*)?")


def _read_markdown(data: bytes, where: str) -> EditedBrief:
    blocks = [block for block in _split_blocks(decode_text(data, where).splitlines()) if not _is_aside(block)]
    problems: list[str] = []
    pairs: list[tuple[str, str]] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1 : at + 3]
        if block[0].startswith("|") and len(block) > 1 and all(map(_RULE.fullmatch, _split_cells(block[1]))):
            lines = [_split_cells(line) for line in (block[0], *block[2:])]
            pairs += _read_table(lines, problems)
        elif (heading := _HEADING.fullmatch(block[0])) and following:
            pairs += _pair_heading(heading[1], following[0])
        elif _PLACE.fullmatch(" ".join(block)) and len(following) == 2 and not _begins_anew(following[1]):
            pairs.append((_unescape(" ".join(following[0])), _unescape(" ".join(following[1]))))
    return _keep_pairs(pairs, problems)


def _split_blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield runs of lines without a blank one between them; a heading stands alone."""
    block: list[str] = []
    for line in lines:
        stripped = line.strip()
        if block and (not stripped or _HEADING.fullmatch(stripped)):
            yield block
            block = []
        if _HEADING.fullmatch(stripped):
            yield [stripped]
        elif stripped:
            block.append(stripped)
    if block:
        yield block


def _is_aside(block: Sequence[str]) -> bool:
    """Whether a block is a quotation, as the call-out and the words under a sentence are."""
    return all(line.startswith(">") for line in block)


def _begins_anew(block: Sequence[str]) -> bool:
    """Whether a paragraph is the place of the next row or what follows the rows, so that a row has no English."""
    return bool(_PLACE.fullmatch(" ".join(block)) or _HEADING.fullmatch(block[0]))


def _pair_heading(zh: str, block: Sequence[str]) -> list[tuple[str, str]]:
    english = _EMPHASIS.fullmatch(" ".join(block))
    return [(_unescape(zh), _unescape(english[1] or english[2]))] if english else []


def _split_cells(line: str) -> list[str]:
    return [_unescape(cell.strip()) for cell in _CELL.findall(line.removeprefix("|").removesuffix("|") + "|")]


def _unescape(text: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", text))


# --- HTML --------------------------------------------------------------------------------------------------------


def _read_html(data: bytes, where: str) -> EditedBrief:
    from lxml import etree  # noqa: PLC0415 - heavy
    from lxml import html as lxml_html  # noqa: PLC0415

    try:
        tree: Any = lxml_html.document_fromstring(decode_text(data, where))
    except (etree.ParserError, ValueError) as exc:
        raise InputError(f"it is no HTML ({exc})", where=where, hint="Name a brief.") from exc
    for mark in tree.xpath("//*[@class='marks' or @class='cut' or @class='words']"):
        mark.drop_tree()
    problems: list[str] = []
    pairs: list[tuple[str, str]] = []
    for table in tree.iter("table"):
        lines = [[cell.text_content() for cell in line.iter("td", "th")] for line in table.iter("tr")]
        pairs += _read_table(lines, problems)
    for group in tree.xpath("//div[@class='pair']"):
        chinese, english = group.xpath("./p[starts-with(@lang, 'zh')]"), group.xpath("./p[@lang='en']")
        if chinese and english:
            pairs.append((chinese[0].text_content(), english[0].text_content()))
    for english in tree.xpath("//p[@class='heading-en'] | //h1/following-sibling::p[1][@lang='en']"):
        heading = english.getprevious()
        if heading is not None:
            pairs.append((heading.text_content(), english.text_content()))
    return _keep_pairs(pairs, problems)


# --- JSON --------------------------------------------------------------------------------------------------------


def _read_json(data: bytes, where: str) -> EditedBrief:
    try:
        brief = json.loads(decode_text(data, where))
        return _keep_pairs([(each["zh"], each["en"] or "") for each in _walk_brief(brief) if each["zh"]])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise InputError(f"it is no JSON brief ({exc!r})", where=where, hint="Name a brief.") from exc


def _walk_brief(brief: dict[str, Any]) -> Iterator[dict[str, str | None]]:
    yield brief["title"]
    for section in brief["sections"]:
        yield section["heading"]
        yield from section["pairs"]


# --- DOCX --------------------------------------------------------------------------------------------------------


def _read_docx(data: bytes, where: str) -> EditedBrief:
    from docx import Document  # noqa: PLC0415 - heavy

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise OversizeInputError("it unpacks to over 50 MB", where=where, hint="Name a brief.")
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as exc:
        raise InputError(f"it is no Word document ({exc})", where=where, hint="Name a brief.") from exc
    problems: list[str] = []
    for words in document.element.body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='Words']"):
        words.getparent().remove(words)
    pairs = list(_pair_paragraphs(document))
    for table in document.element.body.iter(f"{_WORD}tbl"):
        lines = [[_word_text(cell) for cell in line.iter(f"{_WORD}tc")] for line in table.iter(f"{_WORD}tr")]
        pairs += _read_table(lines, problems)
    return _keep_pairs(pairs, problems)


def _pair_paragraphs(document: Any) -> Iterator[tuple[str, str]]:
    """Yield the title, headings and rows that stand above their English, by the names of their styles."""
    names = {style.style_id: style.name for style in document.styles}
    paragraphs = [(names.get(each.style, ""), each) for each in document.element.body.iter(f"{_WORD}p")]
    for (style, chinese), (below, english) in pairwise(paragraphs):
        if below in _ENGLISH_STYLES and _ENGLISH_STYLES[below] == style.rstrip("123456789 "):
            yield _word_text(chinese), _word_text(english)


def _word_text(element: Any) -> str:
    """Return an element's text as it reads with all tracked changes accepted: deleted text has another tag."""
    breaks = {f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"}
    return "".join(
        (node.text or "") if node.tag == f"{_WORD}t" else " "
        for node in element.iter(f"{_WORD}t", f"{_WORD}p", *breaks)
    )


# --- CSV ---------------------------------------------------------------------------------------------------------


_NO_FORMULA = re.compile(r"^'(?=[=+@＝＋－＠-])")
"""The apostrophe by which a CSV brief tells a spreadsheet that a cell is text."""


def _read_csv(data: bytes, where: str) -> EditedBrief:
    problems: list[str] = []
    rows = (cells for _, cells in split_lines(decode_text(data, where), where))
    lines = [[_NO_FORMULA.sub("", cell) for cell in cells] for cells in rows if any(cells)]
    return _keep_pairs(_read_table(lines, problems), problems)


_READERS: dict[str, Callable[[bytes, str], EditedBrief]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".json": _read_json,
    ".docx": _read_docx,
    ".csv": _read_csv,
}
