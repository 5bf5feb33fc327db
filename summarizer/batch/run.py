"""A batch from inputs to report: what is done already, what is the same as another, and the rest.

Light engines run inside the workers, the whole line for a document at a time. A heavy engine runs once, in this
process, and gets full batches of segments from many documents, while the workers read ahead and write behind:

    workers: prepare -> (bounded) -> engine here -> workers: deliver
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summarizer.batch.folders import Folder, LocalFolder, open_folder
from summarizer.batch.index import write_index
from summarizer.batch.inputs import Inputs, find_inputs
from summarizer.batch.journal import Journal, Record
from summarizer.batch.pools import Call, ClusterPool, Outcome, Pool, ProcessPool
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry, Report
from summarizer.batch.work import Prepared, Result, Task, deliver, describe_failure, prepare, process
from summarizer.errors import InputError, SummarizerError
from summarizer.translation import Translator

JOURNAL = ".summarizer/journal.sqlite"
"""Path of the journal below the output folder."""
WINDOW = 16
"""Documents in flight for each worker: enough to keep all busy while the engine holds this process."""
FULL = 256
"""Segments that make a full engine call; more would only wait longer for the first result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document whose brief need not be made."""

    entry: Entry


@dataclass(slots=True)
class Batch:
    """One run over many documents; iterate over it for entries as they come."""

    inputs: Inputs
    out: Folder
    recipe: Recipe
    jobs: int | None = None
    force: bool = False
    cluster: str | None = None
    translator: Translator | None = None
    """A heavy engine that is open already; by default the recipe opens one."""
    pool: Pool | None = None
    """Where the work is done; by default worker processes of this machine, or the cluster."""
    on_segments: Callable[[int], None] = lambda _count: None
    """Told how many segments the engine has translated, for a progress display."""
    unchanged: int = 0
    """Documents found done by an earlier run."""
    _first: dict[str, str] = field(default_factory=dict)
    """Hash of a document's bytes -> path of the first document that has them."""

    def run(self) -> Iterator[Entry]:
        """Do the batch; yield each document's entry as it is done, in no fixed order.

        Raises:
            UsageError: Another run writes to the same folder, or the cluster does not answer.
            OutputError: The journal cannot be written.
        """
        translator = self.translator or self.recipe.open_translator()
        fingerprint = self.recipe.fingerprint(translator)
        for path in self.inputs.skipped:
            yield Entry(path=path, status="skipped", reason="Its suffix is not one of a document.")
        with _open_journal(self.out) as journal:
            _clear_scratch(self.out)
            tasks = self._tasks(journal, fingerprint)
            pool = self.pool or self._open_pool()
            try:
                if self.cluster or not translator.engine.heavy:
                    found = self._run_whole(tasks, pool)
                else:
                    found = self._run_shared(tasks, pool, translator)
                yield from self._settle(found, journal, fingerprint)
            finally:
                pool.close()

    def _open_pool(self) -> Pool:
        return ClusterPool(self.cluster) if self.cluster else ProcessPool(self.jobs or os.cpu_count() or 1)

    def _tasks(self, journal: Journal, fingerprint: str) -> Iterator[Task | Known]:
        for path in self.inputs.paths:
            try:
                sha256 = hashlib.sha256(self.inputs.base.read(path)).hexdigest()
            except InputError as error:
                yield Known(entry=describe_failure(path, error))
                continue
            first = self._first.setdefault(sha256, path)
            if first != path:
                yield Known(entry=Entry(path=path, status="duplicate", duplicate_of=first))
                continue
            record = journal.find(path)
            clash = record and record.origin != self._origin(path) and Path(record.origin).exists()
            if record and clash and not self.force:
                yield Known(entry=_describe_clash(path, record))
            elif record and self._is_done(record, sha256, fingerprint):
                self.unchanged += 1
                yield Known(entry=record.entry)
            else:
                yield self._begin(path, record, journal, sha256, fingerprint)

    def _origin(self, path: str) -> str:
        return f"{self.inputs.base.root}/{path}"

    def _is_done(self, record: Record, sha256: str, fingerprint: str) -> bool:
        same = record.finished and record.sha256 == sha256 and record.recipe == fingerprint
        return same and not self.force and all(self._stands(*output) for output in record.outputs.items())

    def _stands(self, path: str, sha256: str) -> bool:
        there = self.out.find(path)
        return there is not None and hashlib.sha256(there).hexdigest() == sha256

    def _begin(self, path: str, record: Record | None, journal: Journal, sha256: str, fingerprint: str) -> Task:
        """Note that the outputs of a document may be half done, and return its task."""
        unfinished = record is not None and not record.finished
        known = record.outputs if record else {}
        entry = Entry(path=path, status="pending", reason="The run was stopped before it was done.")
        begun = Record(
            origin=self._origin(path), sha256=sha256, recipe=fingerprint, finished=False, entry=entry, outputs=known
        )
        journal.record(path, begun)
        return Task(
            path=path,
            base=self.inputs.base,
            out=self.out,
            recipe=self.recipe,
            known=known,
            overwrite=self.force or unfinished,
        )

    def _run_whole(self, tasks: Iterator[Task | Known], pool: Pool) -> Iterator[Known | Outcome]:
        for item in _fill(tasks, pool, lambda task: Call(task=task, function=process)):
            if isinstance(item, Outcome) and item.value:
                self.on_segments(item.value.entry.sentences)
            yield item

    def _run_shared(
        self, tasks: Iterator[Task | Known], pool: Pool, translator: Translator
    ) -> Iterator[Known | Outcome]:
        waiting: list[tuple[Task, Prepared]] = []
        for item in _fill(tasks, pool, lambda task: Call(task=task, function=prepare)):
            if isinstance(item, Known) or item.error or item.call.function is not prepare:
                yield item
                continue
            waiting.append((item.call.task, item.value))
            if sum(len(prepared.draft.segments) for _, prepared in waiting) >= FULL:
                yield from self._translate(waiting, pool, translator)
                waiting = []
        yield from self._translate(waiting, pool, translator)
        while pool.in_flight:
            yield pool.next_outcome()

    def _translate(self, waiting: list[tuple[Task, Prepared]], pool: Pool, translator: Translator) -> Iterator[Outcome]:
        """Translate the segments of all waiting documents in one call and send them on to be written."""
        segments = [segment for _, prepared in waiting for segment in prepared.draft.segments]
        try:
            renderings = iter(translator.translate(segments))
        except SummarizerError as error:
            if len(waiting) > 1:  # one document's text must not cost the others theirs
                for one in waiting:
                    yield from self._translate([one], pool, translator)
            else:
                yield from (Outcome(call=Call(task=task, function=prepare), error=error) for task, _ in waiting)
            return
        self.on_segments(len(segments))
        for task, prepared in waiting:
            own = [next(renderings) for _ in prepared.draft.segments]
            pool.submit(Call(task=task, function=deliver, arguments=(prepared, translator.bundle(own))))

    def _settle(self, found: Iterator[Known | Outcome], journal: Journal, fingerprint: str) -> Iterator[Entry]:
        """Note each outcome in the journal; hold duplicates back until what they repeat is done."""
        duplicates: list[Entry] = []
        failed: dict[str, Entry] = {}
        for item in found:
            if isinstance(item, Known):
                entry = item.entry
            elif item.error:
                entry = describe_failure(item.call.task.path, item.error)
            else:
                entry = self._note(item.value, journal, fingerprint)
            if entry.failed:
                failed[entry.path] = entry
            if entry.status == "duplicate":
                duplicates.append(entry)
            else:
                yield entry
        for entry in duplicates:
            original = failed.get(entry.duplicate_of)
            yield replace(entry, status="failed", reason=original.reason) if original else entry

    def _note(self, result: Result, journal: Journal, fingerprint: str) -> Entry:
        path = result.entry.path
        record = Record(
            origin=self._origin(path),
            sha256=result.sha256,
            recipe=fingerprint,
            finished=True,
            entry=result.entry,
            outputs=dict(result.outputs),
        )
        journal.record(path, record)
        return result.entry


