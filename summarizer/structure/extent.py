"""From where to where the text reaches, and which notice says that it goes on elsewhere.

The same words mean different things at different places. 展开全文 right below the last paragraph says that the page
keeps the rest folded; between 相关阅读 and the comments it belongs to another article. So a notice is read together
with its place: what stands between it and the last paragraph, and whether that paragraph was the end. The same goes
for names: alone above the first paragraph or above a date they say who wrote or signed, elsewhere they are content.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.structure.blocks import Block
from summarizer.structure.metadata import is_author, is_byline, is_date, is_head_fact, is_organ, is_signatory
from summarizer.structure.notices import Notice, find_notices
from summarizer.structure.phrases import Phrases, Strength
from summarizer.text.sentences import ends_sentence

_REACH: dict[Strength, int] = {"certain": 8, "likely": 2, "faint": 1}
"""How many other lines may stand between the last paragraph and a notice, by strength. Set on cut pages, where the
notice stands next to the text or below its credits, against whole ones, where a list of other articles comes first."""
_AFTER = 0.2
"""A notice that no furniture rule caught still ends the text if no more than this share of it follows."""
_SIGNED = 6
"""Lines of the longest signature."""
_INFORMAL = 12
"""Characters of the longest line that may sign a letter without being a known kind of name."""
_PROSE = 16
"""Han characters of the shortest paragraph."""
_SPOKEN = frozenset({"thanks"})
"""Kinds of closings that are the text's own last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Which blocks are the text, and what stands where it stops."""

    body: tuple[int, ...]
    """Indices of the content blocks in order."""
    notices: tuple[Notice, ...]
    """Those that explain a cut."""
    margins: frozenset[int]
    """Indices of the lines that say who wrote or signed the text, or that it was finished."""
    after: frozenset[int]
    """Indices of lines that follow a notice and are no part of the text."""
    finished: str = ""
    """The kind of closing that says that the text was finished; "" where nothing does."""


def find_extent(blocks: Sequence[Block], skip: frozenset[int], phrases: Phrases) -> Extent:
    """Find where the text starts and stops.

    Args:
        blocks: All blocks of the document, in order.
        skip: Indices of blocks that are no content by other rules: the title, a table of contents.
        phrases: The tables of notices and closings.
    """
    notices = {notice.index: notice for notice in find_notices(blocks, phrases)}
    closings = {index: kind for index, block in enumerate(blocks) if (kind := _find_closing(block, phrases))}
    start = next((index for index, block in enumerate(blocks) if _is_paragraph(block)), len(blocks))
    margins = {
        index
        for index, block in enumerate(blocks)
        if _is_margin(block, closings.get(index, "")) and not (index > start and is_head_fact(block.plain))
    }
    margins |= _find_signatures(blocks)
    body = [
        index
        for index, block in enumerate(blocks)
        if index not in skip and block.is_text and not block.line.furniture and index not in margins
    ]
    stop = _find_stop(blocks, body, notices)
    after = frozenset(index for index in body if stop is not None and index > stop and index not in notices)
    body = [index for index in body if stop is None or index < stop]
    while body and body[-1] in notices and notices[body[-1]].rule.strength != "faint":
        body.pop()
    authors = _find_authors(blocks, body)
    last_signed = _find_undated(blocks, body)
    body = [index for index in body if index not in authors and index not in last_signed]
    last = body[-1] if body else -1
    found = tuple(_find_near(blocks, last, notices, closings))
    finished = _find_finish(blocks, last, found, closings, margins | last_signed)
    return Extent(
        body=tuple(body),
        notices=found,
        margins=frozenset(margins | authors | last_signed),
        after=after,
        finished=finished,
    )


# --- who wrote and signed ----------------------------------------------------------------------------------------


def _find_closing(block: Block, phrases: Phrases) -> str:
    if block.kind in ("blank", "code", "matter", "comment") or len(block.plain) > 90:
        return ""
    squeezed = re.sub(r"\s+", "", block.plain).lower()
    return next((kind for kind, pattern in phrases.closings.items() if pattern.match(squeezed)), "")


