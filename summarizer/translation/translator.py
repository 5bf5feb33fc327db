"""Trusted translation: memory, engine, checks and mending as one step from segments to renderings."""

from collections.abc import Sequence

from summarizer.model import Rendering, Segment
from summarizer.translation.engine import Engine


class Translator:
    """Translates segments with an engine and says what each translation is worth."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def translate(self, segments: Sequence[Segment]) -> list[Rendering]:
        """Return one rendering for each segment, in order."""
        hypotheses = self.engine.translate([segment.zh for segment in segments])
        return [Rendering(en=hypothesis.text, score=hypothesis.score) for hypothesis in hypotheses]
