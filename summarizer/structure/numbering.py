"""The numbers that open headings and list items: 一、 （一） 1. 1.1 （1） ① 第一章 第三条 其一 镜头一：."""

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.structure.phrases import read_heading_words
from summarizer.text.ordinals import read_ordinal

System = Literal[
    "part",  # 第一编 第二篇 第一部分
    "chapter",  # 第一章 第二讲
    "section",  # 第一节
    "article",  # 第三条
    "han_formal",  # 壹、
    "han",  # 一、
    "han_bracket",  # （一）
    "digit",  # 1. 1、
    "digit_bracket",  # （1） 1）
    "circle",  # ①
    "dotted",  # 1.1 1.1.1
    "roman",  # I. Ⅱ、
    "letter",  # A. b）
    "named",  # 镜头一： 一问： 案例2： 其一， 步骤三
    "bare",  # 1 or 一 alone on its line
]

RANKS: dict[System, int] = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "article": 3,
    "roman": 4,
    "named": 4,
    "han_formal": 4,
    "han": 5,
    "han_bracket": 6,
    "digit": 7,
    "dotted": 8,
    "digit_bracket": 9,
    "letter": 10,
    "circle": 11,
    "bare": 5,
}
"""The order in which official documents nest the systems (GB/T 9704: 一、 （一） 1. （1）); lower is higher up."""

_HAN = "[一二三四五六七八九十百零〇两]{1,7}"
_FORMAL = "[壹贰叁参肆伍陆柒捌玖拾]{1,3}"
_NUM = f"(?:{_HAN}|[0-9０-９]{{1,3}})"
_SEP = r"[ \t\u3000\xa0]*"

_PATTERNS: tuple[tuple[System, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第{_SEP}({_NUM}){_SEP}(?:编|篇|部分|卷|辑)(?=[ \u3000：:、.．·—-]|\S{{0,30}}$)")),
    ("chapter", re.compile(rf"第{_SEP}({_NUM}){_SEP}(?:章|回|讲|课|单元)(?=[ \u3000：:、.．·—-]|\S{{0,30}}$)")),
    ("section", re.compile(rf"第{_SEP}({_NUM}){_SEP}节(?=[ \u3000：:、.．·—-]|\S{{0,30}}$)")),
    ("article", re.compile(rf"第{_SEP}({_NUM}){_SEP}条(?:之{_HAN})?(?![例件目幅款线道路])")),
    ("han_formal", re.compile(rf"[（(]?({_FORMAL})[）)]?{_SEP}[、．.：: \u3000]{_SEP}(?=\S)")),
    ("han", re.compile(rf"({_HAN}){_SEP}[、．.]{_SEP}|({_HAN})[：: \u3000]{_SEP}(?=\S)")),
    ("han_bracket", re.compile(rf"[（(〔【]{_SEP}({_HAN}){_SEP}[）)〕】]{_SEP}[、.．]?{_SEP}|([㈠-㈩]){_SEP}")),
    ("dotted", re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})[.．、]?(?:{_SEP}(?=[^\d\s%％年月日亿万元]))")),
    (
        "digit_bracket",
        re.compile(
            rf"[（(]{_SEP}([0-9０-９]{{1,2}}){_SEP}[）)]{_SEP}[、.．]?{_SEP}|([0-9０-９]{{1,2}})[）)]{_SEP}|([⑴-⒇]){_SEP}"
        ),
    ),
    (
        "digit",
        re.compile(
            rf"([0-9０-９]{{1,2}}){_SEP}(?:[、．]{_SEP}|[.](?!\d){_SEP}|[：:]{_SEP}(?=\D)"
            rf"|[ \u3000]{{1,4}}(?=[\u3400-\u9fff《“]))|([⒈-⒛]){_SEP}"
        ),
    ),
    ("circle", re.compile(rf"([①-⑳❶-❿➀-➉]){_SEP}")),
    ("roman", re.compile(rf"([IVX]{{1,5}}|[Ⅰ-Ⅻ]){_SEP}[、．.：:]{_SEP}")),
    ("letter", re.compile(rf"([A-Ha-h])(?:[、．.]{_SEP}(?=[\u3400-\u9fff])|[）)]{_SEP})")),
    (
        "named",
        re.compile(rf"([\u3400-\u9fff]{{1,4}}?)({_HAN}|[0-9０-９]{{1,2}})({_SEP}[：:、，,]|[ \u3000]+(?=\S)){_SEP}"),
    ),
)
_COLON_NAMED = re.compile(rf"([\u3400-\u9fff]{{2,4}}?)({_HAN}|[0-9０-９]{{1,2}}){_SEP}[：:]{_SEP}(?=\S)")
_ASKED = re.compile(rf"({_HAN})([\u3400-\u9fff])({_SEP}[：:、，,]|[ \u3000]+(?=\S)){_SEP}")
_ORDINAL = re.compile(rf"[第其]({_HAN})[，,、：: \u3000]{_SEP}")
_BARE = re.compile(rf"[【\[（(]?({_NUM}|[IVX]{{1,4}}|[Ⅰ-Ⅻ①-⑳])[】\]）)]?[.、．]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The number that opens a line."""

    system: System
    numbers: tuple[int, ...]
    """`(3,)` of 三、; `(2, 1)` of 2.1."""
    end: int
    """Where the words after it start."""
    name: str = ""
    """The word that is counted (`镜头` of 镜头一：), so that only like follows like."""

    @property
    def number(self) -> int:
        """The number in its own series."""
        return self.numbers[-1]


def read_label(plain: str) -> Label | None:
    """Return the number that opens a line of Simplified text without markup, or None.

    >>> read_label("（三）加强监管").numbers, read_label("2.1 目标").system, read_label("3.5%的增长")
    ((3,), 'dotted', None)
    """
    if bare := _BARE.match(plain):
        return _make("bare", bare[1], bare.end())
    for system, pattern in _PATTERNS:
        if match := pattern.match(plain):
            return _read_named(plain, match) if system == "named" else _read_match(system, match)
    return _read_asked(plain)


def _read_match(system: System, match: re.Match[str]) -> Label | None:
    text = next(group for group in match.groups() if group)
    if system == "dotted":
        numbers = tuple(int(part) for part in re.split("[.．]", text))
        return Label(system=system, numbers=numbers, end=match.end())
    return _make(system, text, match.end())


def _read_named(plain: str, match: re.Match[str]) -> Label | None:
    """Return the number of a counted word: any word before a colon, 错误一：, the table's words else, 步骤三 …."""
    if match[1] in read_heading_words().counted:
        return _make("named", match[2], match.end(), name=match[1])
    colon = _COLON_NAMED.match(plain)
    if colon and colon[1] not in read_heading_words().uncounted and colon[1][-1] not in "第十百千万":
        return _make("named", colon[2], colon.end(), name=colon[1])
    return _read_asked(plain)


def _read_asked(plain: str) -> Label | None:
    if (match := _ASKED.match(plain)) and match[2] in read_heading_words().counting:
        return _make("named", match[1], match.end(), name=match[2])
    if match := _ORDINAL.match(plain):
        return _make("named", match[1], match.end(), name=plain[0])
    return None


def _make(system: System, text: str, end: int, name: str = "") -> Label | None:
    number = read_ordinal(text)
    return None if number is None else Label(system=system, numbers=(number,), end=end, name=name)
