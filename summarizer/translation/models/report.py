"""How the making of a model reports on itself: lines for a reader, and progress for a bar."""

from collections.abc import Callable
from dataclasses import dataclass


def _ignore_line(_line: str) -> None:
    pass


def _ignore_progress(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Where the lines and the progress of a long step go; by default nowhere."""

    say: Callable[[str], None] = _ignore_line
    """Takes a line for the user."""
    advance: Callable[[int, int], None] = _ignore_progress
    """Takes how many bytes of how many are done; a total of 0 is not known."""
