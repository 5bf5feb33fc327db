"""Trusted translation: memory, engine, checks and mending as one step from segments to renderings."""

from collections.abc import Callable, Sequence
from typing import Protocol

from summarizer.model import Rendering, Segment, Term
from summarizer.translation.engine import Engine, Hypothesis

TermFinder = Callable[[str], tuple[Term, ...]]
"""Finds the set terms of a Chinese text: each once, in text order."""


class Recall(Protocol):
    """What people approved earlier (see `summarizer.translation.memory`)."""

    def recall(self, segments: Sequence[Segment]) -> list[Rendering | None]:
        """Return one item for each segment: its approved rendering, used as it is, or None where there is none.

        A rendering of origin `human` is neither checked nor mended; its figures and terms are filled in.
        """
        ...

    def suggest(self, segments: Sequence[Segment], renderings: Sequence[Rendering]) -> list[Rendering]:
        """Return the renderings, those with an approved translation of a similar sentence marked with it."""
        ...


def _find_no_terms(_text: str) -> tuple[Term, ...]:
    return ()


class Translator:
    """Translates segments with an engine and says what each translation is worth.

    Args:
        engine: Translates. An engine with a memory is still an engine.
        fallback: Another engine, tried on sentences that still fail the checks after all attempts of the first.
        terms: Finds the set terms (the user's glossary and the project's own) that a translation is checked for
            and that its rendering lists.
        memory: What people approved.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        fallback: Engine | None = None,
        terms: TermFinder = _find_no_terms,
        memory: Recall | None = None,
    ) -> None:
        self.engine = engine
        self.fallback = fallback
        self.terms = terms
        self.memory = memory

    def translate(self, segments: Sequence[Segment]) -> list[Rendering]:
        """Return one rendering for each segment, in order; equal segments are translated once."""
        unique = list(dict.fromkeys(segments))
        recalled = self.memory.recall(unique) if self.memory else [None] * len(unique)
        fresh = [segment for segment, known in zip(unique, recalled, strict=True) if known is None]
        hypotheses = iter(self.engine.translate([segment.zh for segment in fresh]) if fresh else ())
        renderings = [
            known or self._render(segment, next(hypotheses)) for segment, known in zip(unique, recalled, strict=True)
        ]
        if self.memory:
            renderings = self.memory.suggest(unique, renderings)
        by_segment = dict(zip(unique, renderings, strict=True))
        return [by_segment[segment] for segment in segments]

    def _render(self, segment: Segment, hypothesis: Hypothesis) -> Rendering:
        return Rendering(en=hypothesis.text, score=hypothesis.score, terms=self.terms(segment.zh))
