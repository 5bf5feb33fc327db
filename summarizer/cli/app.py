"""The application: all commands, in the order in which a user needs them."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import batch, brief, check, doctor, memory, models, outline, translate
from summarizer.cli.config import load_defaults
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
        from importlib.metadata import version

        typer.echo(f"summarizer {version('summarizer')}")
        raise typer.Exit


@app.callback()
def _prepare(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Defaults; summarizer.toml is found by itself."),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    group = typer.main.get_group(app)
    commands = {name: [p.name for p in command.params if p.name] for name, command in group.commands.items()}
    context.default_map = load_defaults(config, commands)


app.command("brief")(brief.write_briefs)
app.command("batch")(batch.write_batch)
app.command("outline")(outline.show_outline)
app.command("translate")(translate.translate_lines)
app.command("check")(check.check_files)
app.add_typer(memory.app)
app.add_typer(models.app)
app.command("doctor")(doctor.show_health)


def main() -> None:
    """Run the command line; the entry point of the `summarizer` program."""
    with exits_cleanly():
        app()
