"""How a brief is laid out."""

from dataclasses import dataclass
from typing import Literal, get_args

Layout = Literal["table", "interleaved", "zh", "en"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What a reader may choose about the shape of a brief; the facts are the same in every shape."""

    layout: Layout = "table"
    """Chinese beside English, Chinese above English, or one language alone (Markdown, HTML and DOCX)."""
    front_matter: bool = False
    """Open Markdown with YAML front matter."""
