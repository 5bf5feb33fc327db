"""The Argos packages on this machine: ours, and those that Argos Translate installed, which are only read.

Argos Translate keeps its packages in a folder that its settings name. They are looked up here by the same rules as
there, because importing its `settings` makes folders in the user's home.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.translation.argos.package import (
    METADATA_FILE,
    MODEL_FILE,
    TOKENIZERS,
    Metadata,
    detect_licence,
    parse_metadata,
)
from summarizer.translation.models.store import Model, ModelRecord, list_models, version_order

_FOLDER_VARIABLE = "ARGOS_PACKAGES_DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed Argos package that looks sound."""

    model: Model
    metadata: Metadata


def list_packages() -> list[Package]:
    """Return the usable packages: by language pair, the highest version first, ours before Argos Translate's."""
    models = [model for model in (*list_models("argos"), *list_foreign_models()) if not model.problem]
    packages = (_open_package(model) for model in models)
    return sorted((package for package in packages if package), key=_listing_order)


def list_foreign_models() -> list[Model]:
    """Return the packages that Argos Translate has installed; damaged ones with their `problem`."""
    folders = (folder for root in _foreign_roots() for folder in _package_folders(root))
    return [_describe_foreign(folder) for folder in folders]


def read_package(folder: Path) -> Metadata:
    """Read the metadata of an unpacked package and see that its files are there.

    Raises:
        ValueError: It is no usable package.
    """
    try:
        metadata = parse_metadata((folder / METADATA_FILE).read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise ValueError(f"its {METADATA_FILE} cannot be read ({exc.strerror})") from exc
    if not (folder / MODEL_FILE).is_file():
        raise ValueError(f"its {MODEL_FILE} is missing")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise ValueError("its tokeniser is missing")
    return metadata


def _open_package(model: Model) -> Package | None:
    try:
        return Package(model=model, metadata=read_package(model.folder))
    except ValueError:
        return None  # `models list` and `doctor` show what is wrong with it


def _listing_order(package: Package) -> tuple[str, list[int], bool, str]:
    version = [-part for part in version_order(package.metadata.version)]
    return package.metadata.name, version, package.model.foreign, package.model.folder.name


def _describe_foreign(folder: Path) -> Model:
    try:
        metadata = read_package(folder)
    except ValueError as exc:
        record = ModelRecord(engine="argos", name=folder.name, version="", licence="unknown")
        return Model(folder=folder, record=record, problem=str(exc), foreign=True)
    record = ModelRecord(
        engine="argos",
        name=metadata.name,
        version=metadata.version,
        licence=detect_licence(_read_readme(folder)),
        source=metadata.source,
        target=metadata.target,
        origin="Argos Translate",
        size=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )
    return Model(folder=folder, record=record, foreign=True)


def _read_readme(folder: Path) -> str:
    try:
        return (folder / "README.md").read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return ""


def _package_folders(root: Path) -> list[Path]:
    try:
        return sorted(folder for folder in root.iterdir() if (folder / METADATA_FILE).is_file())
    except OSError:
        return []


def _foreign_roots() -> Iterator[Path]:
    """Yield the folders that Argos Translate looks for packages in, by its own rules."""
    home = Path(os.environ.get("SNAP_USER_DATA") or Path.home())
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    yield Path(os.environ.get(_FOLDER_VARIABLE) or _read_setting(config / "settings.json") or data / "packages")


def _read_setting(path: Path) -> str:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""  # Argos Translate goes on without it, too
    return str(values.get(_FOLDER_VARIABLE) or "") if isinstance(values, dict) else ""
