"""Trusted translation: memory, engine, checks, mending and glossary as one step from segments to renderings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from summarizer.model import Flag, Rendering, Segment, Translation
from summarizer.translation.checks import Candidate, list_figures
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.glossary import Glossary
from summarizer.translation.mending import Trial, judge, list_ways, mend, write_source
from summarizer.translation.terms import find_terms, load_lexicon

_STOP = re.compile(r"(?<![A-Z])[.。…\s]+$")
"""The end of an English sentence; not the full stop of an abbreviation (U.S.)."""


class Recall(Protocol):
    """What people approved earlier (see `summarizer.translation.memory`)."""

    @property
    def key(self) -> str:
        """Changes whenever what people approved changes; empty where there is nothing."""
        ...

    def recall(self, segments: Sequence[Segment]) -> list[Rendering | None]:
        """Return one item for each segment: its approved rendering, or None where there is none.

        It is neither checked nor mended; its figures and terms are filled in by the translator.
        """
        ...

    def suggest(self, segments: Sequence[Segment], renderings: Sequence[Rendering]) -> list[Rendering]:
        """Return the renderings, those with an approved translation of a similar sentence marked with it."""
        ...


class Translator:
    """Translates segments with an engine and says what each translation is worth.

    Args:
        engine: Translates. An engine with a memory is still an engine.
        fallback: Another engine, tried on sentences that still fail the checks after all attempts of the first.
        glossary: The user's own terms, which win over the project's.
        memory: What people approved.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        fallback: Engine | None = None,
        glossary: Glossary | None = None,
        memory: Recall | None = None,
    ) -> None:
        self.engine = engine
        self.fallback = fallback
        self.glossary = glossary
        self.memory = memory
        self._lexicons = (*([glossary.lexicon] if glossary else []), load_lexicon())

    @property
    def key(self) -> str:
        """Changes whenever the same segments could be rendered in another way."""
        fallback = self.fallback.key if self.fallback else ""
        return "|".join((self.engine.key, fallback, *self._own_words()))

    def translate(self, segments: Sequence[Segment]) -> list[Rendering]:
        """Return one rendering for each segment, in order; equal segments are translated once.

        Raises:
            TranslationError: The engine failed.
        """
        unique = list(dict.fromkeys(segments))
        recalled = self.memory.recall(unique) if self.memory else [None] * len(unique)
        pairs = list(zip(unique, recalled, strict=True))
        fresh = iter(self._render_fresh([segment for segment, known in pairs if known is None]))
        renderings = [self._complete(segment, known) if known else next(fresh) for segment, known in pairs]
        if self.memory:
            renderings = self.memory.suggest(unique, renderings)
        by_segment = dict(zip(unique, renderings, strict=True))
        return [by_segment[segment] for segment in segments]

    def bundle(self, renderings: Sequence[Rendering]) -> Translation:
        """Return the renderings of one document with what is to be said of their making."""
        return Translation(
            renderings=tuple(renderings),
            engine=self.engine.info,
            signature="|".join((f"engine:{self.engine.info.signature}", *self._own_words())),
            glossary=self.glossary.describe(renderings) if self.glossary else "",
        )

    def _own_words(self) -> Iterator[str]:
        if self.glossary:
            yield f"glossary:{self.glossary.key}"
        if self.memory and (key := self.memory.key):
            yield f"memory:{key}"

    def _render_fresh(self, segments: Sequence[Segment]) -> list[Rendering]:
        hypotheses = self.engine.translate([write_source(segment) for segment in segments]) if segments else []
        pairs = list(zip(segments, hypotheses, strict=True))
        if not self.engine.translates:
            return [self._render_gloss(segment, hypothesis) for segment, hypothesis in pairs]
        first = [judge(self._make_candidate(segment, hypothesis)) for segment, hypothesis in pairs]
        best = mend(first, list_ways(self.engine, self.fallback))
        return [self._render_trial(self._apply_glossary(new), was=old) for old, new in zip(first, best, strict=True)]

    def _make_candidate(self, segment: Segment, hypothesis: Hypothesis) -> Candidate:
        terms = find_terms(segment.zh, self._lexicons)
        return Candidate(segment=segment, en=hypothesis.text or "", score=hypothesis.score, terms=terms)

    def _apply_glossary(self, trial: Trial) -> Trial:
        if self.glossary is None:
            return trial

        def try_out(en: str) -> Trial:
            return judge(replace(trial.candidate, en=en), trial.way)

        en = self.glossary.enforce(
            trial.candidate.zh, trial.candidate.en, passes=lambda changed: try_out(changed).weight <= trial.weight
        )
        return trial if en == trial.candidate.en else try_out(en)

    def _render_trial(self, trial: Trial, *, was: Trial) -> Rendering:
        candidate = trial.candidate
        retried = (_tell_retry(was, trial, self.engine),) if trial.way else ()
        corrected = (Flag(kind="corrected", detail=f"{each}.") for each in trial.corrections)
        return Rendering(
            en=_end_as_source(candidate.segment, candidate.en),
            score=candidate.score,
            flags=(*trial.flags, *retried, *corrected),
            figures=list_figures(candidate),
            terms=candidate.terms,
        )

    def _render_gloss(self, segment: Segment, hypothesis: Hypothesis) -> Rendering:
        candidate = self._make_candidate(segment, hypothesis)
        if hypothesis.text is None:
            return Rendering(en=None, terms=candidate.terms)
        return Rendering(
            en=_end_as_source(segment, hypothesis.text),
            score=hypothesis.score,
            flags=(Flag(kind="gloss", detail="Each word is rendered for itself."),),
            figures=list_figures(candidate),
            terms=candidate.terms,
        )

    def _complete(self, segment: Segment, known: Rendering) -> Rendering:
        candidate = self._make_candidate(segment, Hypothesis(text=known.en))
        return replace(known, figures=list_figures(candidate), terms=candidate.terms)


def _end_as_source(segment: Segment, en: str) -> str:
    """Take off a full stop that the Chinese does not have: a heading's, or that of a sentence that breaks off."""
    if segment.complete and segment.kind == "sentence":
        return en
    return en if segment.zh.rstrip()[-1:] in "。.…" else _STOP.sub("", en)


def _tell_retry(was: Trial, now: Trial, engine: Engine) -> Flag:
    # A rendering to compare is no failure.
    kinds = ", ".join(dict.fromkeys(flag.kind.replace("_", " ") for flag in was.flags if flag.kind != "term"))
    other = now.way.engine.info.signature if now.way and now.way.engine is not engine else ""
    by = f" by {other}" if other else ""
    return Flag(kind="retried", detail=f"Translated again{by}: the first translation failed on {kinds}.")
