"""From source lines to the document."""

from summarizer.model import Completeness, Document, LineRole, Source
from summarizer.structure.blocks import Block, make_blocks
from summarizer.structure.headings import Heading, find_headings
from summarizer.structure.metadata import find_metadata, is_byline
from summarizer.structure.sections import build_sections
from summarizer.structure.title import Title, find_title


def analyze(source: Source) -> Document:
    """Find the title, the sections with their sentences, what is missing and what is not content."""
    blocks = make_blocks(source)
    title = find_title(source, blocks)
    own = [block for block in blocks if _is_own(block, title)]
    headings = find_headings(own, title.lines)
    sections = build_sections(source.view, own, headings, {})
    head = [block for block in blocks[:30] if is_byline(block.plain)]
    return Document(
        source=source,
        title=title.text,
        title_line=title.line,
        metadata=find_metadata(source, head, []),
        roles=tuple(_find_role(block, title, headings) for block in blocks),
        sections=sections,
        completeness=Completeness(truncated=False, zh="原文完整。", en="The source appears complete."),
    )


def _is_own(block: Block, title: Title) -> bool:
    return (
        block.kind not in ("blank", "rule", "matter", "comment")
        and not block.line.furniture
        and block.number not in title.lines
        and not is_byline(block.plain)
    )


def _find_role(block: Block, title: Title, headings: tuple[Heading, ...]) -> LineRole:
    if block.kind == "blank" or not block.line.text.strip():
        return LineRole(role="blank")
    if block.line.furniture:
        return LineRole(role="boilerplate", rule=block.line.furniture)
    if block.number in title.lines:
        return LineRole(role="title")
    if any(heading.line <= block.number <= heading.last_line for heading in headings):
        return LineRole(role="heading")
    if is_byline(block.plain):
        return LineRole(role="byline")
    return LineRole(role="content")
