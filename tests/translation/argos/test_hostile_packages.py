"""Packages that must not be installed: each is refused with its reason, and nothing is written for it."""

import json
import stat
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from summarizer.errors import InputError, ModelDamagedError, SummarizerError
from summarizer.translation.argos.installation import install_package
from summarizer.translation.models import archive
from summarizer.translation.models.report import Reporter

METADATA = {"package_version": "1.0", "from_code": "zh", "to_code": "en"}
CONTENT: Mapping[str, bytes] = {
    "p/metadata.json": json.dumps(METADATA).encode(),
    "p/sentencepiece.model": b"pieces",
    "p/model/model.bin": b"weights",
}


def write_zip(path: Path, content: Mapping[str, bytes], *, mode: int = 0o644, name: str = "") -> Path:
    """Zip `content`; the entry `name` gets the Unix mode `mode`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for entry_name, data in content.items():
            entry = zipfile.ZipInfo(entry_name)
            entry.external_attr = (mode if entry_name == name else 0o644) << 16
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return path


def check_refused(path: Path, models: Path, reason: str, error: type[SummarizerError] = ModelDamagedError) -> None:
    before = set(path.parent.rglob("*"))
    with pytest.raises(error, match=reason):
        install_package(path, Reporter())
    assert set(path.parent.rglob("*")) == before
    assert not models.exists() or not any(models.rglob("*"))


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "p/../../evil.txt", "/etc/evil.txt", "p\\..\\evil.txt", "C:/evil.txt", "p/a\nb", "p/./../../x"],
)
def test_an_entry_that_leaves_the_folder_is_refused(name: str, tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, name: b"evil"})
    check_refused(path, models, "leads out of its folder|not a plain relative path")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_is_refused(kind: int, tmp_path: Path, models: Path) -> None:
    content = {**CONTENT, "p/model/link": b"/etc/passwd"}
    path = write_zip(tmp_path / "a.argosmodel", content, mode=kind | 0o777, name="p/model/link")
    check_refused(path, models, "link or a device")


def test_an_entry_that_comes_twice_is_refused(tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "p/MODEL/model.bin": b"other"})
    check_refused(path, models, "comes twice")
    path = tmp_path / "b.argosmodel"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as package:
        warnings.simplefilter("ignore")
        package.writestr("p/metadata.json", json.dumps(METADATA))
        package.writestr("p/metadata.json", json.dumps(METADATA))
    check_refused(path, models, "comes twice")


def test_too_many_entries_are_refused(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 10)
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, **{f"p/model/{number}": b"" for number in range(20)}})
    check_refused(path, models, "23 entries")


def test_a_bomb_is_refused(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 10_000_000)
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "p/model/zeros": b"\0" * 20_000_000})
    assert path.stat().st_size < 100_000
    check_refused(path, models, "more than 10,000,000 bytes")


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "p/model/model.bin": b"\0" * 100_000})
    data = path.read_bytes()
    path.write_bytes(data.replace((100_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    check_refused(path, models, "no sound zip archive")


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        (b"", "metadata.json: "),
        (b"\xff\xfe\x00", "metadata.json: "),
        (b"[]", "no JSON object"),
        (b"[" * 100_000, "metadata.json: "),
        (b" " * 2_000_000, "too large"),
        (json.dumps({**METADATA, "from_code": "../zh"}).encode(), "'from_code' is '../zh'"),
        (json.dumps({**METADATA, "to_code": 7}).encode(), "'to_code' is 7"),
        (json.dumps({**METADATA, "package_version": "1/2"}).encode(), "'package_version' is '1/2'"),
        (json.dumps({**METADATA, "to_code": "zh"}).encode(), "into itself"),
        (json.dumps({**METADATA, "type": "sbd"}).encode(), "type 'sbd'"),
        (json.dumps({"from_code": "zh", "to_code": "en"}).encode(), "'package_version' is None"),
    ],
)
def test_metadata_that_makes_no_sense_is_refused(metadata: bytes, reason: str, tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "p/metadata.json": metadata})
    check_refused(path, models, reason)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("p/metadata.json", "no metadata.json"),
        ("p/sentencepiece.model", "none of sentencepiece.model"),
        ("p/model/model.bin", "no model/model.bin"),
    ],
)
def test_a_package_without_its_files_is_refused(missing: str, reason: str, tmp_path: Path, models: Path) -> None:
    content = {name: data for name, data in CONTENT.items() if name != missing}
    check_refused(write_zip(tmp_path / "a.argosmodel", content), models, reason)


def test_two_packages_in_one_are_refused(tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "q/metadata.json": CONTENT["p/metadata.json"]})
    check_refused(path, models, "2 metadata.json")


def test_a_model_that_cannot_be_loaded_is_refused(tmp_path: Path, models: Path) -> None:
    check_refused(write_zip(tmp_path / "a.argosmodel", CONTENT), models, "cannot be loaded")


def test_what_is_no_zip_archive_is_refused(tmp_path: Path, models: Path) -> None:
    path = tmp_path / "a.argosmodel"
    path.write_bytes(b"not a zip archive at all")
    check_refused(path, models, "no sound zip archive")
    whole = write_zip(tmp_path / "b.argosmodel", CONTENT).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    check_refused(path, models, "no sound zip archive")


def test_damaged_content_is_refused(tmp_path: Path, models: Path) -> None:
    path = write_zip(tmp_path / "a.argosmodel", {**CONTENT, "p/model/model.bin": bytes(range(256)) * 100})
    data = bytearray(path.read_bytes())
    at = data.index(b"p/model/model.bin") + 40
    data[at : at + 60] = b"\xff" * 60
    path.write_bytes(data)
    check_refused(path, models, "no sound zip archive")


def test_a_file_that_is_not_there_or_a_folder_is_an_input_error(tmp_path: Path, models: Path) -> None:
    check_refused(tmp_path / "none.argosmodel", models, "cannot be read", InputError)
    check_refused(tmp_path, models, "cannot be read", InputError)
