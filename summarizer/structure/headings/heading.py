"""What a heading is, at its place."""

from dataclasses import dataclass

from summarizer.structure.numbering import Label

LONGEST = 64
"""Characters of the longest heading alone on its line; the longest in official documents run to about 60."""
OPEN_END = ("；", ";", "，", ",", "、")
"""How items of lists end, and headings never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at its place."""

    line: int
    text: str
    style: str
    """What marks it: `md2`, `h3`, a numbering system, `bold`, `plain`. Like marks the same level."""
    label: Label | None = None
    run_in: bool = False
    content: int = 0
    """Where the paragraph's own text starts in `Line.text`; only for run-in headings."""
    last_line: int = 0
    """The last line that it spans; `line` where it has only one."""
    declared: int = 0
    """The level that the format declares, else 0."""


def trim_heading(text: str) -> str:
    """Return a heading's words without white space and Markdown's closing marks around them."""
    return text.strip().strip("#").strip()
