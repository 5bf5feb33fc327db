"""What a paragraph's style says of it: heading level, list, bold, size."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.reading.word.numbering import read_number
from summarizer.reading.xml import find_all, find_child, read_attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题|標題|主标题|文档标题|公文标题)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*[1-9]$", re.IGNORECASE)
_DEPTH = 12
"""Styles that a style may be based on, one on another; Word allows ten."""
_DEFAULT_SIZE = 20
"""In half points, where a document says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is set of a paragraph or a run; None where nothing is."""

    level: int | None = None
    """Outline level from 1; 0 is the title's, 10 that of body text."""
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    size: int | None = None
    """In half points."""
    hidden: bool | None = None
    red: bool | None = None
    contents: bool | None = None
    """An entry of a table of contents."""

    def over(self, base: "Look") -> "Look":
        """Return this look with what it leaves open taken from `base`."""
        own = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}
        return replace(base, **own)


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    looks: dict[str, Look] = field(default_factory=dict)
    based_on: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    """Id of the style of paragraphs that name none."""
    base: Look = field(default_factory=lambda: Look(size=_DEFAULT_SIZE))
    resolved: dict[str, Look] = field(default_factory=dict)

    def find(self, style: str | None) -> Look:
        """Return the look of a style with all that it is based on."""
        style = style or self.default
        if style not in self.resolved:
            self.resolved[style] = self._resolve(style)
        return self.resolved[style]

    def _resolve(self, style: str) -> Look:
        look, seen = Look(), 0
        while style in self.looks and seen < _DEPTH:
            look = look.over(self.looks[style])
            style = self.based_on.get(style, "")
            seen += 1
        return look


def read_styles(root: "_Element | None") -> Styles:
    """Read `styles.xml`."""
    defaults = find_child(find_child(find_child(root, "docDefaults"), "rPrDefault"), "rPr")
    styles = find_all(root, "style")
    found = Styles(base=read_run_look(defaults).over(Look(size=_DEFAULT_SIZE)))
    based_on = {}
    for style in styles:
        name = read_attribute(style, "styleId") or ""
        found.looks[name] = _read_style(style)
        based_on[name] = read_attribute(find_child(style, "basedOn")) or ""
        if read_attribute(style, "type") == "paragraph" and is_on(read_attribute(style, "default"), absent=False):
            found.default = name
    found.based_on = based_on
    return found


def _read_style(style: "_Element") -> Look:
    name = (read_attribute(find_child(style, "name")) or "").strip()
    own = read_run_look(find_child(style, "rPr")).over(read_paragraph_look(find_child(style, "pPr")))
    heading = _HEADING.match(name)
    if heading:
        return replace(own, level=int(heading[1]))
    if _TITLE.match(name):
        return replace(own, level=0)
    return replace(own, contents=True) if _CONTENTS.match(name) else own


def read_paragraph_look(properties: "_Element | None") -> Look:
    """Read what `pPr` sets of the paragraph itself."""
    if properties is None:
        return Look()
    outline = read_number(read_attribute(find_child(properties, "outlineLvl")))
    lists = find_child(properties, "numPr")
    return Look(
        level=None if outline is None else outline + 1,
        list_id=read_attribute(find_child(lists, "numId")),
        list_level=read_number(read_attribute(find_child(lists, "ilvl"))),
    )


def read_run_look(properties: "_Element | None") -> Look:
    """Read what `rPr` sets of characters."""
    if properties is None:
        return Look()
    colour = read_attribute(find_child(properties, "color"))
    return Look(
        bold=_read_switch(properties, "b"),
        size=read_number(read_attribute(find_child(properties, "sz"))),
        hidden=_read_switch(properties, "vanish"),
        red=None
        if colour is None
        else bool(re.fullmatch(r"[C-Fc-f][0-9A-Fa-f][0-3][0-9A-Fa-f][0-3][0-9A-Fa-f]", colour)),
    )


def _read_switch(properties: "_Element", name: str) -> bool | None:
    found = find_child(properties, name)
    return None if found is None else is_on(read_attribute(found), absent=True)


def is_on(value: str | None, *, absent: bool) -> bool:
    """Read one of OOXML's switches."""
    return absent if value is None else value.lower() not in {"0", "false", "off", "none"}
