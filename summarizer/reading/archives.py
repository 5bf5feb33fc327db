"""Zip archives from strangers: DOCX and EPUB files, read within limits and without writing anything to disk.

Sizes are checked by the archive's directory before anything is unpacked, and again by counting while it is, because
a directory can lie. An archive whose end is missing (a download that stopped) is read as far as it goes.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

from summarizer.errors import OversizeInputError, UnsupportedInputError
from summarizer.model import Damage
from summarizer.reading import limits
from summarizer.reading.pages import Raw

_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 1 << 20
_SMALL = 1 << 20
"""Parts up to this size may be packed as tightly as they like."""
# A local file header: signature, version, flags, method, time, date, CRC, packed size, size, name and extra lengths.
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_SIGNATURE = b"PK\x03\x04"
_LOCKED = 0x1
_SIZES_FOLLOW = 0x8


@dataclass(slots=True, kw_only=True)
class Archive:
    """The parts of a zip archive."""

    name: str
    """Of the file, for messages."""
    parts: Mapping[str, bytes | zipfile.ZipInfo]
    """By name: where a part is, or, in an archive that was cut, what there is of it."""
    file: zipfile.ZipFile | None = None
    cut: frozenset[str] = frozenset()
    """Names of the parts that end early."""
    damage: tuple[Damage, ...] = ()
    unpacked: int = field(default=0, init=False)
    """Bytes read so far."""

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; none where there is no such part.

        Raises:
            OversizeInputError: It unpacks to more than the limits allow, alone or with all parts before it.
            UnsupportedInputError: It is damaged.
        """
        found = self.parts.get(part)
        if found is None:
            return b""
        data = found if isinstance(found, bytes) else self._unpack(found)
        self.unpacked += len(data)
        if self.unpacked > limits.MAX_UNPACKED_BYTES:
            raise _too_large(self.name, "all its parts together unpack", limits.MAX_UNPACKED_BYTES)
        return data

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        check_part(info.filename, info.file_size, info.compress_size, name=self.name)
        if self.file is None:
            return b""
        try:
            with self.file.open(info) as stream:
                chunks = list(_read_within(stream, limits.MAX_PART_BYTES + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as exc:
            raise UnsupportedInputError(
                f"its part {info.filename!r} is damaged",
                where=self.name,
                hint="Download or save it again.",
            ) from exc
        return b"".join(chunks)


def open_archive(raw: Raw) -> Archive:
    """Open a zip archive.

    Raises:
        OversizeInputError: It is too large, or has too many parts.
        UnsupportedInputError: It is locked, no zip archive, packed in an unknown way, or its names lead out of it.
    """
    limits.check_size(len(raw.data), limits.MAX_CONTAINER_BYTES, name=raw.name)
    try:
        file = zipfile.ZipFile(BytesIO(raw.data))
        infos = [info for info in file.infolist() if info.filename and not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error):
        return _open_cut(raw)
    limits.check_count(len(infos), limits.MAX_ARCHIVE_ENTRIES, "parts", name=raw.name)
    for info in infos:
        _check_entry(info.filename, info.flag_bits, info.compress_type, name=raw.name)
    return Archive(name=raw.name, parts={info.filename: info for info in infos}, file=file)


def check_part(part: str, size: int, packed: int, *, name: str) -> None:
    """Refuse a part that gets too large, or suspiciously larger, by unpacking.

    Raises:
        OversizeInputError: It would.
    """
    if size > limits.MAX_PART_BYTES:
        raise _too_large(name, f"its part {part!r} unpacks", limits.MAX_PART_BYTES)
    if size > _SMALL and size > packed * limits.MAX_COMPRESSION:
        raise OversizeInputError(
            f"its part {part!r} gets {size // max(1, packed):,} times larger by unpacking, as if to exhaust memory",
            where=name,
            hint="Save it again with a word processor, or give its text as .txt.",
        )


def _too_large(name: str, what: str, limit: int) -> OversizeInputError:
    return OversizeInputError(
        f"{what} to more than {limit / 2**20:.0f} MB",
        where=name,
        hint="Split it into smaller files, for instance by chapters.",
    )


def _check_entry(part: str, flags: int, method: int, *, name: str) -> None:
    if flags & _LOCKED:
        raise UnsupportedInputError(
            "it is locked with a password", where=name, hint="Open it, save it without the password and try again."
        )
    if part.startswith(("/", "\\")) or ".." in PurePosixPath(part.replace("\\", "/")).parts or part[1:2] == ":":
        raise UnsupportedInputError(
            f"it holds a path that leads out of it ({part[:60]!r}), as no word processor writes",
            where=name,
            hint="Don't trust it; ask for another copy.",
        )
    if method not in _READABLE:
        raise UnsupportedInputError(
            f"its part {part[:60]!r} is packed by an unusual method",
            where=name,
            hint="Save it again with a word processor.",
        )


def _read_within(stream: object, limit: int) -> Iterator[bytes]:
    while limit > 0 and (chunk := stream.read(min(_CHUNK, limit))):  # type: ignore[attr-defined]
        limit -= len(chunk)
        yield chunk


# --- an archive whose end is missing -----------------------------------------------------------------------------


def _open_cut(raw: Raw) -> Archive:
    """Read an archive without its directory, part after part, as far as it goes."""
    parts: dict[str, bytes] = {}
    cut: set[str] = set()
    room = limits.MAX_UNPACKED_BYTES
    at = 0
    while raw.data.startswith(_SIGNATURE, at) and at + _HEADER.size <= len(raw.data):
        part, data, at, whole = _read_local(raw, at)
        parts[part] = data
        room -= len(data)
        if room < 0:
            raise _too_large(raw.name, "all its parts together unpack", limits.MAX_UNPACKED_BYTES)
        if not whole:
            cut.add(part)
            break
    if not parts:
        raise UnsupportedInputError(
            "it begins like a zip archive and is none", where=raw.name, hint="Check that the download is complete."
        )
    damage = (Damage(kind="cut_archive", count=1, line=None),)
    return Archive(name=raw.name, parts=parts, cut=frozenset(cut), damage=damage)


def _read_local(raw: Raw, at: int) -> tuple[str, bytes, int, bool]:
    """Return name, data and end of the part whose header is at `at`, and whether all of it is there."""
    _, _, flags, method, _, _, _, packed, _, name_length, extra_length = _HEADER.unpack_from(raw.data, at)
    start = at + _HEADER.size + name_length + extra_length
    part = raw.data[at + _HEADER.size : at + _HEADER.size + name_length].decode("utf-8", "replace")
    _check_entry(part, flags, method, name=raw.name)
    if method == zipfile.ZIP_STORED:
        end = start + packed
        return part, raw.data[start:end], end, end <= len(raw.data) and not flags & _SIZES_FOLLOW
    end = start + packed if packed and not flags & _SIZES_FOLLOW else len(raw.data)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(raw.data[start:end], limits.MAX_PART_BYTES + 1)
    except zlib.error:
        return part, b"", end, False
    check_part(part, len(data), end - start - len(inflater.unused_data), name=raw.name)
    end -= len(inflater.unused_data)
    return part, data, _skip_descriptor(raw.data, end, flags), inflater.eof


def _skip_descriptor(data: bytes, at: int, flags: int) -> int:
    """Return where the next header starts: past the sizes that may follow a part."""
    if not flags & _SIZES_FOLLOW:
        return at
    found = data.find(_SIGNATURE, at, at + 28)
    return found if found >= 0 else at
