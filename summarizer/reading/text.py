"""Plain text: the decoded file's own lines."""

import re

from summarizer.errors import UnsupportedInputError
from summarizer.reading.decoding import Decoded, decode
from summarizer.reading.limits import MAX_LINES, MAX_TEXT_BYTES, check_count, check_size
from summarizer.reading.pages import Block, Page, Raw

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PROBE = 1 << 20


def read_text(raw: Raw) -> Page:
    """Read plain text.

    Raises:
        OversizeInputError: It is too large.
        UnsupportedInputError: It is no text.
        UsageError: There is no such encoding.
    """
    decoded = decode_text(raw)
    blocks = tuple(Block(text=line) for line in decoded.text.split("\n"))
    return Page(blocks=blocks, encoding=decoded.encoding, damage=decoded.damage)


def decode_text(raw: Raw) -> Decoded:
    """Decode a text file; the errors are those of `read_text`."""
    check_size(len(raw.data), MAX_TEXT_BYTES, name=raw.name)
    decoded = decode(raw.data, encoding=raw.encoding)
    refuse_binary(decoded.text, name=raw.name)
    check_count(decoded.text.count("\n"), MAX_LINES, "lines", name=raw.name)
    return decoded


def refuse_binary(text: str, *, name: str) -> None:
    """Refuse what no encoding turns into text.

    Text holds no control characters but white space; a stray one, or one bad byte in ten characters, still is text.

    Raises:
        UnsupportedInputError: It is no text.
    """
    probe = text[:_PROBE]
    strange = len(_CONTROL.findall(probe)) * 5 + probe.count("\ufffd")
    if strange > max(4, len(probe) / 10):
        raise UnsupportedInputError(
            "this is no text in any encoding that is known here",
            where=name,
            hint="Give a text, Markdown, HTML, DOCX, EPUB or PDF file, or name its encoding by --encoding.",
        )
