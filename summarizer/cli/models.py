"""`summarizer models`: the translation models on this machine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say, write_result
from summarizer.cli.options import Quiet
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.translation.models import Model
    from summarizer.translation.models.report import Reporter

app = typer.Typer(name="models", help="List, install or remove translation models.", no_args_is_help=True)


@app.command("list")
def show_installed() -> None:
    """List the installed models, with their licences and sizes."""
    from summarizer.translation.models import models_folder
    from summarizer.translation.registry import list_installed

    models = list_installed()
    for model in models:
        write_result(f"{_describe(model)}\n".encode())
    if not models:
        say(f"summarizer: no model is installed in {models_folder()}. Type `summarizer models install` to get one.")


@app.command("install")
def install(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE...|NAME]",
            help="An .argosmodel file, Firefox's model files or their folder, a Qwen .gguf file, or a name such as"
            " zh_en of the official index of Argos packages, which needs the network. Without any: the best that"
            " can be reached.",
            show_default=False,
        ),
    ] = None,
    adapter: Annotated[
        Path | None,
        typer.Option("--adapter", metavar="FILE", help="Merge a LoRA adapter (safetensors) into a .gguf model."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Merge no adapter into a .gguf model, not even the one that comes with us.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before a download.")] = False,
    quiet: Quiet = False,
) -> None:
    """Install a translation model from a file, or download one."""
    from summarizer.translation.default import install_default
    from summarizer.translation.installation import install_model

    if adapter and plain:
        raise UsageError("merging an adapter and none", where="--adapter --plain", hint="Choose one of them.")
    with _reporting(quiet=quiet) as reporter:
        if source:
            model: Model | None = install_model(source, reporter, adapter=adapter, plain=plain)
        elif adapter or plain:
            raise UsageError(
                "no language model is named", where="--plain" if plain else "--adapter", hint="Give a .gguf file."
            )
        else:
            model = install_default(reporter, partial(_confirm, yes=yes, quiet=quiet))
    if model is None:
        raise typer.Abort
    if not quiet:
        say(f"summarizer: installed {_describe(model)}")


@app.command("remove")
def remove(
    model: Annotated[str, typer.Argument(metavar="NAME", help="As `models list` shows it.")],
    quiet: Quiet = False,
) -> None:
    """Remove an installed model."""
    from summarizer.translation.models import remove_model

    removed = remove_model(model)
    if not quiet:
        say(f"summarizer: removed {removed.id}")


@app.command("path")
def show_path() -> None:
    """Print the folder that holds the models."""
    from summarizer.translation.models import models_folder

    write_result(f"{models_folder()}\n".encode())


def _describe(model: "Model") -> str:
    record = model.record
    parts = [
        model.id,
        f"{record.source} -> {record.target}",
        f"{record.size / 1e6:.1f} MB",
        f"licence {record.licence}",
    ]
    if model.foreign:
        parts.append(f"installed by another program in {model.folder.parent}")
    if model.problem:
        parts.append(f"damaged: {model.problem}")
    return "  ".join(parts)


def _confirm(offer: str, *, yes: bool, quiet: bool) -> bool:
    """Say what would be installed, and ask a user who can answer."""
    if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        if not quiet:
            _say(f"installing {offer}")
        return True
    return typer.confirm(f"summarizer: {offer}. Install it?", default=True, err=True)


@contextmanager
def _reporting(*, quiet: bool) -> "Iterator[Reporter]":
    """Yield where an installation reports to: lines on stderr, and a progress bar if that is a terminal."""
    from summarizer.translation.models.report import Reporter

    if quiet:
        yield Reporter()
        return
    if not sys.stderr.isatty():
        yield Reporter(say=_say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    progress = Progress(
        BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    task = progress.add_task("", total=None)

    def advance(done: int, total: int) -> None:
        progress.start()
        progress.update(task, completed=done, total=total or None)

    def say_between(line: str) -> None:
        progress.stop()  # a question may follow, and a bar that moves would write over it
        _say(line)

    try:
        yield Reporter(say=say_between, advance=advance)
    finally:
        progress.stop()


def _say(line: str) -> None:
    say(f"summarizer: {line}")
