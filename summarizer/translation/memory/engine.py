"""An engine that does not translate the same sentence twice."""

from collections.abc import Sequence

from summarizer.translation.engine import Engine, Hypothesis, WrappedEngine
from summarizer.translation.memory.store import Memory


class RememberedEngine(WrappedEngine):
    """Asks the memory first, and the engine only for what is left.

    What comes from the memory is what the engine would say, so a brief is the same bytes either way. An engine whose
    sentences are all remembered is never called, so it need not load its model.

    Args:
        engine: The engine that translates.
        memory: Where its output is kept, under the engine's key and the attempt.
    """

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__(engine)
        self.memory = memory

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
