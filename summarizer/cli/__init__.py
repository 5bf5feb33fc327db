"""The command line: flags, one library call, an exit code. No logic of its own."""

from summarizer.cli.app import main

__all__ = ["main"]
