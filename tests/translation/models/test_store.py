import json
import os
from pathlib import Path

import pytest
from summarizer.errors import ModelDamagedError, ModelMissingError, OutputError, UsageError
from summarizer.translation.models import (
    Model,
    ModelRecord,
    adopt_model,
    find_model,
    list_models,
    models_folder,
    remove_model,
    stage_model,
)
from summarizer.translation.models.store import version_order


def add(engine: str = "argos", name: str = "zh_en", version: str = "1.9", content: str = "weights") -> Model:
    with stage_model() as staging:
        (staging / "model.bin").write_text(content)
        return adopt_model(staging, ModelRecord(engine=engine, name=name, version=version, licence="CC0"))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_an_adopted_model_is_listed_with_its_record(models: Path) -> None:
    added = add()
    assert added.folder == models / "argos" / "zh_en-1.9"
    assert (added.record.size, added.id, added.problem) == (len("weights"), "argos:zh_en-1.9", "")
    assert list_models() == [added] == list_models("argos")
    assert list_models("gguf") == []


def test_listing_makes_no_folder(models: Path) -> None:
    assert list_models() == []
    assert not models.exists()


def test_nothing_is_seen_or_left_of_a_model_that_was_not_finished(models: Path) -> None:
    def make_half() -> None:
        with stage_model() as staging:
            (staging / "model.bin").write_text("half")
            assert list_models() == []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_half()
    assert names(models) == set()


def test_a_folder_without_a_readable_record_is_listed_as_damaged(models: Path) -> None:
    (models / "argos" / "stray").mkdir(parents=True)
    record = add().folder / "model.json"
    values = json.loads(record.read_text())
    for damage in ('{"engine"', "[]", "{}", json.dumps({**values, "version": 3})):
        record.write_text(damage)
        assert all(model.problem for model in list_models())
    remove_model("argos:zh_en-1.9")
    remove_model("stray")
    assert list_models() == []


def test_fields_of_a_newer_release_are_ignored(models: Path) -> None:
    record = add().folder / "model.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "mood": "good"}))
    assert [model.problem for model in list_models()] == [""]
    assert models.exists()


def test_a_model_of_the_same_version_gives_way(models: Path) -> None:
    add(content="old")
    again = add(content="newer")
    assert (again.folder / "model.bin").read_text() == "newer"
    assert [path.name for path in models.iterdir()] == ["argos"]


def test_the_newest_version_is_listed_first() -> None:
    for version in ("1.9", "1.10", "1.1"):
        add(version=version)
    assert [model.record.version for model in list_models()] == ["1.10", "1.9", "1.1"]


def test_models_are_found_by_name_or_by_engine_and_name() -> None:
    argos, other = add(), add(name="tiny")
    assert find_model("argos:zh_en-1.9") == find_model("zh_en-1.9") == argos
    assert find_model("tiny-1.9") == other
    with pytest.raises(ModelMissingError, match="models list"):
        find_model("zh_en")


def test_a_name_of_two_engines_needs_the_engine() -> None:
    add()
    firefox = add(engine="firefox")
    with pytest.raises(UsageError, match=r"argos:zh_en-1\.9, firefox:zh_en-1\.9"):
        find_model("zh_en-1.9")
    assert find_model("firefox:zh_en-1.9") == firefox


def test_removing_leaves_nothing(models: Path) -> None:
    add()
    assert remove_model("zh_en-1.9").id == "argos:zh_en-1.9"
    assert names(models) == {"argos"}


@pytest.mark.parametrize("name", ["..", "../up", "a/b", "", ".hidden", "a\nb", "x" * 200])
def test_a_name_that_is_no_folder_name_is_refused(name: str, models: Path) -> None:
    with pytest.raises(ModelDamagedError):
        add(name=name, version="")
    assert names(models) == set()


def test_a_models_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUMMARIZER_MODELS", str(tmp_path / "file" / "models"))
    with pytest.raises(OutputError, match="SUMMARIZER_MODELS"):
        add()


def test_the_models_folder_is_the_users_unless_it_is_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARIZER_MODELS")
    assert models_folder().name == "models"
    assert models_folder().parent.name == "summarizer"
    monkeypatch.setenv("SUMMARIZER_MODELS", "~/m")
    assert models_folder() == Path.home() / "m"


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["1.10", "2", "1.9", ""], key=version_order) == ["", "1.9", "1.10", "2"]


def test_what_a_killed_maker_left_is_removed_once_it_is_old(models: Path) -> None:
    old, new = models / ".new-old", models / ".new-fresh"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "model.bin").write_bytes(b"half")
    os.utime(old, (0, 0))
    with stage_model():
        assert not old.exists()
        assert new.exists()
    assert list_models() == []
