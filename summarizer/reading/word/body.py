"""The paragraphs of a Word document in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.reading.word.numbering import Numbering
from summarizer.reading.word.styles import Look, Styles, is_on, read_paragraph_look, read_run_look
from summarizer.reading.xml import find_all, find_child, local_name, read_attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is no visible text of a paragraph: what was deleted or moved away, field codes, pronunciations, properties.
_UNSEEN = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "rt", "sectPr", "sdtPr", "tblPr"}
)
_CONTAINERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_MARKS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_CELL_LENGTH = 60
"""A cell with a longer text is a place for paragraphs, not an entry of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as Word shows it."""

    lines: tuple[str, ...]
    """Its text, cut where its author set a line break; at least one line, none empty."""
    level: int | None = None
    """Outline level from 1, 0 for a title, None for body text."""
    kind: str = ""
    """`td` and `th` for a cell, `li` for a list item with a bullet, or ""."""
    look: Look = field(default_factory=Look)
    """`bold`, `size` and `red` hold of all its characters."""


@dataclass(slots=True)
class _Text:
    """What the runs of a paragraph say, and how they look."""

    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    red: list[bool] = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyReader:
    """Reads the parts of one document; it counts the lists as it goes, so that order matters."""

    styles: Styles
    numbering: Numbering

    def read(self, container: "_Element") -> Iterator[Paragraph]:
        """Yield the paragraphs inside an element that are not empty."""
        for child in container:
            name = local_name(child)
            if name == "p":
                yield from self._read_paragraph(child)
            elif name == "tbl":
                yield from self._read_table(child)
            elif name in _CONTAINERS:
                yield from self.read(child)
            elif name == "sdt":
                content = find_child(child, "sdtContent")
                yield from self.read(content) if content is not None else ()

    def _read_table(self, table: "_Element") -> Iterator[Paragraph]:
        rows = _find_inside(table, "tr")
        cells = [(row, cell) for row in rows for cell in _find_inside(row, "tc")]
        for row, cell in cells:
            header = find_child(find_child(row, "trPr"), "tblHeader") is not None
            own = list(self.read(cell))
            is_entry = len(cells) > 1 and len(own) == 1 and len("".join(own[0].lines)) <= _CELL_LENGTH
            for paragraph in own:
                plain = is_entry and paragraph.level is None and not paragraph.kind
                yield replace(paragraph, kind="th" if header else "td") if plain else paragraph

    def _read_paragraph(self, element: "_Element") -> Iterator[Paragraph]:
        properties = find_child(element, "pPr")
        style = read_attribute(find_child(properties, "pStyle")) or self.styles.default
        look = read_paragraph_look(properties).over(self.styles.find(style))
        text = self._gather(element, look)
        label, kind = self._count(look, style)
        lines = [line for line in ("".join(text.parts)).split("\n") if line.strip()]
        if lines:
            lines[0] = label + lines[0]
            yield Paragraph(
                lines=tuple(line.strip() for line in lines),
                level=look.level if look.level is not None and look.level < 10 else None,
                kind=kind,
                look=replace(
                    look,
                    bold=bool(text.bold) and all(text.bold),
                    size=max(text.sizes, default=None),
                    red=bool(text.red) and all(text.red),
                ),
            )
        for box in text.boxes:
            yield from self.read(box)

    def _count(self, look: Look, style: str) -> tuple[str, str]:
        """Return a paragraph's automatic label and its kind."""
        if not look.list_id or look.list_id == "0":
            return "", ""
        level = look.list_level
        if level is None:
            level = self.numbering.style_levels.get((look.list_id, style), 0)
        bullet = self.numbering.is_bullet(look.list_id, level)
        return self.numbering.next_label(look.list_id, level), "li" if bullet else ""

    def _gather(self, element: "_Element", look: Look) -> _Text:
        text = _Text()
        stack = list(reversed(element))
        while stack:
            child = stack.pop()
            name = local_name(child)
            if name == "r":
                self._gather_run(child, look, text)
            elif name == "AlternateContent":
                stack.extend(reversed(_choose(child)))
            elif name == "txbxContent":
                text.boxes.append(child)
            elif name not in _UNSEEN:
                stack.extend(reversed(child))
        return text

    def _gather_run(self, run: "_Element", paragraph: Look, text: _Text) -> None:
        properties = find_child(run, "rPr")
        named = self.styles.find(style) if (style := read_attribute(find_child(properties, "rStyle"))) else Look()
        look = read_run_look(properties).over(named).over(paragraph).over(self.styles.base)
        if look.hidden:
            return
        stack = list(reversed(run))
        while stack:
            child = stack.pop()
            name = local_name(child)
            if name == "t":
                _add(text, child.text or "", look)
            elif name in _MARKS:
                text.parts.append(_MARKS[name])
            elif name == "br":
                text.parts.append("\n" if read_attribute(child, "type") in {None, "textWrapping"} else "")
            elif name == "sym":
                text.parts.append(_read_symbol(child))
            elif name == "txbxContent":
                text.boxes.append(child)
            elif name == "AlternateContent":
                stack.extend(reversed(_choose(child)))
            elif name not in _UNSEEN:
                stack.extend(reversed(child))


def _add(text: _Text, piece: str, look: Look) -> None:
    text.parts.append(piece.replace("\n", " ").replace("\t", " "))
    if not piece.isspace() and piece:
        text.bold.append(bool(look.bold))
        text.red.append(bool(look.red))
        text.sizes.append(look.size or 0)


def _choose(alternatives: "_Element") -> "Sequence[_Element]":
    """Return the content of the first choice that has any; the others say the same in older ways."""
    for choice in alternatives:
        if local_name(choice) in {"Choice", "Fallback"} and len(choice):
            return list(choice)
    return []


def _read_symbol(element: "_Element") -> str:
    code = read_attribute(element, "char") or ""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # Characters of symbol fonts stand in the private use area and mean nothing without the font.
    return char if char.isprintable() and not 0xE000 <= ord(char) <= 0xF8FF else ""


def _find_inside(element: "_Element", name: str) -> "list[_Element]":
    """Return the rows of a table or the cells of a row, those inside content controls too."""
    found = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        own = local_name(child)
        if own == name:
            found.append(child)
        elif own == "sdt" or own in _CONTAINERS:
            stack.extend(reversed(child))
    return found


def read_notes(root: "_Element | None", reader: BodyReader) -> list[tuple[str, str]]:
    """Return footnotes or endnotes: the id of each and its text on one line."""
    notes = []
    for note in [*find_all(root, "footnote"), *find_all(root, "endnote")]:
        if is_on(read_attribute(note, "type"), absent=False) and read_attribute(note, "type") != "normal":
            continue  # the lines that separate notes from the text
        text = " ".join(line for paragraph in reader.read(note) for line in paragraph.lines)
        if text:
            notes.append((read_attribute(note, "id") or "", text))
    return notes
