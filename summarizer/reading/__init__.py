"""Bytes to clean lines with their numbers: decoding, formats, site furniture."""

from summarizer.reading.furniture import Group, parse_phrases
from summarizer.reading.source import read_source

__all__ = ["Group", "parse_phrases", "read_source"]
