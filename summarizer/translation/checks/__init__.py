"""Checks of a translation against its source, one module a kind."""

import html
from collections.abc import Callable, Iterator, Sequence

from summarizer.model import Flag, FlagKind, Segment
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.checks.glossary import check_glossary
from summarizer.translation.checks.masked import check_masks
from summarizer.translation.checks.number import check_numbers, find_missing, list_figures
from summarizer.translation.checks.omission import check_omission
from summarizer.translation.checks.repetition import check_repetition
from summarizer.translation.checks.score import check_score
from summarizer.translation.checks.untranslated import check_untranslated

__all__ = ["CHECKS", "Candidate", "check_candidate", "check_lines", "list_figures", "weigh_flags"]

Check = Callable[[Candidate], Iterator[Flag]]

CHECKS: dict[FlagKind, Check] = {
    "omission": check_omission,
    "repetition": check_repetition,
    "untranslated": check_untranslated,
    "number": check_numbers,
    "masked": check_masks,
    "glossary": check_glossary,
    "low_score": check_score,
}
"""The checks by the kind of flag that they raise, gravest first."""

_WEIGHTS: dict[FlagKind, float] = {
    "omission": 4,
    "repetition": 4,
    "untranslated": 3,
    "number": 2,
    "masked": 2,
    "glossary": 1,
    "low_score": 0.5,
    "term": 0.1,
}
"""An order, not a measurement: what leaves something out or makes no sense weighs more than one wrong word, and each
missing figure weighs half a flag more."""


def check_candidate(candidate: Candidate) -> tuple[Flag, ...]:
    """Return the flags of a translation, gravest first; none where it passes all checks."""
    return tuple(flag for check in CHECKS.values() for flag in check(candidate))


def weigh_flags(candidate: Candidate, flags: Sequence[Flag]) -> float:
    """Return how bad a translation with these flags is: 0 where it passes, more for what misleads a reader more."""
    return sum(_WEIGHTS[flag.kind] for flag in flags) + 0.5 * len(find_missing(candidate))


def check_lines(source: Sequence[str], target: Sequence[str]) -> Iterator[tuple[Flag, ...]]:
    """Yield the flags of each line of `target` as a translation of the same line of `source`.

    Character references in the target (`&#39;`), as translation services deliver them, are resolved first.
    """
    for zh, en in zip(source, target, strict=True):
        yield check_candidate(Candidate(segment=Segment(zh=zh), en=html.unescape(en)))
