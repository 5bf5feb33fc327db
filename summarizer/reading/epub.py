"""EPUB: the pages of a book in the order of its spine, each read as HTML is."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from summarizer.errors import EmptyInputError, UnsupportedInputError
from summarizer.model import Damage
from summarizer.reading.archives import Archive, open_archive
from summarizer.reading.decoding import decode
from summarizer.reading.html import find_blocks, limit_attributes, parse_html, place_damage
from summarizer.reading.limits import MAX_HTML_BYTES, MAX_TAGS, MAX_TEXT_BYTES, check_count, check_size
from summarizer.reading.pages import Block, Page, Raw
from summarizer.reading.xml import find_all, find_child, local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_PAGE_SUFFIXES = (".xhtml", ".html", ".htm", ".xml")
_DECLARED = {"title": "title", "creator": "author", "date": "date", "publisher": "organ"}
_OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to lock fonts, which are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """What a book's package file says."""

    pages: tuple[str, ...]
    """Names of the parts with text, in reading order."""
    contents: str = ""
    """The page that is the table of contents for machines; readers may show it."""
    declared: Mapping[str, str]


def read_epub(raw: Raw) -> Page:
    """Read a book.

    Raises:
        OversizeInputError: It is too large, packed or unpacked.
        UnsupportedInputError: It is locked, damaged, or no EPUB.
        EmptyInputError: There is no text in it.
    """
    archive = open_archive(raw)
    _refuse_locked(archive)
    spine = read_spine(archive)
    blocks: list[Block] = []
    damage: list[Damage] = list(archive.damage)
    size = 0
    for part in spine.pages:
        data = archive.read(part)
        size += len(data)
        check_size(size, MAX_TEXT_BYTES, name=raw.name)
        page = _read_page(data, part, archive)
        damage += place_damage(page.damage, page.blocks, before=len(blocks))
        furniture = "table_of_contents" if part == spine.contents else ""
        blocks += [replace(block, furniture=furniture) for block in page.blocks]
    return Page(blocks=tuple(blocks), damage=tuple(damage), declared=spine.declared)


def _read_page(data: bytes, part: str, archive: Archive) -> Page:
    check_size(len(data), MAX_HTML_BYTES, name=f"{archive.name}: {part}")
    decoded = decode(data, markup=True)
    check_count(decoded.text.count("<"), MAX_TAGS, "tags", name=archive.name)
    damage = decoded.damage if part not in archive.cut else ()
    try:
        root = parse_html(limit_attributes(decoded.text, name=archive.name), name=archive.name)
    except EmptyInputError:  # a page with nothing but a picture is no error of the book's
        return Page(blocks=(), damage=damage)
    return Page(blocks=find_blocks(root), damage=damage)


def read_spine(archive: Archive) -> Spine:
    """Read the package file: which pages a book has, in which order, and what it says of itself.

    In an archive that was cut it may be missing; then the pages count in the archive's own order.

    Raises:
        UnsupportedInputError: There is none, or none of its pages is there.
    """
    root, folder = _read_package(archive)
    manifest = find_child(root, "manifest")
    items = {item.get("id") or "": item for item in find_all(manifest, "item")}
    order = [
        items[name] for each in find_all(find_child(root, "spine"), "itemref") if (name := each.get("idref")) in items
    ]
    named = [(_locate(item, folder), item) for item in order if _is_page(item)]
    pages = [part for part, _ in named if part in archive]
    if archive.damage and not pages:
        pages = [part for part in archive.parts if part.endswith(_PAGE_SUFFIXES) and not part.startswith("META-INF/")]
    if not pages:
        raise UnsupportedInputError(
            "no page of the book is in it", where=archive.name, hint="Check that the download is complete."
        )
    contents = next((part for part, item in named if "nav" in (item.get("properties") or "").split()), "")
    return Spine(pages=tuple(dict.fromkeys(pages)), contents=contents, declared=_read_declared(root))


def _read_package(archive: Archive) -> "tuple[_Element | None, str]":
    """Return the root of the package file and the folder that its paths start from."""
    container = _parse(archive, "META-INF/container.xml")
    files = find_all(find_child(container, "rootfiles"), "rootfile")
    path = next((path for each in files if (path := each.get("full-path"))), "")
    path = path or next((part for part in archive.parts if part.endswith(".opf")), "")
    return _parse(archive, path), posixpath.dirname(path)


def _parse(archive: Archive, part: str) -> "_Element | None":
    return parse_xml(archive.read(part), name=archive.name, part=part, cut=part in archive.cut)


def _locate(item: "_Element", folder: str) -> str:
    href = unquote((item.get("href") or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, href))


def _is_page(item: "_Element") -> bool:
    return item.get("media-type") in _PAGES or (item.get("href") or "").endswith(_PAGE_SUFFIXES)


def _read_declared(root: "_Element | None") -> Mapping[str, str]:
    """Return title, author, date and publisher; of several, the first."""
    declared: dict[str, str] = {}
    for name, value in _list_metadata(find_child(root, "metadata")):
        key = _DECLARED.get(name)
        if key and value:
            declared.setdefault(key, value[:10] if key == "date" else value)
    return declared


def _list_metadata(metadata: "_Element | None") -> Iterator[tuple[str, str]]:
    if metadata is None:
        return
    for each in metadata:
        if local_name(each) in {"dc-metadata", "x-metadata"}:  # as books of before 2007 have it
            yield from _list_metadata(each)
        else:
            yield local_name(each), " ".join((each.text or "").split())


def _refuse_locked(archive: Archive) -> None:
    """Refuse a book whose text is locked.

    Raises:
        UnsupportedInputError: It is.
    """
    root = _parse(archive, "META-INF/encryption.xml")
    for each in find_all(root, "EncryptedData"):
        method = find_child(each, "EncryptionMethod")
        algorithm = "" if method is None else method.get("Algorithm") or ""
        if algorithm not in _OBFUSCATED:
            raise UnsupportedInputError(
                "its text is locked (DRM)", where=archive.name, hint="Get a copy without copy protection."
            )
