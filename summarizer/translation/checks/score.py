"""Whether the engine itself was in doubt."""

from collections.abc import Iterator

from summarizer.model import Flag
from summarizer.translation.checks.candidate import Candidate

_LOWEST = -1.6
"""Mean log-probability per token: the engine gave the average token of its own output less than one chance in five."""


def check_score(candidate: Candidate) -> Iterator[Flag]:
    """Flag a translation that the engine thinks unlikely."""
    if candidate.score is not None and candidate.score < _LOWEST:
        yield Flag(kind="low_score", detail="The engine was unsure of this translation.")
