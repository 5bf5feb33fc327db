"""What every test stands on: models and a memory of its own, and none of this machine's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point this package and Argos Translate at empty folders, so that no test sees what a developer installed."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SUMMARIZER_MODELS", str(home / "models"))
    monkeypatch.setenv("SUMMARIZER_MEMORY", str(home / "memory.sqlite"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "argos-packages"))
    return home / "models"
