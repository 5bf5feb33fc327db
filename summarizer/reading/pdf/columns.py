"""The order in which a page is read: its columns, one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from summarizer.reading.pdf.pieces import Piece

_LINES = 5
"""A column has at least so many lines."""
_MOST_CROSSING = 0.35
"""Share of lines that may run across both columns: the title, an abstract."""
_JUSTIFIED = 0.5
"""Share of a column's lines that reach its edge. Cells of a table don't, and are read row by row."""
_SHORTEST = 6
"""Characters in the typical line of a column."""
_STEPS = range(30, 71)


def order_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return a page's pieces in reading order, cut where columns part."""
    gutter = find_gutter(pieces)
    if gutter is None:
        return _order_by_height(pieces)
    parts = [part for piece in pieces for part in piece.cut_at(gutter)]
    crossing = sorted((piece for piece in parts if piece.left < gutter < piece.right), key=lambda p: -p.middle)
    ordered = []
    rest = [piece for piece in parts if not piece.left < gutter < piece.right]
    for border in [*crossing, None]:
        band = [piece for piece in rest if border is None or piece.middle > border.middle]
        rest = [piece for piece in rest if piece not in band]
        for column in (1, 2):
            own = [replace(piece, column=column) for piece in band if (piece.left < gutter) == (column == 1)]
            ordered += sorted(own, key=lambda p: -p.middle)
        if border is not None:
            ordered.append(border)
    return ordered


def _order_by_height(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a single column: as drawn, unless they are drawn in disorder."""
    jumps = sum(after.middle > before.middle + before.size for before, after in pairwise(pieces))
    # A running head or a page number that is drawn last is one jump; a foot drawn first is another.
    return list(pieces) if jumps <= 2 else sorted(pieces, key=lambda p: (-round(p.middle / max(p.size, 1)), p.left))


def find_gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where the space between two columns is; None where there is one column, or a table."""
    if len(pieces) < 2 * _LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    places = [left + (right - left) * step / 100 for step in _STEPS]
    good = [x for x in places if _parts_columns(pieces, x)]
    return good[len(good) // 2] if good else None


def _parts_columns(pieces: Sequence[Piece], x: float) -> bool:
    parts = [part for piece in pieces for part in piece.cut_at(x)]
    before = [part for part in parts if part.right <= x]
    after = [part for part in parts if part.left >= x]
    crossing = len(parts) - len(before) - len(after)
    if min(len(before), len(after)) < _LINES or crossing > _MOST_CROSSING * (len(before) + len(after)):
        return False
    shared = min(max(p.top for p in before), max(p.top for p in after)) - max(
        min(p.bottom for p in before), min(p.bottom for p in after)
    )
    lower = min(max(p.top for p in side) - min(p.bottom for p in side) for side in (before, after))
    return shared >= lower / 2 and all(map(_is_column, (before, after)))


def _is_column(side: Sequence[Piece]) -> bool:
    edge, size = max(piece.right for piece in side), median(piece.size for piece in side)
    full = sum(piece.right >= edge - 2.5 * size for piece in side)
    return full >= _JUSTIFIED * len(side) and median(len(piece.text) for piece in side) >= _SHORTEST
