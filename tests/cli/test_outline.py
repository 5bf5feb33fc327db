import json
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from summarizer.cli import main
from summarizer.cli.console import paint

TEXT = "关于渡口的通知\n一、总体要求\n会议决定，明年修三座桥。\n"


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["summarizer", "outline", *arguments])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_text_is_plain_where_no_terminal_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="gb18030")
    assert run(monkeypatch, str(path), "--why", "--lines") == 0
    shown = capsysbinary.readouterr().out.decode()
    assert shown.startswith("关于渡口的通知\na.txt (text, gb18030, ")
    assert "\x1b" not in shown
    assert "Lines 逐行" in shown


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_stdin_is_bytes(encoding: str) -> None:
    data = TEXT.replace("\n", "\r\n").encode(encoding)
    command = [sys.executable, "-m", "summarizer", "outline", "-", "-f", "json"]
    brief = json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)
    assert brief["source"]["name"] == "stdin"
    assert "\n".join(line["text"] for line in brief["lines"]) == TEXT


def test_json_has_every_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run(monkeypatch, str(path), "-f", "json") == 0
    lines = json.loads(capsysbinary.readouterr().out)["lines"]
    assert "\n".join(line["text"] for line in lines) == TEXT


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["a.txt", "-f", "jsn"], 2, "Did you mean 'json'?"),
        (["nowhere.txt"], 1, "there is no such file"),
        (["."], 1, "summarizer batch"),
        (["a.png"], 1, "OCR"),
    ],
)
def test_mistakes_are_told(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(monkeypatch, *arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


@pytest.mark.parametrize(
    ("setting", "value", "painted"), [("X", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False)]
)
def test_colour_is_for_terminals_that_want_it(
    setting: str, value: str, *, painted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(setting, value)
    monkeypatch.setattr(sys, "stdout", Terminal(BytesIO(), encoding="utf-8"))
    assert paint("渡口", "title") == ("\x1b[1m渡口\x1b[0m" if painted else "渡口")
    assert paint("渡口", "plain") == "渡口"
