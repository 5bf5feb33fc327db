"""Lines, and last words of paragraphs, that say by their words that the text goes on elsewhere.

Whether one of them counts is a matter of its place; see `extent`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.structure.blocks import Block
from summarizer.structure.phrases import NoticeRule, Phrases

_LONGEST = 120
"""Characters of the longest line that can be a notice; longer ones are prose that mentions one."""
_WITHOUT_COVER = 30
"""Up to so many characters a line may say other things beside the notice."""
_COVER = 0.45
"""A longer line is a notice if so much of it is; where prose quotes one, its own words are more."""

_DECORATION = re.compile(r"[\s.…·•。—\-–_=*#~→⟶›＊◆■●▼▽↓>»«<|]+")
_BRACKETS = "（）()【】[]「」〔〕《》<>"
_TAIL_BRACKET = re.compile(r"[（(【\[]{1,2}([^（(【\[）)】\]]{2,30})[）)】\]]{1,2}[.。…]*\s*$")
_TAIL_ELLIPSIS = re.compile(r"(?:…{1,3}|[.。·]{3,12})\s*([^。！？…\n]{2,24})[>》»]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice at its place."""

    index: int
    """Of its block."""
    line: int
    text: str
    """The source's own words."""
    rule: NoticeRule
    start: int = 0
    """Where it starts in the line; 0 where it is the whole line."""
    covers: float = 1.0
    """Share of the line that it is."""


def find_notices(blocks: Sequence[Block], phrases: Phrases) -> Iterator[Notice]:
    """Yield the lines that are notices by their words, wherever they stand."""
    for index, block in enumerate(blocks):
        if block.kind in ("blank", "code", "matter", "comment", "rule") or len(block.plain) > 2 * _LONGEST:
            continue
        squeezed = squeeze(block.plain)
        if not 2 <= len(squeezed) <= _LONGEST:
            continue
        match = _match_best(squeezed, phrases)
        if match is not None and (len(squeezed) <= _WITHOUT_COVER or match[1] >= _COVER):
            yield Notice(index=index, line=block.number, text=block.text, rule=match[0], covers=match[1])


def find_tail_notice(block: Block, phrases: Phrases, index: int) -> Notice | None:
    """Return the notice that a paragraph's last words are: `……（未完待续）`, `...查看全文`."""
    for pattern in (_TAIL_BRACKET, _TAIL_ELLIPSIS):
        found = pattern.search(block.plain[-60:])
        match = _match_best(squeeze(found[1]), phrases) if found else None
        if found and match is not None and match[1] >= 0.5:
            words = block.text[-60:][found.start() : found.end()]
            start = block.line.text.rindex(words) if words in block.line.text else 0
            if start:
                return Notice(index=index, line=block.number, text=words.strip(), rule=match[0], start=start)
    return None


def squeeze(plain: str) -> str:
    """Return a line without white space and the dots and dashes that notices are dressed in, in lower case."""
    return _DECORATION.sub("", plain).strip(_BRACKETS).lower()


def _match_best(squeezed: str, phrases: Phrases) -> tuple[NoticeRule, float] | None:
    """Return the strongest rule that matches, and the share of the line that its matches cover."""
    for strength in ("certain", "likely", "faint"):
        for rule in phrases.notices:
            if rule.strength == strength and (match := rule.pattern.search(squeezed)):
                return rule, (match.end() - match.start()) / len(squeezed)
    return None
