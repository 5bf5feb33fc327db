"""How much is too much: sizes beyond which a document is refused rather than read for minutes.

The figures are set so that a refusal comes at once and a document just under them stays below a gigabyte of memory.
Long books have about 2 MB of text, the largest documents of the kind this package is for about 10 MB. A million
characters take about five seconds and a hundred megabytes of memory from bytes to outline.
"""

from summarizer.errors import OversizeInputError

MAX_TEXT_BYTES = 16 * 2**20
"""Of a text or Markdown file, and of a book's pages together."""
MAX_CHARACTERS = 6_000_000
"""Of the source view, whatever the format: what 16 MB of Chinese text hold."""
MAX_LINES = 200_000
"""Of the source view. A million characters of prose have about 20,000."""
MAX_HTML_BYTES = 32 * 2**20
"""Of an HTML page: its tree takes about ten times the memory of the file."""
MAX_TAGS = 1_000_000
"""Of an HTML page. The largest statute books have about 100,000."""
MAX_CONTAINER_BYTES = 256 * 2**20
"""Of a DOCX, EPUB or PDF file; most of it is pictures, which are not read."""
MAX_PART_BYTES = 64 * 2**20
"""Of one part of a zip archive after unpacking."""
MAX_UNPACKED_BYTES = 128 * 2**20
"""Of all parts together that are read from a zip archive."""
MAX_ARCHIVE_ENTRIES = 20_000
"""Files in a zip archive."""
MAX_COMPRESSION = 200
"""How many times larger a part may get by unpacking. Text in XML reaches 20 to 60; deflate's limit is 1032."""
MAX_PAGES = 5_000
"""Of a PDF."""


def check_count(count: int, limit: int, unit: str, *, name: str) -> None:
    """Refuse a document with more than `limit` lines, characters, tags ...

    Raises:
        OversizeInputError: It has more.
    """
    if count > limit:
        raise OversizeInputError(
            f"it has more than {limit:,} {unit}, the most that is read at once",
            where=name,
            hint="Split it into smaller files, for instance by chapters.",
        )


def check_size(size: int, limit: int, *, name: str) -> None:
    """Refuse `size` bytes where `limit` are the most that can be read.

    Raises:
        OversizeInputError: It is more.
    """
    if size > limit:
        raise OversizeInputError(
            f"it has {size / 2**20:.0f} MB, and {limit / 2**20:.0f} MB are the most that is read at once",
            where=name,
            hint="Split it into smaller files, for instance by chapters.",
        )