def brief_folder(paths: Sequence[str], output: str, recipe: Recipe | None = None, *, jobs: int | None = None) -> Report:
    """Write briefs of many documents into a folder, with a report and an index; go on where an earlier run stopped.

    Work is done in processes that import the calling script again: guard it by `if __name__ == "__main__":`. To
    see each document as it is done, iterate over `Batch.run` instead.

    Args:
        paths: Files, folders, glob patterns, or one URL.
        output: A folder or URL; made where it is missing.
        recipe: How briefs are made.
        jobs: Worker processes; one a core by default.

    Raises:
        UsageError: Nothing to read, or another run writes to the same folder.
        InputError: A path stands for nothing.
        OutputError: The journal or the report cannot be written.
    """
    out = open_folder(output)
    batch = Batch(inputs=find_inputs(paths, output=output), out=out, recipe=recipe or Recipe(), jobs=jobs)
    report = Report(entries=list(batch.run()))
    write_index(report, out)
    return report


def _fill(tasks: Iterator[Task | Known], pool: Pool, make_call: Callable[[Task], Call]) -> Iterator[Any]:
    """Keep the pool full from `tasks`, never more than its window; yield known entries and outcomes."""
    for task in tasks:
        if isinstance(task, Known):
            yield task
            continue
        pool.submit(make_call(task))
        while pool.in_flight >= WINDOW * pool.width:
            yield pool.next_outcome()
    while pool.in_flight:
        yield pool.next_outcome()


def _describe_clash(path: str, record: Record) -> Entry:
    error = SummarizerError(
        f"the brief of {record.origin} is in its place", hint="Write to another folder, or run again with --force."
    )
    return describe_failure(path, error)


@contextmanager
def _open_journal(out: Folder) -> Iterator[Journal]:
    """Open the journal in the output folder; one behind a URL is fetched first and put back at the end."""
    if isinstance(out, LocalFolder):
        with Journal(Path(out.root, JOURNAL)) as journal:
            yield journal
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder, JOURNAL)
        copy.parent.mkdir()
        copy.write_bytes(out.find(JOURNAL) or b"")
        try:
            with Journal(copy) as journal:
                yield journal
        finally:
            out.write(JOURNAL, copy.read_bytes())


def _clear_scratch(out: Folder) -> None:
    """Remove what a killed run left half written."""
    if isinstance(out, LocalFolder):
        for path in Path(out.root, ".summarizer", "tmp").glob("*.tmp"):
            path.unlink(missing_ok=True)
