"""`summarizer check`: the translation checks on any two line-aligned files."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say, write_result
from summarizer.cli.options import Encoding
from summarizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from summarizer.model import Flag


def check_files(
    source: Annotated[str, typer.Argument(help="Chinese, one sentence a line (- for stdin).")],
    target: Annotated[str, typer.Argument(help="Its translation, line for line.")],
    format: Annotated[str, typer.Option("-f", "--format", help="text, or json: one list of flags a line.")] = "text",
    encoding: Encoding = None,
) -> None:
    """Check a translation for wrong numbers, omissions, loops and Chinese left in, line by line."""
    from summarizer.translation.checks import check_lines

    if format not in {"text", "json"}:
        raise UsageError(f"there is no format {format!r}", where="--format", hint="Choose text or json.")
    lines = [_read_lines(path, encoding) for path in (source, target)]
    if len(lines[0]) != len(lines[1]):
        raise InputError(
            f"it has {len(lines[1])} lines, {source} has {len(lines[0])}",
            where=target,
            hint="Give two files of which each line is the translation of the same line of the other.",
        )
    results = list(check_lines(*lines))
    show = _show_json if format == "json" else _show_text
    write_result("".join(f"{line}\n" for line in show(results, target)).encode())


def _show_json(results: "Sequence[Sequence[Flag]]", _name: str) -> Iterator[str]:
    for flags in results:
        yield json.dumps([{"kind": flag.kind, "detail": flag.detail} for flag in flags], ensure_ascii=False)


def _show_text(results: "Sequence[Sequence[Flag]]", name: str) -> Iterator[str]:
    for number, flags in enumerate(results, start=1):
        for flag in flags:
            yield f"{name}:{number}: {flag.kind}: {flag.detail}"
    yield f"{sum(map(bool, results))} of {len(results)} lines flagged"


def _read_lines(path: str, encoding: str | None) -> list[str]:
    from summarizer.batch import read_bytes
    from summarizer.reading.decoding import decode

    decoded = decode(read_bytes(path), encoding=encoding)
    for damage in decoded.damage:
        say(f"summarizer: {path}: {damage.count} undecodable places, the first on line {damage.line}.")
    return decoded.text.removesuffix("\n").split("\n")
