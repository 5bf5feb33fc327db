"""Marking a page's furniture: whole lines, by where they stand and what they say."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.model import Format
from summarizer.reading.furniture.edges import find_in_text
from summarizer.reading.furniture.lines import make_items
from summarizer.reading.furniture.phrases import Group, make_phrasebook
from summarizer.reading.furniture.web import find_in_web
from summarizer.reading.pages import Block


def mark_furniture(
    blocks: Sequence[Block],
    *,
    format: Format,  # noqa: A002 - the field's name
    title: str = "",
    phrases: tuple[Group, ...] = (),
) -> tuple[Block, ...]:
    """Name the rule by which each block is furniture; blocks that a reader has marked keep their mark.

    Args:
        blocks: The page's blocks.
        format: HTML has links, areas and a main-text finder to go by; the other formats have lines alone.
        title: The title that the file declares, or "".
        phrases: The user's own groups of phrases.
    """
    items = make_items(blocks, make_phrasebook(phrases))
    found = find_in_web(items, title) if format == "html" else find_in_text(items)
    return tuple(
        replace(block, furniture=found[index]) if index in found else block for index, block in enumerate(blocks)
    )
