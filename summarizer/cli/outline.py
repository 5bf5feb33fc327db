"""`summarizer outline`: sections, completeness and scores; no translation, no model needed."""

from typing import Annotated

import typer

from summarizer.cli.console import write_result
from summarizer.cli.options import Clauses, Encoding, Focus, MaxChars, PhrasesFile, Sentences, parse_selection


def show_outline(
    path: Annotated[str, typer.Argument(help="A document, or - for stdin.")],
    format: Annotated[str, typer.Option("-f", "--format", help="text or json.")] = "text",
    sentences: Sentences = None,
    max_chars: MaxChars = None,
    focus: Focus = None,
    clauses: Clauses = False,
    why: Annotated[bool, typer.Option("--why", help="Say what spoke for each key sentence.")] = False,
    encoding: Encoding = None,
    phrases: PhrasesFile = None,
) -> None:
    """Show what a document says and lacks, section by section, without translating it."""
    from summarizer.batch import Job, read_bytes
    from summarizer.briefs import load_phrases, outline, read_document
    from summarizer.rendering.json import render_json

    selection = parse_selection(sentences, max_chars, focus, clauses=clauses)
    table = load_phrases(phrases) if phrases else ""
    name = Job(path=path, targets={}).name
    document = read_document(read_bytes(path), name=name, encoding=encoding, phrases=table)
    brief = outline(document, selection)
    if format == "json":
        write_result(render_json(brief, lines=True, why=why).encode())
    else:
        for part in brief.sections:
            write_result(f"{part.section.id} {part.heading.zh or ''}\n".encode())
