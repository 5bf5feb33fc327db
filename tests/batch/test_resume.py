"""Whatever decides what a brief says, decides whether it is made again; nothing else does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from summarizer.batch import Batch, Recipe, find_inputs, open_folder
from summarizer.batch.work import _open_here
from summarizer.model import EngineInfo, Selection
from summarizer.rendering import RenderOptions
from summarizer.translation import Hypothesis, Translator
from summarizer.translation.memory import Approved, Memory, RememberedEngine

from tests.batch.conftest import InlinePool, read_tree

RECIPE = Recipe(engine="none", formats=("markdown", "json"))
EIGHT = 8
"""Documents in the folder."""


def count_unchanged(docs: Path, out: Path, recipe: Recipe = RECIPE, translator: Translator | None = None) -> int:
    """Run a batch in this process; return how many documents were done already."""
    batch = Batch(
        inputs=find_inputs([str(docs)], output=str(out)),
        out=open_folder(str(out)),
        recipe=recipe,
        pool=InlinePool(),
        translator=translator,
    )
    assert {entry.status for entry in batch.run()} == {"written"}
    return batch.unchanged


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(engine="none", formats=("markdown", "json"), selection=Selection(per_section=1)),
        Recipe(engine="none", formats=("markdown", "json"), shape=RenderOptions(layout="zh")),
        Recipe(engine="none", formats=("markdown", "json"), shape=RenderOptions(front_matter=True)),
        Recipe(engine="none", formats=("markdown", "json"), encoding="utf-8"),
        Recipe(engine="none", formats=("json",)),
        Recipe(engine="gloss", formats=("markdown", "json")),
    ],
    ids=["selection", "layout", "front matter", "encoding", "formats", "engine"],
)
def test_changed_option_does_all_again_once(docs: Path, out: Path, recipe: Recipe) -> None:
    assert [count_unchanged(docs, out, each) for each in (RECIPE, RECIPE, recipe, recipe)] == [0, EIGHT, 0, EIGHT]


def test_new_version_does_all_again(docs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count_unchanged(docs, out)
    monkeypatch.setattr("summarizer.batch.recipe._versions", lambda: {"summarizer": "99"})
    monkeypatch.setattr("summarizer.batch.work._open_here", _open_here.__wrapped__)
    assert count_unchanged(docs, out) == 0


@pytest.mark.usefixtures("tiny_model")
def test_glossary_and_approved_translations_count_by_what_they_say(docs: Path, out: Path, tmp_path: Path) -> None:
    glossary, moved, memory = tmp_path / "terms.csv", tmp_path / "moved.csv", tmp_path / "memory.sqlite"
    glossary.write_text("zh,en\n检修,overhaul\n", encoding="utf-8")
    moved.write_bytes(glossary.read_bytes())
    plain = Recipe(engine="argos", memory=memory)
    listed = Recipe(engine="argos", memory=memory, glossary=glossary)
    assert [count_unchanged(docs, out, each) for each in (plain, plain, listed)] == [0, EIGHT, 0]
    assert count_unchanged(docs, out, Recipe(engine="argos", memory=memory, glossary=moved)) == EIGHT
    glossary.write_text("zh,en\n检修,inspection and repair\n", encoding="utf-8")
    assert [count_unchanged(docs, out, listed) for _ in range(2)] == [0, EIGHT]
    store = Memory(memory)
    store.approve([Approved(zh="各乡镇要提前储水，不得擅自开闸。", en="Store water in time; leave the gates alone.")])
    store.close()
    assert [count_unchanged(docs, out, listed) for _ in range(2)] == [0, EIGHT]
    assert "leave the gates alone" in (out / "d1.txt.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("tiny_model")
def test_memory_and_order_change_no_byte(docs: Path, tmp_path: Path) -> None:
    remembered = Recipe(engine="argos", memory=tmp_path / "memory.sqlite")
    count_unchanged(docs, tmp_path / "first", remembered)
    count_unchanged(docs, tmp_path / "second", remembered)
    count_unchanged(docs, tmp_path / "without", Recipe(engine="argos"))
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "d5.txt").write_bytes((docs / "d5.txt").read_bytes())
    count_unchanged(tmp_path / "few", tmp_path / "alone", Recipe(engine="argos"))
    first = read_tree(tmp_path / "first")
    assert first == read_tree(tmp_path / "second") == read_tree(tmp_path / "without")
    assert first["d5.txt.md"] == read_tree(tmp_path / "alone")["d5.txt.md"]


class CountingEngine:
    """Notes what it is asked to translate."""

    info = EngineInfo(name="counting", model="", version="1", licence="MIT")
    key = "counting"
    heavy = True
    attempts = 1
    translates = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        assert attempt == 0
        self.asked += sentences
        return [Hypothesis(text=f"A sentence of {len(sentence)} characters.") for sentence in sentences]


def test_identical_sentences_are_translated_once(
    docs: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.batch.run.LEAST", 1)
    monkeypatch.setattr("summarizer.batch.run.FULL", 3)
    engine = CountingEngine()
    translator = Translator(RememberedEngine(engine, Memory(tmp_path / "memory.sqlite")))
    count_unchanged(docs, out, translator=translator)
    assert len(engine.asked) == len(set(engine.asked))
    assert "各乡镇要提前储水，不得擅自开闸。" in engine.asked


def test_engine_calls_follow_its_speed(docs: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow engine gets few sentences at a time, so that progress shows and Ctrl-C is heard."""
    sizes: list[int] = []

    class Slow(CountingEngine):
        def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
            sizes.append(len(sentences))
            clock[0] += len(sentences)  # a second each
            return super().translate(sentences, attempt=attempt)

    clock = [0.0]
    monkeypatch.setattr("summarizer.batch.run.time.perf_counter", lambda: clock[0])
    monkeypatch.setattr("summarizer.batch.run.LEAST", 4)
    count_unchanged(docs, out, translator=Translator(Slow()))
    assert sum(sizes) > 20
    assert max(sizes) <= 10
