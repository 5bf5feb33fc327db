"""Mending: what fails the checks is translated again in other ways, and the best is kept by the same checks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.model import Flag, Segment
from summarizer.translation.checks import Candidate, check_candidate, weigh_flags
from summarizer.translation.engine import Engine
from summarizer.translation.slips import mend_slips

_WORTH = 1.0
"""Weight of flags from which another try is worth its time: an engine's doubt alone is not."""
_CORRECTED = 0.2
"""Weight of a correction by rule: the right figure from the engine itself is better, but not worth another try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A translation of a segment, what the checks say of it, and where it comes from."""

    candidate: Candidate
    flags: tuple[Flag, ...]
    weight: float
    """How bad the flags are; 0 where there are none."""
    way: "Way | None" = None
    """The way that mended it; None for the first translation."""
    corrections: tuple[str, ...] = ()
    """What a rule put right in it (see `summarizer.translation.slips`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An engine and one of its attempts."""

    engine: Engine
    attempt: int


def write_source(segment: Segment) -> str:
    """Return a segment as an engine gets it: one that breaks off with an ellipsis, or the engine makes up its end.

    Of 最后拿到的还是 a language model made `the end result is still the same`, with the ellipsis `is still …`.
    """
    return segment.zh if segment.complete else f"{segment.zh}……"


def judge(candidate: Candidate, way: Way | None = None) -> Trial:
    """Put a translation's slips right and check it."""
    mended = mend_slips(candidate)
    flags = check_candidate(mended.candidate)
    weight = weigh_flags(mended.candidate, flags) + _CORRECTED * len(mended.corrections)
    return Trial(candidate=mended.candidate, flags=flags, weight=weight, way=way, corrections=mended.corrections)


def list_ways(engine: Engine, fallback: Engine | None) -> list[Way]:
    """Return what can be tried after an engine's first attempt, in order: its others, then another engine's first."""
    ways = [Way(engine=engine, attempt=attempt) for attempt in range(1, engine.attempts)]
    return [*ways, Way(engine=fallback, attempt=0)] if fallback else ways


def mend(trials: Sequence[Trial], ways: Iterable[Way]) -> list[Trial]:
    """Translate again what fails the checks, way by way, all of it in one call each; keep the best of each segment.

    Between two that are equally bad the earlier one stands: it was made in the usual way.
    """
    best = list(trials)
    for way in ways:
        weak = [at for at, trial in enumerate(best) if trial.weight >= _WORTH]
        if not weak:
            break
        hypotheses = way.engine.translate(
            [write_source(best[at].candidate.segment) for at in weak], attempt=way.attempt
        )
        for at, hypothesis in zip(weak, hypotheses, strict=True):
            old = best[at].candidate
            new = Candidate(segment=old.segment, en=hypothesis.text or "", score=hypothesis.score, terms=old.terms)
            best[at] = min(best[at], judge(new, way), key=lambda trial: trial.weight)
    return best
