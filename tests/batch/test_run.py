import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from summarizer.batch import Batch, Recipe, Report, brief_folder, find_inputs, open_folder
from summarizer.batch.journal import Journal
from summarizer.batch.pools import Pool, ProcessPool
from summarizer.batch.work import _open_here
from summarizer.errors import TranslationError, UsageError
from summarizer.model import EngineInfo
from summarizer.translation import Hypothesis, Translator

from tests.batch.conftest import InlinePool, document, read_tree, run_inline


def test_outputs_mirror_inputs(docs: Path, out: Path) -> None:
    entries = run_inline(docs, out)
    assert {entry.status for entry in entries} == {"written"}
    assert (out / "north" / "d3.txt.md").read_text(encoding="utf-8").count("水库") > 1
    assert {"report.json", "report.csv", "index.md", "index.html"} <= read_tree(out).keys()


def test_second_run_does_nothing_and_changes_nothing(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.md") if path.name != "index.md"}
    tree = read_tree(out)
    run_inline(docs, out)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert read_tree(out) == tree


def test_touched_file_is_not_done_again_but_changed_one_is(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    (docs / "d1.txt").touch()
    (docs / "d2.txt").write_text(document(42), encoding="utf-8")
    written = _written_by_second_run(docs, out)
    assert written == {"d2.txt.md", "d2.txt.json"}


def _written_by_second_run(docs: Path, out: Path) -> set[str]:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("d*.txt.*")}
    run_inline(docs, out)
    return {path.name for path in out.rglob("d*.txt.*") if path.stat().st_mtime_ns != before.get(path)}


def test_vanished_output_is_written_again(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    tree = read_tree(out)
    (out / "d1.txt.md").unlink()
    run_inline(docs, out)
    assert read_tree(out) == tree


def test_lost_journal_costs_only_time(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    tree = read_tree(out)
    (out / ".summarizer" / "journal.sqlite").unlink()
    assert {entry.status for entry in run_inline(docs, out)} == {"written"}
    assert read_tree(out) == tree


def test_damaged_journal_is_set_aside(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    tree = read_tree(out)
    journal = out / ".summarizer" / "journal.sqlite"
    journal.write_bytes(b"not a database at all" * 100)
    run_inline(docs, out)
    assert read_tree(out) == tree
    assert journal.with_suffix(".damaged").exists()


def test_edited_brief_is_kept_and_told(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    (out / "d1.txt.md").write_text("corrected by hand", encoding="utf-8")
    for _ in range(2):
        [entry] = [entry for entry in run_inline(docs, out) if entry.path == "d1.txt"]
        assert (entry.status, entry.failed) == ("edited", False)
        assert (out / "d1.txt.md").read_text(encoding="utf-8") == "corrected by hand"
    assert "[d1.txt](d1.txt.md)" in (out / "index.md").read_text(encoding="utf-8")


def test_edited_brief_of_a_changed_document_fails_until_forced(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    brief = out / "d1.txt.md"
    brief.write_text("corrected by hand", encoding="utf-8")
    (docs / "d1.txt").write_text(document(77), encoding="utf-8")
    for _ in range(3):
        [entry] = [entry for entry in run_inline(docs, out) if entry.path == "d1.txt"]
        assert entry.status == "failed"
        assert "memory learn" in entry.reason
        assert brief.read_text(encoding="utf-8") == "corrected by hand"
    run_inline(docs, out, force=True)
    assert "水库" in brief.read_text(encoding="utf-8")


def test_foreign_file_is_never_overwritten(docs: Path, out: Path) -> None:
    out.mkdir()
    (out / "d1.txt.md").write_text("mine", encoding="utf-8")
    for _ in range(3):
        entries = run_inline(docs, out)
        assert [entry.path for entry in entries if entry.failed] == ["d1.txt"]
        assert (out / "d1.txt.md").read_text(encoding="utf-8") == "mine"
    assert not (out / "d1.txt.json").exists(), "a brief is written in all formats or in none"
    assert not list((out / ".summarizer" / "staged").iterdir())


def test_formats_may_come_and_go(docs: Path, out: Path) -> None:
    for formats in (("markdown",), ("html",), ("markdown",)):
        (docs / "d1.txt").write_text(document(len(list(out.rglob("*")))), encoding="utf-8")
        entries = run_inline(docs, out, recipe=Recipe(formats=formats, engine="none"))
        assert {entry.status for entry in entries} == {"written"}


def test_hostile_names_have_briefs_of_their_own(tmp_path: Path, out: Path) -> None:
    docs = tmp_path / "hostile"
    docs.mkdir()
    names = [
        "index",
        "report",
        "two\nlines\x1b[2J.txt",
        os.fsdecode("旧档案.txt".encode("gb18030")),
        "长" * 83 + ".txt",
        "=cmd|' C calc'!A0.txt",
        "a.txt",
        "a.md",
        "a",
        "-rf.txt",
        "%2e%2e.txt",
        "<img src=x onerror=alert(1)>.txt",
    ]
    for number, name in enumerate(names):
        (docs / name).write_text(document(number), encoding="utf-8")
    for _ in range(2):
        entries = run_inline(docs, out)
        assert [entry.reason for entry in entries if entry.failed] == []
        assert {entry.path for entry in entries} == set(names)
        outputs = [output for entry in entries for output in entry.outputs]
        assert len(set(outputs)) == 2 * len(names)
        assert all((out / output).exists() for output in outputs)
    assert "旧档案" in (out / "index.md").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', (out / "index.html").read_text(encoding="utf-8"))
    assert len(links) == len(names)
    assert all((out / os.fsdecode(unquote_to_bytes(link))).exists() for link in links)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {each["path"] for each in report["documents"]} == set(names)


def test_same_bytes_under_another_suffix_are_another_document(docs: Path, out: Path) -> None:
    (docs / "d1.md").write_bytes((docs / "d1.txt").read_bytes())
    assert {entry.status for entry in run_inline(docs, out)} == {"written"}


def test_documents_that_never_end_are_refused(docs: Path, out: Path) -> None:
    os.mkfifo(docs / "pipe.txt")
    (docs / "zero.txt").symlink_to("/dev/zero")
    with (docs / "huge.txt").open("wb") as huge:
        huge.truncate(2**40)
    failed = {entry.path: entry.reason for entry in run_inline(docs, out) if entry.failed}
    assert failed.keys() == {"pipe.txt", "zero.txt", "huge.txt"}
    assert "no regular file" in failed["pipe.txt"]
    assert "are the most" in failed["huge.txt"]


def test_pipe_in_the_place_of_a_brief_is_told(docs: Path, out: Path) -> None:
    out.mkdir()
    os.mkfifo(out / "d1.txt.md")
    (out / "d2.txt.md").mkdir()
    failed = {entry.path: entry.reason for entry in run_inline(docs, out) if entry.failed}
    assert failed.keys() == {"d1.txt", "d2.txt"}
    assert all("no regular file" in reason for reason in failed.values())


def test_document_that_vanishes_fails_alone(docs: Path, out: Path) -> None:
    inputs = find_inputs([str(docs)], output=str(out))
    (docs / "d1.txt").unlink()
    batch = Batch(inputs=inputs, out=open_folder(str(out)), recipe=Recipe(engine="none"), pool=InlinePool())
    failed = [entry for entry in batch.run() if entry.failed]
    assert [(entry.path, entry.reason) for entry in failed] == [
        ("d1.txt", "there is no such file. Was it moved while the batch ran?")
    ]


def test_index_keeps_the_briefs_of_other_runs(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    inputs = find_inputs([], output=str(out), listed=[str(docs / "d1.txt")])
    batch = Batch(inputs=inputs, out=open_folder(str(out)), recipe=Recipe(engine="none"), pool=InlinePool())
    list(batch.run())
    (out / "d2.txt.md").unlink()
    list(replace(batch, report=Report()).run())
    index = (out / "index.md").read_text(encoding="utf-8")
    assert "[d4.txt](d4.txt.md)" in index
    assert "[north/d3.txt](north/d3.txt.md)" in index
    assert "d2.txt" not in index
    assert len(json.loads((out / "report.json").read_text(encoding="utf-8"))["documents"]) == 1


def test_index_of_a_stopped_run_keeps_what_is_there(docs: Path, out: Path) -> None:
    run_inline(docs, out)
    (docs / "new.txt").write_text(document(70), encoding="utf-8")
    inputs = find_inputs([str(docs)], output=str(out))
    batch = Batch(inputs=inputs, out=open_folder(str(out)), recipe=Recipe(engine="none"), pool=InlinePool())
    entries = batch.run()
    next(entries)
    entries.close()
    index = (out / "index.md").read_text(encoding="utf-8")
    assert "8 briefs, 0 of incomplete sources, 1 not reached." in index
    assert batch.report.count("pending") == 8


def test_brief_of_another_document_is_not_replaced(docs: Path, tmp_path: Path, out: Path) -> None:
    run_inline(docs, out)
    other = tmp_path / "other"
    shutil.copytree(docs, other)
    (other / "d1.txt").write_text(document(99), encoding="utf-8")
    failed = [entry for entry in run_inline(other, out) if entry.failed]
    assert [entry.path for entry in failed] == ["d1.txt"]
    assert "is in its place" in failed[0].reason
    shutil.rmtree(docs)
    assert not any(entry.failed for entry in run_inline(other, out)), "the folder was moved"


def test_bad_documents_do_not_stop_the_others(docs: Path, out: Path) -> None:
    (docs / "empty.txt").write_bytes(b"")
    (docs / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (docs / "gone.txt").symlink_to(docs / "nowhere")
    (docs / "picture.png").write_bytes(b"\x89PNG")
    by_path = {entry.path: entry for entry in run_inline(docs, out)}
    assert by_path["empty.txt"].status == "failed"
    assert by_path["gone.txt"].status == "failed"
    assert by_path["picture.png"].status == "skipped"
    assert sum(entry.status == "written" for entry in by_path.values()) >= 8


def test_identical_documents_are_done_once(docs: Path, out: Path) -> None:
    (docs / "z.txt").write_bytes((docs / "d1.txt").read_bytes())
    [entry] = [entry for entry in run_inline(docs, out) if entry.status == "duplicate"]
    assert (entry.path, entry.duplicate_of) == ("z.txt", "d1.txt")
    assert not (out / "z.txt.md").exists()
    assert "[z.txt (same as d1.txt)](d1.txt.md)" in (out / "index.md").read_text(encoding="utf-8")


def test_duplicate_of_a_failure_fails(tmp_path: Path, out: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("a.txt", "b.txt"):
        (docs / name).write_text("\n \n", encoding="utf-8")
    entries = run_inline(docs, out)
    assert [entry.status for entry in entries] == ["failed", "failed"]
    assert entries[0].reason == entries[1].reason


def test_two_documents_of_one_name_do_not_share_an_output(tmp_path: Path, out: Path) -> None:
    for folder, number in (("a", 1), ("b", 2)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(document(number), encoding="utf-8")
    run_inline(tmp_path / "a", out)
    tree = read_tree(out)
    [entry] = run_inline(tmp_path / "b", out)
    assert entry.status == "failed"
    assert str(tmp_path / "a") in entry.reason
    assert read_tree(out)["same.txt.md"] == tree["same.txt.md"]


def test_second_batch_into_the_same_folder_is_refused(docs: Path, out: Path) -> None:
    with (
        Journal(out / ".summarizer" / "journal.sqlite"),
        pytest.raises(UsageError, match="another batch is writing"),
    ):
        run_inline(docs, out)
    assert not (out / "report.json").exists(), "that is the other batch's"


def test_link_out_of_the_output_folder_is_not_followed(docs: Path, out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "north").symlink_to(outside)
    entries = run_inline(docs, out)
    assert sorted(entry.path for entry in entries if entry.failed) == ["north/d3.txt", "north/d6.txt"]
    assert list(outside.iterdir()) == []


def test_entries_come_as_they_are_done(docs: Path, out: Path) -> None:
    recipe = Recipe(engine="none")
    inputs = find_inputs([str(docs)], output=str(out))
    batch = Batch(inputs=inputs, out=open_folder(str(out)), recipe=recipe, pool=InlinePool())
    entries = batch.run()
    first = next(entries)
    assert (out / first.outputs[0]).exists()
    entries.close()
    assert batch.report.count("pending") == len(inputs.paths) - 1
    assert not list((out / ".summarizer" / "staged").iterdir())
    assert (out / "index.html").exists()
    assert len(list(out.rglob("*.md"))) < len(inputs.paths)


def test_python_gives_entries_as_they_come(docs: Path, out: Path) -> None:
    entries = brief_folder([str(docs)], str(out), Recipe(engine="none"), jobs=1)
    assert not out.exists(), "nothing is done before it is asked for"
    first = next(iter(entries))
    assert (out / first.outputs[0]).exists()
    assert len([first, *entries]) == 8
    assert (out / "index.html").exists()
    with pytest.raises(UsageError):
        brief_folder([str(docs / "nothing*")], str(out))


def test_worker_opens_its_engine_once(docs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Recipe] = []
    open_translator = Recipe.open_translator

    def count(recipe: Recipe) -> Translator:
        opened.append(recipe)
        return open_translator(recipe)

    monkeypatch.setattr(Recipe, "open_translator", count)
    _open_here.cache_clear()
    run_inline(docs, out)
    assert len(opened) == 2, "one to know the engine's key, one to work with"


class HeavyEngine:
    """An engine that must run in one place; counts its calls."""

    info = EngineInfo(name="upper", model="", version="1", licence="MIT")
    key = "upper"
    heavy = True
    translates = True
    attempts = 1

    def __init__(self, bad: str = "\0") -> None:
        self.calls: list[int] = []
        self.bad = bad

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        self.calls.append(len(sentences) + attempt)
        if any(self.bad in sentence for sentence in sentences):
            raise TranslationError("it choked", hint="Try another engine.")
        return [Hypothesis(text=f"English of {len(sentence)} characters") for sentence in sentences]


def run_heavy(docs: Path, out: Path, engine: HeavyEngine, pool: Pool) -> dict[str, str]:
    inputs = find_inputs([str(docs)], output=str(out))
    recipe, translator = Recipe(engine="upper"), Translator(engine)
    batch = Batch(inputs=inputs, out=open_folder(str(out)), recipe=recipe, translator=translator, pool=pool)
    return {entry.path: entry.status for entry in batch.run()}


def test_heavy_engine_gets_many_documents_at_once(docs: Path, out: Path) -> None:
    engine = HeavyEngine()
    assert set(run_heavy(docs, out, engine, ProcessPool(2)).values()) == {"written"}
    assert len(engine.calls) == 1
    assert "English of" in (out / "north" / "d3.txt.md").read_text(encoding="utf-8")


def test_document_that_chokes_the_engine_fails_alone(docs: Path, out: Path) -> None:
    statuses = run_heavy(docs, out, HeavyEngine(bad="第5号"), InlinePool())
    assert [path for path, status in statuses.items() if status == "failed"] == ["d5.txt"]
