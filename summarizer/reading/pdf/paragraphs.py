"""Paragraphs: which line of print goes on in the next.

Chinese print is set to full lines: a line that ends before the edge ends its paragraph, and a paragraph starts with
an indent. Where a file has neither, greater distance and a number at the start tell.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from summarizer.reading.pdf.pieces import Piece

Place = tuple[int, int]
"""Page and column."""

_SHORT_BY = 2.3
"""Widths of a character by which a full line may end early: marks that may not start a line pull others along."""
_INDENT = 1.2
_SAME_SIZE = 1.06
_LARGE = 1.2
_FAR = 1.55
"""Times the usual distance of lines that parts paragraphs."""
_ENDS = ("。", "！", "？", "；", "：", "”", "）", ".", "!", "?", ":", "…", "』", "」")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+[章节条编部款]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．](?!\d)|[•·●■◆]|附件|附[:：])"
)
_RANGE = re.compile(r"\d[-—–~]\d")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014-\u2026\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Where the lines of a column start and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What is usual in a document."""

    size: float
    """Of the body's font."""
    distance: float
    """From one line to the next."""
    edges: Mapping[Place, Edges]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A paragraph as printed."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> float:
        """Size of its font."""
        return self.pieces[0].size

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return all(piece.bold for piece in self.pieces)


def join_paragraphs(pieces: Sequence[Piece]) -> Iterator[Printed]:
    """Yield a document's paragraphs; furniture inside one comes after it."""
    layout = measure_layout([piece for piece in pieces if not piece.furniture])
    run: list[Piece] = []
    held: list[Piece] = []
    for piece in pieces:
        if piece.furniture:
            held.append(piece)
            continue
        if run and not _goes_on(run, piece, layout):
            yield from _close(run, held)
            run, held = [], []
        if not run:
            yield from _close([], held)
            held = []
        run.append(piece)
    yield from _close(run, held)


def _close(run: Sequence[Piece], held: Sequence[Piece]) -> Iterator[Printed]:
    if run:
        yield Printed(text=join_texts([piece.text for piece in run]), pieces=tuple(run))
    for piece in held:
        yield Printed(text=piece.text.strip(), pieces=(piece,))


def measure_layout(pieces: Sequence[Piece]) -> Layout:
    """Return what is usual in a document."""
    weights: dict[float, int] = defaultdict(int)
    by_place: dict[Place, list[Piece]] = defaultdict(list)
    distances = []
    for before, piece in zip([None, *pieces[:-1]], pieces, strict=True):
        weights[piece.size] += len(piece.text)
        by_place[piece.page, piece.column].append(piece)
        if before is not None and (before.page, before.column) == (piece.page, piece.column):
            distances.append(before.middle - piece.middle)
    size = max(weights, key=lambda each: (weights[each], each), default=12.0)
    falling = [distance for distance in distances if 0.8 * size < distance < 4 * size]
    edges = _find_edges(by_place, size)
    return Layout(size=size, distance=median(falling) if falling else 1.5 * size, edges=edges)


def _find_edges(by_place: Mapping[Place, Sequence[Piece]], size: float) -> dict[Place, Edges]:
    """Return the edges of each column; one with few lines goes by the width of the others."""
    lefts = {place: _find_left(pieces, size) for place, pieces in by_place.items()}
    rights = {place: max(piece.right for piece in pieces) for place, pieces in by_place.items()}
    widths: dict[bool, list[float]] = defaultdict(list)
    for place in by_place:
        widths[place[1] > 0].append(rights[place] - lefts[place])
    usual = {split: median(each) for split, each in widths.items()}
    return {
        place: Edges(left=lefts[place], right=max(rights[place], lefts[place] + usual[place[1] > 0]))
        for place in by_place
    }


def _find_left(pieces: Sequence[Piece], size: float) -> float:
    """Return the leftmost place where several lines start."""
    starts = sorted(piece.left for piece in pieces)
    needed = max(1, len(starts) // 8)
    for index, start in enumerate(starts):
        if index + needed <= len(starts) and starts[index + needed - 1] - start <= size / 2:
            return start
    return starts[0]


def _goes_on(run: Sequence[Piece], piece: Piece, layout: Layout) -> bool:
    """Whether a paragraph goes on in the next piece."""
    last = run[-1]
    ratio = max(last.size, piece.size) / max(0.1, min(last.size, piece.size))
    if ratio > _SAME_SIZE or (last.bold != piece.bold and last.text.endswith(_ENDS)):
        return False
    here = (last.page, last.column) == (piece.page, piece.column)
    distance = last.middle - piece.middle
    if here and abs(distance) < last.size / 3:  # one line in two parts
        return True
    if last.size >= _LARGE * layout.size:
        repeated = piece.text == run[0].text  # titles often stand twice
        return here and 0 < distance < 2.2 * last.size and not repeated and not _LABEL.match(piece.text)
    return _is_full(last, layout) and not _starts_anew(last, piece, layout)


def _is_full(piece: Piece, layout: Layout) -> bool:
    """Whether a line reaches the edge of its column."""
    return piece.right >= layout.edges[piece.page, piece.column].right - _SHORT_BY * piece.size


def _starts_anew(last: Piece, piece: Piece, layout: Layout) -> bool:
    """Whether a line after a full one starts a paragraph: it is indented, or far below, or has a number."""
    here = (last.page, last.column) == (piece.page, piece.column)
    ended = last.text.endswith(_ENDS)
    if piece.left > layout.edges[piece.page, piece.column].left + _INDENT * piece.size:
        # Lines of a list hang below its number; after a full line without a full stop nothing new starts.
        return ended or not here or last.bold != piece.bold or piece.left < last.left - piece.size
    far = here and last.middle - piece.middle > _FAR * layout.distance
    return ended and (far or _LABEL.match(piece.text) is not None)


def join_texts(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph: without a space beside a wide character, with one between words.

    >>> join_texts(["会议决", "定", "use of infor-", "mation", "systems"])
    '会议决定use of information systems'
    """
    text = ""
    for line in map(str.strip, lines):
        if text.endswith("\u00ad") or (text.endswith("-") and text[-2:-1].islower() and line[:1].islower()):
            text = text[:-1] + line
        elif not text or not line or _WIDE.match(text[-1]) or _WIDE.match(line) or _RANGE.match(text[-2:] + line[0]):
            text += line
        else:
            text += f" {line}"
    return text.replace("\u00ad", "")