def _is_paragraph(block: Block) -> bool:
    return block.is_text and not block.line.furniture and block.han >= _PROSE and ends_sentence(block.text)


def _is_margin(block: Block, closing: str) -> bool:
    return block.is_text and ((bool(closing) and closing not in _SPOKEN) or is_byline(block.plain))


def _find_signatures(blocks: Sequence[Block]) -> set[int]:
    """Return the indices of the organs and persons that stand right above a date, at the end or inside."""
    signed: set[int] = set()
    for index, block in enumerate(blocks):
        if is_date(block.plain) and not block.line.furniture:
            for other in _walk_back(blocks, index):
                if not is_signatory(blocks[other].plain) or blocks[other].kind == "heading":
                    break
                signed.add(other)
    return signed | _find_informal(blocks)


def _find_informal(blocks: Sequence[Block]) -> set[int]:
    """Return the index of whoever signs a letter: a short line between its last sentence and a date that ends it."""
    shown = [index for index, block in enumerate(blocks) if block.kind != "blank" and not block.line.furniture]
    if len(shown) < 4 or not is_date(blocks[shown[-1]].plain):
        return set()
    above, name = blocks[shown[-3]], blocks[shown[-2]]
    short = name.kind == "text" and len(name.plain) <= _INFORMAL and not re.search("[，。；：！？]", name.plain)
    return {shown[-2]} if short and ends_sentence(above.text) else set()


def _walk_back(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Yield the indices of the lines above one, nearest first, as far as a signature can reach."""
    shown = 0
    while index > 0 and shown < _SIGNED:
        index -= 1
        if blocks[index].kind != "blank":
            shown += 1
            yield index


def _find_undated(blocks: Sequence[Block], body: Sequence[int]) -> set[int]:
    """Return the index of the organ that signs the text without a date: alone below its last full sentence."""
    if len(body) > 1 and is_organ(blocks[body[-1]].plain) and blocks[body[-1]].kind == "text":
        above = blocks[body[-2]]
        return {body[-1]} if ends_sentence(above.text) and len(above.plain) > 4 else set()
    return set()


def _find_authors(blocks: Sequence[Block], body: Sequence[int]) -> set[int]:
    """Return the indices of lines with authors' names and posts above the first paragraph."""
    found: set[int] = set()
    for index in body[:4]:
        block = blocks[index]
        if block.kind != "text" or ends_sentence(block.text) or block.plain.endswith(("：", ":")):
            break
        # Below other lines, such as a subtitle, a bare name could be anything; a post before it makes it sure.
        if is_author(block.plain) and (len(found) == index - body[0] or len(block.plain) > 4):
            found.add(index)
    return found if len(found) < len(body) else set()


# --- where it stops ----------------------------------------------------------------------------------------------


def _find_stop(blocks: Sequence[Block], body: Sequence[int], notices: Mapping[int, Notice]) -> int | None:
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


def _find_near(
    blocks: Sequence[Block], last: int, notices: Mapping[int, Notice], closings: Mapping[int, str]
) -> Iterator[Notice]:
    """Yield the notices that stand where the text stops: near enough below its last paragraph."""
    between = 0
    ended = False
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        notice = notices.get(index)
        ended = ended or closings.get(index - 1) == "end_mark"
        if notice is not None:
            if between <= _REACH[notice.rule.strength] and not ended:
                yield notice
        elif block.kind not in ("blank", "rule", "comment", "media"):
            between += 1
            if between > max(_REACH.values()):
                return


def _find_finish(
    blocks: Sequence[Block], last: int, found: Sequence[Notice], closings: Mapping[int, str], margins: set[int]
) -> str:
    """Return what says that the text was finished, before any notice: an end mark, a signature, a date, an editor."""
    limit = found[0].index if found else len(blocks)
    for index in range(max(last, 0), min(limit, last + 12)):
        if index in closings:
            return closings[index]
        if index > last and index in margins and not blocks[index].line.furniture:
            return "date" if is_byline(blocks[index].plain) else "signature"
    return ""
