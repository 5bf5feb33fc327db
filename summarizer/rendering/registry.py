"""Output formats by name."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.model import Brief
from summarizer.rendering.json import render_json
from summarizer.rendering.markdown import render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """One output format."""

    suffix: str
    """File name suffix with its dot."""
    render: Callable[[Brief], bytes]


RENDERERS: dict[str, Renderer] = {
    "markdown": Renderer(suffix=".md", render=lambda brief: render_markdown(brief).encode()),
    "json": Renderer(suffix=".json", render=lambda brief: render_json(brief).encode()),
}
"""Each format's name and how it is made."""
