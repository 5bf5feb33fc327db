"""A correction in a brief comes back in the next one, by the commands alone."""

import csv
import io
import sys
from pathlib import Path

import pytest
from summarizer.cli import main

DOCUMENT = Path(__file__).parents[1] / "documents" / "county-lecture.txt"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> "Runner":
    return Runner(monkeypatch, capfd)


class Runner:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capfd = monkeypatch, capfd

    def __call__(self, *arguments: str, stdin: bytes = b"", code: int = 0) -> tuple[str, str]:
        """Run a command and return what it says on stdout and stderr."""
        self.monkeypatch.setattr(sys, "argv", ["summarizer", *arguments])
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        assert (ended.value.code or 0) == code
        said = self.capfd.readouterr()
        return said.out, said.err


def brief(run: Runner, out: Path) -> str:
    run("brief", str(DOCUMENT), "--engine", "none", "-o", str(out), "-q")
    return out.read_text(encoding="utf-8")


def test_a_correction_comes_back_marked_as_a_persons(run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    before = brief(run, out)
    row = next(line for line in before.splitlines() if line.startswith("| ") and line.endswith(" |  |"))
    out.write_text(before.replace(row, row.removesuffix(" |  |") + " | What an editor wrote. |"), encoding="utf-8")
    assert "1 correction learned" in run("memory", "learn", str(out))[1]
    after = brief(run, out)
    assert "What an editor wrote." in after
    assert "✓" in after
    assert "memory:" in after
    again = tmp_path / "again.md"
    assert brief(run, again) == after


def test_corrections_leave_and_enter_by_tmx_and_csv(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("zh,en\n账要清。,Keep clear accounts.\n", encoding="utf-8")
    assert "1 translation read, 1 of them new" in run("memory", "import", str(table))[1]
    exchange, back = tmp_path / "out.tmx", tmp_path / "back.csv"
    run("memory", "export", str(exchange), "-q")
    run("memory", "import", str(exchange), "--memory", str(tmp_path / "other.sqlite"), "-q")
    run("memory", "export", str(back), "--memory", str(tmp_path / "other.sqlite"), "-q")
    rows = list(csv.reader(io.StringIO(back.read_text(encoding="utf-8-sig"))))
    assert rows == [["zh", "en", "note"], ["账要清。", "Keep clear accounts.", ""]]
    assert "Did you mean '.tmx'" in run("memory", "export", "out.tmxx", code=2)[1]


def test_translate_gives_a_line_for_each_line(run: Runner) -> None:
    run("memory", "import", str(_table(["账要清。"])), "-q")
    out, err = run("translate", "--engine", "none", stdin="账要清。\r\n\r\n  账要清。\r\n没见过。".encode("gb18030"))
    assert out == "English of 账要清。\n\nEnglish of 账要清。\n\n"
    assert "Nothing was translated" in err


def test_doctor_says_what_auto_takes_and_how_to_mend_it(run: Runner) -> None:
    out, _ = run("doctor")
    assert "--engine auto takes " in out
    assert "summarizer models install" in out
    assert "0 corrections" in out


def _table(lines: list[str]) -> Path:
    path = Path("table.csv").absolute()
    path.write_text("zh,en\n" + "".join(f"{line},English of {line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
