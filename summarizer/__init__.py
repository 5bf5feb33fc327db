"""Bilingual briefs of long Chinese documents: key sentences beside their English, offline.

>>> import summarizer
>>> document = summarizer.read_document("标题\\n会议决定，明年启动改革。".encode(), name="a.txt")
>>> document.title
'标题'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.batch import Recipe, brief_folder
    from summarizer.briefs import make_brief, outline, read_document
    from summarizer.errors import SummarizerError
    from summarizer.model import Brief, Document, Selection
    from summarizer.rendering import RENDERERS
    from summarizer.translation import Translator, open_translator

__all__ = [
    "RENDERERS",
    "Brief",
    "Document",
    "Recipe",
    "Selection",
    "SummarizerError",
    "Translator",
    "brief_folder",
    "make_brief",
    "open_translator",
    "outline",
    "read_document",
]

_HOMES = {
    "batch": ("Recipe", "brief_folder"),
    "briefs": ("make_brief", "outline", "read_document"),
    "errors": ("SummarizerError",),
    "model": ("Brief", "Document", "Selection"),
    "rendering": ("RENDERERS",),
    "translation": ("Translator", "open_translator"),
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that the command line's help and completion answer at once.
    if name == "__version__":
        return import_module("importlib.metadata").version("summarizer")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"summarizer.{home}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
