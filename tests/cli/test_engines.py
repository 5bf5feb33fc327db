"""A real model from its file to a brief, by commands alone."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import TINY_PACKAGE

DOCUMENT = Path(__file__).parents[1] / "documents" / "county-lecture.txt"


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "summarizer", *arguments]
    return subprocess.run(command, check=False, capture_output=True, input=text, text=True)


def test_from_the_package_to_the_brief(models: Path) -> None:
    installed = run("models", "install", str(TINY_PACKAGE))
    assert installed.returncode == 0, installed.stderr
    assert "sha256 " in installed.stderr
    listed = run("models", "list").stdout
    assert "argos:zh_en-0.1" in listed
    assert "licence MIT" in listed
    done = run("brief", str(DOCUMENT), "--engine", "argos", "-n", "1", "-f", "json", "-o", "-")
    assert done.returncode == 0, done.stderr
    brief = json.loads(done.stdout)
    assert brief["engine"] == {**brief["engine"], "name": "argos", "model": "zh_en", "licence": "MIT"}
    pairs = [pair for section in brief["sections"] for pair in section["pairs"]]
    assert pairs
    assert all(pair["en"] for pair in pairs)
    assert models.exists()


def test_lines_are_translated_one_for_one(tiny_model: object) -> None:
    assert tiny_model
    done = run("translate", "--engine", "argos", text="我们要办好水利工程。\n\nGDP\n我们要办好水利工程。\n")
    assert done.returncode == 0, done.stderr
    first, empty, kept, last = done.stdout.split("\n")[:4]
    assert (empty, kept) == ("", "GDP")
    assert first == last != ""


def test_without_a_model_auto_glosses_and_says_how_to_get_a_better_one() -> None:
    done = run("translate", text="***总书记强调，人数达5.64亿。\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "*** general secretary · stress, number of people · reach · 564 million.\n"
    assert "summarizer models install" in done.stderr
