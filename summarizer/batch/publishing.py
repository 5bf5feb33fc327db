"""Giving staged outputs their names: the only place where a batch touches what a reader sees.

All of it happens in the process that holds the journal, so that no two documents, runs or machines do it at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from summarizer.batch.folders import Folder
from summarizer.batch.journal import Journal, Record
from summarizer.batch.work import Result, Staged
from summarizer.errors import OutputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Publishes the results of one run."""

    out: Folder
    journal: Journal
    force: bool
    """Whether files may be replaced that are not ours, or were edited."""

    def publish(self, path: str, result: Result, *, origin: str, recipe: str) -> None:
        """Give the outputs of a document their names and note them in the journal.

        A run that is killed on the way leaves each output old or new, and a journal that knows both.

        Raises:
            OutputError: One of them cannot be written, or what has its name was edited or is not ours; then none is
                changed.
        """
        before = self.journal.find(path)
        known = before.outputs if before else {}
        changed = {name: staged for name, staged in result.staged.items() if self._may_replace(name, staged, known)}
        new = {name: (staged.sha256,) for name, staged in result.staged.items()}
        record = Record(
            origin=origin,
            sha256=result.sha256,
            recipe=recipe,
            finished=True,
            entry=result.entry,
            outputs={**known, **new},
        )
        if changed:
            either = {name: (*known.get(name, ()), *hashes) for name, hashes in new.items()}
            self.journal.record(path, replace(record, finished=False, outputs={**known, **either}))
            for name, staged in changed.items():
                self.out.publish(staged.name, name)
        self.journal.record(path, record)

    def _may_replace(self, name: str, staged: Staged, known: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether an output must be written at all; refuse where that would destroy somebody's work."""
        standing = self.out.hash_output(name)
        if standing in {None, staged.sha256}:
            return standing is None
        if not self.force and standing not in known.get(name, ()):
            raise OutputError(
                f"{name} was edited, or was not written by this program",
                where=name,
                hint="Keep its corrections by `summarizer memory learn`, then remove it, or run again with --force.",
            )
        return True
