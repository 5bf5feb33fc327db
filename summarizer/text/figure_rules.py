"""The rules by which figures are found: which characters open one, which pattern fits it, which function reads it.

Patterns are matched at one place, in this order, and look no further than a few characters; none has nested
repeats. They work on text that has gone through `plain_numerals`.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.data import read_lines
from summarizer.text import figure_readers as read
from summarizer.text.figure_readers import Reading, currencies
from summarizer.text.numerals import DIGIT_CHARS, NUMERAL

Reader = Callable[[re.Match[str]], Reading | None]


class Rules(NamedTuple):
    """The rules in the form in which they are looked up."""

    opening: re.Pattern[str]
    """Matches a character that can open a figure."""
    by_first: dict[str, list[tuple[re.Pattern[str], Reader]]]
    """The rules for each such character, in order."""


_ARABIC = "0123456789"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ANY = f"{_ARABIC}{DIGIT_CHARS}十百千廿卅卌壹贰叁肆伍陆柒捌玖拾"
_PARTS = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|深夜|夜间|晚"
_PART_STARTS = "凌清早上中下傍晚深夜"
_DIGIT = f"[{DIGIT_CHARS}]"
_TENS = rf"(?P<d>\d0|{_DIGIT}十)"
_YEAR = rf"(?:\d{{4}}|{_DIGIT}{{4}})"
_JOIN = r"[ ]?(?:至|到|——|—|–|－|-|~|～)[ ]?"
_NEAR = "(?P<near>近|将近|接近|约|大约|超过|超|逾|不到|不足)?"
_MONTH_DAY = rf"(?P<m>{NUMERAL})[ ]?月份?(?:[ ]?(?P<d>{NUMERAL})[ ]?[日号])?"
_GROWTH = "增长|增加|提高|提升|扩大|上升|上涨|增|涨|高出|多出|翻|激增|暴涨|大增"
_PAIR = r"(?P<x>[一二两三四五六七八])(?P<y>[二两三四五六七八九])"
_CONGRESS = "十[一二三四五六七八九]|二十[一二三]?"

_NAMES: list[tuple[str, str, Reader]] = [
    (
        _LATIN + _ARABIC,
        r"(?<![A-Za-z0-9])[A-Za-z0-9]{1,30}(?:[.\-/+_][A-Za-z0-9]{1,30}){0,5}(?![%‰万亿A-Za-z0-9])",
        read.read_label,
    ),
    (_ARABIC, r"\d{3,4}-\d{7,8}(?!\d)|1\d{10}(?!\d)|0\d{3,}(?![\d.])", read.read_serial),
]
_DATES: list[tuple[str, str, Reader]] = [
    (_ARABIC, r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", read.read_iso_date),
    (_ANY, rf"(?P<d>\d{{2,4}}|{_DIGIT}十)[ ]?年代", read.read_decade),
    (_ANY, rf"(?P<y1>{_YEAR})[ ]?年?{_JOIN}(?P<y2>{_YEAR}|\d\d)[ ]?年", read.read_years),
    (_ANY + "公", rf"(?P<era>公元前|公元)(?P<y>{NUMERAL})[ ]?年(?P<m>(?!))?(?P<d>(?!))?", read.read_date),
    (_ANY, rf"(?P<era>(?!))?(?P<y>{_YEAR})[ ]?年度?(?![ ]?[间内里])(?:[ ]?{_MONTH_DAY})?", read.read_date),
    (_ANY, rf"(?P<m1>{NUMERAL})[ ]?(?:月份?)?{_JOIN}(?P<m2>{NUMERAL})[ ]?月(?![ ]?\d)", read.read_months),
    (_ANY, _MONTH_DAY, read.read_month),
    (_ARABIC, r"(?P<m>1?\d)[·•](?P<d>[123]?\d)(?![\d.])", read.read_month),
    (_ANY, r"(?P<d>\d{1,2})[ ]?日(?![ ]?(?:内|前|后|以|游|间|圆|元))", read.read_day),
    (_ANY + "第前", r"(?P<first>[第前])?(?P<q>[一二三四1-4])[ ]?季度", read.read_quarter),
    ("上下", "[上下]半年", read.read_half_year),
    (
        _ANY + "公前",
        rf"(?P<era>公元前|(?<![以之目从])前)?(?P<c>{NUMERAL})[ ]?世纪(?:[ ]?{_TENS}[ ]?年代)?",
        read.read_century,
    ),
    ("上本", rf"(?P<which>[上本])个?世纪[ ]?{_TENS}[ ]?年代", read.read_last_century),
    (_ANY, r"(?P<d>\d0|[五六七八九零〇][零〇])后(?![来面续者])", read.read_cohort),
    (
        _ARABIC + _PART_STARTS,
        rf"(?<![按比为例率])(?P<part>{_PARTS})?[ ]?(?P<h>\d{{1,2}})[ ]?:[ ]?(?P<min>[0-5]\d)(?![\d:])",
        read.read_clock,
    ),
    (
        _ANY + _PART_STARTS,
        rf"(?P<part>{_PARTS})?[ ]?(?P<h>{NUMERAL})[ ]?(?P<sign>时(?![代间期而常候刻不至有任速])|点)"
        rf"(?P<clock>[钟整许])?(?P<min>半(?!导)|[一三]刻|[ ]?{NUMERAL}[ ]?分)?",
        read.read_time,
    ),
]
_ORDER: list[tuple[str, str, Reader]] = [
    ("第", rf"第[ ]?(?P<n>{NUMERAL})(?:[ ]?(?P<place>[条章节款项编个次届名位期批轮场号任代]))?", read.read_ordinal),
    (_ANY, rf"(?P<n>{_CONGRESS})(?P<name>大)(?=[以报精会党之后闭开代召和的，。、]|$)", read.read_named_ordinal),
    (_ANY, rf"(?P<n>{_CONGRESS}|[四五六七八九十])(?P<name>届)(?=.中全会|[全中省市县])", read.read_named_ordinal),
    (_ANY, r"(?P<n>[一二三四五六七八九])(?P<name>中全会)", read.read_named_ordinal),
    (
        _ANY,
        r"(?P<n>十[一二三四五六七八九]?|[一二三四五六七八九])(?P<name>五)(?=[”\"」』]?(?:规划|计划|时期|期间|末|开局|收官|以来))",
        read.read_named_ordinal,
    ),
]
_SHARES: list[tuple[str, str, Reader]] = [
    (
        "百千万",
        rf"(?P<base>[百千万])分之(?P<n>{NUMERAL})(?:(?:{_JOIN})(?:.分之)?(?P<n2>{NUMERAL}))?",
        read.read_per_base,
    ),
    (
        _ANY,
        rf"(?P<yuan>\d{{1,5}}|{_DIGIT}十?{_DIGIT}?)块(?P<jiao>\d|{_DIGIT})(?![\d十百{DIGIT_CHARS}])",
        read.read_small_money,
    ),
    (_ANY, rf"(?P<d>{NUMERAL})[ ]?分之[ ]?(?P<n>{NUMERAL})", read.read_fraction),
    ("半一近过超减对", "(?:近|过|超过|超|减|对)?(?:一半|半数)|(?:近|过|超|减)半(?![年天个小导])", read.read_half),
    ("半", "半个?(?P<what>年|小时|世纪|月)", read.read_half_unit),
    (
        "增提扩上涨高多翻激暴大",
        rf"(?:{_GROWTH})了?{_NEAR}[ ]?(?P<n>{NUMERAL})(?P<more>[多余])?[ ]?倍(?P<half>半)?",
        read.read_growth,
    ),
    ("翻", rf"翻了?{_NEAR}[ ]?(?P<n>[一两二三四五\d])?番", read.read_doubling),
    (_ANY, rf"(?P<a>{NUMERAL})[ ]?(?P<sign>比|:|∶)[ ]?(?P<b>{NUMERAL})(?![\d.]|[ ]?[%年月日:∶])", read.read_ratio),
    (_ARABIC, r"(?P<a>\d+(?:\.\d+)?)[ ]?(?P<sign>/)[ ]?(?P<b>\d+[万亿]?)(?![\d/])", read.read_ratio),
]
_VAGUE: list[tuple[str, str, Reader]] = [
    ("几数好", r"(?:好几|几|数)(?P<u>[十百千万亿]{1,3})", read.read_vague),
    ("数", "数以(?P<u>[十百千万亿]{1,3})计", read.read_vague),
    ("成", "成[百千]上(?P<u>[千万])", read.read_vague),
    (_ANY, r"(?P<n>[二三四五六七八九]?十)几(?P<scale>[万亿])?", read.read_teens),
    ("上近过逾超约", r"(?P<near>[上近过逾超约])(?P<u>[百千万亿]{1,2})(?![分花姓])", read.read_reach),
    ("百千万亿", "(?P<near>)(?P<u>[百千]?[万亿]{1,2})(?=[ ]?[元人户家名件吨亩美欧日港])", read.read_reach),
    (_ANY, rf"(?P<base>[一二三四五六七八九]?十)?{_PAIR}(?P<u>[十百千万亿]{{1,2}})(?![{DIGIT_CHARS}])", read.read_pair),
    (
        _ANY,
        rf"(?P<base>[一二三四五六七八九]?十)?{_PAIR}(?P<u>(?!))?(?=[ ]?[个名位人家年月天岁次种项条倍成里公米块件辆座])",
        read.read_pair,
    ),
]


def _any_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _quantity_pattern() -> str:
    # 元 opens other words (元旦), 成 and 折 are verbs too (成立, 折腾).
    money = _any_of([name for name in currencies() if name != "元"]) + "|元(?![素旦宵首件老帅气代朝宇勋凶])"
    unit = (
        "%|‰|个?百分点|成半?(?![立功员长熟本就套品体交绩形])|折(?![腾叠磨断线返射])|倍半?|人次|年半|天半|个半(?!导)"
        f"|{money}"
    )
    inner = f"(?:[ ]?(?:%|个?百分点|{money}|公[里斤顷]|[年天岁个倍成周米吨亩]))?"
    return (
        r"(?P<sign>零下|负|-)?(?P<prefix>人民币|US\$|HK\$|[$¥￥€£])?[ ]?"
        rf"(?:(?P<a>{NUMERAL}){inner}{_JOIN})?"
        rf"(?P<n>{NUMERAL})(?P<more>[ ]?[多余来])?(?P<scale>[万亿]{{1,2}})?"
        rf"(?:[ ]?(?P<unit>{unit})|[ ]?(?P<measure>{_any_of(read_lines('measure_words.txt'))}))?"
    )


@cache
def figure_rules() -> Rules:
    """Return all rules; compiled once, when first needed."""
    quantities = [(_ANY + "零负-人UH$¥￥€£", _quantity_pattern(), read.read_quantity)]
    by_first: dict[str, list[tuple[re.Pattern[str], Reader]]] = {}
    for first, pattern, reader in (*_NAMES, *_DATES, *_ORDER, *_SHARES, *_VAGUE, *quantities):
        compiled = re.compile(pattern)
        for char in dict.fromkeys(first):
            by_first.setdefault(char, []).append((compiled, reader))
    return Rules(opening=re.compile(f"[{re.escape(''.join(by_first))}]"), by_first=by_first)
