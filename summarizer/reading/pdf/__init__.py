"""PDF with a text layer: lines of print put together into paragraphs, running heads and page numbers told apart."""

from summarizer.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
