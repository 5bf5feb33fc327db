"""What each source line is, and by which rule: so that a reader can see what was left out, and why."""

from collections.abc import Sequence

from summarizer.model import Completeness, LineRole, Source
from summarizer.structure.blocks import Block
from summarizer.structure.contents import Contents
from summarizer.structure.extent import Extent
from summarizer.structure.headings import Heading
from summarizer.structure.metadata import is_byline
from summarizer.structure.title import Title

_BLANK = LineRole(role="blank")


def assign_roles(
    source: Source,
    blocks: Sequence[Block],
    title: Title,
    contents: Contents,
    headings: Sequence[Heading],
    extent: Extent,
    completeness: Completeness,
) -> tuple[LineRole, ...]:
    """Return one role for each source line."""
    markers = {item.line for item in completeness.evidence if item.kind == "marker"}
    kinds = {notice.line: notice.rule.kind for notice in extent.notices if notice.line in markers}
    heads = {line for heading in headings for line in range(heading.line, heading.last_line + 1)}
    body = {blocks[index].number for index in extent.body}
    by_line: dict[int, LineRole] = {}
    for index, block in enumerate(blocks):
        if block.kind == "blank":
            role = _BLANK
        elif block.number in kinds:
            role = LineRole(role="marker", rule=f"notice:{kinds[block.number]}")
        elif block.line.furniture:
            role = LineRole(role="boilerplate", rule=block.line.furniture)
        elif block.number in title.lines:
            role = LineRole(role="title")
        elif block.number in contents.lines:
            role = LineRole(role="boilerplate", rule="table_of_contents")
        elif block.number in heads:
            role = LineRole(role="heading")
        elif block.number in body:
            role = LineRole(role="content")
        else:
            role = _find_margin_role(index, block, extent)
        for line in range(block.number, block.last + 1):
            by_line[line] = role
    return tuple(
        by_line[line.number] if line.text.strip() else _BLANK for line in source.lines
    )  # fmt: skip


def _find_margin_role(index: int, block: Block, extent: Extent) -> LineRole:
    """Return the role of a line that is neither furniture nor content by its words."""
    if block.kind == "comment":
        return LineRole(role="boilerplate", rule="source_comment")
    if block.kind == "matter":
        return LineRole(role="byline", rule="front_matter")
    if block.kind == "rule":
        return LineRole(role="boilerplate", rule="rule_line")
    if index in extent.margins or is_byline(block.plain):
        return LineRole(role="byline")
    if index in extent.after:
        return LineRole(role="boilerplate", rule="after_notice")
    return LineRole(role="content")
