"""Text in columns of a terminal, where a Han character takes two."""

import unicodedata
from functools import cache

ELLIPSIS = "…"


def measure_width(text: str) -> int:
    """Return how many columns `text` takes.

    >>> measure_width("第3条：abc"), measure_width("e\\u0301")
    (10, 1)
    """
    return len(text) if text.isascii() else sum(map(_measure, text))


@cache
def _measure(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def fit(text: str, width: int) -> str:
    """Return `text` cut to `width` columns, with an ellipsis where something was cut.

    >>> fit("会议决定明年启动", 10), fit("会议决定", 10)
    ('会议决定…', '会议决定')
    """
    if measure_width(text) <= width:
        return text
    room, kept = width - 1, ""
    for char in text:
        room -= _measure(char)
        if room < 0:
            break
        kept += char
    return kept + ELLIPSIS


def pad(text: str, width: int) -> str:
    """Return `text` with spaces up to `width` columns."""
    return text + " " * max(0, width - measure_width(text))
