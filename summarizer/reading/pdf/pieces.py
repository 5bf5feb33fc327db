"""Lines of print: what stands where on a page, in the order in which the file draws it."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

_BREAK = re.compile(r"[\r\n]+")
_BOLD_NAME = re.compile(r"bold|black|heavy|hei|黑", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NAME_LENGTH = 128
_WORD_GAP = 0.18
"""Gaps of at least so many characters' width part words of Latin letters."""
_WIDE_GAP = 1.0
"""Gaps of at least so many characters' width may part columns."""
_HYPHENS = str.maketrans({"\x02": "\u00ad", "\ufffe": "\u00ad"})  # how PDFium writes a hyphen at a line's end
UNMAPPED = "\ufffd"
"""Stands for a character of a font that does not tell what its characters are."""


Split = tuple[int, float, float]
"""A wide gap in a line: its place in the text, where it starts and where it ends."""


class _Glyph(NamedTuple):
    """A character at its place."""

    char: str
    number: int
    """Among the page's characters, from 0."""
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of print, or the part of one that stands in a column of its own. Lengths are in points from below left."""

    text: str
    page: int
    """From 0."""
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """Of the font."""
    bold: bool = False
    splits: tuple[Split, ...] = ()
    column: int = 0
    """Which column of its page it is in; 0 where it is not in any."""
    furniture: str = ""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    def cut_at(self, x: float) -> "tuple[Piece, ...]":
        """Return its parts left and right of `x`, if one of its gaps is there; else itself."""
        for place, start, end in self.splits:
            if start <= x <= end:
                before = tuple(split for split in self.splits if split[0] < place)
                after = tuple((at - place - 1, s, e) for at, s, e in self.splits if at > place)
                left = replace(self, text=self.text[:place].rstrip(), right=start, splits=before)
                return left, replace(self, text=self.text[place + 1 :].lstrip(), left=end, splits=after)
        return (self,)


def _measure_box(raw: Any, index: int) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of a character's cell, which is the same for all of a font's characters."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only PDF needs it

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, index, box)
    return box.left, box.right, box.bottom, box.top


def find_pieces(textpage: Any, page: int) -> Iterator[Piece]:
    """Yield the lines of a page; `textpage` is pypdfium2's."""
    text = _read_text(textpage)
    start = 0
    for end in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        line = text[start:end]
        first = start + len(line) - len(line.lstrip())
        last = start + len(line.rstrip()) - 1
        if last >= first:
            yield _measure(textpage, text, first, last, page)
        start = end
        while start < len(text) and text[start] in "\r\n":
            start += 1


def _read_text(textpage: Any) -> str:
    """Return the page's text with one character for each of PDFium's, so that places fit."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(_to_char(pdfium.FPDFText_GetUnicode(textpage.raw, index)) for index in range(count))
    return text


def _to_char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNMAPPED


def _measure(textpage: Any, text: str, first: int, last: int, page: int) -> Piece:
    raw = textpage.raw
    middle = (first + last) // 2
    while middle < last and text[middle].isspace():
        middle += 1
    glyphs = [_Glyph(text[index], index, *_measure_box(raw, index)) for index in range(first, last + 1)]
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    bottom, top = min(glyph.bottom for glyph in inked), max(glyph.top for glyph in inked)
    size = _measure_size(raw, middle) or max(top - bottom, 1.0)
    if any(after.left < before.left - size / 3 for before, after in pairwise(inked)):
        line, splits = _set_in_order(inked, size)
    else:
        line, splits = _read_spaces(raw, glyphs, size)
    return Piece(
        text=clean_text(line),
        page=page,
        left=min(glyph.left for glyph in inked),
        right=max(glyph.right for glyph in inked),
        bottom=bottom,
        top=top,
        size=round(size, 1),
        bold=_is_bold(raw, middle),
        splits=tuple(splits),
    )


def _measure_size(raw: Any, index: int) -> float:
    """Return the size of a character's font as printed: what the file says, scaled by the page's matrix."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    matrix = pdfium.FS_MATRIX()
    size: float = pdfium.FPDFText_GetFontSize(raw, index)
    return size * math.hypot(matrix.b, matrix.d) if pdfium.FPDFText_GetMatrix(raw, index, matrix) else size


def _set_in_order(glyphs: Sequence[_Glyph], size: float) -> tuple[str, list[Split]]:
    """Return the text of a line that the file draws in disorder, font by font, and its wide gaps."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.left)
    line, splits = ordered[0].char, []
    for before, after in pairwise(ordered):
        gap = after.left - before.right
        if gap >= _WIDE_GAP * size:
            splits.append((len(line), before.right, after.left))
            line += " "
        elif gap >= _WORD_GAP * size and not (_is_wide(before.char) or _is_wide(after.char)):
            line += " "
        line += after.char
    return line, splits


def _read_spaces(raw: Any, glyphs: Sequence[_Glyph], size: float) -> tuple[str, list[Split]]:
    """Return a line without the spaces that only stand for the gap between Han and Latin, and its wide gaps."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    kept: list[str] = []
    splits: list[Split] = []
    for before, glyph, after in zip(glyphs, glyphs[1:-1], glyphs[2:], strict=False):
        if glyph.char == " ":
            if after.left - before.right >= _WIDE_GAP * size:
                splits.append((len(kept) + 1, before.right, after.left))
            elif (_is_wide(before.char) or _is_wide(after.char)) and pdfium.FPDFText_IsGenerated(
                raw, glyph.number
            ) == 1:
                continue
        kept.append(glyph.char)
    return "".join([glyphs[0].char, *kept, glyphs[-1].char if len(glyphs) > 1 else ""]), splits


def _is_wide(char: str) -> bool:
    return char > "\u2e7f"


def _is_bold(raw: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    name = ctypes.create_string_buffer(_NAME_LENGTH)
    pdfium.FPDFText_GetFontInfo(raw, index, name, _NAME_LENGTH, ctypes.c_int())
    weight: int = pdfium.FPDFText_GetFontWeight(raw, index)
    return weight >= _BOLD_WEIGHT or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None


def clean_text(text: str) -> str:
    """Return a line without what only fonts make different, one character for one.

    Radicals stand for the characters that look the same, and a font's private characters are unknown.

    >>> clean_text("⼀、⽼旧⼩区")
    '一、老旧小区'
    """
    text = text.translate(_HYPHENS)
    return text if text.isascii() else text.translate(_plain_forms())


@cache
def _plain_forms() -> dict[int, str]:
    radicals = (chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)))
    plain = {ord(char): unicodedata.normalize("NFKC", char) for char in radicals}
    private = dict.fromkeys(range(0xE000, 0xF900), UNMAPPED) | {0xF0B7: "•", 0xF06C: "•", 0xF0D8: "•", 0xF0A7: "•"}
    return plain | private | {0x00: UNMAPPED, 0xA0: " "}
