"""What the checks look at: a segment, a translation of it, and what both state."""

from dataclasses import dataclass
from functools import cached_property

from summarizer.model import Segment, Term
from summarizer.text.figures import FigureSpan, find_figures
from summarizer.translation.checks.mentions import Mention, read_mentions


@dataclass(frozen=True, kw_only=True)  # without slots: the cached properties need a place
class Candidate:
    """A segment and one translation of it."""

    segment: Segment
    en: str
    score: float | None = None
    """The engine's mean log-probability per token, where it has one."""
    terms: tuple[Term, ...] = ()
    """The set terms of the segment."""

    @property
    def zh(self) -> str:
        """The Chinese text."""
        return self.segment.zh

    @cached_property
    def figures(self) -> tuple[FigureSpan, ...]:
        """The figures of the Chinese text."""
        return find_figures(self.zh)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The numbers of the English text."""
        return read_mentions(self.en)
