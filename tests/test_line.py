import json
import subprocess
import sys
from pathlib import Path

from summarizer import RENDERERS, make_brief, open_translator


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


def test_sections_that_never_come_are_named_in_english_too() -> None:
    path = Path(__file__).parent / "documents" / "county-lecture.txt"
    brief = make_brief(path.read_bytes(), name=path.name, translator=open_translator("gloss"))
    assert [name.zh for name in brief.missing] == list(brief.document.completeness.missing_sections) == ["用出效益"]
    english = brief.missing[0].en
    assert english
    assert f"~~用出效益~~ · *{english}*" in RENDERERS["markdown"].render(brief).decode()
