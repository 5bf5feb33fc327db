"""The engine that does not translate: for readers of Chinese, and where nothing better can be had."""

from collections.abc import Sequence

from summarizer.model import EngineInfo
from summarizer.translation.engine import Hypothesis


class NoEngine:
    """Leaves the English column empty."""

    info = EngineInfo(name="none", model="", version="", licence="", advice="Nothing was translated.")
    key = "none"
    heavy = False
    translates = False
    attempts = 1

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:  # noqa: ARG002 - protocol
        """Return one empty hypothesis for each sentence."""
        return [Hypothesis(text=None) for _ in sentences]
