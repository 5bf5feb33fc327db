"""Where documents come from and briefs go: a local folder, or a URL that fsspec knows.

Paths inside a folder are relative, with `/` on every system, and never leave it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from summarizer.batch.writing import write_file
from summarizer.errors import InputError, OutputError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Folder(Protocol):
    """A place that holds files by relative path."""

    root: str

    def walk(self) -> Iterator[str]:
        """Yield the relative paths of all files below, without hidden ones, in sorted order."""
        ...

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            InputError: There is no such file, or it cannot be read.
        """
        ...

    def find(self, path: str) -> bytes | None:
        """Return a file's bytes, or None where there is no such file."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a file so that it is either whole or not there.

        Raises:
            OutputError: It cannot be written, or the path leads out of the folder.
        """
        ...


def is_url(path: str) -> bool:
    """Tell whether `path` is a URL rather than a path of this machine."""
    return bool(_URL.match(path))


def open_folder(root: str) -> Folder:
    """Return the folder at a path or URL.

    Raises:
        UsageError: It is a URL, and fsspec is not installed or does not know its scheme.
    """
    return RemoteFolder(root) if is_url(root) else LocalFolder(root)


class LocalFolder:
    """A folder of this machine, or one that all machines of a cluster share."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)  # noqa: PTH100 - Path.resolve would follow links and change relative paths
        self._scratch = Path(self.root, ".summarizer", "tmp")

    def walk(self) -> Iterator[str]:
        """Yield relative paths in sorted order; links to folders are not followed."""
        for folder, names, files in os.walk(self.root):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for file in sorted(files):
                if not file.startswith("."):
                    yield Path(folder, file).relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        try:
            return Path(self.root, path).read_bytes()
        except FileNotFoundError as exc:
            raise InputError("there is no such file", where=path, hint="Was it moved while the batch ran?") from exc
        except (OSError, ValueError) as exc:
            raise InputError(f"it cannot be read ({exc})", where=path, hint="Check its permissions.") from exc

    def find(self, path: str) -> bytes | None:
        """Return a file's bytes, or None where there is no such file."""
        try:
            return Path(self.root, path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise OutputError(f"what is there cannot be read ({exc.strerror})", where=path) from exc

    def write(self, path: str, data: bytes) -> None:
        """Write a file by way of this folder's scratch folder."""
        target = Path(self.root, _inside(path))
        real_root = Path(self.root).resolve()
        if not target.parent.resolve().is_relative_to(real_root):
            raise OutputError(
                "a link leads out of the output folder", where=path, hint="Remove the link, or choose another folder."
            )
        write_file(target, data, scratch=self._scratch)


class RemoteFolder:
    """A folder behind a URL: `s3://`, `gs://`, `memory://`, ... Its store writes objects whole."""

    def __init__(self, root: str) -> None:
        try:
            import fsspec  # noqa: PLC0415 - an extra
        except ImportError as exc:
            raise UsageError("URLs need fsspec", where=root, hint="Type `pip install 'summarizer[cluster]'`.") from exc
        self.root = root.rstrip("/")
        try:
            filesystem, base = fsspec.core.url_to_fs(self.root)
        except (ImportError, ValueError) as exc:
            raise UsageError(
                f"this kind of URL cannot be opened ({exc})", where=root, hint="Check its scheme."
            ) from exc
        self._files: Any = filesystem
        self._base: str = str(base).rstrip("/")

    def _full(self, path: str) -> str:
        return f"{self._base}/{_inside(path)}"

    def walk(self) -> Iterator[str]:
        """Yield relative paths in sorted order."""
        for full in sorted(self._files.find(self._base)):
            path = full[len(self._base) :].lstrip("/")
            if not any(part.startswith(".") for part in path.split("/")):
                yield path

    def read(self, path: str) -> bytes:
        """Return an object's bytes."""
        try:
            data: bytes = self._files.cat_file(self._full(path))
        except FileNotFoundError as exc:
            raise InputError("there is no such file", where=path, hint="Was it moved while the batch ran?") from exc
        except OSError as exc:
            raise InputError(f"it cannot be read ({exc})", where=path, hint="Check the address.") from exc
        return data

    def find(self, path: str) -> bytes | None:
        """Return an object's bytes, or None where there is none."""
        try:
            data: bytes = self._files.cat_file(self._full(path))
        except FileNotFoundError:
            return None
        return data

    def write(self, path: str, data: bytes) -> None:
        """Write an object."""
        try:
            self._files.pipe_file(self._full(path), data)
        except OSError as exc:
            raise OutputError(f"it cannot be written ({exc})", where=path, hint="Check the address.") from exc


def _inside(path: str) -> str:
    if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute():
        raise OutputError("the path leads out of the output folder", where=path, hint="Rename the document.")
    return path
