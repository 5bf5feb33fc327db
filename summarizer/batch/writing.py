"""Writing outputs so that a file is either whole or not there."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from summarizer.errors import DiskError, OutputError

_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""No room left, or a file system that turned read-only: the next file would fail as well."""


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`: to a temporary name first, then renamed over it.

    Missing folders are made. Whatever happens, `path` holds either what it held before or all of `data`.

    Raises:
        OutputError: The folder or file cannot be written, or the disk is full.
    """
    staged = stage_file(path.parent, data, shown=str(path))
    publish_file(staged, path)


def stage_file(folder: Path, data: bytes, *, shown: str) -> Path:
    """Write `data` to a temporary name in `folder`, so that it is on the disk, and return that name.

    Args:
        folder: Made where it is missing.
        data: All bytes of the file.
        shown: What messages call the file.

    Raises:
        OutputError: It cannot be written.
    """
    staged: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = folder / f".summarizer-{uuid4().hex}.tmp"
        # Opened plainly rather than by mkstemp, so that the user's umask decides who may read it.
        with staged.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        if staged is not None:
            discard_file(staged)
        raise explain_failure(exc, shown) from exc
    return staged


def publish_file(staged: Path, path: Path, *, shown: str = "") -> None:
    """Give a staged file its name; missing folders are made.

    Raises:
        OutputError: It cannot be; the staged file is gone then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(path)
    except OSError as exc:
        discard_file(staged)
        raise explain_failure(exc, shown or str(path)) from exc


def discard_file(staged: Path) -> None:
    """Remove a staged file that is not wanted; one that is not there is no error."""
    with suppress(OSError):
        staged.unlink()


def explain_failure(exc: OSError, shown: str) -> OutputError:
    """Return the error that says why a file cannot be written."""
    kind = DiskError if exc.errno in _DISK else OutputError
    return kind(
        f"it cannot be written ({exc.strerror or exc})",
        where=shown,
        hint="Check the folder's permissions and the free space, then run the same command again.",
    )
