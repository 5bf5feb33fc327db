"""Attachments that an official document lists, and which of them are enclosed.

Most pages list their attachments and offer them as files: none is enclosed, and nothing is missing from the text.
A text that encloses the first and not the second was cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.structure.blocks import Block
from summarizer.text.ordinals import read_ordinal

_LISTING = re.compile(r"附件?[:：]\s*(?=\S)")
_NUMBER = re.compile(r"(?:(?<=^)|(?<=[\s\u3000；;：:]))(\d{1,2})[.、．]\s*(?=\D)")
_ENCLOSED = re.compile(r"【?附件?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?\s*】?\s*(?:[:：]\s*)?(.{0,60})$")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """What a document lists as attached and does not enclose, though it encloses others."""

    line: int
    """Of the first that is missing."""
    missing: tuple[str, ...]
    listed: int
    enclosed: int


def find_unenclosed(blocks: Sequence[Block]) -> Attachments | None:
    """Return the listed attachments that are not enclosed, where an earlier one is; None where that proves nothing.

    Args:
        blocks: All blocks of the document, in order.
    """
    shown = [block for block in blocks if block.is_text and not block.line.furniture and len(block.plain) <= _LONGEST]
    start = next((index for index, block in enumerate(shown) if _LISTING.match(block.plain)), None)
    if start is None:
        return None
    listed = list(_read_listing(shown[start:]))
    after = [block for block in shown[start + 1 :] if block.number > listed[-1][2]] if listed else []
    enclosed = {number for number, name, _ in listed if any(_opens(block, number, name) for block in after)}
    missing = [entry for entry in listed if entry[0] not in enclosed]
    if not enclosed or not missing or min(entry[0] for entry in missing) < max(enclosed):
        return None
    return Attachments(
        line=missing[0][2],
        missing=tuple(f"附件{number}：{name}" for number, name, _ in missing),
        listed=len(listed),
        enclosed=len(enclosed),
    )


def _read_listing(blocks: Sequence[Block]) -> Iterator[tuple[int, str, int]]:
    """Yield number, name and line of each listed attachment: 附件：1.甲, and 2.乙 on the lines below."""
    expected = 1
    for block in blocks:
        text = _LISTING.sub("", block.text, count=1) if expected == 1 else block.text
        found = list(_NUMBER.finditer(text))
        if not found:
            return
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=True):
            if int(match[1]) != expected:
                return
            yield expected, text[match.end() : end].strip(" \u3000；;。"), block.number
            expected += 1


def _opens(block: Block, number: int, name: str) -> bool:
    """Whether a line opens the attachment: 附件2, 附件2：乙, or its name alone."""
    if _squeeze(block.text) == _squeeze(name):
        return True
    match = _ENCLOSED.match(block.plain)
    return match is not None and match[1] is not None and read_ordinal(match[1]) == number


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
