"""How each kind of figure is read: functions from a match of `figure_rules` to what the figure states."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from summarizer.data import read_lines
from summarizer.text.amounts import MONTHS, write_fraction, write_number, write_ordinal, write_small
from summarizer.text.numerals import DIGIT_CHARS, MAX_DIGITS, parse_numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a rule makes of its match; the fields are those of `FigureSpan`."""

    value: str
    unit: str
    en: str
    numbers: tuple[Decimal, ...]
    soft: bool = False
    end: int | None = None
    """Offset where the figure ends, if not where the match ends."""


Reader = Callable[[re.Match[str]], Reading | None]


_NEAR_EN = {
    "近": "nearly ",
    "将近": "nearly ",
    "接近": "nearly ",
    "约": "about ",
    "大约": "about ",
    "超过": "more than ",
    "超": "more than ",
    "逾": "more than ",
    "不到": "less than ",
    "不足": "less than ",
}


@cache
def currencies() -> dict[str, tuple[str, str]]:
    """Return the names of currencies, each with its code and how English writes an amount."""
    rows = (line.split("\t") for line in read_lines("currencies.tsv"))
    return {name: (code, pattern) for name, code, pattern in rows}


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _percent(value: Decimal) -> str:
    return _plain((value / 100).normalize())


def _permille(value: Decimal) -> str:
    return _plain((value / 1000).normalize())


# --- names, dates and times ----------------------------------------------------------------------------------------


def read_label(match: re.Match[str]) -> Reading | None:
    """5G, 802.11n, COVID-19: a name, or a number with a Latin unit."""
    name = match.group()
    digits = re.findall(r"\d+(?:\.\d+)?", name)
    if not digits or not any(c.isalpha() for c in name):
        return None
    numbers = tuple(Decimal(d) for d in digits if len(d) <= MAX_DIGITS)
    return Reading(value=name, unit="label", en=name, numbers=numbers, soft=len(name) > 20)


def read_serial(match: re.Match[str]) -> Reading:
    """A telephone number, a code: digits that count nothing."""
    return Reading(value=match.group(), unit="label", en=match.group(), numbers=(), soft=True)


def _whole(text: str | None, least: int, most: int) -> int | None:
    """Return the whole number that a numeral states, if it lies in a range."""
    value = parse_numeral(text) if text else None
    if value is None or value != value.to_integral_value() or not least <= value <= most:
        return None
    return int(value)


def _date(year: int | None, month: int | None, day: int | None, *, era: str = "") -> Reading:
    iso = f"{year:04d}" if year is not None else "-"
    iso += f"-{month:02d}" if month else ("-" if day else "")
    iso += f"-{day:02d}" if day else ""
    parts = [MONTHS[month - 1] if month else "", str(day) if day else ""]
    if day and not month:
        parts = [f"the {write_ordinal(day)}"]
    en = " ".join(part for part in parts if part)
    if year is not None:
        en += f"{', ' if day and month else ' ' if en else ''}{year}"
    numbers = tuple(Decimal(n) for n in (year, month, day) if n is not None)
    return Reading(value=f"-{iso}" if era else iso, unit="date", en=f"{en} BC" if era else en, numbers=numbers)


def read_iso_date(match: re.Match[str]) -> Reading | None:
    """2022-12-31."""
    year, month, day = (_whole(part, 1, most) for part, most in zip(match.groups(), (9999, 12, 31), strict=True))
    return _date(year, month, day) if year and month and day else None


def read_date(match: re.Match[str]) -> Reading | None:
    """2022年12月31日, 公元前221年, 一九七八年."""
    year = _whole(match["y"], 1, 9999)
    if year is None or not (match["era"] or _is_year(year, match.string[match.end("y") :][:3])):
        return None
    era = match["era"] if match["era"] != "公元" else ""
    month, day = _whole(match["m"], 1, 12), _whole(match["d"], 1, 31)
    if match["m"] and not month:
        return None
    return _date(year, month, day, era=era or "")


