"""What a document says and lacks: title, sections, completeness, masked names, site furniture."""

from summarizer.structure.document import analyze
from summarizer.structure.phrases import read_phrases

__all__ = ["analyze", "read_phrases"]
