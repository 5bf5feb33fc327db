"""The readers, one for each format. A new format is one file and one line here."""

from collections.abc import Callable, Mapping

from summarizer.model import Format
from summarizer.reading.html import read_html
from summarizer.reading.markdown import read_markdown
from summarizer.reading.pages import Page, Raw
from summarizer.reading.text import read_text

READERS: Mapping[Format, Callable[[Raw], Page]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
}
