"""Zip archives from strangers: what may be unpacked, decided before a byte is written."""

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from summarizer.errors import InputError, ModelDamagedError
from summarizer.translation.models.store import unwritable

MAX_ENTRIES = 2_000
"""Official packages have some 20; those that carry other tools' files, a few hundred."""
MAX_BYTES = 4 * 2**30
"""Unpacked, in all. The largest published package has 0.3 GB."""

_HINT = "Nothing was installed; get the file again from where it is published."


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield a zip archive all of whose entries have been checked by name, kind, number and size.

    Raises:
        ModelDamagedError: It is no zip archive, it is damaged (also where that shows only in use), or an entry is
            not what may be unpacked.
        InputError: It cannot be read.
    """
    try:
        file = path.open("rb")
    except OSError as exc:
        raise InputError(f"it cannot be read ({exc.strerror})", where=str(path), hint="Check the path.") from exc
    with file:
        try:
            with zipfile.ZipFile(file) as archive:
                _check_entries(archive.infolist(), path)
                yield archive
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError) as exc:
            raise ModelDamagedError(f"this is no sound zip archive ({exc})", where=str(path), hint=_HINT) from exc


def _check_entries(entries: list[zipfile.ZipInfo], path: Path) -> None:
    problem = _find_problem(entries)
    if problem:
        raise ModelDamagedError(f"this archive is not safe to unpack: {problem}", where=str(path), hint=_HINT)


def _find_problem(entries: list[zipfile.ZipInfo]) -> str:
    """Say what speaks against unpacking these entries; an empty string if nothing does."""
    if len(entries) > MAX_ENTRIES:
        return f"it has {len(entries):,} entries, and {MAX_ENTRIES:,} are the limit"
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        return f"it unpacks to more than {MAX_BYTES:,} bytes"
    seen: set[str] = set()
    for entry in entries:
        if problem := _find_entry_problem(entry):
            return f"{entry.filename!r} {problem}"
        folded = entry.filename.rstrip("/").casefold()  # one file on some systems
        if folded in seen:
            return f"{entry.filename!r} comes twice"
        seen.add(folded)
    return ""


def _find_entry_problem(entry: zipfile.ZipInfo) -> str:
    name, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or ":" in name or any(ord(char) < 32 for char in name):
        return "is not a plain relative path"
    if ".." in parts:
        return "leads out of its folder"
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device"
    if entry.flag_bits & 1:
        return "is encrypted"
    return ""


def unpack_file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """Write one entry to a new file; `zipfile` yields no more bytes than the checked entry says it has.

    Raises:
        zipfile.BadZipFile: Its content is damaged.
        OutputError: It cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as sink:
            shutil.copyfileobj(source, sink)
    except OSError as exc:
        raise unwritable(target.parent, exc) from exc
