"""Two-column lists that people bring along: glossaries and corrections as CSV or TSV.

Columns are found by their heads, in English or Chinese. Without known heads the first column of Chinese and the
first other one are taken.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from summarizer.data import read_lines
from summarizer.errors import InputError, OversizeInputError
from summarizer.text.script import count_han

LARGEST = 50_000_000
"""Bytes of a list; the largest public term bases have a fifth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A line of a list."""

    line: int
    zh: str
    en: str
    alternatives: str = ""
    note: str = ""


def read_bytes(path: Path, *, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file that a person names.

    Raises:
        InputError: There is no such file, it cannot be read, or it is too large.
    """
    try:
        if path.stat().st_size > largest:
            raise OversizeInputError(f"it is over {largest // 1_000_000} MB", where=str(path), hint="Split it.")
        return path.read_bytes()
    except OSError as exc:
        raise InputError(f"it cannot be read ({exc.strerror})", where=str(path), hint="Check the path.") from exc


def decode_text(data: bytes, where: str) -> str:
    """Decode by byte-order mark, else as UTF-8, else as GB18030, all strictly.

    Raises:
        InputError: It is none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("its encoding is none of UTF-8, UTF-16, GB18030", where=where, hint="Save it as UTF-8.")


def read_table(data: bytes, where: str) -> Iterator[TableRow]:
    """Yield the lines of a CSV or TSV file, without its head and its empty lines; cells may be empty.

    Raises:
        InputError: It is not such a file, or no column of Chinese and of English can be told.
    """
    text = decode_text(data, where)
    if "\0" in text:
        raise InputError("this is a binary file", where=where, hint="Save the list as CSV, in UTF-8.")
    yield from _name_cells([(at, cells) for at, cells in split_lines(text, where) if any(cells)], where)


def split_lines(text: str, where: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV or TSV text as stripped cells, each with the number of its last line in the file.

    Raises:
        InputError: Its quotation marks don't match up.
    """
    delimiter = _find_delimiter(text)
    try:
        return _split(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error as exc:
        if delimiter == "\t":  # many programs write TSV without any quoting
            return _split(text, delimiter, csv.QUOTE_NONE)
        raise InputError(f"it cannot be read as a table ({exc})", where=where, hint="Save it as CSV.") from exc


def _split(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]


def _find_delimiter(text: str) -> str:
    """Return the delimiter that the first line has most of; the comma where it has none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=first.count)


def _name_cells(lines: Sequence[tuple[int, list[str]]], where: str) -> Iterator[TableRow]:
    if not lines:
        raise InputError("the list is empty", where=where, hint="Give it a line: zh,en")
    columns = _match_heads(lines[0][1])
    body = lines[1:] if columns else lines
    columns = columns or _guess_columns(lines[0][1])
    if not {"zh", "en"} <= columns.keys():
        raise InputError(
            f"no column of Chinese and of English can be told by its first line, {', '.join(lines[0][1])!r}",
            where=where,
            hint="Name the columns in the first line: zh,en,alternatives,note",
        )
    for at, cells in body:
        yield TableRow(
            line=at, **{name: cells[column] if column < len(cells) else "" for name, column in columns.items()}
        )


def _match_heads(cells: Sequence[str]) -> dict[str, int]:
    known = _load_heads()
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = known.get(cell.lower().replace("_", "-"))
        if name:
            found.setdefault(name, at)
    return found if {"zh", "en"} <= found.keys() else {}


def _guess_columns(cells: Sequence[str]) -> dict[str, int]:
    chinese = [at for at, cell in enumerate(cells) if count_han(cell)]
    others = [at for at, cell in enumerate(cells) if cell and not count_han(cell)]
    return {"zh": chinese[0], "en": others[0]} if chinese and others else {}


@cache
def _load_heads() -> dict[str, str]:
    """Return the column that each head names."""
    rows = (line.split("\t") for line in read_lines("columns.tsv"))
    return {head: name for name, heads in rows for head in heads.split()}
