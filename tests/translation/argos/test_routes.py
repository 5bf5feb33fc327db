"""Which packages are found and which way to English they make; the files are there, but no model is loaded."""

import json
from pathlib import Path

import pytest
from summarizer.errors import ModelDamagedError, ModelMissingError
from summarizer.translation.argos.discovery import list_foreign_models, list_packages
from summarizer.translation.argos.routes import choose_routes
from summarizer.translation.models import Model, ModelRecord, adopt_model, stage_model


def write_package(folder: Path, pair: str, version: str) -> None:
    source, target = pair.split("_")
    (folder / "model").mkdir(parents=True)
    (folder / "model" / "model.bin").write_bytes(b"weights")
    (folder / "sentencepiece.model").write_bytes(b"pieces")
    metadata = {"from_code": source, "to_code": target, "package_version": version}
    (folder / "metadata.json").write_text(json.dumps(metadata))


def add(pair: str, version: str = "1.0") -> Model:
    source, target = pair.split("_")
    with stage_model() as staging:
        write_package(staging, pair, version)
        record = ModelRecord(engine="argos", name=pair, version=version, licence="MIT", source=source, target=target)
        return adopt_model(staging, record)


def describe_routes(model: str = "") -> list[str]:
    return [f"{route.name} {route.version}" for route in choose_routes(model)]


@pytest.fixture
def foreign(models: Path) -> Path:
    """Where Argos Translate keeps its packages in the tests."""
    return models.parent / "argos-packages"


def test_without_packages_the_error_says_what_to_type() -> None:
    with pytest.raises(ModelMissingError, match="models install zh_en"):
        choose_routes()


def test_the_highest_version_wins_and_any_can_be_named() -> None:
    for version in ("1.9", "1.10", "1.1"):
        add("zh_en", version)
    assert describe_routes() == ["zh_en 1.10"]
    assert describe_routes("zh_en") == ["zh_en 1.10"]
    assert describe_routes("zh_en-1.1") == ["zh_en 1.1"]
    with pytest.raises(ModelMissingError, match=r"zh_en-1\.10, zh_en-1\.9, zh_en-1\.1"):
        choose_routes("zh_en-2")


def test_each_script_has_its_route() -> None:
    add("zt_en", "1.5")
    assert describe_routes() == ["zt_en 1.5"]
    add("zh_en", "1.9")
    assert describe_routes() == ["zh_en 1.9", "zt_en 1.5"]
    assert describe_routes("zt_en") == ["zt_en 1.5"]


def test_a_third_language_serves_where_there_is_no_direct_way() -> None:
    add("zh_es")
    add("fr_en")
    with pytest.raises(ModelMissingError):
        choose_routes()
    add("es_en", "1.2")
    assert describe_routes() == ["zh_es>es_en 1.0>1.2"]
    add("zh_en")
    assert describe_routes() == ["zh_en 1.0"]
    assert describe_routes("zh_es") == ["zh_es>es_en 1.0>1.2"]


def test_a_package_from_another_language_is_no_way_from_chinese() -> None:
    add("fr_en")
    with pytest.raises(ModelMissingError, match="from Chinese to English"):
        choose_routes("fr_en")


def test_packages_of_argos_translate_are_found_and_only_read(foreign: Path) -> None:
    write_package(foreign / "translate-zh_en-1_9", "zh_en", "1.9")
    (foreign / "translate-zh_en-1_9" / "README.md").write_text("Licensed under CC-BY 4.0")
    before = sorted(foreign.rglob("*"))
    [model] = list_foreign_models()
    assert (model.id, model.foreign, model.record.licence) == ("argos:zh_en-1.9", True, "CC-BY-4.0")
    assert describe_routes() == ["zh_en 1.9"]
    add("zh_en", "1.9")
    assert [package.model.foreign for package in list_packages()] == [False, True]
    assert sorted(foreign.rglob("*")) == before


def test_looking_for_packages_makes_no_folder(foreign: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert list_packages() == []
    assert not foreign.exists()
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert list_packages() == []
    assert list(tmp_path.iterdir()) == []


def test_the_settings_of_argos_translate_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    write_package(tmp_path / "data" / "argos-translate" / "packages" / "a", "zh_en", "1.0")
    assert describe_routes() == ["zh_en 1.0"]
    settings = tmp_path / "config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "moved")}))
    write_package(tmp_path / "moved" / "a", "zh_en", "2.0")
    assert describe_routes() == ["zh_en 2.0"]


def test_a_damaged_package_is_passed_over_unless_it_is_named(foreign: Path) -> None:
    write_package(foreign / "a", "zh_en", "1.9")
    (foreign / "a" / "model" / "model.bin").unlink()
    assert [model.problem for model in list_foreign_models()] == ["its model/model.bin is missing"]
    own = add("zh_en", "1.0")
    assert describe_routes() == ["zh_en 1.0"]
    (own.folder / "model.json").write_text("{")
    with pytest.raises(ModelDamagedError, match=r"model\.json"):
        choose_routes("zh_en-1.0")
