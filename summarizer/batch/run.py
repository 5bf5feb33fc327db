"""A batch from inputs to report: what is done already, what is the same as another, and the rest.

Light engines run inside the workers, the whole line for a document at a time. A heavy engine runs once, in this
process, and gets full batches of segments from many documents, while the workers read ahead and write behind:

    workers: prepare -> (bounded) -> engine here -> workers: deliver
"""

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from summarizer.batch.folders import Folder, RemoteFolder, is_url, open_folder, write_output
from summarizer.batch.index import write_index
from summarizer.batch.inputs import Inputs, find_inputs
from summarizer.batch.journal import PLACE, Journal, Record
from summarizer.batch.pools import Call, ClusterPool, Outcome, Pool, ProcessPool
from summarizer.batch.publishing import Publisher
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry, Report
from summarizer.batch.work import Prepared, Task, deliver, describe_failure, prepare, process
from summarizer.errors import DiskError, InputError, OutputError, SummarizerError
from summarizer.model import Rendering, Segment
from summarizer.rendering.names import show_name
from summarizer.translation import Translator
from summarizer.translation.processors import count_processors

WINDOW = 16
"""Documents in flight for each worker: enough to keep all busy while the engine holds this process."""
FULL, LEAST = 256, 32
"""Most and fewest segments in an engine call: more would not be faster, fewer would be slower."""
PATIENCE = 10.0
"""Seconds that an engine call should take at most: for so long nothing moves, and Ctrl-C is not heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document whose brief need not be made."""

    entry: Entry


