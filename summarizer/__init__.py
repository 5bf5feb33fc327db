"""Bilingual briefs of long Chinese documents: key sentences beside their English, offline.

>>> import summarizer
>>> document = summarizer.read_document("标题\\n会议决定，明年启动改革。".encode(), name="a.txt")
>>> document.title
'标题'
"""

from importlib.metadata import version

from summarizer.briefs import make_brief, outline, read_document
from summarizer.errors import SummarizerError
from summarizer.model import Brief, Document, Selection
from summarizer.rendering import RENDERERS
from summarizer.translation import Translator, open_engine

__all__ = [
    "RENDERERS",
    "Brief",
    "Document",
    "Selection",
    "SummarizerError",
    "Translator",
    "make_brief",
    "open_engine",
    "outline",
    "read_document",
]

__version__ = version("summarizer")
