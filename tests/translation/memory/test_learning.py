from pathlib import Path

import pytest
from summarizer.model import Rendering, Segment
from summarizer.translation.memory import Memory, Recollection, learn_brief
from summarizer.translation.memory.matching import LIKENESS, find_alike

ROWS = """| Place 位置 | 中文 | English |
|---|---|---|
"""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite", strict=True)


def write(path: Path, *rows: tuple[str, str]) -> Path:
    path.write_text(ROWS + "".join(f"| 1:{n} L{n} | {zh} | {en} |\n" for n, (zh, en) in enumerate(rows, 1)), "utf-8")
    return path


def test_only_what_a_person_changed_is_learned(tmp_path: Path, memory: Memory) -> None:
    memory.record_shown(
        [("账要清。", "Accounts must be “clear”."), ("一天一记。", "One day one note."), ("末句。", "End.")]
    )
    brief = write(
        tmp_path / "a.md",
        ("账要清。", 'Accounts  must be "clear".'),
        ("一天一记。", "Make entries daily."),
        ("末句。", ""),
        ("没见过。", "Never seen."),
    )
    lesson = learn_brief(brief, memory)
    assert [(entry.zh, entry.en) for entry in lesson.learned] == [("一天一记。", "Make entries daily.")]
    assert (lesson.unchanged, lesson.emptied) == (1, 1)
    assert [pair.zh for pair in lesson.unknown] == ["没见过。"]
    assert [entry.en for entry in memory.read_approved().values()] == ["Make entries daily."]


def test_learning_twice_changes_nothing(tmp_path: Path, memory: Memory) -> None:
    memory.record_shown([("一天一记。", "One day one note.")])
    brief = write(tmp_path / "a.md", ("一天一记。", "Make entries daily."))
    learn_brief(brief, memory)
    before = memory.read_approved()
    learn_brief(brief, memory)
    assert memory.read_approved() == before


def test_an_old_brief_does_not_undo_a_correction(tmp_path: Path, memory: Memory) -> None:
    memory.record_shown([("一天一记。", "One day one note.")])
    learn_brief(write(tmp_path / "new.md", ("一天一记。", "Make entries daily.")), memory)
    lesson = learn_brief(write(tmp_path / "old.md", ("一天一记。", "One day one note.")), memory)
    assert lesson.learned == ()
    assert [entry.en for entry in memory.read_approved().values()] == ["Make entries daily."]


def test_a_brief_from_elsewhere_needs_its_original_or_a_word(tmp_path: Path, memory: Memory) -> None:
    original = write(tmp_path / "original.md", ("账要清。", "Clear accounts."), ("末句。", "End."))
    edited = write(tmp_path / "edited.md", ("账要清。", "Keep clear accounts."), ("末句。", "End."))
    assert learn_brief(edited, memory).learned == ()
    assert [e.en for e in learn_brief(edited, memory, original=original).learned] == ["Keep clear accounts."]
    everything = learn_brief(edited, Memory(tmp_path / "other.sqlite"), take_all=True).learned
    assert [entry.en for entry in everything] == ["Keep clear accounts.", "End."]


EARLIER = "截至2023年底，全县共有记账点214个，比上年增加12个。"


def approve(memory: Memory, tmp_path: Path, zh: str, en: str) -> None:
    memory.record_shown([(zh, "machine")])
    learn_brief(write(tmp_path / "a.md", (zh, en)), memory)


def test_an_approved_sentence_is_the_line_and_marked(tmp_path: Path, memory: Memory) -> None:
    approve(memory, tmp_path, EARLIER, "By the end of 2023 ...")
    (found,) = Recollection(memory).recall([Segment(zh=EARLIER.replace("，", "， "))])
    assert found is not None
    assert (found.en, found.origin, [flag.kind for flag in found.flags]) == (
        "By the end of 2023 ...",
        "human",
        ["human"],
    )
    assert Recollection(memory).suggest([Segment(zh=EARLIER)], [found]) == [found]


@pytest.mark.parametrize(
    ("zh", "warns"),
    [
        (EARLIER.replace("全县", "本县"), False),
        (EARLIER.replace("2023", "2024"), True),
        (EARLIER.replace("12个", "二十个"), True),
    ],
)
def test_a_similar_sentence_is_shown_beside_the_line(tmp_path: Path, memory: Memory, zh: str, warns: bool) -> None:
    approve(memory, tmp_path, EARLIER, "By the end of 2023 ...")
    (marked,) = Recollection(memory).suggest([Segment(zh=zh)], [Rendering(en="machine line")])
    assert (marked.en, marked.origin) == ("machine line", "engine")
    (flag,) = marked.flags
    assert flag.kind == "suggestion"
    assert EARLIER in flag.detail
    assert "By the end of 2023" in flag.detail
    assert ("figures" in flag.detail) == warns


@pytest.mark.parametrize("zh", ["会议强调，要把账本管好用好，让群众放心。", "末句。", "第三条", ""])
def test_other_and_short_sentences_get_no_suggestion(tmp_path: Path, memory: Memory, zh: str) -> None:
    approve(memory, tmp_path, EARLIER, "By the end of 2023 ...")
    approve(memory, tmp_path, "第二条", "Article 2")
    assert Recollection(memory).suggest([Segment(zh=zh)], [Rendering(en="x")]) == [Rendering(en="x")]


def test_likeness_is_bounded_below() -> None:
    alike = find_alike(EARLIER, [EARLIER[:-6], "完全不同的一句话。"])
    assert alike is not None
    assert alike.percent >= LIKENESS
    assert find_alike(EARLIER, ["完全不同的一句话，说的是别的事情。"]) is None


def test_the_key_follows_what_people_approved(tmp_path: Path, memory: Memory) -> None:
    recollection = Recollection(memory)
    assert recollection.key == ""
    approve(memory, tmp_path, EARLIER, "One.")
    first = recollection.key
    approve(memory, tmp_path, EARLIER, "Two.")
    assert first != recollection.key != ""
