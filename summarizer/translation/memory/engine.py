"""An engine that does not translate the same sentence twice."""

from collections.abc import Sequence

from summarizer.model import EngineInfo
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.memory.store import Memory


class RememberedEngine:
    """Asks the memory first, and the engine only for what is left.

    What comes from the memory is what the engine would say, so a brief is the same bytes either way. An engine whose
    sentences are all remembered is never called, so it need not load its model.

    Args:
        engine: The engine that translates.
        memory: Where its output is kept, under the engine's key and the attempt.
    """

    def __init__(self, engine: Engine, memory: Memory) -> None:
        self.engine = engine
        self.memory = memory

    @property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        return self.engine.info

    @property
    def key(self) -> str:
        """The engine's own key."""
        return self.engine.key

    @property
    def heavy(self) -> bool:
        """Whether one instance of the engine should serve a whole machine."""
        return self.engine.heavy

    @property
    def translates(self) -> bool:
        """Whether the engine writes running English."""
        return self.engine.translates

    @property
    def attempts(self) -> int:
        """How many different ways of translating the engine has."""
        return self.engine.attempts

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence, or remember it; see `Engine.translate`."""
        key = f"{self.engine.key}#{attempt}"
        known = self.memory.recall(key, sentences)
        missing = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        if missing:
            fresh = dict(zip(missing, self.engine.translate(missing, attempt=attempt), strict=True))
            self.memory.store(key, fresh.items())
            known |= fresh
        return [known[sentence] for sentence in sentences]
