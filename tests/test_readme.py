"""What the README says is so: its commands, options, tables, example and Python."""

import os
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from summarizer.cli.app import app, main
from summarizer.cli.console import Exit
from summarizer.data import read_data
from summarizer.translation import ENGINES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = typer.main.get_command(app)


def read_block(mark: str) -> str:
    """Return what stands in the first fenced block below such a comment."""
    return read_blocks(mark)[0]


def read_blocks(mark: str) -> list[str]:
    """Return what stands in the fenced blocks below such comments."""
    return re.findall(rf"<!-- {mark} -->\n```\w*\n(.*?)```", README, re.DOTALL)


def read_table(head: str) -> list[list[str]]:
    """Return the rows below a table's head."""
    lines = README[README.index(head) :].splitlines()[2:]
    rows = lines[: next(i for i, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]


def list_calls() -> Iterator[list[str]]:
    """Yield the arguments of every call of the program, in blocks of commands and in running text."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    inline = "\n".join(re.findall(r"`(summarizer [^`]+)`", README))
    for line in f"{blocks}\n{inline}".splitlines():
        for part in re.split(r"&&|\|", line):
            words = shlex.split(part, comments=True)
            if words and words[0].removeprefix(".venv/bin/") == "summarizer":
                yield [word for word in words[1:] if word not in {"<", ">"}]


@pytest.mark.parametrize("arguments", list(list_calls()), ids=" ".join)
def test_each_command_and_option_exists(arguments: list[str]) -> None:
    command: Any = PROGRAM
    for word in arguments:
        if word.startswith("-") and word != "-":
            assert word in {name for option in command.params for name in option.opts}, word
        elif hasattr(command, "commands"):
            assert word in command.commands
            command = command.commands[word]


def list_commands(command: Any, name: str) -> Iterator[str]:
    if hasattr(command, "commands"):
        for word, each in command.commands.items():
            yield from list_commands(each, f"{name} {word}")
    else:
        yield name


@pytest.mark.parametrize("name", list(list_commands(PROGRAM, "summarizer")))
def test_each_command_is_told_of(name: str) -> None:
    assert name in README


def test_tables_agree_with_the_program() -> None:
    assert [row[0].strip("`") for row in read_table("| engine | what")] == list(ENGINES)
    assert [int(row[0]) for row in read_table("| code |")] == sorted(code.value for code in Exit)
    signs = tomllib.loads(read_data("rendering/marks.toml"))
    assert [row[:2] for row in read_table("| sign |")] == [[sign["sign"], sign["en"]] for sign in signs.values()]


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(read_block("python"), names)  # noqa: S102 - the README is ours
    assert isinstance(names["html"], bytes)
    assert "The source is incomplete" in capsys.readouterr().out


def test_the_example_is_the_brief_that_is_shown() -> None:
    brief = (ROOT / "output" / "county-lecture.txt.md").read_text(encoding="utf-8")
    examples = read_blocks("example")
    assert examples
    for example in examples:
        assert example.strip()
        assert example in brief


def run_readme_command(mark: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the call that writes a brief in a command of the README, but into another folder."""
    arguments = shlex.split(read_block(mark).rpartition("&&")[2])[1:]
    arguments[arguments.index("-o") + 1] = f"{out}/"
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["summarizer", *arguments, "--memory", "none"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


def test_the_instant_command_makes_what_is_in_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_readme_command("instant command", tmp_path, monkeypatch)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (ROOT / "output" / "gloss" / made.name).read_bytes()


@pytest.mark.model
def test_the_first_command_makes_what_is_in_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.environ.get("SUMMARIZER_REAL_MODELS")
    if not folder:
        pytest.skip("SUMMARIZER_REAL_MODELS names no folder of models")
    monkeypatch.setenv("SUMMARIZER_MODELS", folder)
    run_readme_command("first command", tmp_path, monkeypatch)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (ROOT / "output" / made.name).read_bytes()
