"""What a person sees while something takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

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


def follow(batch: "Batch", *, quiet: bool, verbose: bool) -> "Iterator[Entry]":
    """Run a batch and yield its entries, with a progress bar on a terminal and a line a document if `verbose`."""
    if quiet or not sys.stderr.isatty():
        yield from _talk(batch.run(), verbose=verbose and not quiet, quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}{task.fields[doubts]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        total = len(batch.inputs.paths) + len(batch.inputs.skipped)
        task = progress.add_task("", total=total, rate="", doubts="")
        segments = failed = flagged = 0

        def count(number: int) -> None:
            nonlocal segments
            segments += number

        batch.on_segments = count
        for entry in _talk(batch.run(), verbose=verbose, quiet=False):
            failed += entry.failed
            flagged += entry.flagged
            seconds = progress.tasks[0].elapsed or 0
            rate = f"{segments / seconds:.0f} sentences/s" if seconds > 1 and segments else ""
            progress.update(task, advance=1, rate=rate, doubts=f" · {flagged} flagged · {failed} failed")
            yield entry


def _talk(entries: "Iterator[Entry]", *, verbose: bool, quiet: bool) -> "Iterator[Entry]":
    for entry in entries:
        if entry.failed and not quiet:
            say(f"summarizer: {entry.path}: {entry.reason}")
        elif verbose:
            words = {"duplicate": f"same as {entry.duplicate_of}", "skipped": entry.reason}
            say(f"summarizer: {entry.path}: {words.get(entry.status, ', '.join(entry.outputs))}")
        yield entry
