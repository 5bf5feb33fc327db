"""Telling a document's format: by its content first, by its name second."""

import re
from pathlib import PurePath

from summarizer.errors import EmptyInputError, UnsupportedInputError
from summarizer.model import Format

_SUFFIXES: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".epub": "epub",
}
# What people do send and what cannot be read, by the first bytes, with what to do about it.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .ppt)", "Save it as .docx and try again."),
    (b"{\\rtf", "a rich text file (RTF)", "Save it as .docx and try again."),
    (b"\x89PNG", "a picture (PNG)", "Run text recognition (OCR) on it and give the text."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Run text recognition (OCR) on it and give the text."),
    (b"GIF8", "a picture (GIF)", "Run text recognition (OCR) on it and give the text."),
    (b"II*\x00", "a picture (TIFF)", "Run text recognition (OCR) on it and give the text."),
    (b"MM\x00*", "a picture (TIFF)", "Run text recognition (OCR) on it and give the text."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and give the document inside."),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "Unpack it and give the documents inside."),
    (b"Rar!\x1a\x07", "an archive (RAR)", "Unpack it and give the documents inside."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it and give the document inside."),
    (b"\x7fELF", "a program", "Give a text, Markdown, HTML, DOCX, EPUB or PDF file."),
    (b"SQLite format 3\x00", "a database", "Give a text, Markdown, HTML, DOCX, EPUB or PDF file."),
    (b"RIFF", "a picture, sound or film (WebP, WAV, AVI)", "Give a text, Markdown, HTML, DOCX, EPUB or PDF file."),
    (b"AT&TFORM", "a scanned book (DjVu)", "Run text recognition (OCR) on it and give the text."),
    (b"bplist00", "a web archive of Safari", "Save the page as HTML and try again."),
)
_MHTML = re.compile(rb"(?im)^content-type:\s*multipart/related")
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:\s|<!--.{0,4000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<[a-zA-Z!/]")
_FRONT_MATTER = re.compile(rb"^(?:\xef\xbb\xbf)?---\r?\n[\w-]+:[^\n]*\n")
_ATX = re.compile(rb"(?m)^#{1,6} \S")
_HEAD = 8192
# An encrypted DOCX is an Office file of the old kind that holds one stream of this name.
_OLD_OFFICE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


def tell_format(data: bytes, *, name: str) -> Format:
    """Return the format of a file.

    Raises:
        EmptyInputError: There is nothing in it.
        UnsupportedInputError: It is locked, or its first bytes are those of a kind that holds no readable text.
    """
    head = data[:_HEAD]
    if not head:
        raise EmptyInputError("it is empty", where=name, hint="Check that the download is complete.")
    if head.startswith(_OLD_OFFICE) and _ENCRYPTED in data:
        raise UnsupportedInputError(
            "it is locked with a password", where=name, hint="Open it, save it without the password and try again."
        )
    _refuse_foreign(head, name=name)
    if head.startswith(b"PK\x03\x04"):
        return _tell_archive(data, name=name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    # UTF-16 pages read as ASCII once their nulls are gone.
    plain = head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML.match(plain):
        return "html"
    return _tell_text(plain, name=name)


def _refuse_foreign(head: bytes, *, name: str) -> None:
    for magic, kind, hint in _FOREIGN:
        if head.startswith(magic):
            raise UnsupportedInputError(f"this is {kind}", where=name, hint=hint)
    if head.lstrip()[:5].isalpha() and _MHTML.search(head):
        raise UnsupportedInputError("this is a web archive (MHTML)", where=name, hint="Save the page as HTML.")


def _tell_archive(data: bytes, *, name: str) -> Format:
    # The names of the entries stand in plain text in the archive's directory.
    tail = data[-(1 << 20) :]
    if b"word/document" in tail or b"word/document" in data[: 1 << 20]:
        return "docx"
    if b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in tail:
        return "epub"
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    if suffix in {"docx", "epub"}:
        return suffix
    raise UnsupportedInputError(
        "this is an archive without a DOCX or EPUB document in it",
        where=name,
        hint="Unpack it and give the documents inside.",
    )


def _tell_text(head: bytes, *, name: str) -> Format:
    by_name = _SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    if by_name == "html":
        return "html" if _TAG.search(head) else "text"
    if by_name in {"docx", "epub", "pdf"}:
        raise UnsupportedInputError(
            f"its name says {by_name}, its content does not",
            where=name,
            hint="Check that the download is complete.",
        )
    if by_name == "markdown" or _FRONT_MATTER.match(head):
        return "markdown"
    unnamed = not PurePath(name).suffix
    return "markdown" if unnamed and len(_ATX.findall(head)) > 1 else "text"
