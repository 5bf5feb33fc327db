"""What every test stands on: models and a memory of its own, and none of this machine's."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from summarizer.translation.installation import install_model
from summarizer.translation.models import Model
from summarizer.translation.models.report import Reporter


@pytest.fixture(autouse=True)
def models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point this package and Argos Translate at empty folders, so that no test sees what a developer installed."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SUMMARIZER_MODELS", str(home / "models"))
    monkeypatch.setenv("SUMMARIZER_MEMORY", str(home / "memory.sqlite"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "argos-packages"))
    return home / "models"


TINY_PACKAGE = Path(__file__).parent / "training" / "translate-zh_en-0_1.argosmodel"
"""A small model of this project's own; `training/train_tiny.py` makes it again."""


@pytest.fixture(scope="session")
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Model:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_MODELS", str(tmp_path_factory.mktemp("installed")))
        return install_model([str(TINY_PACKAGE)], Reporter())


@pytest.fixture
def tiny_model(_installed: Model, models: Path) -> Model:
    """The tiny model, installed for this test alone: a copy of what `models install` made once."""
    folder = models / _installed.record.engine / _installed.record.folder_name
    shutil.copytree(_installed.folder, folder)
    return replace(_installed, folder=folder)
