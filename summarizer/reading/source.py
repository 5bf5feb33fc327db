"""Reading a document of any supported format."""

import hashlib
import re

from summarizer.errors import EmptyInputError
from summarizer.model import Format, Line, Source


def read_source(
    data: bytes,
    *,
    name: str,
    encoding: str | None = None,
    format: Format | None = None,  # noqa: A002 - the field's name
) -> Source:
    """Read a document's bytes into its source view.

    Args:
        data: The whole file.
        name: Its name without folders; the suffix helps to tell the format.
        encoding: Wins over whatever the bytes declare.
        format: Wins over what name and content suggest.

    Raises:
        InputError: It cannot be read; the subclass says why.
    """
    text = data.decode(encoding or "utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise EmptyInputError("there is no text in it", where=name, hint="Check that the download is complete.")
    if format == "html" or name.endswith((".html", ".htm")):
        format = "html"  # noqa: A001
        text = re.sub(r"<[^>]+>", "\n", text)
    return Source(
        name=name,
        format=format or ("markdown" if name.endswith(".md") else "text"),
        encoding=encoding or "utf-8",
        sha256=hashlib.sha256(data).hexdigest(),
        lines=make_lines(text.split("\n")),
    )


def make_lines(texts: list[str]) -> tuple[Line, ...]:
    """Number the lines of a source view and give each its offset."""
    lines, start = [], 0
    for number, text in enumerate(texts, 1):
        lines.append(Line(number=number, start=start, text=text))
        start += len(text) + 1
    return tuple(lines)
