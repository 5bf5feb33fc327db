"""Chinese and Arabic numerals, alone and mixed: what they are worth.

Chinese counts in powers of ten thousand and mixes both kinds of digits freely: `5.64亿` is 564 million, `三万五`
is 35,000, `1.2万亿` is 1.2 trillion, `二〇二二` is 2022. Everything here is exact (`Decimal`), and bounded: a string
of more than `MAX_DIGITS` characters is no numeral.
"""

import re
from decimal import Decimal

MAX_DIGITS = 24

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)) | {"两": 2}
DIGIT_CHARS = "".join(_DIGITS)
"""Chinese digits, 〇 to 九 and 两."""
_DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SHORT_TENS = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
# 兆 counts (10^12) before money only, as in Taiwan; elsewhere it is the prefix mega, as in 兆瓦.
_MYRIAD = "(?:[万亿]|兆(?=元|美|日|韩|新|欧|人民))"

# One character for one, so that offsets stay true.
_PLAIN = str.maketrans(
    "０１２３４５６７８９％．／：萬億兩點個歲時幾餘幣圓貳參陸拾後年個間號條項級屆壹億鐘週歷",
    "0123456789%./:万亿两点个岁时几余币圆贰叁陆拾后年个间号条项级届壹亿钟周历",
)

_ARABIC_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
# 千 before a unit is the prefix kilo (9亿千瓦, 5千克), unless a Chinese digit counts it (五千米).
_THOUSAND = rf"(?:(?<=[{DIGIT_CHARS}])千|千(?![瓦卡伏赫帕米克]))"
# The capital digits of cheques are parts of other words (大陆, 收拾); they count only beside one another.
_CAPITALS, _CAPITAL_TENS = "壹贰叁肆伍陆柒捌玖", "拾佰仟"
_CAPITAL = (
    rf"(?:[{_CAPITALS}](?=[{_CAPITAL_TENS}万亿元圆])|(?<=[{_CAPITAL_TENS}零])[{_CAPITALS}]"
    rf"|(?<=[{_CAPITALS}])[{_CAPITAL_TENS}])"
)
_HAN_CHAR = rf"(?:[{DIGIT_CHARS}{''.join(_SHORT_TENS)}十百]|{_THOUSAND}|{_CAPITAL})"
_ITEM = rf"(?:{_ARABIC_NUMERAL}|{_HAN_CHAR}+(?:点[{DIGIT_CHARS}]+)?)"
_SCALE = rf"[ \u00a0]?(?:[十百]|{_THOUSAND}|{_MYRIAD})"
NUMERAL = rf"{_ITEM}(?:(?:{_SCALE}){{1,3}}(?:{_ITEM})?){{0,5}}"
"""Regular expression of a numeral in a text that has gone through `plain_numerals`."""

_TOKEN = re.compile(rf"(?P<arabic>{_ARABIC_NUMERAL})|(?P<point>点)|(?P<han>\S)")


def plain_numerals(text: str) -> str:
    """Return `text` with full-width and Traditional numeral characters made plain, one for one.

    >>> plain_numerals("１２．５％，三萬億")
    '12.5%，三万亿'
    """
    return text.translate(_PLAIN)


def parse_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral, or None where `text` is none.

    >>> [str(parse_numeral(n)) for n in ("一百二十三", "5.64亿", "两千〇八", "二〇二二", "三万五", "1.2万亿")]
    ['123', '564000000', '2008', '2022', '35000', '1200000000000']
    >>> parse_numeral("百姓") is None
    True
    """
    text = "".join(plain_numerals(text).split())
    if not text or len(text) > MAX_DIGITS:
        return None
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(text)]
    if any(kind == "point" for kind, _ in tokens):
        return _parse_pointed(text)
    value = _parse_digit_string(text)
    return _sum_tokens(tokens) if value is None else value


def _parse_digit_string(text: str) -> Decimal | None:
    """Read digits that stand for themselves: 二〇二二, 三六五."""
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    return None


def _parse_pointed(text: str) -> Decimal | None:
    """Read 三点五, 一点二亿: a whole part, 点, digits, and perhaps myriads."""
    whole, _, rest = text.partition("点")
    digits = rest.rstrip("".join(_MYRIADS))
    before = parse_numeral(whole)
    if before is None or not digits or any(c not in _DIGITS for c in digits):
        return None
    value = before + Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    for char in rest[len(digits) :]:
        value *= _MYRIADS[char]
    return _tidy(value)


def _sum_tokens(tokens: list[tuple[str, str]]) -> Decimal | None:
    """Add up digits, tens and myriads from left to right."""
    total, section, number = Decimal(0), Decimal(0), None
    last_scale, last_myriad = 0, 0
    for kind, token in tokens:
        if kind == "arabic" or token in _DIGITS:
            if number is not None and number != 0:
                return None
            number = Decimal(token.replace(",", "")) if kind == "arabic" else Decimal(_DIGITS[token])
            if number == 0:
                last_scale = 0  # 一百零五 is 105, but 一百五 is 150
        elif token in _SHORT_TENS:
            section, number, last_scale = section + _SHORT_TENS[token], None, 10
        elif token in _TENS:
            section += (Decimal(1) if number is None or number == 0 else number) * _TENS[token]
            number, last_scale = None, _TENS[token]
        elif token in _MYRIADS:
            myriad = _MYRIADS[token]
            current = section + (number or 0)
            if current == 0 and total == 0:
                current = Decimal(1)
            total = (total + current) * myriad if myriad > last_myriad else total + current * myriad
            section, number, last_scale, last_myriad = Decimal(0), None, myriad, myriad
        else:
            return None
    return _tidy(total + section + _read_last(tokens, number, last_scale))


def _read_last(tokens: list[tuple[str, str]], number: Decimal | None, last_scale: int) -> Decimal:
    """Return what a last digit is worth: in 三万五 and 一百五 it counts the next lower unit."""
    if number is None:
        return Decimal(0)
    follows_unit = len(tokens) > 1 and len(tokens[-1][1]) == 1 and last_scale >= 100
    return number * (last_scale // 10) if follows_unit else number


def _tidy(value: Decimal) -> Decimal:
    """Drop trailing zeros after the point, and any exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
