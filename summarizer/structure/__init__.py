"""What a document says and lacks: title, sections, completeness, masked names, site furniture."""

from summarizer.structure.document import analyze

__all__ = ["analyze"]
