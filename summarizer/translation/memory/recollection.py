"""What people approved, brought into new translations.

An approved translation of exactly this sentence is the line, and marked as a person's. One of a similar sentence
never is: however alike, it speaks of something else, and a reader could not see what. It is shown beside the
machine's line, with its own Chinese, and with a warning where the figures differ.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from summarizer.model import Flag, Rendering, Segment
from summarizer.text.figures import find_figures
from summarizer.translation.memory.matching import find_alike, fold_sentence
from summarizer.translation.memory.store import Approved, Memory


class Recollection:
    """Recalls and suggests what people approved, and notes what is shown so that corrections can be learned.

    Args:
        memory: Where approved translations are kept.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self._hashed: tuple[dict[str, Approved], str] | None = None

    @property
    def key(self) -> str:
        """All that people approved, as eight hexadecimal digits; empty where there is nothing."""
        approved = self.memory.read_approved()
        # The memory gives out the same table until it changes; each document asks, and there may be many of both.
        if self._hashed is None or self._hashed[0] is not approved:
            self._hashed = approved, _hash_entries(approved.values())
        return self._hashed[1]

    def recall(self, segments: Sequence[Segment]) -> list[Rendering | None]:
        """Return the approved rendering of each segment, None where there is none."""
        approved = self.memory.read_approved()
        found = (approved.get(fold_sentence(segment.zh)) for segment in segments)
        return [_to_rendering(entry) if entry else None for entry in found]

    def suggest(self, segments: Sequence[Segment], renderings: Sequence[Rendering]) -> list[Rendering]:
        """Return the renderings, those with an approved translation of a similar sentence marked with it.

        What they say is kept, also where that is nothing, so that what a person writes there later can be told from
        it.
        """
        approved = self.memory.read_approved()
        pairs = list(zip(segments, renderings, strict=True))
        self.memory.record_shown((segment.zh, rendering.en or "") for segment, rendering in pairs)
        return [_mark(segment, rendering, approved) for segment, rendering in pairs]


def _hash_entries(entries: Collection[Approved]) -> str:
    rows = [(entry.zh, entry.en) for entry in entries]
    return sha256(repr(rows).encode()).hexdigest()[:8] if rows else ""


def _to_rendering(entry: Approved) -> Rendering:
    return Rendering(en=entry.en, origin="human", flags=(Flag(kind="human", detail=entry.note),))


def _mark(segment: Segment, rendering: Rendering, approved: dict[str, Approved]) -> Rendering:
    if rendering.origin == "human":
        return rendering
    alike = find_alike(segment.zh, approved.keys())
    if alike is None:
        return rendering
    earlier = approved[alike.source]
    detail = f"{alike.percent:.0f}% alike: “{earlier.zh}” = “{earlier.en}”"
    if _list_values(earlier.zh) != _list_values(segment.zh):
        detail += " Its figures are not the ones of this row."
    return replace(rendering, flags=(*rendering.flags, Flag(kind="suggestion", detail=detail)))


def _list_values(zh: str) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in find_figures(zh)]
