"""Rating and choosing key sentences."""

from summarizer.extraction.choice import extract

__all__ = ["extract"]
