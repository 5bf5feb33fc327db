"""Where the text stops, and which notice says that it goes on elsewhere.

The same words mean different things at different places. 展开全文 right below the last paragraph says that the page
keeps the rest folded; between 相关阅读 and the comments it belongs to another article. So a notice is read together
with its place: what stands between it and the last paragraph, and whether that paragraph was the end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.structure.blocks import Block
from summarizer.structure.metadata import is_byline, is_organ
from summarizer.structure.phrases import NoticeRule, Phrases, Strength
from summarizer.text.script import count_han
from summarizer.text.sentences import ends_sentence

_LONGEST = 120
"""Characters of the longest line that can be a notice; longer ones are prose that mentions one."""
_WITHOUT_COVER = 30
"""Up to so many characters a line may say other things beside the notice."""
_REACH: dict[Strength, int] = {"certain": 8, "likely": 2, "faint": 1}
"""How many other lines may stand between the last paragraph and a notice, by strength. Set on cut pages, where the
notice stands next to the text or below its credits, against whole ones, where a list of other articles comes first."""
_AFTER = 0.2
"""A notice that no furniture rule caught still ends the text if no more than this share of it follows."""

_DECORATION = re.compile(r"[\s.…·•。—\-–_=*#~＊◆■●▼▽↓>»«<|]+")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Which blocks are the text, and what stands where it stops."""

    body: tuple[int, ...]
    """Indices of the content blocks in order."""
    notices: tuple[Notice, ...]
    """Those that explain a cut."""
    closing: frozenset[int]
    """Indices of the lines after the text that say it was finished, or who wrote it."""
    after: frozenset[int]
    """Indices of lines that follow a notice and are no part of the text."""
    finished: str = ""
    """The kind of closing that says that the text was finished; "" where nothing does."""


def find_extent(blocks: Sequence[Block], skip: frozenset[int], phrases: Phrases) -> Extent:
    """Find where the text stops.

    Args:
        blocks: All blocks of the document, in order.
        skip: Indices of blocks that are no content by other rules: the title, a table of contents.
        phrases: The tables of notices and closings.
    """
    notices = {notice.index: notice for notice in find_notices(blocks, phrases)}
    closings = {index: kind for index, block in enumerate(blocks) if (kind := _find_closing(block, phrases))}
    body = [
        index
        for index, block in enumerate(blocks)
        if index not in skip and _is_content(block) and not is_byline(block.plain) and index not in closings
    ]
    stop = _find_stop(blocks, body, notices)
    if stop is not None:
        kept = [index for index in body if index < stop]
        after = frozenset(index for index in body if index > stop and index not in notices)
    else:
        kept, after = list(body), frozenset()
    while kept and kept[-1] in notices and notices[kept[-1]].rule.strength != "faint":
        kept.pop()
    kept, signature = _cut_signature(blocks, kept)
    last = kept[-1] if kept else -1
    found = tuple(_find_near(blocks, last, notices, closings))
    finished = _find_finish(blocks, last, found, closings, bool(signature))
    closing = frozenset(index for index in closings if index > last) | signature
    return Extent(body=tuple(kept), notices=found, closing=closing, after=after, finished=finished)


def find_notices(blocks: Sequence[Block], phrases: Phrases) -> Iterator[Notice]:
    """Yield the lines that are notices by their words, wherever they stand."""
    for index, block in enumerate(blocks):
        if block.kind in ("blank", "code", "matter", "comment", "rule") or len(block.plain) > 2 * _LONGEST:
            continue
        squeezed = squeeze(block.plain)
        if not 2 <= len(squeezed) <= _LONGEST:
            continue
        match = _match_best(squeezed, phrases)
        if match is not None and (len(squeezed) <= _WITHOUT_COVER or match[1] >= 0.3):
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
    return _DECORATION.sub("", plain).lower()


def _match_best(squeezed: str, phrases: Phrases) -> tuple[NoticeRule, float] | None:
    """Return the strongest rule that matches, and the share of the line that its matches cover."""
    for strength in ("certain", "likely", "faint"):
        for rule in phrases.notices:
            if rule.strength == strength and (match := rule.pattern.search(squeezed)):
                return rule, (match.end() - match.start()) / len(squeezed)
    return None


def _is_content(block: Block) -> bool:
    return block.is_text and not block.line.furniture


def _find_closing(block: Block, phrases: Phrases) -> str:
    if block.kind in ("blank", "code", "matter", "comment") or len(block.plain) > 90:
        return ""
    squeezed = re.sub(r"\s+", "", block.plain)
    return next((kind for kind, pattern in phrases.closings.items() if pattern.match(squeezed)), "")


def _find_stop(blocks: Sequence[Block], body: Sequence[int], notices: dict[int, Notice]) -> int | None:
    """Return the index of the first notice among the content that hardly any content follows."""
    after = 0
    total = sum(blocks[index].han for index in body)
    stop = None
    for index in reversed(body):
        notice = notices.get(index)
        if notice is None or notice.rule.strength == "faint":
            after += blocks[index].han
            if after > _AFTER * total:
                break
        elif notice.covers >= 0.5 or not _has_paragraph(blocks, body, index):
            stop = index
    return stop


def _has_paragraph(blocks: Sequence[Block], body: Sequence[int], index: int) -> bool:
    following = (blocks[other] for other in body if index < other < index + 20)
    return any(block.han >= 40 and ends_sentence(block.text) for block in following)


def _cut_signature(blocks: Sequence[Block], body: list[int]) -> tuple[list[int], frozenset[int]]:
    """Take the issuing organ below the text out of it, where a date or nothing follows."""
    signature: list[int] = []
    while len(body) > 3 and is_organ(blocks[body[-1]].plain) and len(signature) < 6:
        signature.append(body.pop())
    dated = any(is_byline(block.plain) for block in blocks[body[-1] + 1 : body[-1] + 16]) if signature else False
    return (body, frozenset(signature)) if dated else (body + signature[::-1], frozenset())


def _find_near(
    blocks: Sequence[Block], last: int, notices: dict[int, Notice], closings: dict[int, str]
) -> Iterator[Notice]:
    """Yield the notices that stand where the text stops: near enough below its last paragraph."""
    between = 0
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        notice = notices.get(index)
        if notice is not None:
            ended = any(closings.get(other) == "end_mark" for other in range(last, index))
            if between <= _REACH[notice.rule.strength] and not ended:
                yield notice
        elif block.kind not in ("blank", "rule", "comment", "media"):
            between += 1
            if between > max(_REACH.values()):
                return


def _find_finish(
    blocks: Sequence[Block], last: int, found: Sequence[Notice], closings: dict[int, str], signed: bool
) -> str:
    """Return what says that the text was finished, before any notice: an end mark, a signature, a date, an editor."""
    limit = found[0].index if found else len(blocks)
    for index in range(max(last, 0), min(limit, last + 12)):
        if index in closings:
            return closings[index]
        if index > last and is_byline(blocks[index].plain) and not blocks[index].line.furniture:
            return "date"
    return "signature" if signed else ""


def count_content(blocks: Sequence[Block], body: Sequence[int]) -> int:
    """Return the Han characters of the content blocks."""
    return sum(count_han(blocks[index].text) for index in body)
