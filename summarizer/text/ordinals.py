"""The numbers that headings and lists count with: 十二, 12, １２, XII, ⑫, ⑿, b."""

import unicodedata

_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    **dict(zip("壹贰叁参肆伍陆柒捌玖", (1, 2, 3, 3, 4, 5, 6, 7, 8, 9), strict=True)),
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def read_ordinal(text: str) -> int | None:
    """Return the number that `text` writes, or None.

    >>> [read_ordinal(text) for text in ("十二", "二十", "一百零三", "叁", "12", "XIV", "⑫", "b", "大")]
    [12, 20, 103, 3, 12, 14, 12, 2, None]
    """
    shown = unicodedata.normalize("NFKC", text).strip("()")
    if shown.isascii() and shown.isdigit():
        return int(shown[:9])
    if all(char in _DIGITS or char in _UNITS for char in shown) and shown:
        return _read_han(shown)
    if shown and all(char in _ROMAN for char in shown.upper()) and (len(shown) > 1 or shown in "IVX"):
        return _read_roman(shown.upper())
    if len(shown) == 1 and shown.isascii() and shown.isalpha():
        return ord(shown.lower()) - ord("a") + 1
    return None


def write_han(number: int) -> str:
    """Return `number`, 1 to 99, in Han numerals.

    >>> [write_han(number) for number in (3, 10, 14, 20, 95)]
    ['三', '十', '十四', '二十', '九十五']
    """
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not head else "")


def write_formal(number: int, *, traditional: bool = False) -> str:
    """Return `number`, 1 to 19, in the numerals of cheques and of Taiwanese official plans.

    >>> write_formal(3), write_formal(3, traditional=True), write_formal(12)
    ('叁', '參', '拾贰')
    """
    digits = " 壹貳參肆伍陸柒捌玖" if traditional else " 壹贰叁肆伍陆柒捌玖"
    tens, ones = divmod(number, 10)
    return ("拾" if tens else "") + digits[ones].strip()


def _read_han(text: str) -> int:
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)[:9])
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _read_roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
