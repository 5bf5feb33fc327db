"""Which lines, or openings of paragraphs, are headings.

A heading is what a reader would put into a table of contents. Three kinds of proof, strongest first: the format says
so (`#`, `<h2>`); the line is numbered and its like stand in a row with text between them; the line is short, open
at its end, perhaps bold, and stands between paragraphs that are neither.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.structure.blocks import Block
from summarizer.structure.metadata import is_author, is_byline
from summarizer.structure.numbering import RANKS, Label, System, read_label
from summarizer.structure.phrases import read_heading_words
from summarizer.text.script import to_simplified
from summarizer.text.sentences import ends_sentence, split_sentences

Shape = Literal["alone", "lead", "long"]
"""A numbered line is short and alone; opens with a short sentence; or is a paragraph."""

_LONGEST = 64
"""Characters of the longest heading alone on its line; the longest in official documents run to about 60."""
_LONGEST_LEAD = {
    "han": 40,
    "han_bracket": 64,
    "digit": 24,
    "named": 30,
    "dotted": 24,
    "digit_bracket": 24,
    "letter": 16,
}
"""Characters of the longest opening sentence that counts as a run-in heading, by system."""
_WEAK: frozenset[System] = frozenset(("digit", "digit_bracket", "circle", "letter", "named", "bare", "roman"))
"""Systems that number lists as often as headings."""
_CAPTION = re.compile(
    r"^(?:[（(【\[▲△↑↓]?\s*(?:图为|图注|图源|图片来源|图片说明|资料图|题图|配图|制图|供图|图示|上图|下图|左图|右图|[图表]\s?\d|(?:图|表)[一二三四五六七八九十]))"
    r"|(?:[摄攝]|供图|资料图片?|资料照片|图片|截图|示意图|/图|配图|漫画|绘)[）)】\]]?$|^(?:摄影|图)[:：/]"
)
_SPEAKER = re.compile(r"^[《“]?[\u3400-\u9fffA-Za-z·]{1,14}[》”]?[:：].*[？?！!。]$")
_ASKS = re.compile(r"^(?:问|答|Q\d*|A\d*|记者|主持人|网友|读者)\s*[:：]|您|[请請]问")
_GREETING = re.compile(
    r"(?:同志们|各位|代表|委员|朋友们|女士们|先生们|同学们|老师们|大家好|你好|您好)[^。]{0,12}[:：！!]$|^(?:谢谢|此致|敬礼)"
)
_INNER_END = re.compile(r"[。！？!?][”’」』）)]*(?=.)")
_ROWS_OF_SENTENCES = 0.9, 12
"""Share of the paragraphs that are one sentence each, and their number, from which a text counts as a transcript that
is set a sentence a line. News has many short paragraphs, but hardly ever so many without a second sentence."""
_TELLS = re.compile(r"(?:[说說道]|指出|表示|[认認][为為]|[强強][调調]|告[诉訴].{1,4}|回[忆憶]|介[绍紹])，")
"""What a sentence about someone's words has."""
_PROSE = 16
_DECORATION = "【】■●◆▶►★☆◎※▌|丨◇□▲"
_OPEN_END = ("；", ";", "，", ",", "、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at its place."""

    line: int
    text: str
    style: str
    """What marks it: `md2`, `h3`, a numbering system, `bold`, `plain`. Like marks the same level."""
    label: Label | None = None
    run_in: bool = False
    content: int = 0
    """Where the paragraph's own text starts in `Line.text`; only for run-in headings."""
    last_line: int = 0
    """The last line that it spans; `line` where it has only one."""
    declared: int = 0
    """The level that the format declares, else 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    index: int
    label: Label
    shape: Shape
    lead: int
    """Length of the opening sentence with its label, in characters of the block's text."""
    has_body: bool = False
    listed: bool = False
    """It ends as a list item does: with ； or ，."""


def find_headings(blocks: Sequence[Block], *, stopped: bool = False) -> tuple[Heading, ...]:
    """Find all headings.

    Args:
        blocks: The content blocks in order, without the title, site furniture, notices and blank lines.
        stopped: A notice stands below the last block, so that it may be a heading whose text was cut off.
    """
    found = {heading.line: heading for heading in _find_declared(blocks)}
    found |= {heading.line: heading for heading in _find_numbered(blocks, found) if heading.line not in found}
    for heading in _find_unmarked(blocks, found, stopped=stopped):
        found.setdefault(heading.line, heading)
    return tuple(_join_split([found[line] for line in sorted(found)], blocks))


# --- declared by the format --------------------------------------------------------------------------------------


def _find_declared(blocks: Sequence[Block]) -> Iterator[Heading]:
    for block in blocks:
        if block.level and not _is_paragraph(block):
            yield Heading(
                line=block.number,
                text=_trim(block.text),
                style=f"h{block.level}",
                label=read_label(block.plain),
                declared=block.level,
                last_line=block.number,
            )


def _is_paragraph(block: Block) -> bool:
    return len(block.text) > 2 * _LONGEST or block.plain.count("。") > 1


def _trim(text: str) -> str:
    return text.strip().strip("#").strip()


# --- numbered ----------------------------------------------------------------------------------------------------


def _find_numbered(blocks: Sequence[Block], known: dict[int, Heading]) -> Iterator[Heading]:
    candidates = list(_read_candidates(blocks, known))
    weak = sum(heading.declared > 0 for heading in known.values()) > 1
    for group in _group_candidates(candidates):
        # Where the format declares headings, undeclared 1. 2. 3. are the items of a list.
        if _are_headings(group, blocks) and not (weak and group[0].label.system in _WEAK):
            yield from (_make_numbered(blocks[item.index], item) for item in group if item.shape != "long")


def _read_candidates(blocks: Sequence[Block], known: dict[int, Heading]) -> Iterator[_Candidate]:
    labels = [None if block.number in known else read_label(block.plain) for block in blocks]
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label is None:
            continue
        shape, lead = _find_shape(block, label)
        yield _Candidate(
            index=index,
            label=label,
            shape=shape,
            lead=lead,
            has_body=_has_body(index, label, labels, blocks),
            listed=block.plain.endswith(_OPEN_END),
        )


def _find_shape(block: Block, label: Label) -> tuple[Shape, int]:
    plain = block.plain
    if label.system == "article":
        return "lead", label.end
    if label.system == "bare":
        return "alone", len(plain)
    first = split_sentences(plain[label.end :])
    lead = label.end + len(first[0].rstrip()) if first else len(plain)
    if lead >= len(plain):
        return ("alone" if len(plain) <= _LONGEST else "long"), len(plain)
    return ("lead" if lead - label.end <= _LONGEST_LEAD.get(label.system, 0) else "long"), lead


def _has_body(index: int, label: Label, labels: Sequence[Label | None], blocks: Sequence[Block]) -> bool:
    """Whether text of its own, or a lower heading, follows a numbered line."""
    if index + 1 >= len(blocks):
        return False
    after = labels[index + 1]
    if after is None:
        return not (blocks[index].kind == "item" and blocks[index + 1].kind == "item" and blocks[index + 1].indent == 0)
    return after.system != label.system and (RANKS[after.system] > RANKS[label.system] or after.number == 1)


def _group_candidates(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Gather the runs of numbers that count on: 一、二、三、 of one level under one parent."""
    running: dict[tuple[System, str], list[_Candidate]] = {}
    groups: list[list[_Candidate]] = []
    for item in candidates:
        key = (item.label.system, item.label.name)
        group = running.get(key)
        if group is None or not _counts_on(group[-1].label, item.label):
            running[key] = [item]
            groups.append(running[key])
        else:
            group.append(item)
        # Articles are numbered through a whole law, whatever chapters and sections come between.
        lower = [other for other in running if RANKS[other[0]] > RANKS[item.label.system] and other[0] != "article"]
        for other in lower:
            del running[other]
    return groups


def _counts_on(last: Label, label: Label) -> bool:
    if label.system == "dotted":
        return label.numbers > last.numbers
    return last.number <= label.number <= last.number + 8 and label.number > 1


def _are_headings(group: Sequence[_Candidate], blocks: Sequence[Block]) -> bool:
    system = group[0].label.system
    if system in ("part", "chapter", "section"):
        return all(item.shape == "alone" for item in group)
    if system == "article":
        return _are_articles([blocks[item.index].plain[item.label.end :] for item in group])
    if any(item.listed for item in group):
        return False
    short = [item for item in group if item.shape != "long"]
    if len(short) < 0.7 * len(group):
        return False
    alone = [item for item in group if item.shape == "alone"]
    if len(alone) >= len(short) / 2:
        return _are_lines(alone, blocks)
    # 第一，… and 其一，… count within an argument; they head a section only on lines of their own.
    return system in _LONGEST_LEAD and group[0].label.name not in ("第", "其") and _are_leads(group, blocks)


def _are_articles(texts: Sequence[str]) -> bool:
    """Whether paragraphs that open with 第三条 are articles: set off, or several that go on differently.

    第一条规矩是…, 第二条规矩是… count rules in a story.
    """
    if all(not text or text[0] in " \u3000\t:：【（(、" for text in texts):
        return True
    return len(texts) > 2 and len({text[:2] for text in texts}) > len(texts) / 2


def _are_lines(alone: Sequence[_Candidate], blocks: Sequence[Block]) -> bool:
    """Whether numbered short lines are headings: each has text of its own below it."""
    system = alone[0].label.system
    with_body = sum(item.has_body for item in alone)
    last_open = not alone[-1].has_body and alone[-1].index + 1 >= len(blocks)
    if with_body + last_open < max(0.6 * len(alone), 1) or not with_body:
        return False
    whole = sum(ends_sentence(blocks[item.index].text) for item in alone)
    brief = all(len(blocks[item.index].plain) <= 16 for item in alone)
    if system not in ("han", "han_bracket") and whole > len(alone) / 2 and not brief:
        return False
    if system == "bare":
        return len(alone) > 1 and alone[0].label.number <= 1 and with_body >= len(alone) - 1
    return len(alone) > 1 or (alone[0].label.number == 1 and not whole)


def _are_leads(group: Sequence[_Candidate], blocks: Sequence[Block]) -> bool:
    """Whether paragraphs open with headings: several in a row do, and the openings are much the shorter part."""
    if len(group) < 2:
        return False
    leads = [item for item in group if item.shape == "lead"]
    total = sum(len(blocks[item.index].plain) for item in leads)
    return sum(item.lead for item in leads) < 0.5 * total


def _make_numbered(block: Block, item: _Candidate) -> Heading:
    run_in = item.shape == "lead"
    end = _find_article_end(block, item) if item.label.system == "article" else item.lead
    return Heading(
        line=block.number,
        text=_trim(block.text[:end]) if run_in else _trim(block.text),
        style=item.label.system + item.label.name,
        label=item.label,
        run_in=run_in,
        content=_find_content(block, end) if run_in else 0,
        last_line=block.number,
    )


def _find_article_end(block: Block, item: _Candidate) -> int:
    """Return where an article's heading ends: after its number, or after its name in brackets."""
    named = re.compile(r"\s*[【（(][^】）)]{2,24}[】）)]").match(block.plain, item.label.end)
    return named.end() if named else item.label.end


def _find_content(block: Block, end: int) -> int:
    """Return where the text after a run-in heading starts in the line, past any markup around the heading."""
    line = block.line.text
    heading = block.text[:end].strip()
    at = 0
    for char in heading:
        at = line.index(char, at) + 1
    return at + len(line[at:]) - len(line[at:].lstrip("*_ \t\u3000\xa0"))


# --- unmarked ----------------------------------------------------------------------------------------------------


def _find_unmarked(blocks: Sequence[Block], known: dict[int, Heading], *, stopped: bool) -> Iterator[Heading]:
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
    return _looks_like_heading(blocks[-1]) and _is_long(blocks[-2]) and len(blocks[-1].plain) <= 30


def _make_unmarked(block: Block, style: str) -> Heading:
    return Heading(line=block.number, text=_trim(block.text), style=style, last_line=block.number)


def _stands_out(index: int, blocks: Sequence[Block], known: dict[int, Heading]) -> bool:
    block = blocks[index]
    return (
        block.number not in known
        and _looks_like_heading(block)
        and index + 1 < len(blocks)
        and (blocks[index + 1].number not in known or blocks[index + 1].bold)
    )


def _looks_like_heading(block: Block) -> bool:
    plain = block.plain
    return (
        block.kind in ("text", "cell")
        and not block.quoted
        and 2 <= len(plain) <= 48
        and not plain.endswith(("。", *_OPEN_END))
        and not plain.startswith(("——", "--", "[", "［"))
        and not re.search("[。；]|，.*，.*，", plain)
        and not _CAPTION.search(plain)
        and not is_byline(plain)
        and not (len(plain) > 4 and is_author(plain))
        and not _SPEAKER.match(plain)
        and not (_ASKS.search(plain) and plain.endswith(("？", "?")))
        and not _GREETING.search(plain)
        and not (len(plain) > 20 and _TELLS.search(plain))
        and plain[: len(plain) // 2] != plain[len(plain) // 2 :]
    )


def _is_plain_heading(index: int, blocks: Sequence[Block], known: dict[int, Heading]) -> bool:
    block = blocks[index]
    if block.number in known or not _looks_like_heading(block) or index + 1 >= len(blocks):
        return False
    is_set = block.plain.strip("：: ") in read_heading_words().alone
    if block.plain.endswith(("：", ":")) and not is_set:
        return False
    if block.plain.endswith("——") and not _is_open_pair(index, blocks):
        return False
    after_long = index > 0 and _is_long(blocks[index - 1])
    follows = _is_long(blocks[index + 1]) or (after_long and _is_prose(blocks[index + 1]))
    if not (is_set or follows or _is_open_pair(index, blocks)):
        return False
    return index == 0 or _is_long(blocks[index - 1]) or ends_sentence(blocks[index - 1].text)


def _is_open_pair(index: int, blocks: Sequence[Block]) -> bool:
    """Whether the next line reads on from this one as the second line of a heading."""
    return index + 2 < len(blocks) and _looks_like_heading(blocks[index + 1]) and _is_long(blocks[index + 2])


def _is_long(block: Block) -> bool:
    """Whether a block is a paragraph of running text."""
    return len(block.plain) >= 30 and (ends_sentence(block.text) or len(block.plain) >= 48)


def _is_prose(block: Block) -> bool:
    """Whether a block below an open line is running text, however short: a sentence of clauses, someone's words."""
    clauses = "，" in block.plain and ends_sentence(block.text) and block.han >= _PROSE
    return clauses or bool(_SPEAKER.match(block.plain))


# --- two lines that are one heading ------------------------------------------------------------------------------


def _join_split(headings: Sequence[Heading], blocks: Sequence[Block]) -> Iterator[Heading]:
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
        if split or (_is_set_apart(heading) and _is_open_pair(place[heading.line], blocks)):
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
        and _looks_like_heading(blocks[index + 1])
        and read_label(blocks[index + 1].plain) is None
    ):
        text = f"{heading.text} {blocks[index + 1].text}"
        return replace(heading, text=text, last_line=blocks[index + 1].number)
    return heading
