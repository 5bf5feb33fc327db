"""A brief as Markdown, HTML, JSON and other formats."""

from summarizer.rendering.composition import count_doubtful
from summarizer.rendering.options import LAYOUTS, Layout, RenderOptions
from summarizer.rendering.registry import RENDERERS, Renderer
from summarizer.rendering.signs import signs

__all__ = ["LAYOUTS", "RENDERERS", "Layout", "RenderOptions", "Renderer", "count_doubtful", "signs"]