@dataclass(slots=True)
class _Queue:
    """Calls the engine with as many segments at a time as it does in a moment."""

    translator: Translator
    on_segments: Callable[[int], None]
    full: int
    """Segments in the next call."""

    def translate(self, segments: Sequence[Segment]) -> list[Rendering]:
        """Return one rendering for each segment, in order; raises what the engine raises."""
        renderings: list[Rendering] = []
        while len(renderings) < len(segments):
            part = segments[len(renderings) : len(renderings) + self.full]
            began = time.perf_counter()
            renderings += self.translator.translate(part)
            rate = len(part) / max(time.perf_counter() - began, 1e-3)
            self.full = max(LEAST, min(FULL, int(rate * PATIENCE)))
            self.on_segments(len(part))
        return renderings


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
    """The recipe's own, if it is open already."""
    pool: Pool | None = None
    """Where the work is done; by default worker processes of this machine, or the cluster."""
    on_segments: Callable[[int], None] = lambda _count: None
    """Told how many segments the engine has translated, for a progress display."""
    report: Report = field(default_factory=Report)
    """What became of each document so far."""
    unchanged: int = 0
    """Documents found done by an earlier run."""
    _first: dict[tuple[str, str], str] = field(default_factory=dict)
    """Hash and suffix of a document -> path of the first document that has them."""

    def run(self) -> Generator[Entry, None, None]:
        """Do the batch; yield each document's entry as it is done, in no fixed order.

        At its end, also when the iterator is closed early or an error ends it, the report and the index are written.

        Raises:
            UsageError: Another run writes to the same folder, or the cluster does not answer.
            OutputError: The journal cannot be written, or the disk is full.
        """
        translator = self.translator or self.recipe.open_translator()
        fingerprint = self.recipe.fingerprint(translator)
        with _open_journal(self.out) as journal:
            pool = self.pool or self._open_pool()
            try:
                with closing(self._run(translator, fingerprint, journal, pool)) as entries:
                    for entry in entries:
                        self.report.entries.append(entry)
                        yield entry
            except BaseException:
                with suppress(OutputError):  # what stopped the run matters more
                    self._conclude(journal)
                raise
            self._conclude(journal)

    def _run(
        self, translator: Translator, fingerprint: str, journal: Journal, pool: Pool
    ) -> Generator[Entry, None, None]:
        try:
            self.out.clear_scratch()
            for path, reason in self.inputs.skipped.items():
                yield Entry(path=path, status="skipped", reason=reason)
            for path in self.inputs.unlisted:
                yield Entry(path=path, status="failed", reason="This folder cannot be listed. Check its permissions.")
            tasks = self._tasks(journal, fingerprint)
            if self.cluster or not translator.engine.heavy:
                found = self._run_whole(tasks, pool)
            else:
                found = self._run_shared(tasks, pool, translator)
            publisher = Publisher(out=self.out, journal=journal, force=self.force)
            yield from self._settle(found, publisher, fingerprint)
        finally:
            pool.close()
            self.out.clear_scratch()

    def _conclude(self, journal: Journal) -> None:
        self.report.add_pending(self.inputs.paths)
        write_index(self.report, self.out, list(_find_others(self.report, journal, self.out)))

    def _open_pool(self) -> Pool:
        return ClusterPool(self.cluster) if self.cluster else ProcessPool(self.jobs or count_processors())

    def _tasks(self, journal: Journal, fingerprint: str) -> Iterator[Task | Known]:
        for path in self.inputs.paths:
            try:
                yield self._plan(path, journal, fingerprint)
            except DiskError:
                raise
            except (InputError, OutputError) as error:
                yield Known(entry=describe_failure(path, error))

    def _plan(self, path: str, journal: Journal, fingerprint: str) -> Task | Known:
        """Decide what is to do for one document.

        Raises:
            InputError: It cannot be read.
            OutputError: Its place in the output folder is taken.
        """
        sha256 = self.inputs.base.hash_document(path)
        # The suffix helps to tell the format, so the same bytes under two suffixes can have two briefs.
        first = self._first.setdefault((sha256, PurePosixPath(path).suffix.lower()), path)
        if first != path:
            return Known(entry=Entry(path=path, status="duplicate", duplicate_of=first))
        record = journal.find(path)
        if record and not self.force:
            if record.sha256 != sha256 and self._is_of_another(record, path):
                raise OutputError(
                    f"the brief of {show_name(record.origin)} is in its place",
                    hint="Write to another folder, or run again with --force.",
                )
            if record.finished and (record.sha256, record.recipe) == (sha256, fingerprint):
                entry = self._check_outputs(record)
                if entry:
                    self.unchanged += 1
                    return Known(entry=replace(entry, path=path))
        return Task(path=path, base=self.inputs.base, out=self.out, recipe=self.recipe, fingerprint=fingerprint)

    def _origin(self, path: str) -> str:
        return f"{self.inputs.base.root}/{path}"

    def _is_of_another(self, record: Record, path: str) -> bool:
        """Whether the document that the journal knows under this path is another one, which still exists."""
        return record.origin != self._origin(path) and (is_url(record.origin) or os.path.lexists(record.origin))

    def _check_outputs(self, record: Record) -> Entry | None:
        """Return the entry of a document that is done, or None where one of its outputs is gone."""
        standing = {name: self.out.hash_output(name) for name in record.entry.outputs}
        if None in standing.values():
            return None
        if all(hash_value in record.outputs[name] for name, hash_value in standing.items()):
            return record.entry
        return replace(record.entry, status="edited", reason="Its brief was edited since, and is kept.")

    def _run_whole(self, tasks: Iterator[Task | Known], pool: Pool) -> Iterator[Known | Outcome]:
        for item in _fill(tasks, pool, lambda task: Call(task=task, function=process)):
            if isinstance(item, Outcome) and item.value:
                self.on_segments(item.value.entry.sentences)
            yield item

    def _run_shared(
        self, tasks: Iterator[Task | Known], pool: Pool, translator: Translator
    ) -> Iterator[Known | Outcome]:
        waiting: list[tuple[Task, Prepared]] = []
        queue = _Queue(translator=translator, on_segments=self.on_segments, full=2 * LEAST)
        for item in _fill(tasks, pool, lambda task: Call(task=task, function=prepare)):
            if isinstance(item, Known) or item.error or item.call.function is not prepare:
                yield item
                continue
            waiting.append((item.call.task, item.value))
            if sum(len(prepared.draft.segments) for _, prepared in waiting) >= queue.full:
                yield from self._translate(waiting, pool, queue)
                waiting = []
        yield from self._translate(waiting, pool, queue)
        while pool.in_flight:
            yield pool.next_outcome()

    def _translate(self, waiting: list[tuple[Task, Prepared]], pool: Pool, queue: "_Queue") -> Iterator[Outcome]:
        """Translate the segments of all waiting documents together and send them on to be written."""
        segments = [segment for _, prepared in waiting for segment in prepared.draft.segments]
        try:
            renderings = iter(queue.translate(segments))
        except Exception as error:
            if len(waiting) > 1:  # one document's text must not cost the others theirs
                for one in waiting:
                    yield from self._translate([one], pool, queue)
            else:
                [(task, _)] = waiting
                call = Call(task=task, function=prepare)
                yield Outcome(call=call, error=error if isinstance(error, SummarizerError) else call.blame(error))
            return
        for task, prepared in waiting:
            own = [next(renderings) for _ in prepared.draft.segments]
            pool.submit(Call(task=task, function=deliver, arguments=(prepared, queue.translator.bundle(own))))

    def _settle(self, found: Iterator[Known | Outcome], publisher: Publisher, fingerprint: str) -> Iterator[Entry]:
        """Publish each outcome; hold duplicates back until what they repeat is done."""
        duplicates: list[Entry] = []
        failed: dict[str, Entry] = {}
        for item in found:
            entry = item.entry if isinstance(item, Known) else self._publish(item, publisher, fingerprint)
            if entry.failed:
                failed[entry.path] = entry
            if entry.status == "duplicate":
                duplicates.append(entry)
            else:
                yield entry
        for entry in duplicates:
            original = failed.get(entry.duplicate_of)
            yield replace(entry, status="failed", reason=original.reason) if original else entry

    def _publish(self, outcome: Outcome, publisher: Publisher, fingerprint: str) -> Entry:
        path = outcome.call.task.path
        try:
            if outcome.error:
                raise outcome.error
            publisher.publish(path, outcome.value, origin=self._origin(path), recipe=fingerprint)
        except DiskError:
            raise
        except SummarizerError as error:
            return describe_failure(path, error)
        entry: Entry = outcome.value.entry
        return entry


