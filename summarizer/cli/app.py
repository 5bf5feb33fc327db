"""The application: all commands, in the order in which a user needs them."""

from importlib.metadata import version
from typing import Annotated

import typer

from summarizer.cli import batch, brief, outline
from summarizer.cli.console import exits_cleanly

app = typer.Typer(
    name="summarizer",
    help="Bilingual briefs of long Chinese documents: key sentences beside their English, offline.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summarizer {version('summarizer')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass


app.command("brief")(brief.write_briefs)
app.command("batch")(batch.write_batch)
app.command("outline")(outline.show_outline)


def main() -> None:
    """Run the command line; the entry point of the `summarizer` program."""
    with exits_cleanly():
        app()
