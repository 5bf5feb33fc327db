import csv
import io
import json
from pathlib import Path

from summarizer.batch import Entry, Report, open_folder
from summarizer.batch.index import write_index

HOSTILE = '<script>alert("x")</script>|`a`'


def test_index_escapes_everything(tmp_path: Path) -> None:
    entries = [
        Entry(path="a|b<i>.txt", status="written", title_zh=HOSTILE, title_en="=1+1", outputs=("a|b<i>.txt.md",)),
        Entry(path="c.txt", status="failed", reason=HOSTILE),
    ]
    write_index(Report(entries=entries), open_folder(str(tmp_path)))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert 'href="a%7Cb%3Ci%3E.txt.md"' in page
    rows = [line for line in (tmp_path / "index.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {10}
    table = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))
    assert table[0]["title_en"] == "'=1+1"
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["counts"] == {"written": 1, "failed": 1}


def test_exit_code_follows_the_report() -> None:
    assert Report(entries=[Entry(path="a", status="written"), Entry(path="b", status="skipped")]).exit_code == 0
    assert Report(entries=[Entry(path="a", status="written"), Entry(path="b", status="failed")]).exit_code == 1
