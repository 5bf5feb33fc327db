"""Tables of contents: what they list, and what of it the text delivers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.structure.blocks import Block
from summarizer.structure.numbering import read_label

_HEAD = re.compile(r"^[【\[]?(?:目[录次]|(?:本文|文章|内容)目录|(?i:(?:tableof)?contents))[】\]]?[:：]?$")
_LEADER = re.compile(r"[\s.…·。‥\-—]*[（(]?\d{1,4}[）)]?$")
_ANCHOR = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+\[.{1,200}\]\(#[^)\n]*\)\s*$")
_LONGEST = 60
_SHORTEST = 6
"""Characters of an entry that may be looked for inside a line; shorter ones must be the whole line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A table of contents."""

    lines: frozenset[int] = frozenset()
    """Numbers of its lines, with its heading."""
    entries: tuple[tuple[int, str], ...] = ()
    """Line and words of each entry, without page number."""


def find_contents(blocks: Sequence[Block]) -> Contents:
    """Find the table of contents: the lines below 目录, or a list of links into the page itself."""
    shown = [block for block in blocks if block.kind != "blank" and not block.line.furniture]
    for index, block in enumerate(shown[:60]):
        if _HEAD.match(re.sub(r"\s", "", block.plain)):
            run = _read_run(shown[index + 1 :])
            if len(run) >= 3:
                return _make([block, *run], run)
    anchored = [block for block in shown if _ANCHOR.match(block.line.text)]
    return _make(anchored, anchored) if len(anchored) >= 3 else Contents()


def find_undelivered(contents: Contents, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the entries that no line of the text delivers; none where fewer than two are delivered.

    Args:
        contents: The table.
        blocks: The content blocks outside it.
    """
    lines = {_squeeze(block.plain) for block in blocks}
    text = "\n".join(_squeeze(block.plain) for block in blocks if len(block.plain) <= 4 * _LONGEST)
    missing = []
    for _, entry in contents.entries:
        wanted = _squeeze(entry)
        if wanted not in lines and (len(wanted) < _SHORTEST or wanted not in text):
            missing.append(entry)
    return tuple(missing) if len(contents.entries) - len(missing) >= 2 else ()


def _read_run(blocks: Sequence[Block]) -> list[Block]:
    """Return the entries: short lines, until the first entry comes again as a heading or a paragraph starts."""
    run: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        names = {_squeeze(text) for text in (_cut_page(block.plain), _cut_number(_cut_page(block.plain)))}
        if len(block.text) > _LONGEST or block.plain.endswith(("。", "；", "：")) or names & seen or names == {""}:
            break
        run.append(block)
        seen |= names
    return run


def _cut_page(text: str) -> str:
    return _LEADER.sub("", text)


def _cut_number(plain: str) -> str:
    label = read_label(plain)
    return plain[label.end :] if label else plain


def _make(lines: Sequence[Block], entries: Sequence[Block]) -> Contents:
    return Contents(
        lines=frozenset(block.number for block in lines),
        entries=tuple((block.number, _cut_page(block.text).strip() or block.text) for block in entries),
    )


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
