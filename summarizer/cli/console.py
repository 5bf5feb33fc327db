"""Streams and exit codes: results on stdout, everything else on stderr."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from summarizer.errors import InputError, SummarizerError


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


_COLOURS = {
    "title": "1",
    "warning": "1;33",
    "sound": "32",
    "head": "1;4",
    "heading": "1",
    "aside": "2",
}
"""Terminal codes by what a line is; none say anything that the words do not say."""
_WIDTH = 100
"""Columns where there is no terminal to ask."""


def paint(text: str, style: str) -> str:
    """Return a line in the colour of its style where stdout is a terminal that wants colour (https://no-color.org)."""
    colour = _COLOURS.get(style)
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\x1b[{colour}m{text}\x1b[0m" if wanted and colour and text else text


def measure_terminal() -> int:
    """Return the width of the terminal that stdout is, in columns, or that of a page where it is none."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH


def write_result(data: bytes) -> None:
    """Write bytes to stdout; a reader that has gone away is no error."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def ends_orderly() -> Iterator[None]:
    """Let a closed terminal and a request to end stop the command as Ctrl-C does."""
    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # What the caller chose to ignore, as nohup does, stays ignored.
    changed = [each for each in wanted if signal.getsignal(each) is signal.SIG_DFL]
    for each in changed:
        signal.signal(each, signal.default_int_handler)
    try:
        yield
    finally:
        for each in changed:
            signal.signal(each, signal.SIG_DFL)


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
