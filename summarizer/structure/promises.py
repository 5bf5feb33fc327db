"""What a text announces against what it delivers: 三点体会, 八个方面, 山水之美、建筑之美、文化之美.

Counting needs no list of phrases and cannot be taken in by furniture: a text that promises five reasons, counts to
three and stops there is not whole. To be sure, the count must be the text's last: where something else follows the
third reason, the author may have counted carelessly.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from summarizer.data import read_data
from summarizer.structure.blocks import Block
from summarizer.structure.headings import Heading
from summarizer.structure.numbering import read_label
from summarizer.text.ordinals import read_ordinal, write_han
from summarizer.text.script import to_simplified
from summarizer.text.sentences import split_sentences

_NUMBER = r"(?P<count>[两二三四五六七八九十]{1,2}|[2-9]|1\d|20)\s*"
_CONGRESS = re.compile(r"(?:十[五六七八九]|二十|廿)大")
_INLINE = re.compile(
    r"(?:^|[。；：！？\s，])(?:(?P<is>[一二三四五六七八九十]{1,2})(?=是(?!否|个|种|的))"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})(?=[，,、：]|个(?:方面|问题|原因|部分|特点))|其(?P<its>[一二三四五六七八九十])(?=[，,、：]|是))"
)
_WITHIN = 80
"""Headings among which named sections are looked for; a longer way says that the names announce nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """An announcement that the text does not keep."""

    line: int
    text: str
    """The announcing words."""
    missing: tuple[str, ...]
    """What never comes, in the source's own words."""
    promised: int
    delivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A row of numbers that counts on from one."""

    first: int
    """Index of the block where it starts."""
    last: int
    """Index of the block where its last number stands."""
    count: int
    headings: tuple[int, ...]
    """Line numbers of those that are headings."""


class _Forms(NamedTuple):
    """What of `data/promises.toml` tells announcements, as patterns."""

    announced: tuple[re.Pattern[str], ...]
    titled: re.Pattern[str]
    colon: re.Pattern[str]
    """A count before a closing colon, with whatever words."""
    cue: re.Pattern[str]
    """Words by which the list need not follow at once."""
    row_end: re.Pattern[str]


@cache
def _read_forms() -> _Forms:
    table = {key: "|".join(words.split()) for key, words in tomllib.loads(read_data("promises.toml")).items()}
    here, tell, divide, speaker = table["here"], table["tell"], table["divide"], table["speaker"]
    count = rf"{_NUMBER}(?P<unit>(?:{table['units']})[\u3400-\u9fff]{{0,6}}?)"
    end = rf"(?=[”’」』]?(?:[，。：:；,、！\s（(与和]|$|来?(?:{table['then']})))"
    leads = (rf"(?:{here})[^，。；：]{{0,8}}?", rf"(?:{tell})(?:了|出|一下|以下)?", rf"(?:{divide})(?:以下|如下|这)?")
    return _Forms(
        announced=tuple(re.compile(lead + count + end) for lead in leads),
        titled=re.compile(
            rf"(?:^|[\u3400-\u9fff，：:“\s]){_NUMBER}(?P<unit>(?:{table['title_units']})[\u3400-\u9fff]{{1,8}})"
        ),
        colon=re.compile(rf"{count}[”’」』]?\s*[：:]$"),
        cue=re.compile(rf"{here}|我(?:{speaker})*(?:{tell})|分[为成]?[^，。]{{0,4}}(?:部分|方面|层)"),
        row_end=re.compile(rf"等?[这以]?[一二三四五六七八九十两几\d]*(?:个|大|重|种|项)?(?:{table['row_ends']})$"),
    )


class _Outline:
    """The headings with their levels, for questions about what follows a line."""

    def __init__(self, headings: Sequence[Heading], levels: Sequence[int]) -> None:
        self.headings = headings
        self.lines = [heading.line for heading in headings]
        self.level_of = dict(zip(self.lines, levels, strict=True))
        self._highest = [*accumulate(reversed(levels), min)][::-1]

    def has_heading_after(self, line: int, level: int = 99) -> bool:
        """Whether a heading of this level or above stands after a line."""
        place = bisect_right(self.lines, line)
        return place < len(self.lines) and self._highest[place] <= level


def find_shortfalls(
    title: str | None, title_line: int | None, body: Sequence[Block], headings: Sequence[Heading], levels: Sequence[int]
) -> tuple[Shortfall, ...]:
    """Return the announcements of title, headings and text that the text does not keep.

    Args:
        title: The document's title.
        title_line: Its line, if it stands in the source.
        body: The content blocks with the headings, in order.
        headings: All headings.
        levels: The level of each heading.
    """
    outline = _Outline(headings, levels)
    runs = list(_find_runs(body, headings))
    named = list(_find_named(body, outline))
    told = {(item.line, item.promised) for item in named}
    counted = [item for item in _find_counted(body, outline, runs) if (item.line, item.promised) not in told]
    found = [*_find_titled(title, title_line, body, outline, runs), *counted, *named]
    by_missing = {item.missing: item for item in reversed(found)}
    return tuple(sorted(by_missing.values(), key=lambda item: item.line))


# --- counts ------------------------------------------------------------------------------------------------------


def _find_titled(
    title: str | None, line: int | None, body: Sequence[Block], outline: _Outline, runs: Sequence[_Run]
) -> Iterator[Shortfall]:
    match = _read_forms().titled.search(to_simplified(title or ""))
    if title is None or match is None or _CONGRESS.search(to_simplified(title)):
        return
    run = next((run for run in runs if len(run.headings) == run.count >= 2), None)
    if run is not None and _is_open(run, body, outline):
        yield from _compare(match, title, title, line or 1, run)


def _find_counted(body: Sequence[Block], outline: _Outline, runs: Sequence[_Run]) -> Iterator[Shortfall]:
    firsts = [run.first for run in runs]
    for index, block in enumerate(body):
        if not re.search("[两二三四五六七八九十2-9]", block.plain):
            continue
        at = 0
        for sentence in split_sentences(block.plain):
            match, near = _read_announcement(sentence.strip(), is_heading=block.number in outline.level_of)
            if match is not None:
                run = _find_answer(index, runs, firsts, near=near)
                if run is not None and _is_open(run, body, outline):
                    yield from _compare(
                        match, sentence.strip(), block.text[at : at + len(sentence)].strip(), block.number, run
                    )
            at += len(sentence)


def _read_announcement(sentence: str, *, is_heading: bool) -> tuple[re.Match[str] | None, bool]:
    """Return the announcement in a sentence, and whether its list must follow at once."""
    if colon := _read_forms().colon.search(sentence):
        return (None, False) if _CONGRESS.search(colon.group()) else (colon, True)
    found = (pattern.search(sentence) for pattern in _read_forms().announced) if not is_heading else iter(())
    match = next(filter(None, found), None)
    if match is None or _CONGRESS.search(match.group()):
        return None, False
    return (match, False) if _read_forms().cue.search(sentence) else (match, True)


def _find_answer(index: int, runs: Sequence[_Run], firsts: Sequence[int], *, near: bool) -> _Run | None:
    """Return the row of numbers that an announcement in block `index` is about: the next that starts."""
    here = range(bisect_left(firsts, index), bisect_right(firsts, index))
    own = next((runs[place] for place in here if not runs[place].headings), None)
    if own is not None or here.stop == len(runs):
        return own
    first = runs[here.stop]
    return first if first.first <= index + (2 if near else 12) else None


def _is_open(run: _Run, body: Sequence[Block], outline: _Outline) -> bool:
    """Whether the text ends in the last item of a row: nothing of its level or above follows."""
    if not run.headings:
        return run.last >= len(body) - 2 and not outline.has_heading_after(body[run.last].number)
    last = run.headings[-1]
    return not outline.has_heading_after(last, outline.level_of[last])


def _compare(match: re.Match[str], searched: str, shown: str, line: int, run: _Run) -> Iterator[Shortfall]:
    promised = read_ordinal(match["count"]) or 0
    if not 0 < run.count < promised <= run.count + 12:
        return
    unit = shown[match.start("unit") : match.end("unit")] if len(searched) == len(shown) else match["unit"]
    is_digit = match["count"].isdigit()
    names = [f"第{number if is_digit else write_han(number)}{unit}" for number in range(run.count + 1, promised + 1)]
    yield Shortfall(line=line, text=shown, missing=tuple(names), promised=promised, delivered=run.count)


def _find_runs(body: Sequence[Block], headings: Sequence[Heading]) -> Iterator[_Run]:
    """Yield the rows of numbers, at the starts of lines and inside them, in the order of their first number."""
    lines = {heading.line for heading in headings}
    rows: dict[str, list[tuple[int, int]]] = {}
    done: list[list[tuple[int, int]]] = []
    for index, block in enumerate(body):
        for family, number in _read_numbers(block):
            row = rows.get(family)
            if number == 1:
                rows[family] = [(index, 1)]
                done.append(rows[family])
            elif row is not None and number == row[-1][1] + 1:
                row.append((index, number))
    for row in sorted(done):
        marked = tuple(body[index].number for index, _ in row if body[index].number in lines)
        yield _Run(
            first=row[0][0], last=row[-1][0], count=row[-1][1], headings=marked if len(marked) == len(row) else ()
        )


def _read_numbers(block: Block) -> Iterator[tuple[str, int]]:
    label = read_label(block.plain)
    if label and len(label.numbers) == 1:
        yield {"第": "nth", "其": "its"}.get(label.name, f"{label.system}{label.name}"), label.number
    for match in _INLINE.finditer(block.plain):
        family = str(match.lastgroup)
        if (match.start(family) > 1 or not label) and (number := read_ordinal(match[family])):
            yield family, number


# --- names -------------------------------------------------------------------------------------------------------


def _find_named(body: Sequence[Block], outline: _Outline) -> Iterator[Shortfall]:
    """Find rows of names of which the headings deliver the first ones, in order, and then no more come."""
    own = [
        heading
        for heading in outline.headings
        if not heading.run_in or (heading.label and heading.label.system != "article")
    ]
    places = {heading.line: place for place, heading in enumerate(own)}
    cores = [_find_core(heading) for heading in own]
    first = min(places, default=0)
    for index, block in enumerate(body):
        following = body[index + 1].number if index + 1 < len(body) else 0
        if block.number in places or block.plain.count("、") < 1 or not (block.number < first or following in places):
            continue
        start = places.get(following, 0)
        later = list(zip(own[start : start + _WITHIN], cores[start : start + _WITHIN], strict=True))
        at = 0
        for sentence in split_sentences(block.plain):
            for names in _read_rows(sentence):
                kept = _count_delivered(sentence, names, later, outline)
                if not kept:
                    continue
                yield Shortfall(
                    line=block.number,
                    text=block.text[at + names[0][0] : at + names[-1][1]],
                    missing=tuple(block.text[at + start : at + end] for start, end in names[kept:]),
                    promised=len(names),
                    delivered=kept,
                )
            at += len(sentence)


def _read_rows(sentence: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of the names in each row of a sentence: 甲之美、乙之美、丙之美 or 甲、乙和丙."""
    for clause in re.finditer(r"[^，,。；;：:！？!?（）()]+", sentence):
        row = _split_row(clause) if "、" in clause.group() else []
        if len(row) < 3 or row[0][1] - row[0][0] < 2:
            continue
        start, end = row[-1]
        tail = _read_forms().row_end.search(sentence, start, end)
        width = max(stop - begin for begin, stop in row[1:-1])
        end = tail.start() if tail and tail.start() - start >= 2 else end
        yield [*row[:-1], (start, end if end - start <= width + 4 else start + width)]


