"""What was translated before: by engines, so that nothing is done twice, and by people, so that it stays corrected."""

from summarizer.translation.memory.engine import RememberedEngine
from summarizer.translation.memory.exchange import WRITERS, read_exchange
from summarizer.translation.memory.learning import Lesson, learn_brief
from summarizer.translation.memory.recollection import Recollection
from summarizer.translation.memory.store import Approved, Memory, default_path

__all__ = [
    "WRITERS",
    "Approved",
    "Lesson",
    "Memory",
    "Recollection",
    "RememberedEngine",
    "default_path",
    "learn_brief",
    "read_exchange",
]
