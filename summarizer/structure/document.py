"""From source lines to the document."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.model import Document, Section, Sentence, Source
from summarizer.structure.blocks import Block, make_blocks
from summarizer.structure.completeness import Findings, judge_completeness
from summarizer.structure.contents import find_contents
from summarizer.structure.endings import judge_ending
from summarizer.structure.extent import Extent, find_extent
from summarizer.structure.headings import find_headings
from summarizer.structure.levels import assign_levels
from summarizer.structure.masked import find_masked
from summarizer.structure.metadata import find_metadata, is_byline
from summarizer.structure.notices import find_tail_notice
from summarizer.structure.phrases import Phrases, read_phrases
from summarizer.structure.roles import assign_roles
from summarizer.structure.sections import build_sections
from summarizer.structure.title import find_title


def analyze(source: Source, *, phrases: str = "") -> Document:
    """Find the title, the sections with their sentences, what is missing and what is not content.

    Args:
        source: The document's lines.
        phrases: TOML text with truncation notices of the user's own, in the form of `data/notices.toml`.

    Raises:
        UsageError: `phrases` is not in that form.
    """
    known = read_phrases(phrases)
    blocks = make_blocks(source)
    contents = find_contents(blocks)
    title = find_title(source, blocks, contents.lines)
    skip = title.lines | contents.lines
    extent = find_extent(blocks, frozenset(i for i, block in enumerate(blocks) if block.number in skip), known)
    body = [blocks[index] for index in extent.body]
    tail = find_tail_notice(body[-1], known, extent.body[-1]) if body else None
    ends = {tail.line: tail.start} if tail else {}
    headings = find_headings(body, stopped=bool(extent.notices))
    levels = assign_levels(headings)
    findings = Findings(
        source=source,
        title=title.text,
        title_line=title.line,
        blocks=blocks,
        extent=extent,
        headings=headings,
        levels=levels,
        ending=judge_ending(
            blocks, extent.body, headings, ends, stopped=bool(extent.notices), closings=known.closings.values()
        ),
        contents=contents,
        tail=tail,
        edited=_find_edited(blocks, known),
    )
    completeness = judge_completeness(findings)
    is_markdown = source.format == "markdown"
    sections = build_sections(source.view, body, headings, levels, ends)
    return Document(
        source=source,
        title=title.text,
        title_line=title.line,
        metadata=find_metadata(source, *_find_margins(blocks, extent)),
        roles=assign_roles(source, blocks, title, contents, headings, extent, completeness),
        sections=_mark_broken(sections, broken=not completeness.last_sentence_complete),
        completeness=completeness,
        masked=find_masked(_find_named(blocks, title.lines, body), title.text, known, markdown=is_markdown),
        phrases=hashlib.sha256(phrases.encode()).hexdigest()[:8] if phrases else "",
    )


def _find_edited(blocks: Sequence[Block], phrases: Phrases) -> str:
    """Return the issuer's own remark that the text was shortened, such as （节录）."""
    for block in blocks:
        match = phrases.exempt["edited"].search(re.sub(r"\s", "", block.plain[:200]))
        if match and not block.line.furniture:
            return match.group()
    return ""


def _find_margins(blocks: Sequence[Block], extent: Extent) -> tuple[list[Block], list[Block]]:
    """Return the bylines before the text's tenth block, and the lines of the signature after the text."""
    first = extent.body[min(9, len(extent.body) - 1)] if extent.body else 0
    last = extent.body[-1] if extent.body else 0
    head = [block for block in blocks[:first] if not block.line.furniture and is_byline(block.plain)]
    inside = [blocks[index] for index in sorted(extent.margins) if extent.body[0] < index < last] if extent.body else []
    after = [block for block in blocks[last + 1 :] if block.kind != "blank" and not block.line.furniture][:12]
    return head, [*inside, *after]


def _find_named(blocks: Sequence[Block], title_lines: frozenset[int], body: Sequence[Block]) -> list[Block]:
    kept = {block.number for block in body}
    first_title = min(title_lines, default=0)
    return [block for block in blocks if block.number in kept or block.number == first_title]


def _mark_broken(sections: tuple[Section, ...], *, broken: bool) -> tuple[Section, ...]:
    """Mark the last sentence as broken off."""
    if not broken or not sections or not sections[-1].sentences:
        return sections
    last: Sentence = replace(sections[-1].sentences[-1], complete=False)
    return (*sections[:-1], replace(sections[-1], sentences=(*sections[-1].sentences[:-1], last)))
