"""Safe installation of an Argos package.

Argos Translate's own installation unpacks whatever the archive holds, wherever it says. Here all that can be known
beforehand is checked before a byte is written, only the files that translation needs are unpacked (some packages
carry sentence splitters of other tools, among them pickles, that is, programs), the model is loaded once, and only
then takes its place.
"""

import re
import zipfile
from pathlib import Path, PurePosixPath

from summarizer.errors import ModelDamagedError
from summarizer.translation.argos.package import (
    METADATA_FILE,
    MODEL_FILE,
    TOKENIZERS,
    Metadata,
    detect_licence,
    parse_metadata,
)
from summarizer.translation.argos.tokens import open_tokenizer
from summarizer.translation.models.archive import open_archive, unpack_file
from summarizer.translation.models.catalogue import find_pinned, tell_origin
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import Model, ModelRecord, adopt_model, hash_file, stage_model

_WANTED = re.compile(r"metadata\.json|README(\.\w+)?|LICEN[SC]E(\.\w+)?|sentencepiece\.model|bpe\.model|model/.+")
_MAX_TEXT = 2**20


def install_package(path: Path, reporter: Reporter, *, origin: str = "") -> Model:
    """Install an Argos package from a file.

    All that can be known before unpacking is checked before anything is written; then the unpacked model is loaded
    once, and only then takes its place.

    Args:
        path: The `.argosmodel` file.
        reporter: Is told the hash, and whether it is that of a published package.
        origin: Where the file came from; by default its own name.

    Raises:
        InputError: The file cannot be read.
        ModelDamagedError: It is not a sound package, or not safe to unpack.
        OutputError: The models folder cannot be written.
    """
    sha256 = hash_file(path)
    reporter.say(f"{path.name}: sha256 {sha256}")
    with open_archive(path) as archive:
        prefix, metadata = _read_metadata(archive, path)
        wanted = _choose_entries(archive, prefix)
        _check_content(set(wanted), path)
        if told := tell_origin(sha256, metadata.name, metadata.version):
            reporter.say(told)
        licence = _read_licence(archive, wanted, sha256)
        record = ModelRecord(
            engine="argos",
            name=metadata.name,
            version=metadata.version,
            licence=licence,
            source=metadata.source,
            target=metadata.target,
            origin=origin or path.name,
            sha256=sha256,
        )
        with stage_model() as staging:
            for number, (name, entry) in enumerate(wanted.items(), start=1):
                reporter.advance(number, len(wanted))
                unpack_file(archive, entry, staging / name)
            _try_model(staging, metadata, path)
            return adopt_model(staging, record)


def _read_metadata(archive: zipfile.ZipFile, path: Path) -> tuple[str, Metadata]:
    """Return the folder inside the archive that is the package, with its slash, and the package's metadata."""
    found = [name for name in archive.namelist() if PurePosixPath(name).name == METADATA_FILE and name.count("/") <= 1]
    if len(found) != 1:
        raise _not_a_package(path, f"it has {len(found) or 'no'} {METADATA_FILE} where one belongs")
    if archive.getinfo(found[0]).file_size > _MAX_TEXT:
        raise _not_a_package(path, f"its {METADATA_FILE} is too large")
    try:
        return found[0].removesuffix(METADATA_FILE), parse_metadata(archive.read(found[0]).decode("utf-8-sig"))
    except ValueError as exc:
        raise _not_a_package(path, f"{METADATA_FILE}: {exc}") from exc


def _choose_entries(archive: zipfile.ZipFile, prefix: str) -> dict[str, zipfile.ZipInfo]:
    """Return the entries that are unpacked, by their names inside the package's folder."""
    entries = ((entry.filename.removeprefix(prefix), entry) for entry in archive.infolist() if not entry.is_dir())
    return {name: entry for name, entry in entries if entry.filename.startswith(prefix) and _WANTED.fullmatch(name)}


def _check_content(names: set[str], path: Path) -> None:
    if MODEL_FILE not in names:
        raise _not_a_package(path, f"it has no {MODEL_FILE}, the CTranslate2 model")
    if not names.intersection(TOKENIZERS):
        raise _not_a_package(path, f"it has none of {' and '.join(TOKENIZERS)}")


def _read_licence(archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo], sha256: str) -> str:
    pinned = find_pinned(sha256)
    if pinned:
        return pinned.licence
    readmes = (entry for name, entry in wanted.items() if name.startswith(("README", "LICEN")))
    texts = (archive.read(entry).decode("utf-8", "ignore") for entry in readmes if entry.file_size <= _MAX_TEXT)
    return detect_licence("\n".join(texts))


def _try_model(folder: Path, metadata: Metadata, path: Path) -> None:
    """Load the unpacked model once: a broken one must not be found out in the middle of somebody's work."""
    import ctranslate2  # noqa: PLC0415 - takes a quarter of a second to load

    try:
        tokens = open_tokenizer(folder, metadata).encode("中国")
        ctranslate2.Translator(str(folder / "model"), intra_threads=1).translate_batch([tokens], max_decoding_length=4)
    except (RuntimeError, ValueError, OSError) as exc:
        raise _not_a_package(path, f"its model cannot be loaded ({exc})") from exc


def _not_a_package(path: Path, reason: str) -> ModelDamagedError:
    return ModelDamagedError(
        f"this is no usable Argos package: {reason}",
        where=str(path),
        hint="Nothing was installed; get the file again from where it is published.",
    )
