import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from summarizer.cli import main

from tests.batch.conftest import InlinePool

TEXT = "关于第{}号水库检修的通知\n\n市水利局决定，第{}号水库自5月9日起停水检修。\n"
ADVICE = "summarizer: Nothing was translated."
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"d{number}.txt").write_text(TEXT.format(number, number), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `summarizer batch` into `out` in this process; return its exit code and what it said."""

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("summarizer.batch.run.ProcessPool", lambda _width: InlinePool())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        command = ["summarizer", "batch", "-o", "out", "--engine", "none", "-j", "1", *arguments]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as done:
            main()
        captured = capsys.readouterr()
        assert captured.out == ""
        return int(str(done.value.code)), captured.err

    return run


def test_all_written_is_0_with_one_line(docs: Path, run: Run) -> None:
    assert run(str(docs)) == (0, f"{ADVICE}\nsummarizer: 2 written; 0 of 2 rows flagged -> out\n")
    assert run(str(docs)) == (0, f"{ADVICE}\nsummarizer: 2 written (2 of them earlier); 0 of 2 rows flagged -> out\n")


def test_one_failed_is_1_with_its_reason(docs: Path, run: Run) -> None:
    (docs / "empty\x1b.txt").write_bytes(b"")
    code, said = run(str(docs))
    assert code == 1
    assert said.splitlines() == [
        ADVICE,
        "summarizer: empty⟦U+001B⟧.txt: it is empty. Check that the download is complete.",
        "summarizer: 2 written, 1 failed; 0 of 2 rows flagged -> out",
    ]


def test_verbose_says_a_line_for_each_document(docs: Path, run: Run) -> None:
    (docs / "same.txt").write_bytes((docs / "d1.txt").read_bytes())
    (docs / "picture.png").write_bytes(b"x")
    code, said = run(str(docs), "-v", "-f", "markdown", "-f", "json")
    assert code == 0
    assert sorted(said.splitlines()) == [
        "summarizer: 2 written, 1 the same as others, 1 skipped; 0 of 2 rows flagged -> out",
        ADVICE,
        "summarizer: d1.txt: d1.txt.md, d1.txt.json",
        "summarizer: d2.txt: d2.txt.md, d2.txt.json",
        "summarizer: picture.png: Its suffix is not one of a document.",
        "summarizer: same.txt: same as d1.txt",
    ]


def test_quiet_is_silent_also_about_failures(docs: Path, run: Run) -> None:
    (docs / "empty.txt").write_bytes(b"")
    assert run(str(docs), "-q") == (1, "")


@pytest.mark.usefixtures("docs")
def test_list_comes_from_a_file_or_stdin(run: Run, tmp_path: Path) -> None:
    listing = tmp_path / "list.txt"
    listing.write_bytes(b"\xef\xbb\xbfdocs/d1.txt\r\ndocs/gone.txt\r\n")
    code, said = run("--from", str(listing))
    assert code == 1
    assert "docs/gone.txt: there is no such file" in said
    assert (tmp_path / "out" / "docs" / "d1.txt.md").exists()
    assert run("--from", "-", stdin=b"docs/d2.txt\n")[0] == 0
    index = (tmp_path / "out" / "index.md").read_text(encoding="utf-8")
    assert "docs/d1.txt.md" in index
    assert "docs/d2.txt.md" in index


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no documents are named"),
        (["gone"], "there is no such file"),
        (["docs", "-f", "markdwon"], "Did you mean 'markdown'?"),
        (["docs", "-e", "gb9999"], "no encoding"),
        (["docs", "--engine", "none2"], "no engine"),
        (["docs", "-o", "docs"], "lie in the output folder"),
        (["*.pdf"], "no file matches"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_start_is_2_and_makes_nothing(
    docs: Path, run: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert message in said
    assert not (tmp_path / "out").exists()
    assert [path.name for path in docs.iterdir()] == ["d1.txt", "d2.txt"]


def test_terminal_shows_progress_and_then_only_the_summary(docs: Path, tmp_path: Path) -> None:
    for number in range(10, 60):
        (docs / f"d{number}.txt").write_text(TEXT.format(number, number), encoding="utf-8")
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "-o", str(tmp_path / "out"), "--engine", "none"]
    ours, theirs = pty.openpty()
    with subprocess.Popen([*command, "-j", "1"], stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        said = b""
        while chunk := _read_terminal(ours):
            said += chunk
        os.close(ours)
    assert process.returncode == 0
    shown = said.decode()
    assert "0 flagged · 0 failed" in shown
    assert "/52" in shown
    assert shown.rstrip().endswith(f"-> {tmp_path / 'out'}")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"] == {"written": 52}


def _read_terminal(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other end is closed
        return b""
