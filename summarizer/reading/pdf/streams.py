"""What a PDF's streams unpack to, so that one made to exhaust memory is refused before PDFium unpacks it."""

import re
import zlib
from collections.abc import Iterator

from summarizer.errors import OversizeInputError
from summarizer.reading.limits import MAX_PART_BYTES, MAX_UNPACKED_BYTES
from summarizer.reading.pages import Raw

_STREAM = re.compile(rb"\bstream\r?\n")
_OBJECT = re.compile(rb"\bobj\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2048
"""Bytes before a stream in which its dictionary is looked for."""
_CHUNK = 1 << 16
_USUAL = 50
"""Pages and fonts get 2 to 20 times larger by unpacking; what gets this much larger counts against the limit."""


def check_streams(raw: Raw) -> None:
    """Refuse a PDF whose streams unpack to too much, one alone or all tightly packed ones together.

    Pictures, which are not read, count only alone: a blank page is packed as tightly as a bomb.

    Raises:
        OversizeInputError: They do, or one is packed twice.
    """
    total = 0
    for head, start in _list_streams(raw.data):
        ways = len(_FLATE.findall(head))
        if ways > 1 and not _PICTURE.search(head):
            raise _explain(raw, "one of its streams is packed twice, as no program writes")
        packed, size = _measure(raw.data, start) if ways else (1, 0)
        if size > MAX_PART_BYTES:
            raise _explain(raw, f"one of its streams unpacks to more than {MAX_PART_BYTES / 2**20:.0f} MB")
        total += size if size > _USUAL * packed and not _PICTURE.search(head) else 0
        if total > MAX_UNPACKED_BYTES:
            raise _explain(raw, f"its streams unpack to more than {MAX_UNPACKED_BYTES / 2**20:.0f} MB")


def _explain(raw: Raw, what: str) -> OversizeInputError:
    return OversizeInputError(what, where=raw.name, hint="Print it to PDF again, or give its text as .txt.")


def _list_streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the dictionary of each stream and where its bytes start."""
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()]
        starts = [each.end() for each in _OBJECT.finditer(before)]
        yield before[starts[-1] if starts else 0 :], match.end()


def _measure(data: bytes, start: int) -> tuple[int, int]:
    """Return how many bytes a packed stream has, and how many unpacked, up to just over the limit."""
    inflater = zlib.decompressobj()
    size, at = 0, start
    pending = b""
    try:
        while not inflater.eof and size <= MAX_PART_BYTES:
            if not pending:
                pending, at = data[at : at + _CHUNK], at + _CHUNK
            got = len(inflater.decompress(pending, 1 << 20))
            if not (got or inflater.unconsumed_tail or at < len(data)):
                break
            size += got
            pending = inflater.unconsumed_tail
    except zlib.error:  # packed in another way, encrypted or damaged
        pass
    return max(1, min(at, len(data)) - start - len(pending) - len(inflater.unused_data)), size
