"""Headings without number or markup: short open lines between paragraphs that are neither."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.structure.blocks import Block
from summarizer.structure.headings.heading import OPEN_END, Heading, trim_heading
from summarizer.structure.metadata import is_author, is_byline
from summarizer.structure.phrases import read_heading_words
from summarizer.text.sentences import ends_sentence

_SPEAKER = re.compile(r"^[《“]?[\u3400-\u9fffA-Za-z·]{1,14}[》”]?[:：].*[？?！!。]$")
_INNER_END = re.compile(r"[。！？!?][”’」』）)]*(?=.)")
_ROWS_OF_SENTENCES = 0.9, 12
"""Share of the paragraphs that are one sentence each, and their number, from which a text counts as a transcript that
is set a sentence a line. News has many short paragraphs, but hardly ever so many without a second sentence."""
_TELLS = re.compile(r"(?:[说道]|指出|表示|认为|强调|告诉.{1,4}|回忆|介绍)，")
"""What a sentence about someone's words has."""
_PROSE = 16
"""Han characters of the shortest sentence of clauses that counts as running text below a heading."""


class _Words(NamedTuple):
    """What of `data/headings.toml` tells lines that are none, as patterns."""

    caption: re.Pattern[str]
    asks: re.Pattern[str]
    greeting: re.Pattern[str]


@cache
def _read_words() -> _Words:
    words = read_heading_words()
    captions, photos, askers, greeted = (
        "|".join(sorted(group, key=lambda word: (-len(word), word)))
        for group in (words.captions, words.credits, words.askers, words.greeted)
    )
    return _Words(
        caption=re.compile(
            rf"^[（(【\[▲△↑↓]?\s*(?:{captions}|[图表]\s?\d|[图表][一二三四五六七八九十])|(?:{photos})[）)】\]]?$|^(?:摄影|图)[:：/]"
        ),
        asks=re.compile(rf"^(?:{askers}|Q\d*|A\d*)\s*[:：]|您|请问"),
        greeting=re.compile(rf"(?:{greeted})[^。]{{0,12}}[:：！!]$|^(?:谢谢|此致|敬礼)"),
    )


def find_open_lines(blocks: Sequence[Block], known: dict[int, Heading], *, stopped: bool) -> Iterator[Heading]:
    """Find short open lines between paragraphs: bold ones first; plain ones where nothing better marks headings."""
    bold = [index for index, block in enumerate(blocks) if block.bold and _stands_out(index, blocks, known)]
    for index in bold:
        yield _make_unmarked(blocks[index], "bold")
    marked = len(bold) > 1 or sum(not heading.run_in for heading in known.values()) > 1
    plain = [index for index in range(len(blocks)) if _is_plain_heading(index, blocks, known)]
    if _is_set_by_sentence(blocks):
        plain = [index for index in plain if not blocks[index].plain.endswith(("？", "?"))]
    if not marked and any(block.kind == "heading" or block.quoted for block in blocks[:1]):
        return
    first_long = next((index for index, block in enumerate(blocks) if _is_long(block)), len(blocks))
    for index in plain:
        is_set = blocks[index].plain.strip("：: ") in read_heading_words().alone
        exclaims = blocks[index].plain.endswith(("！", "!", "？", "?")) and len(plain) < 2
        if is_set or (not exclaims and not marked and (index > first_long or len(plain) > 4)):
            yield _make_unmarked(blocks[index], "plain")
    if stopped and plain and not marked and len(blocks) > 1 and _is_last_heading(blocks):
        yield _make_unmarked(blocks[-1], "plain")


def _is_set_by_sentence(blocks: Sequence[Block]) -> bool:
    """Whether each line is one sentence, as in transcripts: there a short question is no heading, but is asked."""
    share, count = _ROWS_OF_SENTENCES
    single = sum(not _INNER_END.search(block.plain) for block in blocks)
    return len(blocks) >= count and single >= share * len(blocks)


def _is_last_heading(blocks: Sequence[Block]) -> bool:
    """Whether the last line before a notice is a heading whose text was cut off."""
    return looks_like_heading(blocks[-1]) and _is_long(blocks[-2]) and len(blocks[-1].plain) <= 30


def _make_unmarked(block: Block, style: str) -> Heading:
    return Heading(line=block.number, text=trim_heading(block.text), style=style, last_line=block.number)


def _stands_out(index: int, blocks: Sequence[Block], known: dict[int, Heading]) -> bool:
    block = blocks[index]
    return (
        block.number not in known
        and looks_like_heading(block)
        and index + 1 < len(blocks)
        and (blocks[index + 1].number not in known or blocks[index + 1].bold)
    )


def looks_like_heading(block: Block) -> bool:
    """Tell whether a line has the form of a heading: short, open, and no sentence, caption, credit or greeting."""
    plain = block.plain
    return (
        block.kind in ("text", "cell")
        and not block.quoted
        and 2 <= len(plain) <= 48
        and not plain.endswith(("。", *OPEN_END))
        and not plain.startswith(("——", "--", "[", "［"))
        and not re.search("[。；]|，.*，.*，", plain)
        and not _read_words().caption.search(plain)
        and not is_byline(plain)
        and not (len(plain) > 4 and is_author(plain))
        and not _SPEAKER.match(plain)
        and not (_read_words().asks.search(plain) and plain.endswith(("？", "?")))
        and not _read_words().greeting.search(plain)
        and not (len(plain) > 20 and _TELLS.search(plain))
        and plain[: len(plain) // 2] != plain[len(plain) // 2 :]
    )


def _is_plain_heading(index: int, blocks: Sequence[Block], known: dict[int, Heading]) -> bool:
    block = blocks[index]
    if block.number in known or not looks_like_heading(block) or index + 1 >= len(blocks):
        return False
    is_set = block.plain.strip("：: ") in read_heading_words().alone
    if block.plain.endswith(("：", ":")) and not is_set:
        return False
    if block.plain.endswith("——") and not is_open_pair(index, blocks):
        return False
    after_long = index > 0 and _is_long(blocks[index - 1])
    follows = _is_long(blocks[index + 1]) or (after_long and _is_prose(blocks[index + 1]))
    if not (is_set or follows or is_open_pair(index, blocks)):
        return False
    return index == 0 or _is_long(blocks[index - 1]) or ends_sentence(blocks[index - 1].text)


def is_open_pair(index: int, blocks: Sequence[Block]) -> bool:
    """Whether the next line reads on from this one as the second line of a heading."""
    return index + 2 < len(blocks) and looks_like_heading(blocks[index + 1]) and _is_long(blocks[index + 2])


def _is_long(block: Block) -> bool:
    """Whether a block is a paragraph of running text."""
    return len(block.plain) >= 30 and (ends_sentence(block.text) or len(block.plain) >= 48)


def _is_prose(block: Block) -> bool:
    """Whether a block below an open line is running text, however short: a sentence of clauses, someone's words."""
    clauses = "，" in block.plain and ends_sentence(block.text) and block.han >= _PROSE
    return clauses or bool(_SPEAKER.match(block.plain))