def _split_row(clause: re.Match[str]) -> list[tuple[int, int]]:
    cuts = [(match.start(), match.end()) for match in re.finditer("、", clause.group())]
    if joint := re.compile("以及|和|与|及").search(clause.group(), cuts[-1][1] + 2):
        cuts.append((joint.start(), joint.end()))
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(clause.group())]
    return [(clause.start() + start, clause.start() + end) for start, end in zip(starts, ends, strict=True)]


def _count_delivered(
    sentence: str, names: list[tuple[int, int]], later: Sequence[tuple[Heading, str]], outline: _Outline
) -> int:
    """Return how many of the names head sections, or 0 where that proves nothing.

    It proves something if the first two or more do, in order, as all the headings of their level to the end of the
    text, and none of the others appears in any heading. The first name may have other words before it.
    """
    cores = [core for _, core in later]
    levels = [outline.level_of[heading.line] for heading, _ in later]
    kept, at = 0, 0
    for start, end in names:
        words = (
            [sentence[start:end]]
            if kept
            else [sentence[end - size : end] for size in range(min(end - start, 12), 1, -1)]
        )
        place = next((index for word in words for index in range(at, len(cores)) if word in cores[index]), None)
        if place is None:
            break
        if not kept:
            names[0] = (end - next(len(word) for word in words if word in cores[place]), end)
        elif any(levels[index] <= levels[place] for index in range(at, place)):
            return 0
        kept, at = kept + 1, place + 1
    if not 2 <= kept < len(names) or any(sentence[start:end] in core for start, end in names[kept:] for core in cores):
        return 0
    return 0 if outline.has_heading_after(later[at - 1][0].line, levels[at - 1]) else kept


def _find_core(heading: Heading) -> str:
    plain = to_simplified(heading.text)
    label = read_label(plain)
    return plain[label.end :] if label else plain
