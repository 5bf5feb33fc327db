"""`summarizer brief`: a bilingual brief of one or a few documents."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import report_error, say, write_result
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
from summarizer.cli.progress import show_waiting

if TYPE_CHECKING:
    from summarizer.model import Brief


def write_briefs(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Documents, or - for stdin.", show_default=False)
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="DIR|FILE|-", help="Where to; one document goes to stdout by default."),
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
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a bilingual brief: the key sentences of each section, Chinese beside English.

    Examples: summarizer brief report.html

    summarizer brief *.docx -o briefs/ -f html -f docx

    curl -s https://example.org/page | summarizer brief - --focus 就业,社会保险
    """
    from summarizer.batch import Entry, Report, plan_jobs, read_bytes, write_file
    from summarizer.briefs import add_words, load_phrases, make_brief
    from summarizer.errors import InputError, OutputError, TranslationError
    from summarizer.rendering import RENDERERS
    from summarizer.translation import open_translator

    jobs = plan_jobs(paths or [], output, format or [])
    shape = parse_shape(layout, front_matter=front_matter)
    selection = parse_selection(sentences, max_chars, focus, clauses=clauses)
    table = load_phrases(phrases) if phrases else ""
    translator = open_translator(engine, glossary=glossary, memory=choose_memory(memory))
    if translator.engine.info.advice and not quiet:
        say(f"summarizer: {translator.engine.info.advice}")
    report = Report()
    for job in jobs:
        try:
            data = read_bytes(job.path)
            with show_waiting(f"{job.name} …", quiet=quiet):
                brief = make_brief(
                    data,
                    name=job.name,
                    translator=translator,
                    selection=selection,
                    encoding=encoding,
                    phrases=table,
                )
                brief = add_words(brief) if interlinear else brief
            if verbose:
                say(f"summarizer: {_describe(brief)}")
            for name, target in job.targets.items():
                rendered = RENDERERS[name].render(brief, shape)
                if target is None:
                    write_result(rendered)
                else:
                    write_file(target, rendered)
                    if not quiet:
                        say(f"summarizer: {job.path} -> {target}")
            report.entries.append(Entry(path=job.path, status="written"))
        except (InputError, OutputError, TranslationError) as error:
            report_error(error)
            report.entries.append(Entry(path=job.path, status="failed", reason=str(error)))
    sys.exit(report.exit_code)


def _describe(brief: "Brief") -> str:
    from summarizer.rendering import count_doubtful

    document = brief.document
    return (
        f"{document.source.name}: {document.source.format}, {document.source.encoding}, "
        f"{document.character_count:,} characters; {len(brief.pairs)} rows, {count_doubtful(brief)} to check; "
        f"{document.completeness.en}"
    )
