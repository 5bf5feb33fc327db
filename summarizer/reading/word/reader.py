"""From a Word file to its visible blocks."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.errors import UnsupportedInputError
from summarizer.reading.archives import Archive, open_archive
from summarizer.reading.pages import Block, Page, Raw
from summarizer.reading.word.body import BodyReader, Paragraph, read_notes
from summarizer.reading.word.numbering import read_numbering
from summarizer.reading.word.styles import read_styles
from summarizer.reading.xml import find_all, find_child, local_name, parse_xml
from summarizer.text.script import count_han

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_HEAD = 8
"""Paragraphs in which a title is looked for."""
_TITLE_LENGTH = (2, 60)
_LARGER = 1.2
"""How much larger than the text a title is set at least: 二号 (22 points) above 三号 (16 points) is 1.4."""
_DECLARED = {"title": "title", "creator": "author", "created": "date"}


def read_word(raw: Raw) -> Page:
    """Read a Word document.

    Raises:
        OversizeInputError: It is too large, packed or unpacked.
        UnsupportedInputError: It is locked, damaged, or no Word document.
    """
    archive = open_archive(raw)
    main = _find_main(archive)
    root = _parse(archive, main)
    body = find_child(root, "body")
    if body is None:
        raise UnsupportedInputError(
            "there is no Word document in it",
            where=raw.name,
            hint="Check that the download is complete, or open it in a word processor and save it again.",
        )
    targets = _read_targets(archive, main)
    reader = BodyReader(
        styles=read_styles(_parse(archive, _first(targets, "styles"))),
        numbering=read_numbering(_parse(archive, _first(targets, "numbering"))),
    )
    blocks = list(_make_blocks(list(reader.read(body))))
    blocks += _make_notes(archive, targets, reader)
    blocks += _make_margins(archive, targets, reader)
    return Page(blocks=tuple(blocks), damage=archive.damage, declared=_read_properties(archive))


def _parse(archive: Archive, part: str) -> "_Element | None":
    return parse_xml(archive.read(part), name=archive.name, part=part, cut=part in archive.cut)


# --- the parts of the package ------------------------------------------------------------------------------------


def _find_main(archive: Archive) -> str:
    """Return the name of the part that holds the text; Word calls it document.xml, others may not."""
    if _MAIN in archive:
        return _MAIN
    targets = _read_targets(archive, "")
    return _first(targets, "officeDocument") or _MAIN


def _read_targets(archive: Archive, part: str) -> Mapping[str, list[str]]:
    """Return the parts that a part refers to, by the last word of the kind of relation."""
    folder, name = posixpath.split(part)
    root = _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    targets: dict[str, list[str]] = {}
    for each in find_all(root, "Relationship"):
        if each.get("TargetMode") != "External":  # nothing outside the file is ever read
            kind = (each.get("Type") or "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/")
            targets.setdefault(kind, []).append(path)
    return targets


def _first(targets: Mapping[str, list[str]], kind: str) -> str:
    return targets.get(kind, [""])[0]


# --- blocks ------------------------------------------------------------------------------------------------------


def _make_blocks(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    titles = find_titles(paragraphs)
    title = titles[0] if len(titles) == 1 else None
    shift = 1 if titles or any(paragraph.level == 0 for paragraph in paragraphs) else 0
    for index, paragraph in enumerate(paragraphs):
        tag = paragraph.kind or "p"
        if paragraph.level is not None or index == title:
            tag = "h1" if index == title or not paragraph.level else f"h{min(6, paragraph.level + shift)}"
        for line in paragraph.lines:
            yield Block(text=line, tag=tag, bold=bool(paragraph.look.bold))


def find_titles(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return the indices of the paragraphs that are set as a title where no style calls any so.

    These are the ones set largest near the top, above the first heading; the red name of the issuing organ above
    them (某某县人民政府文件) is larger, and is none. A title may take several paragraphs.
    """
    if any(paragraph.level == 0 for paragraph in paragraphs):
        return []
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.look.size or 0] += count_han("".join(paragraph.lines))
    body = sizes.most_common(1)[0][0] if sizes else 0
    found: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs[:_HEAD]):
        if paragraph.level is not None:
            break
        if _may_be_title(paragraph) and (paragraph.look.size or 0) >= _LARGER * body > 0:
            found[index] = paragraph.look.size or 0
    return [index for index, size in found.items() if size == max(found.values())]


def _may_be_title(paragraph: Paragraph) -> bool:
    text = "".join(paragraph.lines)
    shortest, longest = _TITLE_LENGTH
    return (
        shortest <= len(text) <= longest
        and len(paragraph.lines) == 1
        and not paragraph.kind
        and not paragraph.look.red
        and not paragraph.look.contents
        and not text.endswith(("文件", "。", "；", "："))
    )


def _make_notes(archive: Archive, targets: Mapping[str, list[str]], reader: BodyReader) -> list[Block]:
    """Return footnotes and endnotes; they stand outside the text, so they are no part of its sections."""
    blocks = []
    for kind in ("footnotes", "endnotes"):
        notes = read_notes(_parse(archive, _first(targets, kind)), reader)
        blocks += [Block(text=f"[{number}] {text}", tag="p", area="notes", furniture="note") for number, text in notes]
    return blocks


def _make_margins(archive: Archive, targets: Mapping[str, list[str]], reader: BodyReader) -> list[Block]:
    """Return running heads and feet, each once, after the text, for they stand on every page."""
    found: dict[str, Block] = {}
    for kind, rule in (("header", "running_head"), ("footer", "running_foot")):
        for part in targets.get(kind, []):
            root = _parse(archive, part)
            for paragraph in reader.read(root) if root is not None else ():
                for line in paragraph.lines:
                    found.setdefault(line, Block(text=line, tag="p", area=kind, furniture=rule))
    return list(found.values())


def _read_properties(archive: Archive) -> Mapping[str, str]:
    """Return title, author and date of the file's properties; a damaged part of them costs nothing else."""
    try:
        root = _parse(archive, "docProps/core.xml")
    except UnsupportedInputError:
        return {}
    values = {local_name(child): " ".join((child.text or "").split()) for child in ([] if root is None else root)}
    return {key: values[name] for name, key in _DECLARED.items() if values.get(name)}
