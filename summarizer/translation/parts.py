"""Cutting what is too long for a model into parts, and joining their translations.

The models were trained on single sentences. Of long input they drop clauses, so a long sentence is cut where it may
be: after 。！？； where it is rather long, after commas only where it is very long, anywhere as the last resort.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from summarizer.data import read_lines

STRONG_LIMIT = 60
"""Pieces (about 100 characters) above which a sentence is cut after 。！？；: its clauses stand well alone."""
WEAK_LIMIT = 120
"""Pieces above which it is also cut after commas and colons, although a comma clause translates worse alone.

Both limits are cautious choices, not tuned on an official model: its training sentences were 10 to 40 pieces long.
"""
_CLAUSE = 12
"""Characters up to which neighbouring clauses stay together where a sentence is translated clause by clause."""

_STRONG = re.compile(r"(?<=[。！？!?；;…])(?![。！？!?；;…”’」』）)》])|(?<=[。！？!?；;…][”’」』）)》])")
_WEAK = re.compile(r"(?<=[，,：:])(?!\d)")
_WORDS = re.compile(r"(?<=[、 ])|(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")
_ANYWHERE = re.compile(r"(?<=.)(?=.)", re.DOTALL)
_THAT = re.compile(r"\bthat[,;:]?$")
_MARKS = {"，": ",", ",": ",", "、": ",", "：": ":", ":": ":", "；": ";", ";": ";"}

Count = Callable[[str], int]
"""Returns how many pieces a text has."""


def split_long(sentence: str, count: Count, *, strong: int = STRONG_LIMIT, weak: int = WEAK_LIMIT) -> list[str]:
    """Cut a sentence into parts that a model can take; `"".join(split_long(sentence, count)) == sentence`."""
    if count(sentence) <= strong:
        return [sentence]
    parts = _pack(_STRONG.split(sentence), count, strong)
    for cut in (_WEAK, _WORDS, _ANYWHERE):
        parts = [piece for part in parts for piece in _split_part(part, cut, count, weak)]
    return parts


def split_clauses(sentence: str) -> list[str]:
    """Cut a sentence after each of its clauses; `"".join(split_clauses(sentence)) == sentence`.

    Clauses of a few characters (首先，) stay with the next one.

    >>> split_clauses("会议指出，今年以来，粮食产量稳定增长，农民收入继续提高。")
    ['会议指出，今年以来，', '粮食产量稳定增长，', '农民收入继续提高。']
    """
    clauses = [clause for part in _STRONG.split(sentence) for clause in _WEAK.split(part)]
    return _pack(clauses, len, _CLAUSE)


def join_parts(parts: Sequence[str], translations: Sequence[str]) -> str:
    """Join the translations of a sentence's parts.

    What follows a comma clause goes on: a full stop that a model put there becomes a comma, and a capital is taken
    back where the word is surely no name.

    >>> join_parts(["产量增长，", "收入提高。"], ["Output grew.", "The incomes rose."])
    'Output grew, the incomes rose.'
    """
    joined, goes_on = "", False
    for part, translation in zip(parts, translations, strict=True):
        text = translation.strip()
        if not text:
            continue
        joined += (" " if joined else "") + (_lower_start(text) if goes_on else text)
        mark = _MARKS.get(part.rstrip()[-1:])
        goes_on = bool(mark) and part is not parts[-1]
        if mark and goes_on:
            joined = _end_with(joined, mark)
    return joined


def _end_with(text: str, mark: str) -> str:
    if _THAT.search(text):  # 会议决定， is `decided that`, and the comma goes
        return text.rstrip(",;:")
    if text[-1] in ".,;:":
        return text[:-1] + mark
    return text + mark if text[-1].isalnum() else text


@cache
def _openers() -> frozenset[str]:
    return frozenset(word for line in read_lines("openers.txt") for word in line.split())


def _lower_start(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.lower() in _openers() else text


def _split_part(part: str, cut: re.Pattern[str], count: Count, limit: int) -> list[str]:
    return [part] if count(part) <= limit else _pack(cut.split(part), count, limit)


def _pack(pieces: Sequence[str], count: Count, limit: int) -> list[str]:
    """Join neighbours as long as they stay within the limit."""
    packed: list[str] = []
    size = 0
    for piece in filter(None, pieces):
        length = count(piece)
        if packed and size + length <= limit:
            packed[-1] += piece
            size += length
        else:
            packed.append(piece)
            size = length
    return packed
