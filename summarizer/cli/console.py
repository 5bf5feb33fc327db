"""Streams and exit codes: results on stdout, everything else on stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from summarizer.errors import InputError, SummarizerError, UnsupportedInputError


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    SOME_FAILED = 1
    NOT_STARTED = 2
    INTERRUPTED = 130


def report_error(error: SummarizerError) -> None:
    """Say on stderr what happened, on which input, and what to do next."""
    say(f"summarizer: {error}")


def say(message: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(message + "\n")


def write_result(data: bytes) -> None:
    """Write bytes to stdout; a reader that has gone away is no error."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_input(path: Path) -> bytes:
    """Return the bytes of a file, or of stdin for `-`.

    Raises:
        InputError: There is no such file, or it cannot be read.
    """
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise InputError("there is no such file", where=str(path), hint="Check the path.") from exc
    except IsADirectoryError as exc:
        raise UnsupportedInputError(
            "this is a folder",
            where=str(path),
            hint=f"Type `summarizer batch {path} -o output/` for its files.",
        ) from exc
    except OSError as exc:
        raise InputError(f"it cannot be read ({exc.strerror})", where=str(path), hint="Check its permissions.") from exc


@contextmanager
def exits_cleanly() -> Iterator[None]:
    """Turn errors that stop the whole command into a message and an exit code."""
    try:
        yield
    except SummarizerError as error:
        report_error(error)
        code = Exit.SOME_FAILED if isinstance(error, InputError) else Exit.NOT_STARTED
        sys.exit(code)
    except KeyboardInterrupt:
        say("summarizer: interrupted.")
        sys.exit(Exit.INTERRUPTED)
