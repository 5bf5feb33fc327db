"""Automatic numbering: the labels that Word counts and that stand nowhere in a document's text."""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.reading.word.labels import format_number
from summarizer.reading.xml import find_all, find_child, local_name, read_attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST = 60
"""Characters of the longest label that is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list counts."""

    style: str = "decimal"
    text: str = ""
    """With `%1` to `%9` for the numbers of the levels."""
    start: int = 1
    spaced: bool = True
    """White space follows the label."""
    paragraph_style: str = ""
    restart: int | None = None
    """The highest level (from 1) whose next number sets this one back; 0 is none, None any level above it."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By `numId`, by level from 0."""
    lists: dict[str, str] = field(default_factory=dict)
    """By `numId` the list that it counts in; several share one unless they set a start of their own."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    style_levels: dict[tuple[str, str], int] = field(default_factory=dict)
    """By `numId` and paragraph style the level that belongs to the style."""

    def is_bullet(self, list_id: str, level: int) -> bool:
        """Whether a list's items have a mark that does not count."""
        return self.levels.get(list_id, {}).get(level, Level()).style == "bullet"

    def next_label(self, list_id: str, level: int) -> str:
        """Count one on and return the paragraph's label with what stands between it and the text; "" for none."""
        levels = self.levels.get(list_id)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        own = levels.get(level, Level())
        if own.style == "bullet":
            return f"{BULLET} "
        counts = self.counts.setdefault(self.lists[list_id], [None] * _LEVELS)
        last = counts[level]
        counts[level] = own.start if last is None else last + 1
        _set_back(counts, levels, level)
        label = _PLACE.sub(lambda match: _show(counts, levels, int(match[1]) - 1, own), own.text)[:_LONGEST]
        return f"{label} " if own.spaced and label and not _is_wide(label[-1]) else label


def _set_back(counts: list[int | None], levels: dict[int, Level], level: int) -> None:
    for lower in range(level + 1, _LEVELS):
        restart = levels.get(lower, Level()).restart
        if restart is None or (restart and level < restart):
            counts[lower] = None


def _show(counts: list[int | None], levels: dict[int, Level], level: int, own: Level) -> str:
    number = counts[level]
    shown = levels.get(level, Level())
    style = "decimal" if own.style == "decimal" and shown.style == "bullet" else shown.style
    return format_number(shown.start if number is None else number, style)


def _is_wide(char: str) -> bool:
    """Whether a label's last character brings its own space, as 、 and ） do."""
    return char > "\u2e7f"


def read_numbering(root: "_Element | None") -> Numbering:
    """Read `numbering.xml`."""
    abstracts = {
        read_attribute(each, "abstractNumId"): {
            number: level for number, level in map(_read_level, find_all(each, "lvl")) if number is not None
        }
        for each in find_all(root, "abstractNum")
    }
    numbering = Numbering()
    for each in find_all(root, "num"):
        list_id = read_attribute(each, "numId")
        abstract = read_attribute(find_child(each, "abstractNumId"))
        if list_id is None or abstract not in abstracts:
            continue
        overrides = find_all(each, "lvlOverride")
        numbering.levels[list_id] = abstracts[abstract] | _read_overrides(overrides, abstracts[abstract])
        numbering.lists[list_id] = f"num {list_id}" if overrides else f"abstract {abstract}"
        styled = {level.paragraph_style: number for number, level in numbering.levels[list_id].items()}
        numbering.style_levels |= {(list_id, style): number for style, number in styled.items() if style}
    return numbering


def _read_overrides(overrides: "list[_Element]", levels: dict[int, Level]) -> dict[int, Level]:
    changed = {}
    for each in overrides:
        number = read_number(read_attribute(each, "ilvl"))
        start = read_number(read_attribute(find_child(each, "startOverride")))
        own = find_child(each, "lvl")
        if number is None:
            continue
        level = _read_level(own)[1] if own is not None else levels.get(number, Level())
        changed[number] = level if start is None else _start_at(level, start)
    return changed


def _start_at(level: Level, start: int) -> Level:
    return replace(level, start=start)


def _read_level(element: "_Element") -> tuple[int | None, Level]:
    values = {local_name(child): read_attribute(child) for child in element}
    start = read_number(values.get("start"))
    level = Level(
        style=_find_style(element) or "decimal",
        text=values.get("lvlText") or "",
        start=1 if start is None else start,
        spaced=values.get("suff") != "nothing",
        paragraph_style=values.get("pStyle") or "",
        restart=read_number(values.get("lvlRestart")),
    )
    return read_number(read_attribute(element, "ilvl")), level


def _find_style(element: "_Element") -> str | None:
    """Return the number format; newer ones stand in a choice with an older one beside them."""
    direct = find_child(element, "numFmt")
    if direct is None:
        choice = find_child(find_child(element, "AlternateContent"), "Fallback")
        direct = find_child(choice, "numFmt")
    return read_attribute(direct)


def read_number(text: str | None) -> int | None:
    """Return a whole number of at most six digits; None for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else None
