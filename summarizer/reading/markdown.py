"""Markdown: the decoded file's own lines, each with what the markup says it is.

The lines keep their markup, so that numbers and offsets are those of the file in an editor. Lines that a rendered
page would not show (front matter, comments, link definitions) are marked as furniture.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from summarizer.reading.pages import Block, Page, Raw
from summarizer.reading.text import decode_text

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\([^()]{0,200}\)[^()]{0,200})?(?:\s[^()]{0,300})?\)")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*\S")
_SHORTCODE = re.compile(r"[ \t]*\{\{[<%].*[%>]\}\}[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_KEY = re.compile(r"([A-Za-z_-]+)\s*[:=]\s*(.*)$")
_FRONT_MATTER_LINES = 200
_HEADING_LENGTH = 80  # a longer line above `---` is a paragraph before a rule
_DECLARED = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "date",
    "published": "date",
    "source": "organ",
    "organ": "organ",
}


def read_markdown(raw: Raw) -> Page:
    """Read Markdown; the errors are those of plain text."""
    decoded = decode_text(raw)
    lines = decoded.text.split("\n")
    head = _measure_front_matter(lines)
    blocks = (
        *(Block(text=line, furniture="front_matter") for line in lines[:head]),
        *_tag_lines(lines[head:]),
    )
    declared = read_front_matter(lines[1 : head - 1])
    return Page(blocks=blocks, encoding=decoded.encoding, damage=decoded.damage, declared=declared)


def _measure_front_matter(lines: list[str]) -> int:
    """Return how many lines the front matter takes: YAML between `---`, TOML between `+++`."""
    mark = lines[0].rstrip()
    if mark not in {"---", "+++"}:
        return 0
    for index, line in enumerate(lines[1:_FRONT_MATTER_LINES], 1):
        if line.rstrip() == mark or (mark == "---" and line.rstrip() == "..."):
            keyed = any(_KEY.match(entry) for entry in lines[1:index])
            return index + 1 if keyed else 0
    return 0


def read_front_matter(lines: list[str]) -> Mapping[str, str]:
    """Return what front matter says of the document; only plain scalars and one-line lists are understood.

    >>> read_front_matter(["title: '春天'", "author: ['甲', 乙]", "draft: true"])
    {'title': '春天', 'author': '甲、乙'}
    """
    found: dict[str, str] = {}
    for line in lines:
        match = _KEY.match(line)
        key = _DECLARED.get(match[1].lower()) if match else None
        value = _plain(match[2]) if match else ""
        if key and value:
            found.setdefault(key, value)
    return found


def _plain(value: str) -> str:
    value = value.strip()
    if value.startswith(("|", ">", "&", "*", "{")):  # YAML beyond plain scalars
        return ""
    if value.startswith("[") and value.endswith("]"):
        return "、".join(filter(None, (part.strip().strip("'\"") for part in value[1:-1].split(","))))
    if value[:1] in {'"', "'"} and value.endswith(value[0]) and len(value) > 1:
        return value[1:-1]
    return value


@dataclass(slots=True)
class _State:
    """What the lines so far have opened."""

    last_close: int
    """Index of the last line that could close a comment; one left open hides nothing."""
    index: int = 0
    fence: str = ""
    comment: bool = False
    previous: Block = field(default_factory=lambda: Block(text=""))


def _tag_lines(lines: list[str]) -> Iterator[Block]:
    state = _State(last_close=max((i for i, line in enumerate(lines) if "-->" in line), default=-1))
    for index, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        state.index = index
        state.previous = _tag_line(line, after, state)
        yield state.previous


def _tag_line(line: str, after: str, state: _State) -> Block:
    if state.fence:
        if line.strip().startswith(state.fence) and not line.strip().strip(state.fence[0]):
            state.fence = ""
        return Block(text=line, tag="code")
    if state.comment or line.lstrip().startswith("<!--"):
        return _tag_comment(line, state)
    fence = _FENCE.match(line)
    if fence:
        state.fence = fence[1]
        return Block(text=line, tag="code")
    return Block(
        text=line,
        tag=_name_tag(line, after, state.previous),
        link_share=_share_links(line),
        furniture=_name_unseen(line, state.previous),
    )


def _tag_comment(line: str, state: _State) -> Block:
    end = line.find("-->", 0 if state.comment else line.index("<!--") + 4)
    state.comment = end < 0 and state.index < state.last_close
    shown = end >= 0 and line[end + 3 :].strip()
    return Block(text=line, furniture="" if shown else "html_comment")


def _name_tag(line: str, after: str, previous: Block) -> str:
    atx = _ATX.match(line)
    if atx:
        return f"h{len(atx[1])}"
    if _ITEM.match(line):
        return "li"
    if _ROW.match(line):
        return "td"
    setext = _SETEXT.match(after)
    if setext and _may_be_underlined(line) and (previous.furniture or not previous.text.strip()):
        return "h1" if setext[1].startswith("=") else "h2"
    return ""


def _may_be_underlined(line: str) -> bool:
    return 0 < len(line.strip()) <= _HEADING_LENGTH and not line.startswith((" ", "\t", ">"))


def _name_unseen(line: str, previous: Block) -> str:
    """Return the rule by which a line shows no words on the rendered page, or "" where it does."""
    if previous.tag in {"h1", "h2"} and not _ATX.match(previous.text) and _SETEXT.match(line):
        return "underline"
    if _DEFINITION.match(line):
        return "link_definition"
    if _SHORTCODE.match(line):
        return "shortcode"
    return "rule_line" if _RULE.match(line) else ""


def _share_links(line: str) -> float:
    """Return the share of a line's visible characters that are link text."""
    if "](" not in line:
        return 0.0
    linked = sum(len(match[1]) for match in _LINK.finditer(line) if not match[0].startswith("!"))
    shown = len(_LINK.sub(lambda match: match[1], line).strip(" \t*+->#"))
    return min(1.0, linked / shown) if shown else 0.0
