"""Word documents (DOCX): paragraphs with the numbers that Word counts, tables, text boxes, notes, running heads."""

from summarizer.reading.word.reader import read_word

__all__ = ["read_word"]
