"""The readers, one for each format. A new format is one file and one line here."""

from collections.abc import Callable, Mapping

from summarizer.model import Format
from summarizer.reading.epub import read_epub
from summarizer.reading.html import read_html
from summarizer.reading.markdown import read_markdown
from summarizer.reading.pages import Page, Raw
from summarizer.reading.pdf import read_pdf
from summarizer.reading.text import read_text
from summarizer.reading.word import read_word

READERS: Mapping[Format, Callable[[Raw], Page]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "docx": read_word,
    "pdf": read_pdf,
    "epub": read_epub,
}
