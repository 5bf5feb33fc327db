"""Source lines with their markup set aside, wrapped ones joined: what the rules of this stage look at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.model import Line, Source
from summarizer.structure.markdown import read_markdown
from summarizer.text.script import count_han, to_simplified
from summarizer.text.sentences import ends_sentence, join_lines

_SAYS = re.compile(r"[^\W_]|[。！？!?…×□〇○●■█*＊]")
"""A line without any of these says nothing: an arrow, a bullet, brackets."""

Kind = Literal["blank", "text", "heading", "item", "cell", "caption", "code", "media", "rule", "comment", "matter"]
"""`item`: of a list; `cell`: of a table; `media`: an image alone; `rule`: a line of dashes; `matter`: front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One source line, or the lines of one wrapped paragraph, as the rules see it."""

    line: Line
    """The source line; of a wrapped paragraph the first, with all its lines in `text`."""
    last: int
    """Number of the last source line; that of `line` where there is only one."""
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
    """Return the source's blocks in order; together they hold every line once."""
    if source.format == "markdown":
        blocks = list(_make_markdown_blocks(source.lines))
    else:
        blocks = [_make_block(line) for line in source.lines]
    width = find_wrap_width(blocks)
    return tuple(_join_wrapped(blocks, width)) if width else tuple(blocks)


def find_wrap_width(blocks: Sequence[Block]) -> int:
    """Return the width at which a hard-wrapped text breaks its lines, in columns, or 0 where it does not.

    Wrapped lines are as long as the width allows and break anywhere; so most lines that end inside a sentence are
    nearly as long as the longest, and there are clauses within them, unlike in verse or lists.
    """
    lines = [block for block in blocks if block.kind == "text" and not block.line.furniture]
    widths = sorted(_measure_width(block.line.text) for block in lines)
    widest = widths[int(len(widths) * 0.95)] if len(widths) > 3 else 0
    if not 50 <= widest <= 130:
        return 0
    wide = [block for block in lines if _measure_width(block.line.text) >= 0.86 * widest]
    full = [block for block in wide if not ends_sentence(block.text)]
    phrased = sum(bool(re.search("[，。；]", block.plain)) for block in full)
    return widest if len(full) >= 3 and len(full) >= 0.4 * len(lines) and phrased >= 0.5 * len(full) else 0


def _join_wrapped(blocks: Sequence[Block], width: int) -> Iterator[Block]:
    run: list[Block] = []
    for block in blocks:
        if run and not _continues(run[-1], block, width):
            yield _join_run(run)
            run = []
        run.append(block)
    yield _join_run(run)


def _continues(block: Block, following: Block, width: int) -> bool:
    """Whether a line reads on in the next one."""
    return (
        block.kind == following.kind == "text"
        and block.line.furniture == following.line.furniture == ""
        and _measure_width(block.line.text) >= 0.86 * width
        and (following.indent <= block.indent or following.indent == 0)
    )


def _join_run(run: Sequence[Block]) -> Block:
    if len(run) == 1:
        return run[0]
    text = join_lines("\n".join(block.text for block in run))
    line = replace(run[0].line, text="\n".join(block.line.text for block in run))
    return replace(run[0], line=line, last=run[-1].last, text=text, plain=to_simplified(text))


def _measure_width(text: str) -> int:
    """Return the width of a line in columns: two for a Han or full-width character."""
    return sum(2 if char > "\u2e7f" else 1 for char in text.rstrip())


def _make_block(line: Line) -> Block:
    text = line.text.strip()
    level = int(line.tag[1]) if len(line.tag) == 2 and line.tag[0] == "h" and line.tag[1] in "123456" else 0
    return Block(
        line=line,
        last=line.number,
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
    if not text.strip("-=_*—－＿＊~· .…") or not (_SAYS.search(text) or line.tag == "code"):
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
            last=line.number,
            kind=mark.kind,
            text=mark.text,
            plain=to_simplified(mark.text),
            level=mark.level,
            bold=mark.bold,
            indent=mark.indent,
            quoted=mark.quoted,
        )