def _is_year(number: int, after: str) -> bool:
    """Tell a year from a count of years: 2000年前 and 3000年 are counts."""
    counts = number % 100 == 0 and re.match(r"[ ]?年[前来的]", after)
    return 1000 <= number <= 2100 and not counts


def read_years(match: re.Match[str]) -> Reading | None:
    """2026年至2028年, 2019-20年."""
    first, last = _whole(match["y1"], 1000, 2999), _whole(match["y2"], 1, 2999)
    if not first or not last:
        return None
    last = first // 100 * 100 + last if last < 100 else last
    numbers = (Decimal(first), Decimal(last))
    return Reading(value=f"{first}–{last}", unit="date", en=f"{first}–{last}", numbers=numbers)


def read_month(match: re.Match[str]) -> Reading | None:
    """12月, 12月31日."""
    month, day = _whole(match["m"], 1, 12), _whole(match["d"], 1, 31)
    return _date(None, month, day) if month and (day or not match["d"]) else None


def read_months(match: re.Match[str]) -> Reading | None:
    """1—11月."""
    first, last = _whole(match["m1"], 1, 12), _whole(match["m2"], 1, 12)
    if not first or not last:
        return None
    return Reading(
        value=f"--{first:02d}–--{last:02d}",
        unit="date",
        en=f"{MONTHS[first - 1]} to {MONTHS[last - 1]}",
        numbers=(Decimal(first), Decimal(last)),
    )


def read_day(match: re.Match[str]) -> Reading | None:
    """15日."""
    day = _whole(match["d"], 1, 31)
    return _date(None, None, day) if day else None


def read_quarter(match: re.Match[str]) -> Reading | None:
    """三季度, 第三季度, 前三季度."""
    quarter = _whole(match["q"], 1, 4)
    if not quarter:
        return None
    words = ("first", "second", "third", "fourth")
    if match["first"] == "前":
        en = f"the first {write_small(Decimal(quarter))} quarters"
        return Reading(value=f"Q1–Q{quarter}", unit="date", en=en, numbers=(Decimal(quarter),))
    en = f"the {words[quarter - 1]} quarter"
    return Reading(value=f"Q{quarter}", unit="date", en=en, numbers=(Decimal(quarter),))


def read_half_year(match: re.Match[str]) -> Reading:
    """上半年, 下半年."""
    half = 1 if match.group()[0] == "上" else 2
    en = f"the {'first' if half == 1 else 'second'} half of the year"
    return Reading(value=f"H{half}", unit="date", en=en, numbers=(Decimal(half),), soft=True)


def read_century(match: re.Match[str]) -> Reading | None:
    """19世纪, 20世纪60年代."""
    century = _whole(match["c"], 1, 40)
    if not century:
        return None
    if match["d"]:
        return _decade((century - 1) * 100, match["d"])
    en = f"the {write_ordinal(century)} century{' BC' if match['era'] else ''}"
    return Reading(value=str(century), unit="century", en=en, numbers=(Decimal(century),))


def _decade(century: int, digits: str) -> Reading | None:
    tens = _whole(digits, 0, 90)
    if tens is None or tens % 10:
        return None
    start = century + tens
    return Reading(value=f"{start}s", unit="decade", en=f"the {start}s", numbers=(Decimal(start),))


def read_last_century(match: re.Match[str]) -> Reading | None:
    """上世纪八十年代, 本世纪20年代."""
    return _decade(2000 if match["which"] == "本" else 1900, match["d"])


