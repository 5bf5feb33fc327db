"""Source lines with their markup set aside: what the rules of this stage look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.model import Line, Source
from summarizer.structure.markdown import read_markdown
from summarizer.text.script import count_han, to_simplified

Kind = Literal["blank", "text", "heading", "item", "cell", "caption", "code", "media", "rule", "comment", "matter"]
"""`item`: of a list; `cell`: of a table; `media`: an image alone; `rule`: a line of dashes; `matter`: front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One source line as the rules see it."""

    line: Line
    kind: Kind
    text: str
    """The source's own characters without markup and outer white space."""
    plain: str
    """`text` in Simplified characters, of the same length."""
    level: int = 0
    """Of a heading that the format itself declares, 1 to 6; else 0."""
    bold: bool = False
    indent: int = 0
    """Width of the white space before the text, in columns; a Han character has two."""
    quoted: bool = False
    """Inside a Markdown block quotation."""

    @property
    def number(self) -> int:
        """The line's number in the source view."""
        return self.line.number

    @property
    def is_text(self) -> bool:
        """Whether it can carry sentences or a heading."""
        return self.kind in ("text", "heading", "item", "cell")

    @property
    def han(self) -> int:
        """Han characters in it."""
        return count_han(self.text)


def make_blocks(source: Source) -> tuple[Block, ...]:
    """Return one block for each line of the source."""
    if source.format == "markdown":
        return tuple(_make_markdown_blocks(source.lines))
    return tuple(_make_block(line) for line in source.lines)


def _make_block(line: Line) -> Block:
    text = line.text.strip()
    level = int(line.tag[1]) if len(line.tag) == 2 and line.tag[0] == "h" and line.tag[1] in "123456" else 0
    return Block(
        line=line,
        kind=_find_kind(line, text, level),
        text=text,
        plain=to_simplified(text),
        level=level,
        bold=line.bold,
        indent=_measure_indent(line.text),
    )


def _find_kind(line: Line, text: str, level: int) -> Kind:
    if not text:
        return "blank"
    if level:
        return "heading"
    if not text.strip("-=_*—－＿＊~· .…"):
        return "rule"
    by_tag: dict[str, Kind] = {"li": "item", "td": "cell", "th": "cell", "caption": "caption", "code": "code"}
    return by_tag.get(line.tag, "text")


def _measure_indent(text: str) -> int:
    lead = text[: len(text) - len(text.lstrip())]
    return sum({"\t": 4, "\u3000": 2}.get(char, 1) for char in lead)


def _make_markdown_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    for line, mark in zip(lines, read_markdown([line.text for line in lines]), strict=True):
        yield Block(
            line=line,
            kind=mark.kind,
            text=mark.text,
            plain=to_simplified(mark.text),
            level=mark.level,
            bold=mark.bold,
            indent=mark.indent,
            quoted=mark.quoted,
        )
