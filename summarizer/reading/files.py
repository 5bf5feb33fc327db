"""Files and standard input as bytes, within limits."""

import sys
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError, UnsupportedInputError
from summarizer.reading.limits import MAX_CONTAINER_BYTES, check_size

_STDIN = "-"


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of stdin for `-`.

    Raises:
        InputError: There is no such file, it is a folder, it cannot be read, or it is larger than any that is read.
    """
    if path == _STDIN:
        return _read_within(sys.stdin.buffer, "stdin")
    try:
        with Path(path).open("rb") as stream:
            return _read_within(stream, path)
    except FileNotFoundError as exc:
        raise InputError("there is no such file", where=path, hint="Check the path.") from exc
    except IsADirectoryError as exc:
        raise UnsupportedInputError(
            "this is a folder", where=path, hint=f"Type `summarizer batch {path} -o output/` for the files in it."
        ) from exc
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else str(exc)
        raise InputError(f"it cannot be read ({reason})", where=path, hint="Check its name and permissions.") from exc


def _read_within(stream: BinaryIO, path: str) -> bytes:
    # A stream may have no end: no more is taken than the largest document may have.
    data = stream.read(MAX_CONTAINER_BYTES + 1)
    check_size(len(data), MAX_CONTAINER_BYTES, name=path)
    return data
