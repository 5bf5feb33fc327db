"""Where documents come from and briefs go: a local folder, or a URL that fsspec knows.

Paths inside a folder are relative, with `/` on every system, and never leave it. An output is staged first, under a
name that nobody reads, and then published under its own: it is whole or not there.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from uuid import uuid4

from summarizer.batch.places import OWN_FOLDER
from summarizer.batch.writing import discard_file, explain_failure, publish_file, stage_file
from summarizer.errors import InputError, OutputError, UsageError, suggest_packages
from summarizer.reading.limits import MAX_CONTAINER_BYTES, check_size

SCRATCH = f"{OWN_FOLDER}/staged"
"""Where outputs are staged, below the output folder."""
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Folder(Protocol):
    """A place that holds files by relative path."""

    root: str

    def walk(self, on_error: Callable[[str], None]) -> Iterator[str]:
        """Yield the relative paths of all files below, without hidden ones, in sorted order.

        Args:
            on_error: Told the relative path of each folder that cannot be listed.
        """
        ...

    def read(self, path: str) -> bytes:
        """Return a document's bytes.

        Raises:
            InputError: There is no such file, it cannot be read, or it is larger than any document.
        """
        ...

    def hash_document(self, path: str) -> str:
        """Return the SHA-256 of a document's bytes; raises as `read` does."""
        ...

    def hash_output(self, path: str) -> str | None:
        """Return the SHA-256 of what stands at an output path, or None where nothing does.

        Raises:
            OutputError: What is there cannot be read.
        """
        ...

    def stage(self, data: bytes, *, path: str) -> str:
        """Write the bytes of an output that will have this path, and return the name to publish it by.

        Raises:
            OutputError: It cannot be written; `DiskError` where nothing else can either.
        """
        ...

    def publish(self, staged: str, path: str) -> None:
        """Give a staged output its path.

        Raises:
            OutputError: It cannot be, or the path leads out of the folder.
        """
        ...

    def clear_scratch(self) -> None:
        """Remove what was staged and never published."""
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


def write_output(folder: Folder, path: str, data: bytes) -> None:
    """Write an output whole, over whatever has its path.

    Raises:
        OutputError: It cannot be written.
    """
    folder.publish(folder.stage(data, path=path), path)


class LocalFolder:
    """A folder of this machine, or one that all machines of a cluster share."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)  # noqa: PTH100 - Path.resolve would follow links and change relative paths

    def walk(self, on_error: Callable[[str], None]) -> Iterator[str]:
        """Yield relative paths in sorted order; links to folders are not followed."""

        def report(exc: OSError) -> None:
            on_error(self._relative(exc.filename))

        for folder, names, files in os.walk(self.root, onerror=report):
            names[:] = sorted(name for name in names if not name.startswith("."))
            below = "" if folder == self.root else self._relative(folder) + "/"
            yield from (below + file for file in sorted(files) if not file.startswith("."))

    def _relative(self, full: str) -> str:
        return Path(full).relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        """Return a document's bytes."""
        with _explain_input(path), _open_regular(Path(self.root, path)) as file:
            check_size(os.fstat(file.fileno()).st_size, MAX_CONTAINER_BYTES, name=path)
            return file.read()

    def hash_document(self, path: str) -> str:
        """Return the hash of a document's bytes."""
        with _explain_input(path), _open_regular(Path(self.root, path)) as file:
            check_size(os.fstat(file.fileno()).st_size, MAX_CONTAINER_BYTES, name=path)
            return hashlib.file_digest(file, "sha256").hexdigest()

    def hash_output(self, path: str) -> str | None:
        """Return the hash of what stands at an output path."""
        try:
            with _open_regular(Path(self.root, path)) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise OutputError(
                f"what stands at the place of its brief cannot be read ({exc.strerror})",
                where=path,
                hint="Remove it, or write to another folder.",
            ) from exc

    def stage(self, data: bytes, *, path: str) -> str:
        """Write to a name in this folder's scratch folder."""
        return stage_file(Path(self.root, SCRATCH), data, shown=path).name

    def publish(self, staged: str, path: str) -> None:
        """Rename a staged output."""
        source, target = Path(self.root, SCRATCH, staged), Path(self.root, check_inside(path))
        try:
            outside = not target.parent.resolve().is_relative_to(Path(self.root).resolve())
        except (OSError, RuntimeError):  # a loop of links
            outside = True
        if outside:
            discard_file(source)
            raise OutputError(
                "a link leads out of the output folder", where=path, hint="Remove the link, or choose another folder."
            )
        publish_file(source, target, shown=path)

    def clear_scratch(self) -> None:
        """Remove what was staged and never published."""
        for staged in Path(self.root, SCRATCH).glob("*.tmp"):
            discard_file(staged)


