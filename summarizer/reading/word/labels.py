"""Numbers as Word writes them before paragraphs: 一、 （二） 3. IV ⑤."""

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = dict(zip("一二三四五六七八九十百千万", "壹贰叁肆伍陆柒捌玖拾佰仟万", strict=True)) | {"〇": "零", "零": "零"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 99_999
"""Numbers beyond are written in digits."""


def format_number(number: int, style: str) -> str:
    """Return a number in one of Word's number formats (`ST_NumberFormat`); an unknown one counts in digits.

    >>> [format_number(12, style) for style in ("chineseCounting", "decimalEnclosedCircleChinese", "lowerRoman")]
    ['十二', '⑫', 'xii']
    >>> format_number(205, "chineseLegalSimplified"), format_number(205, "ideographDigital")
    ('贰佰零伍', '二〇五')
    """
    if not 0 < number <= _MOST:
        return str(number)
    return _STYLES.get(style, str)(number)


def count_in_han(number: int) -> str:
    """Return a number below 100,000 in Chinese: 10 is 十, 205 is 二百零五."""
    text, zero = "", False
    for unit, power in (("万", 10_000), ("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
        zero = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text


def _circle(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if number <= 35 else str(number)


def _enclose(number: int) -> str:
    return chr(0x2474 + number - 1) if number <= 20 else f"({number})"


def _full_stop(number: int) -> str:
    return chr(0x2488 + number - 1) if number <= 20 else f"{number}."


def _write_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _write_letter(number: int) -> str:
    # After z Word doubles the letter: aa, bb, cc.
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * min(times + 1, 10)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    counted = count_in_han(number)
    return "".join(_LEGAL[char] for char in ("一" + counted if counted.startswith("十") else counted))


_STYLES: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _write_roman(number).upper(),
    "lowerRoman": _write_roman,
    "upperLetter": lambda number: _write_letter(number).upper(),
    "lowerLetter": _write_letter,
    "chineseCounting": count_in_han,
    "chineseCountingThousand": count_in_han,
    "taiwaneseCounting": count_in_han,
    "taiwaneseCountingThousand": count_in_han,
    "japaneseCounting": count_in_han,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": _enclose,
    "decimalEnclosedFullstop": _full_stop,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
}
