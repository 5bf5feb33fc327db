import logging
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from summarizer.errors import OutputError
from summarizer.model import EngineInfo
from summarizer.translation.engine import Hypothesis
from summarizer.translation.memory import Approved, Memory, RememberedEngine


class CountingEngine:
    info = EngineInfo(name="counting", model="m", version="1", licence="none")
    heavy = False
    translates = True
    attempts = 2

    def __init__(self, key: str = "counting-1") -> None:
        self.key = key
        self.asked: list[tuple[int, tuple[str, ...]]] = []

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        self.asked.append((attempt, tuple(sentences)))
        return [Hypothesis(text=f"{self.key} {attempt} {sentence}", score=-0.25) for sentence in sentences]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "memory.sqlite"


def test_a_second_run_asks_nothing(path: Path) -> None:
    first = CountingEngine()
    said = RememberedEngine(first, Memory(path)).translate(["甲。", "乙。", "甲。"])
    assert first.asked == [(0, ("甲。", "乙。"))]
    second = CountingEngine()
    again = RememberedEngine(second, Memory(path)).translate(["乙。", "甲。", "乙。"])
    assert second.asked == []
    assert again == [said[1], said[0], said[1]]


def test_other_models_and_attempts_are_not_served_what_is_stale(path: Path) -> None:
    memory = Memory(path)
    RememberedEngine(CountingEngine(), memory).translate(["甲。"])
    changed = CountingEngine("counting-2")
    assert RememberedEngine(changed, memory).translate(["甲。"])[0].text == "counting-2 0 甲。"
    same = CountingEngine()
    assert RememberedEngine(same, memory).translate(["甲。"], attempt=1)[0].text == "counting-1 1 甲。"
    assert same.asked == [(1, ("甲。",))]


def test_an_empty_hypothesis_is_remembered_too(path: Path) -> None:
    memory = Memory(path)
    memory.store("e", [("甲。", Hypothesis(text=None))])
    assert memory.recall("e", ["甲。", "乙。"]) == {"甲。": Hypothesis(text=None)}


def test_thousands_of_sentences_at_once(path: Path) -> None:
    memory = Memory(path)
    sentences = [f"第{n}句。" for n in range(5000)]
    memory.store("e", [(s, Hypothesis(text=s)) for s in sentences])
    assert len(memory.recall("e", sentences)) == 5000


def test_reading_makes_no_file(path: Path) -> None:
    memory = Memory(path)
    assert memory.recall("e", ["甲。"]) == {}
    assert memory.read_approved() == {}
    assert not path.parent.exists()


def test_approved_entries_are_replaced_and_seen_by_other_connections(path: Path) -> None:
    one, two = Memory(path), Memory(path)
    assert one.approve([Approved(zh="甲 乙。", en="A B.")]) == 1
    assert [entry.en for entry in two.read_approved().values()] == ["A B."]
    assert one.approve([Approved(zh="甲乙。", en="AB."), Approved(zh="丙。", en="C.")]) == 2
    assert one.approve([Approved(zh="丙。", en="C.")]) == 0
    assert [entry.en for entry in two.read_approved().values()] == ["C.", "AB."]


def test_what_was_shown_is_kept_beside_its_chinese(path: Path) -> None:
    memory = Memory(path)
    memory.record_shown([("甲 。", "A."), ("甲。", "An A."), ("乙。", "B.")])
    assert memory.find_shown("甲。") == {"A.", "An A."}
    assert memory.find_shown("丙。") == frozenset()


GARBAGE = b"this was a database once" * 300


def test_a_damaged_file_is_set_aside_and_the_run_goes_on(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    for name in ("memory.sqlite.damaged", "memory.sqlite.damaged-2"):
        path.write_bytes(GARBAGE)
        memory = Memory(path)
        assert memory.read_approved() == {}
        assert (path.parent / name).read_bytes() == GARBAGE
        assert memory.approve([Approved(zh="甲。", en="A.")]) == 1
        memory.close()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert "memory.sqlite.damaged" in caplog.text


def test_damage_inside_a_file_is_found_when_it_is_met(path: Path) -> None:
    memory = Memory(path)
    memory.store("e", [(f"第{n}句。", Hypothesis(text="x" * 200)) for n in range(2000)])
    memory.close()
    data = bytearray(path.read_bytes())
    data[4096 : len(data) - 4096] = b"\xee" * (len(data) - 8192)
    path.write_bytes(data)
    assert memory.recall("e", ["第7句。"]) == {}
    memory.store("e", [("甲。", Hypothesis(text="A."))])
    assert memory.recall("e", ["甲。"]) == {"甲。": Hypothesis(text="A.")}
    assert (path.parent / "memory.sqlite.damaged").read_bytes() == data


@pytest.mark.parametrize("strict", [False, True])
def test_a_place_that_cannot_be_written(tmp_path: Path, strict: bool, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "memory.sqlite", strict=strict)
    if strict:
        with pytest.raises(OutputError, match="cannot be used"):
            memory.approve([Approved(zh="甲。", en="A.")])
    else:
        memory.record_shown([("甲。", "A.")])
        memory.record_shown([("乙。", "B.")])
        assert len(caplog.records) == 1
        assert "goes on without" in caplog.text


def test_the_database_of_another_program_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    memory = Memory(path)
    memory.record_shown([("甲。", "A.")])
    memory.close()
    assert path.read_bytes() == before
    assert "another program" in caplog.text


def test_a_file_of_a_later_version_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    memory = Memory(path)
    memory.record_shown([("甲。", "A.")])
    memory.close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    assert Memory(path).find_shown("甲。") == frozenset()
    assert "later version" in caplog.text


WRITER = """
import sys
from collections.abc import Sequence
from pathlib import Path
from summarizer.translation.engine import Hypothesis
from summarizer.translation.memory import Approved, Memory
memory = Memory(Path(sys.argv[1]), strict=True)
for n in range(40):
    memory.store("e", [(f"{sys.argv[2]}-{n}", Hypothesis(text="x"))])
    memory.approve([Approved(zh=f"句{sys.argv[2]}-{n}", en="x")])
"""


def test_runs_at_the_same_time_lose_nothing(path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)]) for n in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    memory = Memory(path)
    assert len(memory.recall("e", [f"{run}-{n}" for run in range(4) for n in range(40)])) == 160
    assert len(memory.read_approved()) == 160
