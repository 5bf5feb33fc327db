"""Areas of a web page, as element names and the words in `class` and `id` tell them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_lines

_ELEMENTS = {"nav": "nav", "footer": "footer", "aside": "aside", "menu": "nav"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Words that name the place of the article itself, whatever else stands beside them.
_CONTENT = frozenset({"article", "content", "main", "body", "text", "zoom", "detail", "neirong", "zhengwen"})
# An area that holds more of the page's running text is the place of the article under an odd name. Furniture has
# next to none; only comments can outweigh an article.
_MOST_PROSE = {"comment": 0.9}
_MOST_PROSE_ELSE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One element that opens an area."""

    name: str
    serial: int
    """Tells it from other elements."""


@cache
def _areas() -> dict[str, str]:
    rows = (line.split("\t") for line in read_lines("page_areas.tsv"))
    return {row[0]: row[1] for row in rows}


def name_area(element: str, classes: str, id_: str) -> str:
    """Return the area that an element opens: `nav`, `footer`, `aside`, `comment`, or "".

    >>> name_area("div", "bottom-share clearfix", "")
    'aside'
    >>> name_area("div", "article-content", "shareholders")
    ''
    """
    if element in _ELEMENTS:
        return _ELEMENTS[element]
    if element in {"html", "body", "article", "main"} or not (classes or id_):
        return ""
    # The id of a heading is made of its words, not of its place.
    names = classes[:200] if element in _HEADINGS else f"{classes[:200]} {id_[:100]}"
    return _name_by_words(names)


@cache
def _name_by_words(names: str) -> str:
    known = _areas()
    words = [word.lower() for word in _WORD.findall(names)]
    if any(word in _CONTENT for word in words):
        return ""
    return next((known[word] for word in words if word in known), "")


def choose_areas(blocks: Sequence[tuple[tuple[Area, ...], int]]) -> list[str]:
    """Return the area of each block: the outermost around it that is not the place of the article.

    Args:
        blocks: Of each block the areas around it, outermost first, and how much running text it has.
    """
    prose: Counter[Area] = Counter()
    for areas, amount in blocks:
        prose.update(dict.fromkeys(areas, amount))
    total = sum(amount for _, amount in blocks)
    odd = {area for area, amount in prose.items() if amount > total * _MOST_PROSE.get(area.name, _MOST_PROSE_ELSE)}
    return [next((area.name for area in areas if area not in odd), "") for areas, _ in blocks]
