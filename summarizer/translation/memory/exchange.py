"""Approved translations as TMX 1.4b and as CSV, for other programs and for people.

What is written depends on the entries alone: no dates, no names of people or machines. Both formats give back what
they were given.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.errors import InputError, UnsupportedInputError
from summarizer.text.script import count_han
from summarizer.translation.memory.store import Approved
from summarizer.translation.tables import read_bytes, read_table
from summarizer.translation.xml import parse_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NATIVE = {"bpt", "ept", "ph", "it", "ut"}
"""Elements of a segment that hold another program's formatting codes, not text."""
_LARGEST = 200_000_000
"""Bytes of a memory to import; it is held whole."""


def write_tmx(entries: Iterable[Approved]) -> bytes:
    """Return the entries as a TMX 1.4b file."""
    from lxml import etree  # noqa: PLC0415 - heavy

    root = etree.Element("tmx", version="1.4")
    program = {"creationtool": "summarizer", "creationtoolversion": version("summarizer"), "o-tmf": "summarizer"}
    texts = {"segtype": "sentence", "adminlang": "en", "srclang": "zh", "datatype": "plaintext"}
    etree.SubElement(root, "header", {**program, **texts})
    body = etree.SubElement(root, "body")
    for entry in entries:
        unit = etree.SubElement(body, "tu")
        if entry.note:
            etree.SubElement(unit, "note").text = entry.note
        for language, text in (("zh", entry.zh), ("en", entry.en)):
            variant = etree.SubElement(unit, "tuv", {_LANG: language})
            etree.SubElement(variant, "seg").text = text
    etree.indent(root, " ")
    written: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    )
    return written + b"\n"


def read_tmx(data: bytes, where: str) -> Iterator[Approved]:
    """Yield the entries of a TMX file of any version that have both Chinese and English.

    Raises:
        InputError: It is no such file.
    """
    root = parse_xml(data, where)
    if root.tag != "tmx":
        raise InputError(f"this is no TMX but <{root.tag}>", where=where, hint="Export it as TMX 1.4.")
    for unit in root.iter("tu"):
        texts: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            language = (variant.get(_LANG) or variant.get("lang") or "").lower()[:2]
            segment = variant.find("seg")
            if segment is not None:
                texts.setdefault(language, _segment_text(segment))
        if texts.get("zh") and texts.get("en"):
            note = unit.find("note")
            yield Approved(zh=texts["zh"], en=texts["en"], note="" if note is None else "".join(note.itertext()))


def _segment_text(element: Any) -> str:
    inside = "".join(("" if child.tag in _NATIVE else _segment_text(child)) + (child.tail or "") for child in element)
    return (element.text or "") + inside


def write_csv(entries: Iterable[Approved]) -> bytes:
    """Return the entries as CSV in UTF-8 with a byte-order mark, without which Excel takes it for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("zh", "en", "note"))
    writer.writerows((entry.zh, entry.en, entry.note) for entry in entries)
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, where: str) -> Iterator[Approved]:
    """Yield the entries of a CSV or TSV file that have both Chinese and English.

    Raises:
        InputError: It is no such file.
    """
    for row in read_table(data, where):
        if count_han(row.zh) and row.en:
            yield Approved(zh=row.zh, en=row.en, note=row.note)


WRITERS: dict[str, Callable[[Iterable[Approved]], bytes]] = {".tmx": write_tmx, ".csv": write_csv}
READERS: dict[str, Callable[[bytes, str], Iterator[Approved]]] = {
    ".tmx": read_tmx,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
}


def read_exchange(path: Path) -> list[Approved]:
    """Return the entries of a file in the format that its suffix says.

    Raises:
        InputError: It cannot be read, or holds no entry with both Chinese and English.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedInputError(
            f"a {path.suffix or 'nameless'} file is no translation memory",
            where=str(path),
            hint=f"Name a file in one of: {', '.join(READERS)}.",
        )
    entries = list(reader(read_bytes(path, largest=_LARGEST), str(path)))
    if not entries:
        raise InputError("it holds no Chinese with English", where=str(path), hint="Check its languages.")
    return entries
