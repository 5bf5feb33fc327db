"""Writing outputs so that a file is either whole or not there."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from summarizer.errors import OutputError


def write_file(path: Path, data: bytes, *, scratch: Path | None = None) -> None:
    """Write `data` to `path`: to a temporary name first, then renamed over it.

    Missing folders are made. Whatever happens, `path` holds either what it held before or all of `data`.

    Args:
        path: The file.
        data: All of its bytes.
        scratch: A folder on the same file system for the temporary name; by default the file's own.

    Raises:
        OutputError: The folder or file cannot be written, or the disk is full.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = scratch or path.parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".summarizer-", suffix=".tmp", dir=folder)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as exc:
        raise OutputError(
            f"it cannot be written ({exc.strerror or exc})",
            where=str(path),
            hint="Check the folder's permissions and the free space, then run the same command again.",
        ) from exc
    finally:
        if temporary is not None:
            with suppress(OSError):  # renamed away, or never written
                temporary.unlink()


def _umask() -> int:
    # The only portable way to read it is to set it; temporary files are made with 0600, results should not be.
    mask = os.umask(0)
    os.umask(mask)
    return mask
