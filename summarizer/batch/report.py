"""What became of each document; owns the exit code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["written", "edited", "duplicate", "failed", "skipped", "pending"]
"""`edited`: the brief was written, then edited by somebody, and is kept; nothing about its document has changed since.
`pending`: the run was stopped before the document was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one document."""

    path: str
    status: Status
    reason: str = ""
    """Why it failed, was skipped or is kept."""
    duplicate_of: str = ""
    """Path of the identical document whose brief serves this one too."""
    title_zh: str = ""
    title_en: str = ""
    date: str = ""
    """In ISO 8601 where it can be read, else as printed."""
    organ: str = ""
    characters: int = 0
    """Han characters of content."""
    truncated: bool = False
    completeness_zh: str = ""
    completeness_en: str = ""
    engine: str = ""
    sentences: int = 0
    """Rows of the brief."""
    flagged: int = 0
    """Rows with a doubt."""
    outputs: tuple[str, ...] = ()
    """Paths below the output folder."""

    @property
    def failed(self) -> bool:
        """Whether the document has no brief although it should."""
        return self.status in {"failed", "pending"}


@dataclass(slots=True)
class Report:
    """Collects what became of each document."""

    entries: list[Entry] = field(default_factory=list)

    def count(self, status: Status) -> int:
        """Return how many documents have this status."""
        return sum(entry.status == status for entry in self.entries)

    @property
    def exit_code(self) -> int:
        """0 where all briefs were written, else 1."""
        return 1 if any(entry.failed for entry in self.entries) else 0

    def summarize(self, *, unchanged: int = 0) -> str:
        """Return one line for a person.

        Args:
            unchanged: How many of the briefs were there already.
        """
        rows = sum(entry.sentences for entry in self.entries)
        flagged = sum(entry.flagged for entry in self.entries)
        earlier = f" ({unchanged} of them earlier)" if unchanged else ""
        parts = [f"{self.count('written') + self.count('edited')} written{earlier}"]
        words: dict[Status, str] = {"edited": "edited since", "duplicate": "the same as others"}
        statuses: tuple[Status, ...] = ("edited", "duplicate", "failed", "skipped", "pending")
        parts += [f"{self.count(each)} {words.get(each, each)}" for each in statuses if self.count(each)]
        return f"{', '.join(parts)}; {flagged} of {rows} rows flagged"

    def add_pending(self, paths: Sequence[str]) -> None:
        """Note the documents that a stopped run did not reach."""
        reached = {entry.path for entry in self.entries}
        reason = "The run was stopped before it was done. Run the same command again to go on."
        self.entries += [Entry(path=path, status="pending", reason=reason) for path in paths if path not in reached]
