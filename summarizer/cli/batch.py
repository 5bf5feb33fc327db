"""`summarizer batch`: briefs of many documents, resumable, with a report and an index."""

import sys
from typing import Annotated

import typer

from summarizer.cli.console import ends_orderly, report_error, say
from summarizer.cli.options import (
    Clauses,
    Encoding,
    EngineName,
    Focus,
    Formats,
    FrontMatter,
    GlossaryFile,
    Interlinear,
    LayoutName,
    MaxChars,
    MemoryFile,
    PhrasesFile,
    Quiet,
    Sentences,
    Verbose,
    choose_memory,
    parse_selection,
    parse_shape,
)

_HOW = "Running"


def write_batch(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, quoted globs, or URLs.", show_default=False),
    ] = None,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="Folder or URL for the briefs.")
    ] = "output",
    listing: Annotated[
        str | None, typer.Option("--from", metavar="LIST", help="A file with one path a line; - for stdin.")
    ] = None,
    format: Formats = None,
    sentences: Sentences = None,
    max_chars: MaxChars = None,
    focus: Focus = None,
    clauses: Clauses = False,
    engine: EngineName = "auto",
    glossary: GlossaryFile = None,
    memory: MemoryFile = None,
    encoding: Encoding = None,
    phrases: PhrasesFile = None,
    layout: LayoutName = "table",
    front_matter: FrontMatter = False,
    interlinear: Interlinear = False,
    jobs: Annotated[
        int | None,
        typer.Option("-j", "--jobs", min=1, help="Worker processes; one a core by default.", rich_help_panel=_HOW),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Do all documents again and overwrite whatever is there.", rich_help_panel=_HOW),
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS|local[:N]", help="Run on a Dask cluster.", rich_help_panel=_HOW),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write briefs of many documents. Run it again to go on where it stopped: only new and changed ones are done."""
    from summarizer.batch import Batch, Recipe, find_inputs, open_folder, read_bytes, read_list
    from summarizer.briefs import load_phrases
    from summarizer.cli.progress import follow, summarize
    from summarizer.errors import SummarizerError

    listed = read_list(read_bytes(listing)) if listing else []
    recipe = Recipe(
        formats=tuple(dict.fromkeys(format or ["markdown"])),
        selection=parse_selection(sentences, max_chars, focus, clauses=clauses),
        engine=engine,
        encoding=encoding,
        phrases=load_phrases(phrases) if phrases else "",
        glossary=glossary,
        # The machines of a cluster share no data folder, only what the user names.
        memory=None if cluster and memory is None else choose_memory(memory),
        interlinear=interlinear,
        shape=parse_shape(layout, front_matter=front_matter),
    )
    batch = Batch(
        inputs=find_inputs(paths or [], output=output, listed=listed),
        out=open_folder(output),
        recipe=recipe,
        jobs=jobs,
        force=force,
        cluster=cluster,
        translator=recipe.open_translator(),
    )
    advice = batch.translator.engine.info.advice if batch.translator else ""
    if advice and not quiet:
        say(f"summarizer: {advice}")
    try:
        with ends_orderly():
            follow(batch, quiet=quiet, verbose=verbose)
    except SummarizerError as error:
        if not batch.report.entries:
            raise
        report_error(error)  # some documents are done: that is no failed start
    finally:
        if batch.report.entries and not quiet:
            say(f"summarizer: {summarize(batch)} -> {output}")
    sys.exit(batch.report.exit_code)
