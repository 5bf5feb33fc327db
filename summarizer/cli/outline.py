"""`summarizer outline`: sections, completeness and scores; no translation, no model needed."""

from typing import Annotated

import typer

from summarizer.cli.console import measure_terminal, paint, write_result
from summarizer.cli.options import Clauses, Encoding, Focus, MaxChars, PhrasesFile, Sentences, parse_selection
from summarizer.errors import UsageError, suggest

_FORMATS = ("text", "json")


def show_outline(
    path: Annotated[str, typer.Argument(help="A document, or - for stdin.")],
    format: Annotated[str, typer.Option("-f", "--format", help="text or json.")] = "text",
    sentences: Sentences = None,
    max_chars: MaxChars = None,
    focus: Focus = None,
    clauses: Clauses = False,
    why: Annotated[bool, typer.Option("--why", help="Say what spoke for and against each key sentence.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="List every line of the source with its role.")] = False,
    encoding: Encoding = None,
    phrases: PhrasesFile = None,
) -> None:
    """Show what a document says and lacks, section by section, without translating it."""
    from summarizer.briefs import load_phrases, outline, read_document
    from summarizer.reading.files import read_bytes
    from summarizer.rendering.names import name_document

    if format not in _FORMATS:
        raise UsageError(f"there is no format {format!r}", where="--format", hint=suggest(format, _FORMATS))
    selection = parse_selection(sentences, max_chars, focus, clauses=clauses)
    table = load_phrases(phrases) if phrases else ""
    document = read_document(read_bytes(path), name=name_document(path), encoding=encoding, phrases=table)
    brief = outline(document, selection)
    if format == "json":
        from summarizer.rendering.json import render_json

        write_result(render_json(brief, lines=True, why=why).encode())
    else:
        from summarizer.rendering.outline import OutlineOptions, list_outline

        shown = list_outline(brief, OutlineOptions(width=measure_terminal(), why=why, lines=lines))
        write_result("".join(f"{paint(line.text, line.style)}\n" for line in shown).encode())
