"""The numbers that open headings and list items: rendered by rule, not by an engine.

Engines count badly where there is nothing to count: of `二、` they make `III.`, `One:` or nothing at all, and no check
can tell, for English often says such a number in other words. So it is taken off before an engine sees the text, and
put before what the engine makes of the rest.
"""

import re
from collections.abc import Callable, Sequence

from summarizer.text.amounts import write_roman
from summarizer.text.ordinals import read_ordinal
from summarizer.translation.engine import Hypothesis, WrappedEngine

_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_GAP = r"[ \t\u3000\xa0]"
_WORDS = {
    "编": "Part",
    "篇": "Part",
    "部分": "Part",
    "卷": "Volume",
    "章": "Chapter",
    "节": "Section",
    "讲": "Lecture",
    "条": "Article",
}


def _write_plain(match: re.Match[str]) -> str:
    return f"{_count(match)}. "


def _write_bracketed(match: re.Match[str]) -> str:
    return f"({_count(match)}) "


def _write_roman(match: re.Match[str]) -> str:
    return f"{write_roman(_count(match))}. "


def _write_worded(match: re.Match[str]) -> str:
    return f"{_WORDS[match['word']]} {_count(match)}. "


def _write_dotted(match: re.Match[str]) -> str:
    return f"{match['number']} "


def _count(match: re.Match[str]) -> int:
    return read_ordinal(match["number"]) or 0


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    # 第一条经验 is the first lesson, not an article: only where the text itself sets the number apart.
    (re.compile(rf"第(?P<number>{_HAN}|\d{{1,4}})(?P<word>{'|'.join(_WORDS)})(?:{_GAP}+|[：:、]|$)"), _write_worded),
    # 一、二月份 and 三、四线城市 are enumerations.
    (re.compile(rf"(?P<number>{_HAN}){_GAP}?(?:、(?![一二三四五六七八九十两])|[.．])"), _write_roman),
    (re.compile(rf"[（(](?P<number>{_HAN}|\d{{1,2}})[）)](?:[、.．](?!\d))?"), _write_bracketed),
    (re.compile(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:{_GAP}+|[、])"), _write_dotted),
    (re.compile(r"(?P<number>\d{1,2})(?:、(?!\d)|[.．](?!\d))"), _write_plain),
    (re.compile(r"(?P<number>[①-⑳])"), _write_bracketed),
)


def split_label(zh: str) -> tuple[str, str]:
    """Return the English of the number that opens a text, and the rest of the text; an empty one where there is none.

    >>> split_label("二、管好通道"), split_label("（三）加强监管"), split_label("第二章　总则")
    (('II. ', '管好通道'), ('(3) ', '加强监管'), ('Chapter 2. ', '总则'))
    >>> split_label("第一条经验是早动手。"), split_label("一、二月份增长5%。"), split_label("2.5%的人同意。")
    (('', '第一条经验是早动手。'), ('', '一、二月份增长5%。'), ('', '2.5%的人同意。'))
    """
    text = zh.lstrip()
    for pattern, write in _PATTERNS:
        match = pattern.match(text)
        if match and _count_or_dotted(match):
            return write(match), text[match.end() :].lstrip()
    return "", zh


def _count_or_dotted(match: re.Match[str]) -> bool:
    return "." in match["number"] or 0 < _count(match) < 4000


class LabelledEngine(WrappedEngine):
    """Puts the numbers of headings and list items before what an engine makes of the rest."""

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence; see `Engine.translate`."""
        labels = [split_label(sentence) for sentence in sentences]
        rest = self.engine.translate([text for _, text in labels], attempt=attempt)
        return [_put_before(label, made) for (label, _), made in zip(labels, rest, strict=True)]


def _put_before(label: str, made: Hypothesis) -> Hypothesis:
    if made.text is None or not label:
        return made
    return Hypothesis(text=(label + made.text).rstrip(), score=made.score)
