import json
import subprocess
import sys
from pathlib import Path

import pytest


def run_check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "summarizer", "check", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    source, target = tmp_path / "a.zh", tmp_path / "a.en"
    source.write_text("全市有3.27亿读者。\n村民们种了五十棵树。\n", encoding="utf-8")
    target.write_text("The city has 3.27 billion readers.\nThe villagers planted fifty trees.\n", encoding="utf-8")
    return str(source), str(target)


def test_json_gives_one_list_a_line(files: tuple[str, str]) -> None:
    done = run_check(*files, "-f", "json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [[flag["kind"] for flag in line] for line in lines] == [["number"], []]
    assert "327 million" in lines[0][0]["detail"]


def test_text_names_file_and_line(files: tuple[str, str]) -> None:
    done = run_check(*files)
    assert done.stdout.startswith(f"{files[1]}:1: number: ")
    assert done.stdout.endswith("1 of 2 lines flagged\n")


def test_files_of_unequal_length_are_refused(files: tuple[str, str]) -> None:
    Path(files[1]).write_text("One line.\n", encoding="utf-8")
    done = run_check(*files)
    assert (done.returncode, done.stdout) == (1, "")
    assert "it has 1 lines" in done.stderr
    assert files[1] in done.stderr


def test_unknown_format_is_refused(files: tuple[str, str]) -> None:
    done = run_check(*files, "-f", "xml")
    assert done.returncode == 2
    assert "xml" in done.stderr
