"""Output formats by name."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.model import Brief
from summarizer.rendering.options import RenderOptions

_DEFAULTS = RenderOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """One output format."""

    suffix: str
    """File name suffix with its dot."""
    make: Callable[[Brief, RenderOptions], bytes]

    def render(self, brief: Brief, options: RenderOptions = _DEFAULTS) -> bytes:
        """Return the brief's bytes; a format without a certain option ignores it."""
        return self.make(brief, options)


def _markdown(brief: Brief, options: RenderOptions) -> bytes:
    from summarizer.rendering.markdown import render_markdown  # noqa: PLC0415 - as below: one format is enough

    return render_markdown(brief, options).encode()


def _html(brief: Brief, options: RenderOptions) -> bytes:
    from summarizer.rendering.html import render_html  # noqa: PLC0415 - loads the Markdown converter

    return render_html(brief, options).encode()


def _docx(brief: Brief, options: RenderOptions) -> bytes:
    from summarizer.rendering.docx import render_docx  # noqa: PLC0415 - loads python-docx

    return render_docx(brief, options)


def _json(brief: Brief, _options: RenderOptions) -> bytes:
    from summarizer.rendering.json import render_json  # noqa: PLC0415

    # A file's name may hold bytes that no encoding explains; what Python writes for them is JSON's own escape.
    return render_json(brief).encode(errors="backslashreplace")


def _csv(brief: Brief, _options: RenderOptions) -> bytes:
    from summarizer.rendering.csv import render_csv  # noqa: PLC0415

    return render_csv(brief)


RENDERERS: dict[str, Renderer] = {
    "markdown": Renderer(suffix=".md", make=_markdown),
    "html": Renderer(suffix=".html", make=_html),
    "docx": Renderer(suffix=".docx", make=_docx),
    "csv": Renderer(suffix=".csv", make=_csv),
    "json": Renderer(suffix=".json", make=_json),
}
"""Each format's name and how it is made."""
