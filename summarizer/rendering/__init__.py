"""A brief as Markdown, HTML, JSON and other formats."""

from summarizer.rendering.options import Layout, RenderOptions
from summarizer.rendering.registry import RENDERERS, Renderer

__all__ = ["RENDERERS", "Layout", "RenderOptions", "Renderer"]
