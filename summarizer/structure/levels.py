"""The level of each heading, from the marks that the document uses and how they nest."""

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.structure.headings import Heading
from summarizer.structure.numbering import RANKS
from summarizer.structure.phrases import read_heading_words
from summarizer.text.script import to_simplified


class _Mark(NamedTuple):
    family: str
    """Only marks of one family have an order that is known beforehand."""
    rank: int
    name: str


def assign_levels(headings: Sequence[Heading]) -> tuple[int, ...]:
    """Return each heading's level, 1 for the topmost.

    A stack of the marks that are open: a mark that is on it closes all above it; a new mark goes below the last one,
    unless its own family is known to stand higher (`##` above `###`, 第一章 above 第一条, 一、 above （一）).
    """
    stack: list[_Mark] = []
    levels = []
    for heading in headings:
        if _is_set_word(heading):
            del stack[1:]
            levels.append(1)
            continue
        mark = _find_mark(heading)
        if mark in stack:
            del stack[stack.index(mark) + 1 :]
        else:
            while any(other.family == mark.family and other.rank >= mark.rank for other in stack):
                stack.pop()
            stack.append(mark)
        levels.append(len(stack))
    return tuple(levels)


def _is_set_word(heading: Heading) -> bool:
    return heading.style == "plain" and to_simplified(heading.text).strip("：: ") in read_heading_words().top


def _find_mark(heading: Heading) -> _Mark:
    if heading.declared:
        return _Mark("declared", heading.declared, heading.style)
    if heading.label is None:
        return _Mark(heading.style, 0, heading.style)
    depth = len(heading.label.numbers) if heading.label.system == "dotted" else 0
    return _Mark("numbered", RANKS[heading.label.system] * 4 + depth, f"{heading.style}{depth or ''}")
