"""Cutting a long sentence down to the clauses that carry it."""

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.data import read_data
from summarizer.extraction.cues import find_cues
from summarizer.extraction.terms import Vector
from summarizer.extraction.units import Unit
from summarizer.extraction.wording import count_kinds, find_figures
from summarizer.text.words import cut_words

GAP = "[…]"
"""Stands where clauses are left out."""

_LONG = 120
"""Sentences of more characters are cut."""
_TARGET = 80
"""To so many, where the clauses allow."""
_WORTH_CUTTING = 0.75
"""What would still have more than this share of its characters is shown whole: a gap costs the reader more."""
_STUB = 7
"""Clauses of fewer characters (我们知道) say nothing by themselves and stay with the next, the last with the one
before."""
_CUE_SHARE, _FIGURE_SHARE = 0.1, 0.2
"""What a kind of cue or a figure adds to a clause's share in its sentence's terms (1 in all). Set by hand."""

_OPENING, _CLOSING = "“‘「『《（(【[〈", "”’」』》）)】]〉"

Span = tuple[int, int]
"""Half-open offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bonds:
    opens: tuple[str, ...]
    continues: tuple[str, ...]
    announces: tuple[str, ...]


@cache
def _read_bonds() -> _Bonds:
    return _Bonds(**{key: tuple(words) for key, words in tomllib.loads(read_data("clauses.toml")).items()})


def pick_clauses(unit: Unit, vector: Vector) -> tuple[Span, ...]:
    """Return the parts of a long sentence that carry it, in order; nothing where it is shown whole.

    The first part is always kept, since it names who does or says it, and where the source breaks off inside the
    sentence, its last; then those that hold most of the sentence's terms, its figures and its cues.

    Args:
        unit: The sentence.
        vector: Its tf-idf vector.

    Returns:
        Offsets into the sentence's text; neighbours are joined.
    """
    if len(unit.text) <= _LONG:
        return ()
    parts = split_clauses(unit.text)
    shares = [_weigh(unit.text[start:end], vector) for start, end in parts]
    kept = {0} if unit.sentence.complete else {0, len(parts) - 1}
    length = sum(parts[i][1] - parts[i][0] for i in kept)
    for i in sorted(set(range(len(parts))) - kept, key=lambda i: (-shares[i], i)):
        size = parts[i][1] - parts[i][0]
        if len(kept) == 1 or length + size <= _TARGET:
            kept.add(i)
            length += size
    return tuple(_join(parts[i] for i in sorted(kept))) if length <= _WORTH_CUTTING * len(unit.text) else ()


def split_clauses(text: str) -> list[Span]:
    """Cut a sentence at its semicolons, or at its commas where it has none, but never inside quotes or brackets.

    Clauses that would say something else by themselves stay together, see `data/clauses.toml`.
    """
    cuts = _find_cuts(text, "；;") or _find_cuts(text, "，,")
    spans: list[Span] = []
    before = ""
    for start, end in pairwise([0, *cuts, len(text)]):
        piece = text[start:end]
        is_last_stub = end == len(text) and _is_stub(piece)
        if spans and (is_last_stub or _is_stub(before) or _are_bound(before, piece)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        before = piece
    return spans


def _find_cuts(text: str, marks: str) -> list[int]:
    cuts, depth = [], 0
    for i, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        inside_number = text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()
        if char in marks and depth <= 0 and not inside_number and i + 1 < len(text):
            cuts.append(i + 1)
    return cuts


def _are_bound(first: str, second: str) -> bool:
    bonds = _read_bonds()
    last_clause = re.split("[，,]", first.rstrip("，,；; "))[-1]
    return (
        last_clause.startswith(bonds.opens)
        or last_clause.endswith((*bonds.announces, "：", ":"))
        or second.startswith(bonds.continues)
    )


def _is_stub(clause: str) -> bool:
    return len(clause.strip("，,；; ")) < _STUB


def _weigh(clause: str, vector: Vector) -> float:
    words = cut_words(clause)
    mass = math.fsum(vector.get(word, 0.0) ** 2 for word in dict.fromkeys(words))
    cues = count_kinds(find_cues(clause, words), "for")
    return round(mass + _CUE_SHARE * cues + _FIGURE_SHARE * bool(find_figures(clause)), 9)


def _join(parts: Iterator[Span]) -> Iterator[Span]:
    start, end = next(parts)
    for part in parts:
        if part[0] != end:
            yield start, end
            start = part[0]
        end = part[1]
    yield start, end


def show_spans(text: str, spans: Sequence[Span]) -> str:
    """Return the parts of a text with `[…]` for each part that is left out.

    >>> show_spans("甲，乙，丙。", [(0, 2), (4, 6)])
    '甲，[…]丙。'
    """
    shown = GAP.join(text[start:end] for start, end in spans)
    return ("" if spans[0][0] == 0 else GAP) + shown + ("" if spans[-1][1] == len(text) else GAP)


def place_spans(text: str, spans: Sequence[Span], source: str, start: int) -> tuple[Span, ...]:
    """Return the offsets in the source view of parts of a sentence; nothing where the two differ.

    Args:
        text: The sentence on one line.
        spans: Offsets into it.
        source: The sentence as it stands in the source, perhaps with other white space.
        start: Where that begins in the source view.
    """
    here = [i for i, char in enumerate(text) if not char.isspace()]
    there = [i for i, char in enumerate(source) if not char.isspace()]
    if [text[i] for i in here] != [source[i] for i in there]:
        return ()
    place = dict(zip(here, there, strict=True))
    inked = [[i for i in range(*span) if i in place] for span in spans]
    return tuple((start + place[part[0]], start + place[part[-1]] + 1) for part in inked if part)
