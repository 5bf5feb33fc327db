"""Running heads and feet and page numbers: what stands at the edges of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from summarizer.reading.pdf.pieces import Piece

_ZONE = 0.12
"""Share of a page's height, above and below, where they stand."""
_LINES = 3
"""So many lines at each edge of a page are looked at."""
_PAGES = 3
"""A text is running if so many pages have it, or all where there are only two."""
_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})\s*页?"
    r"(?:\s*[/／,，·]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–―·•\s]*$",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"[\d\s]+")


def mark_margins(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[list[Piece]]:
    """Name the rule by which pieces at the edges of pages are furniture.

    Args:
        pages: The pieces of each page.
        heights: The height of each page.
    """
    edges = [_find_edges(page, height) for page, height in zip(pages, heights, strict=True)]
    counts = Counter(key for edge in edges for key in {_shape(page, where) for page, where in edge})
    needed = min(_PAGES, max(2, len(pages)))
    running = {key for key, count in counts.items() if count >= needed}
    return [_mark_page(page, edge, running) for page, edge in zip(pages, edges, strict=True)]


def _mark_page(
    page: Sequence[Piece], edge: Sequence[tuple[Piece, str]], running: set[tuple[str, str, int]]
) -> list[Piece]:
    rules: dict[int, str] = {}
    for piece, where in edge:
        if _NUMBER.match(piece.text):
            rules[id(piece)] = "page_number"
        elif _shape(piece, where) in running:
            rules[id(piece)] = f"running_{where}"
    return [replace(piece, furniture=rules.get(id(piece), "")) for piece in page]


def _find_edges(page: Sequence[Piece], height: float) -> list[tuple[Piece, str]]:
    """Return the pieces at the upper and the lower edge of a page with `head` or `foot`."""
    by_height = sorted(page, key=lambda piece: -piece.middle)
    upper = [(piece, "head") for piece in by_height[:_LINES] if piece.middle > height * (1 - _ZONE)]
    lower = [(piece, "foot") for piece in by_height[-_LINES:] if piece.middle < height * _ZONE]
    return upper + lower


def _shape(piece: Piece, where: str) -> tuple[str, str, int]:
    """Return what running texts of different pages have in common: all but digits."""
    return where, _SHAPE.sub("#", piece.text), round(piece.size)
