"""`summarizer memory`: what people corrected, kept for later briefs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say, write_result
from summarizer.cli.options import Quiet
from summarizer.errors import UsageError, suggest

if TYPE_CHECKING:
    from summarizer.translation.memory import Lesson, Memory

app = typer.Typer(
    name="memory", help="Keep what people corrected, and exchange it with other programs.", no_args_is_help=True
)

MemoryPath = Annotated[
    Path | None,
    typer.Option("--memory", metavar="FILE", help="The memory; by default in your data folder.", show_default=False),
]


@app.command("learn")
def learn(
    briefs: Annotated[
        list[Path], typer.Argument(metavar="BRIEF...", help="Edited briefs: .md, .html, .docx, .json or .csv.")
    ],
    original: Annotated[
        Path | None,
        typer.Option("--original", metavar="FILE", help="The brief as it was, for one that this memory never saw."),
    ] = None,
    take_all: Annotated[
        bool, typer.Option("--all", help="Also keep rows that this memory never saw, as they now stand.")
    ] = False,
    memory: MemoryPath = None,
    quiet: Quiet = False,
) -> None:
    """Keep the English that a person changed in a brief; later briefs use it.

    Example: summarizer memory learn output/report.docx
    """
    from summarizer.translation.memory import learn_brief

    if original and len(briefs) > 1:
        raise UsageError("an original belongs to one brief", where="--original", hint="Learn the briefs one by one.")
    store = _open(memory)
    for brief in briefs:
        lesson = learn_brief(brief, store, original=original, take_all=take_all)
        if not quiet:
            _tell(brief, lesson)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .tmx or .csv.")],
    memory: MemoryPath = None,
    quiet: Quiet = False,
) -> None:
    """Write all corrections as TMX 1.4b or CSV."""
    from summarizer.batch import write_file
    from summarizer.translation.memory import WRITERS

    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        raise UsageError(f"there is no format {file.suffix!r}", where=str(file), hint=suggest(file.suffix, WRITERS))
    entries = list(_open(memory).read_approved().values())
    write_file(file, writer(entries))
    if not quiet:
        say(f"summarizer: {_count(len(entries), 'translation')} -> {file}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .tmx, .csv or .tsv file.")],
    memory: MemoryPath = None,
    quiet: Quiet = False,
) -> None:
    """Take translations from a TMX or CSV file as approved."""
    from summarizer.translation.memory import read_exchange

    entries = read_exchange(file)
    changed = _open(memory).approve(entries)
    if not quiet:
        say(f"summarizer: {_count(len(entries), 'translation')} read, {changed} of them new or changed")


@app.command("path")
def show_path(memory: MemoryPath = None) -> None:
    """Print where the memory stands."""
    write_result(f"{_open(memory).path}\n".encode())


def _open(path: Path | None) -> "Memory":
    from summarizer.translation.memory import Memory, default_path

    return Memory(path or default_path(), strict=True)


def _tell(brief: Path, lesson: "Lesson") -> None:
    say(f"summarizer: {brief}: {_count(len(lesson.learned), 'correction')} learned, {lesson.unchanged} rows unchanged")
    for entry in lesson.learned:
        say(f"  {entry.zh} = {entry.en}")
    if lesson.emptied:
        say(f"  {_count(lesson.emptied, 'row')} without English: nothing was learned from them.")
    if lesson.unknown:
        say(
            f"  {_count(len(lesson.unknown), 'row')} that this memory never saw: name the brief as it was by "
            "--original FILE, or keep them as they stand by --all."
        )
    for problem in lesson.unreadable:
        say(f"  not read: {problem}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
