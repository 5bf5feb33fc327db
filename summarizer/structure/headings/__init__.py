"""Which lines, or openings of paragraphs, are headings.

A heading is what a reader would put into a table of contents. Three kinds of proof, strongest first: the format says
so (`#`, `<h2>`); the line is numbered and its like stand in a row with text between them; the line is short, open
at its end, perhaps bold, and stands between paragraphs that are neither.
"""

from collections.abc import Iterator, Sequence

from summarizer.structure.blocks import Block
from summarizer.structure.headings.heading import LONGEST, Heading, trim_heading
from summarizer.structure.headings.joining import join_split
from summarizer.structure.headings.numbered import find_numbered
from summarizer.structure.headings.open_lines import find_open_lines
from summarizer.structure.numbering import read_label

__all__ = ["Heading", "find_headings"]


def find_headings(blocks: Sequence[Block], *, stopped: bool = False) -> tuple[Heading, ...]:
    """Find all headings.

    Args:
        blocks: The content blocks in order, without the title, site furniture, notices and blank lines.
        stopped: A notice stands below the last block, so that it may be a heading whose text was cut off.
    """
    found = {heading.line: heading for heading in _find_declared(blocks)}
    found |= {heading.line: heading for heading in find_numbered(blocks, found) if heading.line not in found}
    for heading in find_open_lines(blocks, found, stopped=stopped):
        found.setdefault(heading.line, heading)
    return tuple(join_split([found[line] for line in sorted(found)], blocks))


def _find_declared(blocks: Sequence[Block]) -> Iterator[Heading]:
    for block in blocks:
        if block.level and not _is_paragraph(block):
            yield Heading(
                line=block.number,
                text=trim_heading(block.text),
                style=f"h{block.level}",
                label=read_label(block.plain),
                declared=block.level,
                last_line=block.number,
            )


def _is_paragraph(block: Block) -> bool:
    return len(block.text) > 2 * LONGEST or block.plain.count("。") > 1
