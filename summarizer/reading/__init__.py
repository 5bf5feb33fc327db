"""Bytes to clean lines with their numbers: decoding and formats."""

from summarizer.reading.source import read_source

__all__ = ["read_source"]