def brief_folder(
    paths: Sequence[str], output: str, recipe: Recipe | None = None, *, jobs: int | None = None, force: bool = False
) -> Iterator[Entry]:
    """Write briefs of many documents into a folder, with a report and an index; go on where an earlier run stopped.

    Nothing is done before the result is iterated over: it yields what became of each document as soon as that is
    known. Work is done in processes that import the calling script again: guard it by
    `if __name__ == "__main__":`.

    Args:
        paths: Files, folders, glob patterns, or URLs.
        output: A folder or URL; made where it is missing.
        recipe: How briefs are made.
        jobs: Worker processes; one a core by default.
        force: Do all documents again, and overwrite whatever has the name of a brief.

    Raises:
        UsageError: Nothing to read, or another run writes to the same folder.
        OutputError: The journal or the report cannot be written.
    """
    inputs, out = find_inputs(paths, output=output), open_folder(output)
    return Batch(inputs=inputs, out=out, recipe=recipe or Recipe(), jobs=jobs, force=force).run()


def _find_others(report: Report, journal: Journal, out: Folder) -> Iterator[Entry]:
    """Yield the entries of briefs in the folder whose documents this run has not reached, or did not know of."""
    reached = {entry.path for entry in report.entries if entry.status != "pending"}
    for path, record in journal.list_finished():
        if path not in reached and all(out.hash_output(name) for name in record.entry.outputs):
            yield replace(record.entry, path=path)


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


@contextmanager
def _open_journal(out: Folder) -> Iterator[Journal]:
    """Open the journal in the output folder; one behind a URL is fetched first, and put back from time to time."""
    if not isinstance(out, RemoteFolder):
        with Journal(Path(out.root, PLACE)) as journal:
            yield journal
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder, PLACE)
        copy.parent.mkdir()
        copy.write_bytes(out.find(PLACE) or b"")
        with Journal(copy, backup=partial(write_output, out, PLACE)) as journal:
            yield journal
