import gzip
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from summarizer.errors import InputError, ModelDamagedError, ModelMissingError, UsageError
from summarizer.translation.firefox import installation
from summarizer.translation.installation import install_model
from summarizer.translation.models import Model, catalogue, list_models
from summarizer.translation.models.report import Reporter

from tests.translation.firefox.conftest import write_files

pytestmark = pytest.mark.usefixtures("_fake")
MODEL = "model.zhen.intgemm.alphas.bin"


def install(*paths: Path) -> Model:
    return install_model([str(path) for path in paths], Reporter())


def check_refused(reason: str, models: Path, *paths: Path) -> None:
    with pytest.raises(ModelDamagedError, match=reason):
        install(*paths)
    assert not any(models.rglob("*"))


def test_a_folder_is_installed_with_its_licence_and_hashes(files: Path) -> None:
    lines: list[str] = []
    installed = install_model([str(files)], Reporter(say=lines.append))
    record = installed.record
    assert list_models() == [installed]
    assert (record.engine, record.name, record.source, record.target) == ("firefox", "zh_en", "zh", "en")
    assert record.licence == "MPL-2.0"
    assert str(files) not in repr(record)
    assert sorted(path.name for path in installed.folder.iterdir()) == [
        "lex.bin",
        "model.bin",
        "model.json",
        "vocab.spm",
    ]
    assert f"{MODEL}: sha256 {sha256(b'model').hexdigest()}" in lines
    assert record.version == sha256(b"model").hexdigest()[:8]
    assert lines[-1] == "this is no published model that is known here"


def test_files_can_be_given_one_by_one_and_gzipped(files: Path, vocabulary: bytes) -> None:
    packed = files / f"{MODEL}.gz"
    packed.write_bytes(gzip.compress(b"model"))
    (files / "srcvocab.zhen.spm").write_bytes(vocabulary)
    (files / "trgvocab.zhen.spm").write_bytes(vocabulary)
    installed = install(packed, files / "srcvocab.zhen.spm", files / "trgvocab.zhen.spm")
    assert (installed.folder / "model.bin").read_bytes() == b"model"


def test_a_published_model_is_known_by_its_hash(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = catalogue.Pinned(
        name="zt_en", version="2.0", sha256=sha256(b"model").hexdigest(), size=5, licence="MPL-2.0", note="the model"
    )
    monkeypatch.setattr(catalogue, "read_pinned", lambda _engine: (pinned,))
    record = install(files).record
    assert (record.folder_name, record.source) == ("zt_en-2.0", "zt")


def test_the_published_models_are_from_chinese_and_their_files_say_so() -> None:
    pinned = catalogue.read_pinned("firefox")
    assert {item.name for item in pinned} == {"zh_en", "zt_en"}
    assert all(len(item.sha256) == 64 and item.licence == "MPL-2.0" for item in pinned)


def test_the_name_of_the_traditional_model_tells_its_script(tmp_path: Path, vocabulary: bytes) -> None:
    names = ["model.zh_hanten.intgemm.alphas.bin", "srcvocab.zh_hanten.spm", "trgvocab.zh_hanten.spm"]
    assert install(write_files(tmp_path / "hant", names, vocabulary)).record.name == "zt_en"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["vocab.zhen.spm"], "no model"),
        ([MODEL], "neither a vocab"),
        ([MODEL, "srcvocab.zhen.spm"], "neither a vocab"),
        ([MODEL, "vocab.zhen.spm", "srcvocab.zhen.spm"], "neither a vocab"),
        ([MODEL, "vocab.ptpt.spm"], "zhen"),
        ([MODEL, "model.zhen.intgemm8.bin", "vocab.zhen.spm"], "two files of one kind"),
    ],
)
def test_files_that_make_no_whole_model_are_refused(
    names: list[str], reason: str, tmp_path: Path, models: Path, vocabulary: bytes
) -> None:
    check_refused(reason, models, write_files(tmp_path / "some", names, vocabulary))


def test_a_model_that_cannot_be_loaded_is_refused(files: Path, models: Path) -> None:
    (files / MODEL).write_bytes(b"something else")
    check_refused("cannot be loaded", models, files)


def test_a_vocabulary_that_cannot_be_loaded_is_refused(files: Path, models: Path, vocabulary: bytes) -> None:
    (files / "vocab.zhen.spm").write_bytes(vocabulary[: len(vocabulary) // 2])
    check_refused("cannot be loaded", models, files)


def test_a_file_that_makes_the_runtime_panic_is_refused(
    files: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: bytes) -> None:
        raise PanicException("capacity overflow")

    monkeypatch.setattr("fxtranslate.Translator", panic)
    check_refused("capacity overflow", models, files)


def test_a_damaged_archive_is_refused(files: Path, models: Path) -> None:
    packed = files / f"{MODEL}.gz"
    (files / MODEL).unlink()
    for content in (b"no gzip", gzip.compress(b"model" * 1000)[:-9]):
        packed.write_bytes(content)
        check_refused("is damaged", models, files)


def test_a_bomb_is_refused(files: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "MAX_BYTES", 1000)
    (files / MODEL).unlink()
    (files / f"{MODEL}.gz").write_bytes(gzip.compress(b"model" * 1000))
    check_refused("more than 1,000 bytes", models, files)


def test_a_link_is_copied_not_kept(files: Path) -> None:
    (files / MODEL).rename(files.parent / "elsewhere")
    (files / MODEL).symlink_to(files.parent / "elsewhere")
    installed = install(files)
    assert not (installed.folder / "model.bin").is_symlink()


def test_other_folders_are_no_model(tmp_path: Path, models: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="Firefox"):
        install(tmp_path / "empty")
    with pytest.raises(InputError, match="no such file"):
        install(tmp_path / MODEL)
    assert not any(models.rglob("*"))


def test_without_the_package_it_says_how_to_get_it(files: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(ModelMissingError, match=r"pip install .*fxtranslate"):
        install(files)
    assert not any(models.rglob("*"))