class RemoteFolder:
    """A folder behind a URL: `s3://`, `gs://`, `memory://`, ..."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self._files, self._base = open_url(self.root)

    def _full(self, path: str) -> str:
        return f"{self._base}/{check_inside(path)}"

    def walk(self, on_error: Callable[[str], None]) -> Iterator[str]:  # noqa: ARG002 - a store lists all or nothing
        """Yield relative paths in sorted order."""
        try:
            found = sorted(self._files.find(self._base))
        except Exception as exc:
            raise UsageError(f"it cannot be listed ({_say(exc)})", where=self.root, hint="Check the address.") from exc
        for full in found:
            path = full[len(self._base) :].lstrip("/")
            if not any(part.startswith(".") for part in path.split("/")):
                yield path

    def read(self, path: str) -> bytes:
        """Return an object's bytes."""
        try:
            check_size(self._files.size(self._full(path)) or 0, MAX_CONTAINER_BYTES, name=path)
            data: bytes = self._files.cat_file(self._full(path))
        except FileNotFoundError as exc:
            raise _vanished(path) from exc
        except InputError:
            raise
        except Exception as exc:  # stores raise what their client libraries have
            raise InputError(f"it cannot be read ({_say(exc)})", where=path, hint="Check the address.") from exc
        return data

    def hash_document(self, path: str) -> str:
        """Return the hash of an object's bytes."""
        return hashlib.sha256(self.read(path)).hexdigest()

    def find(self, path: str) -> bytes | None:
        """Return an object's bytes, or None where there is none."""
        try:
            data: bytes = self._files.cat_file(self._full(path))
        except FileNotFoundError:
            return None
        except Exception as exc:
            raise OutputError(f"it cannot be read ({_say(exc)})", where=path, hint="Check the address.") from exc
        return data

    def hash_output(self, path: str) -> str | None:
        """Return the hash of what stands at an output path."""
        data = self.find(path)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def stage(self, data: bytes, *, path: str) -> str:
        """Write an object into the scratch folder."""
        staged = f"{uuid4().hex}.tmp"
        self._write(f"{SCRATCH}/{staged}", data, shown=path)
        return staged

    def _write(self, path: str, data: bytes, *, shown: str) -> None:
        full = self._full(path)
        try:
            self._files.makedirs(full.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(full, data)
        except OSError as exc:
            raise explain_failure(exc, shown) from exc
        except Exception as exc:
            raise OutputError(f"it cannot be written ({_say(exc)})", where=shown, hint="Check the address.") from exc

    def publish(self, staged: str, path: str) -> None:
        """Move a staged object."""
        source, target = self._full(f"{SCRATCH}/{staged}"), self._full(path)
        try:
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._files.mv(source, target)
        except OSError as exc:
            raise explain_failure(exc, path) from exc
        except Exception as exc:
            raise OutputError(f"it cannot be written ({_say(exc)})", where=path, hint="Check the address.") from exc

    def clear_scratch(self) -> None:
        """Remove what was staged and never published."""
        try:
            for staged in self._files.find(f"{self._base}/{SCRATCH}"):
                self._files.rm_file(staged)
        except Exception:  # noqa: S110 - what stays there is in nobody's way
            pass


def open_url(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL, and the URL's path in it.

    Raises:
        UsageError: fsspec is not installed, or does not know the scheme.
    """
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError as exc:
        raise UsageError("URLs need fsspec", where=url, hint=suggest_packages("cluster")) from exc
    try:
        files, base = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as exc:
        raise UsageError(f"this kind of URL cannot be opened ({exc})", where=url, hint="Check its scheme.") from exc
    return files, str(base).rstrip("/")


def check_inside(path: str) -> str:
    """Return a relative path that does not lead out of its folder.

    Raises:
        OutputError: It does.
    """
    if ".." in PurePosixPath(path).parts or PurePosixPath(path).is_absolute():
        raise OutputError("the path leads out of the output folder", where=path, hint="Rename the document.")
    return path


def _open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading; a pipe or a device would keep its reader waiting, or never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is no regular file", str(path))
    return path.open("rb")


@contextmanager
def _explain_input(path: str) -> Iterator[None]:
    """Turn what a file system says into an error about the document."""
    try:
        yield
    except FileNotFoundError as exc:
        raise _vanished(path) from exc
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise InputError(f"it cannot be read ({reason})", where=path, hint="Check its permissions.") from exc
    except ValueError as exc:  # a NUL in the name
        raise InputError(f"it cannot be read ({exc})", where=path, hint="Check its name.") from exc


def _vanished(path: str) -> InputError:
    return InputError("there is no such file", where=path, hint="Was it moved while the batch ran?")


def _say(exc: Exception) -> str:
    return str(exc) or type(exc).__name__
