"""The tiny package under other names: the same model as if it translated other languages or were another version."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from summarizer.translation.installation import install_model
from summarizer.translation.models import Model
from summarizer.translation.models.report import Reporter

from tests.conftest import TINY_PACKAGE


def repack(path: Path, changes: Mapping[str, str], *, without: str = "", extra: Mapping[str, bytes] = {}) -> Path:
    """Write the tiny package again with another metadata.json, without one file, or with more files."""
    with zipfile.ZipFile(TINY_PACKAGE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), **changes}).encode()
            if not without or not name.endswith(without):
                new.writestr(name, data)
        for name, data in extra.items():
            new.writestr(f"zh_en/{name}", data)
    return path


def install_as(folder: Path, pair: str, version: str = "0.1") -> Model:
    """Install the tiny model as a package of another language pair or version."""
    source, target = pair.split("_")
    path = folder / f"translate-{pair}-{version}.argosmodel"
    repack(path, {"from_code": source, "to_code": target, "package_version": version})
    return install_model([str(path)], Reporter())
