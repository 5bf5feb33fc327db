"""Two lines that are one heading: `一` above `总体要求`, bold lines in a row, an open line and the next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.structure.blocks import Block
from summarizer.structure.headings.heading import Heading
from summarizer.structure.headings.open_lines import is_open_pair, looks_like_heading
from summarizer.structure.numbering import read_label
from summarizer.structure.phrases import read_heading_words
from summarizer.text.script import to_simplified


def join_split(headings: Sequence[Heading], blocks: Sequence[Block]) -> Iterator[Heading]:
    """Join a heading with the next line where that reads on: `一` above `总体要求`, bold lines in a row."""
    place = {block.number: index for index, block in enumerate(blocks)}
    joined: Heading | None = None
    for heading in headings:
        if joined is not None and _reads_on(joined, heading, place):
            joined = replace(joined, text=f"{joined.text} {heading.text}", last_line=heading.line)
            continue
        if joined is not None:
            yield joined
        joined = heading
        split = heading.label is not None and heading.label.system == "bare" and not heading.declared
        if split or (_is_set_apart(heading) and is_open_pair(place[heading.line], blocks)):
            joined = _take_next(heading, blocks, place[heading.line])
    if joined is not None:
        yield joined


def _is_set_apart(heading: Heading) -> bool:
    """Whether a heading is an open line that may run over two; 参考文献 and its like are whole."""
    return heading.style == "plain" and to_simplified(heading.text).strip("：: ") not in read_heading_words().alone


def _reads_on(first: Heading, second: Heading, place: dict[int, int]) -> bool:
    if place[second.line] != place[first.last_line] + 1 or first.declared or second.declared or first.run_in:
        return False
    if first.label is not None and first.label.system == "bare" and first.last_line == first.line:
        return second.label is None
    return second.label is None and first.label is None and first.style == second.style


def _take_next(heading: Heading, blocks: Sequence[Block], index: int) -> Heading:
    if (
        index + 2 < len(blocks)
        and looks_like_heading(blocks[index + 1])
        and read_label(blocks[index + 1].plain) is None
    ):
        text = f"{heading.text} {blocks[index + 1].text}"
        return replace(heading, text=text, last_line=blocks[index + 1].number)
    return heading
