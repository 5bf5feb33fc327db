"""Headings that are numbered: lines, or openings of paragraphs, whose like stand in a row with text between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.structure.blocks import Block
from summarizer.structure.headings.heading import LONGEST, OPEN_END, Heading, trim_heading
from summarizer.structure.numbering import RANKS, Label, System, read_label
from summarizer.text.sentences import ends_sentence, split_sentences

Shape = Literal["alone", "lead", "long"]
"""A numbered line is short and alone; opens with a short sentence; or is a paragraph."""

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


def find_numbered(blocks: Sequence[Block], known: dict[int, Heading]) -> Iterator[Heading]:
    """Find the numbered lines, and the numbered openings of paragraphs, whose like stand in a row.

    Args:
        blocks: The content blocks in order.
        known: The headings that the format declares, by line.
    """
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
            listed=block.plain.endswith(OPEN_END),
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
        return ("alone" if len(plain) <= LONGEST else "long"), len(plain)
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
        text=trim_heading(block.text[:end]) if run_in else trim_heading(block.text),
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
