"""What a person sees while something takes long."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Protocol

from summarizer.cli.console import say

if TYPE_CHECKING:
    from summarizer.batch import Batch, Entry


@contextmanager
def show_waiting(what: str, *, quiet: bool) -> Iterator[None]:
    """Show what is being done and for how long, if stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(escape(what), total=None)
        yield


class Display(Protocol):
    """Shows how far a batch is."""

    def show(self, entry: "Entry") -> None:
        """Take what became of a document."""
        ...


def follow(batch: "Batch", *, quiet: bool, verbose: bool) -> None:
    """Run a batch to its end, with a progress bar on a terminal and a line a document if `verbose`."""
    with closing(batch.run()) as entries, _open_display(batch, quiet=quiet) as display:
        for entry in entries:
            line = _describe(entry, verbose=verbose)
            if line and not quiet:
                say(f"summarizer: {line}")
            display.show(entry)


def summarize(batch: "Batch") -> str:
    """Say in a line what became of all documents."""
    stopped = "; run the same command again to go on" if batch.report.count("pending") else ""
    return batch.report.summarize(unchanged=batch.unchanged) + stopped


def _describe(entry: "Entry", *, verbose: bool) -> str:
    """Return the line for a document; empty where there is nothing that must be said."""
    from summarizer.batch import show_name

    name = show_name(entry.path)
    if entry.failed or entry.status == "edited":
        return f"{name}: {show_name(entry.reason)}"
    if not verbose:
        return ""
    if entry.status == "duplicate":
        return f"{name}: same as {show_name(entry.duplicate_of)}"
    return f"{name}: {entry.reason or ', '.join(map(show_name, entry.outputs))}"


class _Blank:
    """Shows nothing."""

    def show(self, entry: "Entry") -> None:
        """Take what became of a document."""


class _Bar:
    """A progress bar with rates and counts."""

    def __init__(self, batch: "Batch") -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        inputs = batch.inputs
        total = len(inputs.paths) + len(inputs.skipped) + len(inputs.unlisted)
        self.task = self.progress.add_task("", total=total, counts="")
        self.sentences = self.failed = self.flagged = 0
        batch.on_segments = self.count

    def count(self, sentences: int) -> None:
        """Take how many sentences have been translated."""
        self.sentences += sentences
        self.progress.update(self.task, counts=self._describe())

    def show(self, entry: "Entry") -> None:
        """Take what became of a document."""
        self.failed += entry.failed
        self.flagged += entry.flagged
        self.progress.update(self.task, advance=1, counts=self._describe())

    def _describe(self) -> str:
        seconds = self.progress.tasks[0].elapsed or 0
        rate = [f"{self.sentences / seconds:.0f} sentences/s"] if seconds > 1 and self.sentences else []
        return " · ".join([*rate, f"{self.flagged} flagged", f"{self.failed} failed"])


@contextmanager
def _open_display(batch: "Batch", *, quiet: bool) -> Iterator[Display]:
    if quiet or not sys.stderr.isatty():
        yield _Blank()
        return
    bar = _Bar(batch)
    with bar.progress:
        yield bar
