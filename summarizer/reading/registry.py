"""The readers, one for each format. A new format is one file and one entry here."""

from collections.abc import Callable, Mapping

from summarizer.model import Format
from summarizer.reading.pages import Page, Raw


def _text(raw: Raw) -> Page:
    from summarizer.reading.text import read_text  # noqa: PLC0415 - a document has one format and needs one reader

    return read_text(raw)


def _markdown(raw: Raw) -> Page:
    from summarizer.reading.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(raw)


def _html(raw: Raw) -> Page:
    from summarizer.reading.html import read_html  # noqa: PLC0415

    return read_html(raw)


def _docx(raw: Raw) -> Page:
    from summarizer.reading.word import read_word  # noqa: PLC0415

    return read_word(raw)


def _pdf(raw: Raw) -> Page:
    from summarizer.reading.pdf import read_pdf  # noqa: PLC0415

    return read_pdf(raw)


def _epub(raw: Raw) -> Page:
    from summarizer.reading.epub import read_epub  # noqa: PLC0415

    return read_epub(raw)


READERS: Mapping[Format, Callable[[Raw], Page]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "epub": _epub,
}
