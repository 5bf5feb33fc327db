"""Sections with their sentences, at their exact places in the source view."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.model import Section, Sentence
from summarizer.structure.blocks import Block
from summarizer.structure.headings import Heading
from summarizer.text.script import count_han
from summarizer.text.sentences import join_lines, split_sentences

_MARKS = re.compile(r"(?:[ \t\u3000]*(?:>|[-*+·•](?=[ \t])|\||#{1,6}(?=[ \t])))*[ \t\u3000]*")
"""Marks of Markdown that open a line and are no words of it; list numbers are read aloud and stay."""
_CARRIERS = ("text", "item", "cell", "heading", "caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """A stretch of the source view that reads as one paragraph."""

    line: int
    start: int
    end: int


def build_sections(
    view: str,
    blocks: Sequence[Block],
    headings: Sequence[Heading],
    levels: Sequence[int],
    ends: dict[int, int],
) -> tuple[Section, ...]:
    """Return the document's sections in order.

    Args:
        view: The source view that offsets point into.
        blocks: The content blocks and headings, in order.
        headings: All headings.
        levels: The level of each heading.
        ends: For lines whose tail is a notice: where their content ends, in characters of the line.
    """
    by_line = {heading.line: heading for heading in headings}
    covered = {line for heading in headings for line in range(heading.line + 1, heading.last_line + 1)}
    level_of = {heading.line: level for heading, level in zip(headings, levels, strict=True)}
    sections: list[Section] = []
    current: list[Block] = []
    head: Heading | None = None

    def close() -> None:
        sentences = tuple(_cut_sentences(view, _cut_paragraphs(current, head, ends)))
        if head is not None:
            sections.append(
                Section(
                    id="", level=level_of[head.line], line=head.line, heading=head.text, run_in=head.run_in,
                    sentences=sentences,
                )
            )  # fmt: skip
        elif sentences:
            sections.append(Section(id="", level=1, line=sentences[0].line, heading=None, sentences=sentences))

    for block in blocks:
        if block.number in by_line:
            close()
            head, current = by_line[block.number], []
            if head.run_in:
                current.append(block)
        elif block.number not in covered and block.kind in _CARRIERS:
            current.append(block)
    close()
    return tuple(_number_sections(sections))


def _cut_paragraphs(blocks: Sequence[Block], head: Heading | None, ends: dict[int, int]) -> Iterator[_Paragraph]:
    """Yield where each block's own words stand: without a run-in heading before them or a notice behind them."""
    for block in blocks:
        line = block.line
        lead = head.content if head is not None and head.run_in and head.line == block.number else 0
        yield _Paragraph(
            line=block.number,
            start=line.start + (lead or _find_text_start(block)),
            end=line.start + ends.get(block.number, len(line.text)),
        )


def _find_text_start(block: Block) -> int:
    """Return where a line's own words start: after its indent and the marks of lists, quotations and tables."""
    text = block.line.text
    at = len(text) - len(text.lstrip())
    if text.startswith(block.text, at):
        return at
    lead = _MARKS.match(text)
    return lead.end() if lead else at


def _cut_sentences(view: str, paragraphs: Iterator[_Paragraph]) -> Iterator[Sentence]:
    index = 0
    for number, paragraph in enumerate(paragraphs, 1):
        at = seen = paragraph.start
        line = paragraph.line
        for part in split_sentences(view[paragraph.start : paragraph.end]):
            body = part.strip()
            start = at + (part.index(body) if body else 0)
            at += len(part)
            line, seen = line + view.count("\n", seen, start), start
            if not _is_worth(body):
                continue
            index += 1
            yield Sentence(
                index=index,
                line=line,
                start=start,
                end=start + len(body),
                text=join_lines(body),
                paragraph=number,
            )


def _is_worth(body: str) -> bool:
    return bool(body) and (count_han(body) > 0 or any(char.isalnum() for char in body))


def _number_sections(sections: Sequence[Section]) -> Iterator[Section]:
    """Give each section its dotted position in the outline."""
    counts: list[int] = []
    for section in sections:
        if section.heading is None:
            yield replace(section, id="0")
            continue
        del counts[section.level :]
        counts.extend([0] * (section.level - len(counts)))
        counts[-1] += 1
        yield replace(section, id=".".join(str(count) for count in counts))
