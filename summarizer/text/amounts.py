"""How English writes numbers: 564 million, 51st, one third, XIV."""

from decimal import Decimal

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_PARTS = dict(
    enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2)  # noqa: SIM905 - reads better
)
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def write_number(value: Decimal) -> str:
    """Write a number as English prose does: digits, with a scale word from a million on where that stays exact.

    >>> [write_number(Decimal(n)) for n in ("564000000", "160000", "0.5", "1067000000", "1234567")]
    ['564 million', '160,000', '0.5', '1.067 billion', '1,234,567']
    """
    for scale, word in _SCALES:
        if abs(value) >= scale:
            scaled = (value / scale).normalize()
            if -int(scaled.as_tuple().exponent) <= 3:
                return f"{scaled:,f} {word}"
            break
    return f"{value.normalize():,f}"


def write_small(value: Decimal) -> str:
    """Write whole numbers up to ten as words, others as digits."""
    return _WORDS[int(value)] if value == value.to_integral_value() and 0 <= value <= 10 else write_number(value)


def write_ordinal(number: int) -> str:
    """Write an ordinal in digits.

    >>> [write_ordinal(n) for n in (1, 2, 13, 51, 112)]
    ['1st', '2nd', '13th', '51st', '112th']
    """
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}"


def write_fraction(numerator: int, denominator: int) -> str:
    """Write a fraction in words where it has some, else in digits.

    >>> write_fraction(1, 3), write_fraction(3, 4), write_fraction(1, 2), write_fraction(7, 12)
    ('one third', 'three quarters', 'half', '7/12')
    """
    part = _PARTS.get(denominator)
    if not part or not 0 < numerator <= 10:
        return f"{numerator}/{denominator}"
    if denominator == 2:
        return part if numerator == 1 else f"{_WORDS[numerator]} halves"
    return f"{_WORDS[numerator]} {part}{'s' if numerator > 1 else ''}"


def write_roman(number: int) -> str:
    """Write a positive number below 4000 in Roman numerals.

    >>> write_roman(14), write_roman(9)
    ('XIV', 'IX')
    """
    parts = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)
