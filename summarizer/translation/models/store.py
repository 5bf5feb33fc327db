"""The models folder, and how a model comes to stand in it or leaves it.

    <models folder>/
      .new-<random>/            a model being made; never looked at, removed when its maker stops
      <engine>/<name>-<version>/
        model.json              its record; a folder without one is no model
        ...                     the engine's own files

A model is written into a staging folder and renamed into its place in one step, record included, so that no engine
can ever pick up half a model.
"""

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import file_digest
from pathlib import Path

from platformdirs import user_data_path

from summarizer.errors import InputError, ModelDamagedError, ModelMissingError, OutputError, UsageError

RECORD_FILE = "model.json"
FOLDER_VARIABLE = "SUMMARIZER_MODELS"
"""Environment variable that moves the models folder."""

_STAGING_PREFIX = ".new-"
_ABANDONED = 24 * 3600
"""Seconds after which nobody is taken to be still at work on a staging folder; the longest takes minutes."""
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecord:
    """What is known of an installed model; kept beside it as `model.json`."""

    engine: str
    """Name of the engine that runs it: `argos`, `gguf`, `firefox`."""
    name: str
    """What it is called without its version, such as `zh_en`."""
    version: str
    licence: str
    source: str = "zh"
    """Code of the language that it reads."""
    target: str = "en"
    """Code of the language that it writes."""
    origin: str = ""
    """Name of the file or address that it came from; never a path of this machine."""
    sha256: str = ""
    """Hash of the file that it was made from; where there were several, of all of them in the order of their names."""
    size: int = 0
    """Bytes on disk."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What else its engine must know: file names, prompt version, merged adapters."""

    @property
    def folder_name(self) -> str:
        """Name of its folder, and what a user types to choose it."""
        return f"{self.name}-{self.version}" if self.version else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model on disk."""

    folder: Path
    record: ModelRecord
    problem: str = ""
    """Why it cannot be used; empty where nothing is known against it."""
    foreign: bool = False
    """It belongs to another program and is only read."""

    @property
    def id(self) -> str:
        """What `--engine` and `models remove` take: `argos:zh_en-1.9`."""
        return f"{self.record.engine}:{self.record.folder_name}"


def models_folder() -> Path:
    """Return the folder that holds the models; it may not exist yet."""
    moved = os.environ.get(FOLDER_VARIABLE)
    return Path(moved).expanduser().absolute() if moved else user_data_path("summarizer", appauthor=False) / "models"


def list_models(engine: str | None = None) -> list[Model]:
    """Return the installed models of one engine or of all, by engine, then name, the newest version first.

    Damaged ones are listed with their `problem`.
    """
    root = models_folder()
    folders = (path for kind in _subfolders(root) if engine in {None, kind.name} for path in _subfolders(kind))
    return sorted((_read_model(folder) for folder in folders), key=_listing_order)


def find_model(id: str) -> Model:  # noqa: A002 - the attribute's name
    """Return the installed model of this id: `argos:zh_en-1.9`, or `zh_en-1.9` where only one engine has it.

    Raises:
        ModelMissingError: There is none.
        UsageError: Several engines have one of that name.
    """
    found = [model for model in list_models() if id in {model.id, model.record.folder_name}]
    if not found:
        raise ModelMissingError(
            "no such model is installed",
            where=id,
            hint="Type `summarizer models list` to see those that are.",
        )
    if len(found) > 1:
        raise UsageError(
            "several engines have a model of that name",
            where=id,
            hint=f"Choose one of: {', '.join(model.id for model in found)}.",
        )
    return found[0]


def remove_model(id: str) -> Model:  # noqa: A002 - the attribute's name
    """Remove an installed model and return what it was.

    Raises:
        ModelMissingError: There is none of this id.
        UsageError: Several engines have one of that name.
        OutputError: Its folder cannot be removed.
    """
    model = find_model(id)
    try:
        with stage_model() as attic:  # the rename takes it out of sight in one step, however long deleting takes
            model.folder.rename(attic / "removed")
    except OSError as exc:
        raise unwritable(model.folder, exc) from exc
    return model


@contextmanager
def stage_model() -> Iterator[Path]:
    """Yield an empty folder in which a model can be made; what is left of it afterwards is removed.

    Raises:
        OutputError: The models folder cannot be written.
    """
    root = models_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(root)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=root))
    except OSError as exc:
        raise unwritable(root, exc) from exc
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)  # gone already where the model was adopted


def _remove_leftovers(root: Path) -> None:
    """Remove what makers left behind that were killed, or whose machine was switched off."""
    for folder in root.glob(f"{_STAGING_PREFIX}*"):
        with suppress(OSError):  # its maker may finish at this moment
            if time.time() - folder.stat().st_mtime > _ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)


def adopt_model(staging: Path, record: ModelRecord) -> Model:
    """Give a staged model its record and move it to its place; an older one of the same name and version gives way.

    Args:
        staging: The folder from `stage_model`, complete but for the record.
        record: What it is; its `size` is measured here.

    Raises:
        ModelDamagedError: Its name or version could not be a folder's name.
        OutputError: The models folder cannot be written.
    """
    for part in (record.engine, record.folder_name):
        if not _SAFE_NAME.fullmatch(part):
            raise ModelDamagedError("this is no name for a model", where=repr(part), hint="Get the model again.")
    sized = replace(record, size=sum(path.stat().st_size for path in staging.rglob("*") if path.is_file()))
    place = models_folder() / record.engine / record.folder_name
    try:
        (staging / RECORD_FILE).write_text(_dump_record(sized), encoding="utf-8")
        staging.chmod(0o755)  # mkdtemp makes it private; a shared models folder is read by others
        place.parent.mkdir(exist_ok=True)
        _replace_folder(staging, place)
    except OSError as exc:
        raise unwritable(place, exc) from exc
    return Model(folder=place, record=sized)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise InputError(f"it cannot be read ({exc.strerror})", where=str(path), hint="Check the path.") from exc


def _replace_folder(new: Path, place: Path) -> None:
    if not place.exists():
        new.rename(place)
        return
    with stage_model() as attic:
        place.rename(attic / "old")
        try:
            new.rename(place)
        except BaseException:
            (attic / "old").rename(place)
            raise


def _dump_record(record: ModelRecord) -> str:
    return json.dumps(asdict(record), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _read_model(folder: Path) -> Model:
    try:
        return Model(folder=folder, record=_parse_record((folder / RECORD_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as exc:
        record = ModelRecord(engine=folder.parent.name, name=folder.name, version="", licence="unknown")
        return Model(folder=folder, record=record, problem=f"its {RECORD_FILE} cannot be read ({exc})")


def _parse_record(text: str) -> ModelRecord:
    values = json.loads(text)
    if not isinstance(values, dict):
        raise TypeError("not an object")
    known = {item.name for item in fields(ModelRecord)}
    # A newer release may have written more than this one knows.
    record = ModelRecord(**{name: value for name, value in values.items() if name in known})
    texts = (record.engine, record.name, record.version, record.licence, record.source, record.target)
    if not all(isinstance(text, str) for text in texts) or not isinstance(record.details, dict):
        raise TypeError("a field is of the wrong type")
    return record


def _subfolders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except FileNotFoundError:
        return []


def _listing_order(model: Model) -> tuple[str, str, list[int], str]:
    record = model.record
    return record.engine, record.name, [-part for part in version_order(record.version)], model.folder.name


def version_order(version: str) -> list[int]:
    """Return the numbers of a version, for comparison.

    >>> version_order("1.10") > version_order("1.9")
    True
    """
    return [int(part) for part in re.findall(r"\d+", version)]


def unwritable(path: Path, exc: OSError) -> OutputError:
    """Return the error for a place in the models folder that cannot be written."""
    return OutputError(
        f"it cannot be written ({exc.strerror})",
        where=str(path),
        hint=f"Check its permissions and the free space, or set {FOLDER_VARIABLE} to another folder.",
    )
