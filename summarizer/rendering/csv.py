"""The rows of a brief as CSV, for a spreadsheet.

Spreadsheets take UTF-8 for what it is only behind a byte-order mark, and run a cell that starts like a formula. So
the file has the mark, and such cells start with an apostrophe, which spreadsheets read as "this is text". One line is
one row; line breaks cannot occur inside a cell. The JSON brief has the exact texts.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from summarizer.model import Brief, BriefSection, Pair
from summarizer.rendering.plaintext import HARMLESS, show_plainly

HEADS = ("source", "id", "line", "heading_zh", "heading_en", "zh", "en", "origin", "flags")
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render_csv(brief: Brief) -> bytes:
    """Return the rows of the brief under a header row, as UTF-8 with a byte-order mark."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for section in brief.sections:
        for pair in section.pairs:
            writer.writerow(map(make_safe, _cells(brief, section, pair)))
    return text.getvalue().encode("utf-8-sig")


def _cells(brief: Brief, section: BriefSection, pair: Pair) -> Iterator[str]:
    rendering = pair.rendering
    yield brief.document.source.name
    yield pair.id
    yield str(pair.key.sentence.line)
    yield section.heading.zh or ""
    yield section.heading.en or ""
    yield pair.key.text
    yield rendering.en or ""
    yield rendering.origin
    yield "; ".join(f"{flag.kind}: {flag.detail}" if flag.detail else flag.kind for flag in rendering.flags)


def make_safe(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula.

    >>> make_safe("=1+1"), make_safe("增长5%")
    ("'=1+1", '增长5%')
    """
    plain = show_plainly(text)
    seen = plain.lstrip("".join(HARMLESS))
    return f"'{plain}" if seen.startswith(_FORMULA_STARTS) else plain
