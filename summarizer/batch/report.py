"""What became of each document; owns the exit code."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one document."""

    path: str
    reason: str = ""
    """Why it failed; empty where its brief was written."""


@dataclass(slots=True)
class Report:
    """Collects what became of each document."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def failed(self) -> tuple[Entry, ...]:
        """The documents without a brief."""
        return tuple(entry for entry in self.entries if entry.reason)

    @property
    def exit_code(self) -> int:
        """0 where all briefs were written, else 1."""
        return 1 if self.failed else 0
