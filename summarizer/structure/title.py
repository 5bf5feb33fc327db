"""The document's title: from its own declaration, its first heading, or the line that opens it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from summarizer.model import Source
from summarizer.structure.blocks import Block
from summarizer.structure.metadata import is_byline, is_signatory
from summarizer.structure.numbering import read_label

_HEAD_LINES = 12
"""Non-blank lines in which a title is looked for; scraped pages put a path and share buttons before it."""

_KEY = re.compile(r"^(?:标题|標題|题目|題目|篇名|文章标题)(?:\s*[:：]\s*|[ \u3000]+)(?=\S)")
_DEEP = 200
"""Blocks of a web page in which its title is looked for where the site's name stands above it."""
_SITE_TAIL = re.compile(r"\s*(?:[-_|｜—–·•»>/]{1,3}|——|\s@\s|::)\s*[^-_|｜—–»>]{2,24}$")
_DATELINE = re.compile(
    r"^(?:[\u3400-\u9fff]{2,12}(?:网|社|报|讯)[\u3400-\u9fff]{0,6}\d{1,2}月\d{1,2}日|本报讯|据[\u3400-\u9fff]{2,10}(?:报道|消息))"
)
_ACT = re.compile(
    r"(?:通知|意见|办法|规定|决定|公告|方案|条例|通告|批复|报告|讲话|规划|纲要|细则|公报|决议|建议|计划|制度|总结|发言|致辞|辅导|党课)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title and the lines where it stands."""

    text: str | None
    line: int | None = None
    """Number of the line that the brief points to; None where only the file's own declaration has it."""
    lines: frozenset[int] = frozenset()
    """All lines that say the title, so that a title that stands twice is no heading and no content."""


def find_title(source: Source, blocks: Sequence[Block], listed: frozenset[int] = frozenset()) -> Title:
    """Find the title; its text is None where the source shows none.

    Args:
        source: For the format and the file's own declaration.
        blocks: All blocks of the document, in order.
        listed: Numbers of the lines of a table of contents.
    """
    shown = (block for block in blocks if block.kind != "blank" and not block.line.furniture)
    head = [block for block in islice(shown, _HEAD_LINES + len(listed)) if block.number not in listed][:_HEAD_LINES]
    declared = source.declared.get("title", "").strip()
    chosen = _find_first_heading(head, blocks) if source.format != "text" else None
    if source.format in ("markdown", "epub") and declared:
        return _make(declared, blocks)
    if chosen is not None and source.format == "html":
        chosen = _find_under_site(chosen, declared, blocks) or chosen
    if chosen is None:
        chosen = _find_shown(declared, head) or (
            _find_opening(head) if source.format != "html" or not declared else None
        )
    if chosen is not None:
        return _make(_join_title(chosen, blocks), blocks, chosen)
    return _make(_cut_site(declared), blocks) if declared else Title(text=None)


def _make(text: str, blocks: Sequence[Block], chosen: Block | None = None) -> Title:
    """Gather the lines near the top that repeat the title."""
    wanted = _squeeze(text)
    same: set[int] = set()
    seen = 0
    for block in blocks:
        if block.kind == "blank":
            continue
        seen += 1
        squeezed = _squeeze(block.text)
        if squeezed and (squeezed == wanted or (len(squeezed) > 5 and _squeeze(_cut_site(block.text)) == wanted)):
            same.add(block.number)
        if seen > 40 + _HEAD_LINES:
            break
    if chosen is not None:
        parts = text.split("\n")
        same.update(range(chosen.number, chosen.number + 1 + (len(parts) > 1)))
    shown = chosen.number if chosen is not None else min(same, default=None)
    text = _cut_key(text)
    return Title(
        text=" ".join(text.split()) if "\n" not in text else text.replace("\n", ""), line=shown, lines=frozenset(same)
    )


def _find_first_heading(head: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """Return the heading of level 1 that opens the text, if there is one."""
    tops = [block for block in blocks if block.level == 1 and not block.line.furniture]
    if not tops:
        return None
    first = tops[0]
    if first in head or len({_squeeze(block.text) for block in tops}) == 1:
        return None if read_label(first.plain) and len(tops) > 1 else first
    return None


def _find_under_site(chosen: Block, declared: str, blocks: Sequence[Block]) -> Block | None:
    """Return the line that shows the declared title, where the first heading is the site's name that follows it."""
    own, wanted = _squeeze(chosen.text), _squeeze(declared)
    if wanted.startswith(own) or own not in wanted:
        return None
    shown = [block for block in blocks[:_DEEP] if block.kind != "blank" and not block.line.furniture]
    return _find_shown(declared, shown)


def _find_shown(declared: str, head: Sequence[Block]) -> Block | None:
    """Return the line that shows the declared title, itself or without the site's name."""
    wanted = _squeeze(declared)
    for block in head:
        squeezed = _squeeze(block.text)
        if len(squeezed) >= 4 and wanted.startswith(squeezed) and block.kind != "matter":
            return block
    return None


def _cut_key(text: str) -> str:
    """Return a title without the word that says it is one: 标题：…, as boards and databases print it."""
    return _KEY.sub("", text)


def _find_opening(head: Sequence[Block]) -> Block | None:
    """Return the line that opens the document, if it reads like a title; one that is repeated is surest."""
    titular = [block for block in _take_opening(head[:6]) if _is_titular(block)]
    candidates = [block for block in titular if block == head[0] or not is_signatory(block.plain)]
    squeezed = [_squeeze(block.text) for block in head]
    for block in candidates:
        own = _squeeze(block.text)
        if sum(own in other for other in squeezed) > 1 and len(own) >= 4:
            return block
    for block in head[:4]:
        if block in titular:
            # Names and posts may stand above a title; alone they are one themselves.
            if is_signatory(block.plain) and len(titular) > 1 and block != titular[-1]:
                continue
            return block if any(other.number > block.number for other in head) else None
        if not is_byline(block.plain) and block.kind != "matter":
            return None
    return None


def _take_opening(head: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines before the first paragraph."""
    for block in head:
        if not (_is_titular(block) or is_byline(block.plain) or block.kind == "matter"):
            return
        yield block


def _is_titular(block: Block) -> bool:
    plain = block.plain
    if block.kind not in ("text", "heading") or not 2 <= len(plain) <= 80 or is_byline(plain) or _DATELINE.match(plain):
        return False
    if plain.endswith(("。", "；", ";", "，", ",", "、", ":", "：")) or "。" in plain:
        return False
    label = read_label(plain)
    return label is None or label.system in ("part", "chapter") or label.number != 1


def _join_title(block: Block, blocks: Sequence[Block]) -> str:
    """Return the title, with its second line where the name of an act runs over two.

    Official titles break after 关于进一步 and the like: the first line ends open, the second ends in 通知, 意见 ...
    """
    following = [other for other in blocks if other.number == block.number + 1]
    if not following or block.level or _ACT.search(block.plain) or not re.search("关于|在.{2,30}上", block.plain):
        return block.text
    second = following[0]
    if second.kind == "text" and len(second.plain) <= 40 and _ACT.search(second.plain) and not second.line.furniture:
        return f"{block.text}\n{second.text}"
    return block.text


def _cut_site(text: str) -> str:
    """Return a page title without the site's name: `标题_新闻频道_某网` gives `标题`."""
    for _ in range(4):
        shorter = _SITE_TAIL.sub("", text)
        if len(shorter) < 4 or shorter == text:
            break
        text = shorter
    return text


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
