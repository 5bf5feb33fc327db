from pathlib import Path

import pytest
from summarizer.batch import find_inputs, read_list
from summarizer.errors import InputError, UsageError


def test_folder_is_walked_in_sorted_order_without_hidden_files_and_output(docs: Path) -> None:
    (docs / ".hidden.txt").write_text("x", encoding="utf-8")
    (docs / "out").mkdir()
    (docs / "out" / "old.md").write_text("x", encoding="utf-8")
    inputs = find_inputs([str(docs)], output=str(docs / "out"))
    assert inputs.paths == tuple(sorted(inputs.paths))
    assert len(inputs.paths) == 8
    assert Path(inputs.base.root) == docs


def test_files_named_one_by_one_may_have_any_suffix(docs: Path) -> None:
    (docs / "speech.scraped").write_text("x", encoding="utf-8")
    inputs = find_inputs([str(docs / "speech.scraped"), str(docs / "north" / "d3.txt")], output="out")
    assert inputs.paths == ("north/d3.txt", "speech.scraped")


def test_glob_is_relative_to_its_fixed_part(docs: Path) -> None:
    inputs = find_inputs([str(docs / "**" / "d[36].txt")], output="out")
    assert inputs.paths == ("north/d3.txt", "north/d6.txt")


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(folder, encoding="utf-8")
    inputs = find_inputs([str(tmp_path / "a"), str(tmp_path / "b")], output="out")
    assert inputs.paths == ("a/same.txt", "b/same.txt")


def test_nothing_found_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file matches"):
        find_inputs([str(tmp_path / "*.txt")], output="out")
    with pytest.raises(UsageError, match="no documents are named"):
        find_inputs([], output="out")


def test_list_has_one_path_a_line() -> None:
    assert read_list(["a b.txt\n", "\n", "c.txt"]) == ["a b.txt", "c.txt"]
