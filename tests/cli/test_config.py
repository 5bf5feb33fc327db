from pathlib import Path

import pytest
from summarizer.cli.config import find_file, load_defaults
from summarizer.errors import UsageError

COMMANDS = {"brief": ["engine", "format", "glossary", "sentences"], "batch": ["engine", "format", "jobs"]}


def write(folder: Path, text: str, name: str = "summarizer.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_general_options_go_to_each_command_that_has_them(tmp_path: Path) -> None:
    file = write(
        tmp_path, 'engine = "gloss"\nglossary = "mine.csv"\nsentences = 2\n[batch]\nformat = "html"\njobs = 1\n'
    )
    assert load_defaults(file, COMMANDS) == {
        "brief": {"engine": "gloss", "glossary": str(tmp_path / "mine.csv"), "sentences": "2"},
        "batch": {"engine": "gloss", "format": ["html"], "jobs": 1},
    }


def test_nearest_file_upward_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    project = write(tmp_path, '[tool.summarizer]\nengine = "none"\n', "pyproject.toml")
    assert find_file(below) == project
    write(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert find_file(below) == project
    near = write(tmp_path / "a", 'engine = "gloss"\n')
    assert find_file(below) == near
    monkeypatch.chdir(below)
    assert load_defaults(None, COMMANDS)["brief"] == {"engine": "gloss"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('engin = "gloss"\n', "Did you mean 'engine'"),
        ('[batch]\nglosary = "x"\n', "no option 'glosary'"),
        ("[bacth]\njobs = 2\n", "Did you mean 'batch'"),
        ("engine = \n", "cannot be read"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        load_defaults(write(tmp_path, text), COMMANDS)
