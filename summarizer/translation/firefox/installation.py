"""Installing a Firefox model from its files: unpacked, measured, tried once, and only then put in its place."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from summarizer.errors import InputError, ModelDamagedError
from summarizer.translation.firefox.files import ModelFiles, find_files, sort_files
from summarizer.translation.firefox.runtime import open_runtime, open_tokenizer, require_runtime, run_translator
from summarizer.translation.models import Model, ModelRecord, adopt_model, stage_model
from summarizer.translation.models.catalogue import Pinned, find_pinned
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import hash_file, unwritable

MAX_BYTES = 2**29
"""Of one unpacked file. The largest published one has 60 MB."""
_BLOCK = 2**20
LICENCE = "MPL-2.0"
"""Of all models that Mozilla publishes."""
_SUFFIXES = {"model": ".bin", "lex": ".bin"}


def accepts_files(paths: Sequence[Path]) -> bool:
    """Tell whether these are a Firefox model's files, or a folder that holds some."""
    found = find_files(paths)
    return bool(found) and (len(found) == len(paths) or paths[0].is_dir())


def install_files(paths: Sequence[Path], reporter: Reporter) -> Model:
    """Install a Firefox model from its files or their folder.

    Args:
        paths: The files, plain or gzipped, or the one folder that holds them.
        reporter: Is told the hashes, and whether the model is a published one.

    Raises:
        InputError: A file cannot be read.
        ModelMissingError: The package that runs the model is not installed.
        ModelDamagedError: The files are not those of one sound model.
        OutputError: The models folder cannot be written.
    """
    require_runtime(str(paths[0]))
    try:
        files = sort_files(find_files(paths))
    except ValueError as exc:
        raise _not_a_model(paths[0], str(exc)) from exc
    with stage_model() as staging:
        hashes = {}
        for role, path in sorted(files.paths.items()):
            copied = staging / (role + _SUFFIXES.get(role, ".spm"))
            copy_file(path, copied)
            hashes[role] = hash_file(copied)
            reporter.say(f"{path.name}: sha256 {hashes[role]}")
        pinned = find_pinned(hashes["model"], "firefox")
        reporter.say(f"this is {pinned.note}" if pinned else "this is no published model that is known here")
        _try_model(staging, files.paths["model"])
        return adopt_model(staging, _make_record(files, hashes, pinned))


def copy_file(path: Path, target: Path) -> None:
    """Copy a file, unpacked if it is gzipped.

    Raises:
        InputError: It cannot be read.
        ModelDamagedError: It is damaged, or larger than any model.
        OutputError: The copy cannot be written.
    """
    blocks = _read_blocks(path)
    try:
        with target.open("xb") as sink:
            for block in blocks:
                sink.write(block)
    except OSError as exc:
        raise unwritable(target.parent, exc) from exc


def _read_blocks(path: Path) -> Iterator[bytes]:
    done = 0
    try:
        with path.open("rb") as file:
            packed = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file
            while block := packed.read(_BLOCK):
                done += len(block)
                if done > MAX_BYTES:
                    raise _not_a_model(path, f"it has more than {MAX_BYTES:,} bytes")
                yield block
    except (gzip.BadGzipFile, EOFError, zlib.error) as exc:
        raise _not_a_model(path, f"it is damaged ({exc})") from exc
    except OSError as exc:
        raise InputError(f"it cannot be read ({exc.strerror})", where=str(path), hint="Check the path.") from exc


def _make_record(files: ModelFiles, hashes: dict[str, str], pinned: Pinned | None) -> ModelRecord:
    return ModelRecord(
        engine="firefox",
        name=pinned.name if pinned else f"{files.source}_{files.target}",
        version=pinned.version if pinned else hashes["model"][:8],
        licence=pinned.licence if pinned else LICENCE,
        source=pinned.name.partition("_")[0] if pinned else files.source,
        target=files.target,
        origin=", ".join(path.name for _, path in sorted(files.paths.items())),
        sha256=sha256("".join(hashes[role] for role in sorted(hashes)).encode()).hexdigest(),
        details={f"sha256 of {role}": found for role, found in sorted(hashes.items())},
    )


def _try_model(folder: Path, path: Path) -> None:
    """Load the model once: a broken one must not be found out in the middle of somebody's work."""
    try:
        open_tokenizer(folder)
        run_translator(open_runtime(folder), "中国")
    except (ValueError, RuntimeError, OSError) as exc:
        raise _not_a_model(path, f"it cannot be loaded ({exc})") from exc


def _not_a_model(path: Path, reason: str) -> ModelDamagedError:
    return ModelDamagedError(
        f"this is no usable Firefox model: {reason}",
        where=str(path),
        hint="Nothing was installed; get the files again from where they are published.",
    )
