"""What of a page is no part of the document: navigation, share buttons, related links, comments, disclaimers."""

from summarizer.reading.furniture.marking import mark_furniture
from summarizer.reading.furniture.phrases import Group, parse_phrases

__all__ = ["Group", "mark_furniture", "parse_phrases"]