def read_decade(match: re.Match[str]) -> Reading | None:
    """80年代, 八十年代, 1980年代: without a century, the twentieth."""
    value = _whole(match["d"], 10, 2990)
    if value is None or value % 10:
        return None
    if value >= 1000:
        return _decade(value // 100 * 100, str(value % 100))
    return _decade(1900, str(value)) if 20 <= value < 100 else None


def read_cohort(match: re.Match[str]) -> Reading | None:
    """90后, 零零后: people born in that decade."""
    tens = _whole(match["d"], 0, 90)
    if tens is None or tens % 10 or 10 < tens < 50:
        return None
    start = (1900 if tens >= 50 else 2000) + tens
    return Reading(value=f"{start}s", unit="decade", en=f"born in the {start}s", numbers=(Decimal(start),))


_AFTERNOON = ("下午", "傍晚", "晚上", "晚间", "深夜", "夜间", "晚")


_DAY_BEFORE = re.compile(r"(?:[天日晚午晨早夜]|GMT|时间)[ )）]*$")
_MINUTES = {"": 0, "半": 30, "一刻": 15, "三刻": 45}


def read_time(match: re.Match[str]) -> Reading | None:
    """下午3点, 23时18分; 3点 alone is a time only after a word for a day (else it may be points)."""
    rest = (match["min"] or "").strip()
    hour, minute = _whole(match["h"], 0, 24), _MINUTES.get(rest)
    if minute is None:
        minute = _whole(rest.rstrip("分"), 0, 59)
    if hour is None or minute is None:
        return None
    before = match.string[max(0, match.start() - 8) : match.start()]
    if match["sign"] == "点" and not (match["part"] or match["clock"] or rest or _DAY_BEFORE.search(before)):
        return None
    return _time(hour, minute, match["part"])


def _time(hour: int, minute: int, part: str | None) -> Reading:
    if part in _AFTERNOON and hour < 12:
        hour += 12
    numbers = (Decimal(hour), Decimal(minute))
    return Reading(value=f"{hour:02d}:{minute:02d}", unit="time", en=_write_time(hour, minute), numbers=numbers)


def read_clock(match: re.Match[str]) -> Reading | None:
    """15:30, 晚8:30."""
    hour, minute = _whole(match["h"], 0, 24), _whole(match["min"], 0, 59)
    if hour is None or minute is None:
        return None
    reading = _time(hour, minute, match["part"])
    return reading if match["part"] else replace(reading, en=f"{hour}:{minute:02d}")


def _write_time(hour: int, minute: int) -> str:
    if (hour, minute) in {(0, 0), (24, 0)}:
        return "midnight"
    clock = f"{(hour - 1) % 12 + 1}" + (f":{minute:02d}" if minute else "")
    return f"{clock} {'p.m.' if 12 <= hour < 24 else 'a.m.'}"


# --- order ---------------------------------------------------------------------------------------------------------

_PLACES = {"条": "Article", "章": "Chapter", "节": "Section", "款": "Paragraph", "项": "Item", "编": "Part"}


def read_ordinal(match: re.Match[str]) -> Reading | None:
    """第51次, 第五十三条."""
    number = _whole(match["n"], 1, 10**9)
    if number is None:
        return None
    place = match["place"]
    en = f"{_PLACES[place]} {number}" if place in _PLACES else write_ordinal(number)
    # "First" and "second" are often said by other words: former, next, also.
    return Reading(value=str(number), unit="ordinal", en=en, numbers=(Decimal(number),), soft=number <= 2)


def read_named_ordinal(match: re.Match[str]) -> Reading | None:
    """十九届, 四中全会, 二十大, 十四五: ordinals without 第."""
    number = _whole(match["n"], 1, 1000)
    if number is None:
        return None
    name = match["name"]
    patterns = {"大": "{} National Congress", "五": "{} Five-Year Plan", "中全会": "{} plenary session"}
    en = patterns.get(name, "{}").format(write_ordinal(number))
    soft = name == "大" and number < 10
    return Reading(value=str(number), unit="ordinal", en=en, numbers=(Decimal(number),), soft=soft)


# --- shares, multiples, ratios -------------------------------------------------------------------------------------


def read_per_base(match: re.Match[str]) -> Reading | None:
    """百分之十五, 百分之三至百分之五, 千分之四, 万分之五."""
    first, last = parse_numeral(match["n"]), parse_numeral(match["n2"] or match["n"])
    if first is None or last is None:
        return None
    is_range = match["n2"] is not None
    if match["base"] == "百":
        return _ranged((first, last), "percent", is_range, "{}%", _percent)
    if match["base"] == "千":
        return _ranged((first, last), "permille", is_range, "{} per thousand", _permille)
    return _fraction(first, Decimal(10000))


def _ranged(
    ends: tuple[Decimal, Decimal],
    unit: str,
    is_range: bool,
    pattern: str = "{}",
    show: Callable[[Decimal], str] = _plain,
    write: Callable[[Decimal], str] = write_number,
) -> Reading:
    """Build the reading of one number, or of a range of two; `pattern` is how English puts it (`{} yuan`)."""
    if not is_range:
        return Reading(value=show(ends[1]), unit=unit, en=pattern.format(write(ends[1])), numbers=(ends[1],))
    first, last = map(write, ends)
    if pattern.startswith("{} "):
        en = pattern.format(f"{first} to {last}")
    else:
        en = f"{pattern.format(first)} to {pattern.format(last)}"
    return Reading(value="–".join(map(show, ends)), unit=unit, en=en, numbers=ends)


def _fraction(numerator: Decimal, denominator: Decimal) -> Reading | None:
    if numerator != int(numerator) or denominator != int(denominator) or not denominator:
        return None
    value = f"{numerator:f}/{denominator:f}"
    return Reading(
        value=value,
        unit="fraction",
        en=write_fraction(int(numerator), int(denominator)),
        numbers=(numerator, denominator),
    )


def read_fraction(match: re.Match[str]) -> Reading | None:
    """三分之一."""
    denominator, numerator = parse_numeral(match["d"]), parse_numeral(match["n"])
    return None if denominator is None or numerator is None else _fraction(numerator, denominator)


def read_half(match: re.Match[str]) -> Reading:
    """一半, 近半, 减半."""
    verbs = {"近": "nearly half", "过": "more than half", "超": "more than half", "减": "halved", "对": "half"}
    en = verbs.get(match.group()[0], "half")
    return Reading(value="1/2", unit="fraction", en=en, numbers=(Decimal(1), Decimal(2)))


def read_half_unit(match: re.Match[str]) -> Reading:
    """半年, 半个世纪: often six months, fifty years."""
    units = {"年": "half a year", "小时": "half an hour", "世纪": "half a century", "月": "half a month"}
    en = units[match["what"]]
    return Reading(value="0.5", unit="number", en=en, numbers=(Decimal("0.5"),), soft=True)


def read_growth(match: re.Match[str]) -> Reading | None:
    """增长近1倍 is nearly doubled: the growth counts on top of the base."""
    growth = parse_numeral(match["n"])
    if growth is None:
        return None
    growth += Decimal("0.5") if match["half"] else 0
    near = _NEAR_EN.get(match["near"] or "", "more than " if match["more"] else "")
    factor = growth + 1
    if factor in {2, 3, 4}:
        en = f"{near}{ {2: 'doubled', 3: 'tripled', 4: 'quadrupled'}[int(factor)] }"
    else:
        en = f"{near}{write_number(factor)} times as much"
    return Reading(value=_plain(factor), unit="multiple", en=en, numbers=(factor,))


def read_doubling(match: re.Match[str]) -> Reading | None:
    """翻一番 is doubled, 翻两番 fourfold; a bare 翻番 is one."""
    times = _whole(match["n"], 1, 20) if match["n"] else 1
    if times is None:
        return None
    factor = 2**times
    verbs = {2: "doubled", 4: "quadrupled"}
    en = _NEAR_EN.get(match["near"] or "", "") + verbs.get(factor, f"grown {factor}-fold")
    return Reading(value=str(factor), unit="multiple", en=en, numbers=(Decimal(factor),))


def read_ratio(match: re.Match[str]) -> Reading | None:
    """3比2, 3:1, 14.3/10万."""
    first, last = parse_numeral(match["a"]), parse_numeral(match["b"])
    if first is None or last is None:
        return None
    if match["sign"] == "/" and last >= 100:
        en = f"{write_number(first)} per {write_number(last)}"
    elif match["sign"] == "/":
        return _fraction(first, last)
    else:
        en = (
            f"{write_number(first)}:{write_number(last)}"
            if match["sign"] in ":∶"
            else f"{_plain(first)}–{_plain(last)}"
        )
    return Reading(value=f"{_plain(first)}:{_plain(last)}", unit="ratio", en=en, numbers=(first, last))


# --- vague numbers -------------------------------------------------------------------------------------------------

_MAGNITUDES = {
    1: "dozens",
    2: "hundreds",
    3: "thousands",
    4: "tens of thousands",
    5: "hundreds of thousands",
    6: "millions",
    7: "tens of millions",
    8: "hundreds of millions",
    9: "billions",
    10: "tens of billions",
    11: "hundreds of billions",
    12: "trillions",
    13: "tens of trillions",
}
"""How English names the powers of ten where it does not count exactly."""


def read_vague(match: re.Match[str]) -> Reading | None:
    """几十, 数百万, 数以亿计: an order of magnitude."""
    magnitude = parse_numeral(f"一{match['u']}")
    if magnitude is None:
        return None
    en = _MAGNITUDES.get(magnitude.adjusted(), write_number(magnitude))
    return Reading(value=f"~{_plain(magnitude)}", unit="vague", en=en, numbers=(magnitude,))


def read_teens(match: re.Match[str]) -> Reading | None:
    """十几, 三十几万: somewhat more than the tens."""
    value = parse_numeral(match["n"] + (match["scale"] or ""))
    if value is None:
        return None
    return Reading(value=f"~{_plain(value)}", unit="vague", en=f"more than {write_small(value)}", numbers=(value,))


def read_reach(match: re.Match[str]) -> Reading | None:
    """上百, 过亿, 近千: about one of the unit, without the numeral 一."""
    value = parse_numeral(f"一{match['u']}")
    if value is None:
        return None
    if not match["near"]:  # 每万人, 突破万亿元
        return Reading(value=_plain(value), unit="number", en=write_number(value), numbers=(value,), soft=True)
    near = {"近": "nearly ", "约": "about ", "上": "some "}.get(match["near"], "more than ")
    return Reading(value=f"~{_plain(value)}", unit="vague", en=near + write_number(value), numbers=(value,))


def read_pair(match: re.Match[str]) -> Reading | None:
    """两三年, 七八十人: from the one to the other."""
    x, y = parse_numeral(match["x"]), parse_numeral(match["y"])
    base = parse_numeral(match["base"]) if match["base"] else Decimal(0)
    unit = parse_numeral(f"一{match['u']}") if match["u"] else Decimal(1)
    if x is None or y is None or base is None or unit is None or y - x != 1:
        return None
    return _ranged((base + x * unit, base + y * unit), "number", is_range=True, write=write_small)


# --- quantities ----------------------------------------------------------------------------------------------------


def read_quantity(match: re.Match[str]) -> Reading | None:
    """A number or a range of two, with its unit."""
    last = parse_numeral(match["n"] + (match["scale"] or ""))
    if last is None:
        return None
    first = _first_of_range(match, last)
    unit = match["unit"] or ""
    if not _is_figure(match, last, unit):
        return None
    is_range = first is not None
    sign = -1 if match["sign"] else 1
    ends = (sign * (last if first is None else first), sign * last)
    more = "more than " if match["more"] and match["more"] != "来" else ""
    reading = _read_unit(match, ends, unit, is_range=is_range)
    return _with_end(reading, match, more) if reading else None


def _first_of_range(match: re.Match[str], last: Decimal) -> Decimal | None:
    """Return the lower end of a range; 3至5万 counts both in 万."""
    first = parse_numeral(match["a"]) if match["a"] else None
    if first is None:
        return None
    scale = "".join(c for c in match["n"] + (match["scale"] or "") if c in "万亿兆")
    if scale and first < 1000 and not any(c in "万亿兆" for c in match["a"]) and match["a"].isascii():
        scaled = parse_numeral(f"{match['a']}{scale}")
        if scaled is not None and scaled < last:
            return scaled
    return first


def _is_figure(match: re.Match[str], value: Decimal, unit: str) -> bool:
    """Tell whether a numeral in Chinese characters counts something; Arabic digits always do."""
    numeral = match["n"]
    if unit or any(c in "0123456789" for c in numeral):
        return True
    if len(numeral) > 1 and all(c in DIGIT_CHARS for c in numeral):
        return "〇" in numeral
    if value < 10 or numeral in {"十", "百", "千"}:
        return value > 1 and (match["measure"] is not None or match["a"] is not None)
    return True


# Each unit's kind, how English puts it, how its value is shown, and what the number is multiplied by.
_UNITS: dict[str, tuple[str, str, Callable[[Decimal], str], int]] = {
    "%": ("percent", "{}%", _percent, 1),
    "百分点": ("percentage_point", "{} percentage points", _percent, 1),
    "个百分点": ("percentage_point", "{} percentage points", _percent, 1),
    "‰": ("permille", "{} per thousand", _permille, 1),
    "成": ("percent", "{}%", _percent, 10),
    "倍": ("multiple", "{} times", _plain, 1),
}


def _read_unit(match: re.Match[str], ends: tuple[Decimal, Decimal], unit: str, *, is_range: bool) -> Reading | None:
    if match["prefix"] or unit in currencies():
        return _read_money(match, ends, unit, is_range=is_range)
    if unit == "折":
        return _read_discount(ends[1])
    if unit in _UNITS:
        kind, pattern, show, factor = _UNITS[unit]
        return _ranged((ends[0] * factor, ends[1] * factor), kind, is_range, pattern, show)
    if unit.endswith("半"):
        halved = (ends[0], ends[1] + Decimal("0.5"))
        return _read_unit(match, halved, unit.removesuffix("半"), is_range=is_range)
    bare_year = not unit and len(match["n"]) == 4 and match["n"].isdigit() and 1900 <= ends[1] <= 2099
    return _ranged(ends, "number", is_range, write=_plain if bare_year else write_number)


def _read_discount(price: Decimal) -> Reading | None:
    """七折 is 70 % of the price, 30 % off."""
    share = price * 10 if price < 10 else price
    if not 0 < share < 100:
        return None
    return Reading(
        value=_percent(share), unit="discount", en=f"{write_number(100 - share)}% off", numbers=(share, 100 - share)
    )


def read_small_money(match: re.Match[str]) -> Reading | None:
    """9块9, 两块五: yuan and tenths."""
    yuan, jiao = parse_numeral(match["yuan"]), parse_numeral(match["jiao"])
    if yuan is None or jiao is None:
        return None
    value = yuan + jiao / 10
    return Reading(value=_plain(value), unit="money:CNY", en=f"{write_number(value)} yuan", numbers=(value,))


_PREFIXES = {"人民币": "元", "US$": "美元", "$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑", "HK$": "港元"}


def _read_money(match: re.Match[str], ends: tuple[Decimal, Decimal], unit: str, *, is_range: bool) -> Reading:
    code, pattern = currencies()[unit or _PREFIXES[match["prefix"]]]
    return _ranged(ends, f"money:{code}", is_range, pattern)


def _with_end(reading: Reading, match: re.Match[str], more: str) -> Reading:
    """End the figure after its unit, or after the number where the unit belongs to the next word."""
    end = match.end("unit") if match["unit"] else max(match.end(name) for name in ("n", "more", "scale"))
    en = f"minus {reading.en.lstrip('-')}" if match["sign"] else more + reading.en
    # 百年, 千人: often said by a word (century) or meant loosely; 两人: the couple, both, or nothing at all.
    bare = match["n"] in {"百", "千", "两", "二"} and not match["unit"]
    return replace(reading, en=en, numbers=tuple(abs(n) for n in reading.numbers), end=end, soft=bare)
