import json
import subprocess
import sys
from pathlib import Path


def test_outline_gives_sentences_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("关于改革的通知\n一、总体要求\n会议决定，明年启动改革。各地要落实。\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "outline", str(path), "-f", "json"],
        capture_output=True,
        check=True,
    )
    brief = json.loads(done.stdout)
    view = "\n".join(line["text"] for line in brief["lines"])
    pairs = [pair for section in brief["sections"] for pair in section["pairs"]]
    assert [view[pair["start"] : pair["end"]] for pair in pairs] == [pair["zh"] for pair in pairs]
    assert pairs
