"""How the last line of the text ends: as a finished sentence does, or broken off.

No full stop is no proof. Verses, list items, captions, formulas, signatures and whole schools of writers do without;
and every hard-wrapped line looks broken off. So the line is held against its like in the same document.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from summarizer.data import read_data
from summarizer.structure.blocks import Block
from summarizer.structure.headings import Heading
from summarizer.text.script import count_han, to_simplified
from summarizer.text.sentences import ends_sentence

State = Literal["whole", "broken", "heading", "unknown"]
"""`heading`: nothing follows the last heading; `unknown`: this document's habits do not tell."""

_INNER = re.compile(r"[，。；！？]")
_ITEM = re.compile(
    r"[·•▪◦○●◆■]\s*\S|[*＊-]\s+\S|[（(]?\d{1,2}[)）.、]|[①-⑳]|[（(][一二三四五六七八九十]+[）)]|[A-D][.．、]"
)
_CLAUSE_LENGTH = 8
"""Characters of the shortest line that is judged by its words."""
_FIRM_HABIT = 0.85
"""A document is strict about full stops from this share on. Set by breaking whole documents off inside sentences:
nine in ten such breaks are then told, and no whole document is doubted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the text ends."""

    state: State
    line: int | None = None
    text: str = ""
    """The last words, from the last full sentence's end on."""


class _Words(NamedTuple):
    """The table `data/endings.toml`, as patterns."""

    dangling: re.Pattern[str]
    clause: re.Pattern[str]
    address: re.Pattern[str]


@cache
def _read_words() -> _Words:
    table = {key: "|".join(words.split()) for key, words in tomllib.loads(read_data("endings.toml")).items()}
    return _Words(
        dangling=re.compile(rf"(?:{table['dangling']}|[，,、：:；;（(“《])$"),
        clause=re.compile(table["clause"]),
        address=re.compile(rf"^(?:{table['address']})|(?:{table['talk']})$"),
    )


def judge_ending(
    blocks: Sequence[Block],
    body: Sequence[int],
    headings: Sequence[Heading],
    ends: dict[int, int],
    *,
    stopped: bool = False,
    closings: Iterable[re.Pattern[str]] = (),
) -> Ending:
    """Say how the last content line ends.

    Args:
        blocks: All blocks, in order.
        body: Indices of the content blocks.
        headings: All headings.
        ends: For a line whose tail is a notice: where its content ends, in characters of the line.
        stopped: A notice that the text is cut stands below.
        closings: What may follow the last sentence on its own line and is none: credits, navigation.
    """
    if not body:
        return Ending(state="unknown")
    last = blocks[body[-1]]
    if any(heading.line <= last.number <= heading.last_line and not heading.run_in for heading in headings):
        return Ending(state="heading", line=last.number, text=last.text)
    if _has_figure_after(blocks, body[-1]):
        return Ending(state="whole", line=last.number)
    text = last.line.text[: ends.get(last.number, len(last.line.text))].strip()
    if _is_followed(text, closings):
        return Ending(state="whole", line=last.number, text=text)
    state = _judge(last, text, [blocks[index] for index in body[:-1]], stopped=stopped)
    return Ending(state=state, line=last.number, text=_find_fragment(text) if state == "broken" else text)


def _has_figure_after(blocks: Sequence[Block], index: int) -> bool:
    """Whether code, an image or a table below the last line completes it."""
    following = (block for block in blocks[index + 1 :] if block.kind != "blank")
    after = next(following, None)
    return after is not None and after.kind in ("code", "media") and not after.line.furniture


def _judge(last: Block, text: str, before: Sequence[Block], *, stopped: bool) -> State:
    if ends_sentence(text) or _closes_with_source(text):
        return "whole"
    if last.kind in ("cell", "caption"):
        return "unknown"
    if text.endswith(("，", ",", "、", "：", ":", "（", "(", "“", "《")):
        return "broken"
    if _is_listed_alike(last, text, before) or _is_formula(text):
        return "whole"
    if _is_open(last.plain):
        return "broken"
    habit = _measure_habit(before)
    return "broken" if _is_unlike(last.plain, habit) or _is_clause(last, habit, stopped=stopped) else "unknown"


def _is_open(plain: str) -> bool:
    """Whether a quotation or a title opens in a line and does not close."""
    return any(plain.rfind(opening) > plain.rfind(closing) for opening, closing in ("“”", "《》", "「」", "（）"))


def _is_clause(last: Block, habit: float, *, stopped: bool) -> bool:
    """Whether a short line without any mark is a part of a sentence, in a document that is strict about full stops."""
    plain, words = last.plain, _read_words()
    if last.kind == "item" or len(plain) < _CLAUSE_LENGTH or habit < _FIRM_HABIT or words.address.search(plain):
        return False
    return stopped or bool(words.clause.search(plain, 1, len(plain) - 1))


def _is_unlike(plain: str, habit: float) -> bool:
    """Whether a line without a final mark is unlike the rest of a document of which `habit` is the share with one."""
    if plain.endswith(("；", ";")):
        return habit >= 0.5
    if habit < 0.6:
        return habit >= 0.3 and len(plain) > 30 and bool(_read_words().dangling.search(plain))
    return bool(_INNER.search(plain) or len(plain) > 30 or _read_words().dangling.search(plain))


def _is_followed(text: str, closings: Iterable[re.Pattern[str]]) -> bool:
    """Whether a closing line is glued to the last sentence: `……收成很好。 上一篇：春耕`."""
    end = max(text.rfind(mark) for mark in "。！？")
    rest = re.sub(r"\s+", "", to_simplified(text[end + 1 :].lstrip("”’」』）)")))
    return end >= 0 and 2 <= len(rest) <= 90 and any(pattern.match(rest) for pattern in closings)


def _closes_with_source(text: str) -> bool:
    """Whether a remark in brackets closes the text after a full stop: `……。（记者 某某）`."""
    match = re.search(r"[（(【\[][^（(【\[]{2,60}[）)】\]]$", text[-80:])
    before = text[: len(text) - len(match.group())] if match else ""
    return match is not None and (not before or ends_sentence(before))


def _is_listed_alike(last: Block, text: str, before: Sequence[Block]) -> bool:
    """Whether the last line is a list item, and its fellows do without a full stop too."""
    if last.kind != "item" and not _ITEM.match(text):
        return False
    fellows = [block for block in before[-8:] if block.kind == "item" or _ITEM.match(block.plain)]
    without = sum(not ends_sentence(block.text) for block in fellows)
    return without >= max(1, len(fellows) / 2)


def _is_formula(text: str) -> bool:
    visible = len(re.sub(r"\s", "", text))
    return count_han(text) < 0.3 * visible


def _measure_habit(before: Sequence[Block]) -> float:
    """Return the share of the document's paragraphs that close with a full stop; 1 where there are too few to tell."""
    paragraphs = [block for block in before if len(block.plain) > 20 and block.kind == "text"]
    if len(paragraphs) < 2:
        return 1.0
    return sum(ends_sentence(block.text) or block.plain.endswith(("：", ":")) for block in paragraphs) / len(paragraphs)


def _find_fragment(text: str) -> str:
    """Return the words after the last full sentence."""
    return re.split(r"(?<=[。！？!?])[”’」』）)]*", text)[-1].strip() or text
