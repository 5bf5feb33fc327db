import os
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest
from summarizer.batch import find_inputs, read_list
from summarizer.errors import UsageError


def test_folder_is_walked_in_sorted_order_without_hidden_files_and_output(docs: Path) -> None:
    (docs / ".hidden.txt").write_text("x", encoding="utf-8")
    (docs / "out").mkdir()
    (docs / "out" / "old.md").write_text("x", encoding="utf-8")
    inputs = find_inputs([str(docs)], output=str(docs / "out"))
    assert inputs.paths == tuple(sorted(inputs.paths))
    assert len(inputs.paths) == 8
    assert Path(inputs.base.root) == docs


def test_output_behind_a_link_is_not_read(docs: Path, tmp_path: Path) -> None:
    (docs / "out").mkdir()
    (docs / "out" / "old.md").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(docs / "out")
    assert len(find_inputs([str(docs)], output=str(tmp_path / "link")).paths) == 8


def test_documents_in_the_output_folder_are_refused(docs: Path) -> None:
    for arguments, output in (([docs], docs), ([docs / "north"], docs), ([docs / "d1.txt"], docs)):
        with pytest.raises(UsageError, match="lie in the output folder"):
            find_inputs(list(map(str, arguments)), output=str(output))


def test_listed_file_in_the_output_folder_is_skipped_by_name(docs: Path) -> None:
    inputs = find_inputs([], output=str(docs / "north"), listed=[str(docs / "d1.txt"), str(docs / "north" / "d3.txt")])
    assert inputs.paths == ("d1.txt",)
    assert inputs.skipped == {"north/d3.txt": "It lies in the output folder."}


def test_files_named_one_by_one_may_have_any_suffix(docs: Path) -> None:
    (docs / "speech.scraped").write_text("x", encoding="utf-8")
    inputs = find_inputs([str(docs / "speech.scraped"), str(docs / "north" / "d3.txt")], output="out")
    assert inputs.paths == ("north/d3.txt", "speech.scraped")


def test_glob_is_relative_to_its_fixed_part(docs: Path) -> None:
    inputs = find_inputs([str(docs / "**" / "d[36].txt")], output="out")
    assert inputs.paths == ("north/d3.txt", "north/d6.txt")


def test_glob_walks_the_folders_it_meets_and_leaves_hidden_ones(docs: Path) -> None:
    (docs / ".git").mkdir()
    (docs / ".git" / "config.txt").write_text("x", encoding="utf-8")
    assert find_inputs([str(docs / "*")], output="out").paths == find_inputs([str(docs)], output="out").paths


def test_links_in_circles_are_not_followed(docs: Path) -> None:
    for name in "abcdef":
        (docs / name).symlink_to(docs)
    (docs / "self.txt").symlink_to(docs / "self.txt")
    plain = find_inputs([str(docs)], output="out").paths
    assert len(plain) == 9
    assert set(find_inputs([str(docs / "**" / "*.txt")], output="out").paths) == set(plain)


def test_brackets_in_a_name_are_no_pattern(docs: Path) -> None:
    (docs / "a[1].txt").write_text("x", encoding="utf-8")
    assert find_inputs([str(docs / "a[1].txt")], output="out").paths == ("a[1].txt",)
    gone = str(docs / "b[1].txt")
    assert find_inputs([], output="out", listed=[gone, str(docs / "d1.txt")]).paths == ("b[1].txt", "d1.txt")


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(folder, encoding="utf-8")
    inputs = find_inputs([str(tmp_path / "a"), str(tmp_path / "b")], output="out")
    assert inputs.paths == ("a/same.txt", "b/same.txt")


def test_listed_files_keep_their_path_from_the_working_folder(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docs.parent)
    one = find_inputs([], output="out", listed=["docs/north/d3.txt"])
    two = find_inputs([], output="out", listed=["docs/north/d3.txt", "./docs/d1.txt"])
    assert one.paths == ("docs/north/d3.txt",)
    assert two.paths == ("docs/d1.txt", "docs/north/d3.txt")


def test_document_named_twice_is_done_once(docs: Path) -> None:
    inputs = find_inputs([str(docs), str(docs / "d1.txt"), str(docs / "north" / ".." / "d1.txt")], output="out")
    assert inputs.paths.count("d1.txt") == 1
    assert len(inputs.paths) == 8


@pytest.mark.parametrize(
    "make",
    [
        lambda _folder: [],
        lambda folder: [str(folder)],
        lambda folder: [str(folder / "*.txt")],
        lambda folder: [str(folder / "a**b")],
        lambda folder: [str(folder / "gone.txt")],
        lambda folder: [str(folder / ("字" * 300))],
        lambda folder: [str(folder), "memory://x"],
    ],
    ids=["nothing", "empty folder", "no match", "no pattern", "no file", "too long", "mixed"],
)
def test_nothing_found_is_said(tmp_path: Path, make: Callable[[Path], list[str]]) -> None:
    with pytest.raises(UsageError):
        find_inputs(make(tmp_path), output=str(tmp_path / "out"))


def test_folder_that_cannot_be_listed_is_told(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "north":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    inputs = find_inputs([str(docs)], output="out")
    assert inputs.unlisted == ("north",)
    assert len(inputs.paths) == 6


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a b.txt\n\nc.txt", ["a b.txt", "c.txt"]),
        (b"\xef\xbb\xbfa.txt\r\n \r\nb.txt\r\n", ["a.txt", "b.txt"]),
        (b"two\nlines.txt\0b.txt\0", ["two\nlines.txt", "b.txt"]),
        ("简报.txt\n".encode("gb18030"), [os.fsdecode("简报.txt".encode("gb18030"))]),
        (b"", []),
    ],
    ids=["plain", "windows", "print0", "not UTF-8", "empty"],
)
def test_list_has_one_path_a_line(data: bytes, paths: list[str]) -> None:
    assert read_list(data) == paths


def test_urls_stand_for_folders_files_and_patterns() -> None:
    files = fsspec.filesystem("memory")
    for path in ("/urls/a/one.txt", "/urls/a/two.scraped", "/urls/b/three.txt", "/urls/out/four.txt.md"):
        files.pipe_file(path, b"x")
    found = find_inputs(["memory://urls"], output="memory://urls/out")
    assert (found.paths, dict(found.skipped)) == (
        ("a/one.txt", "b/three.txt"),
        {"a/two.scraped": "Its suffix is not one of a document."},
    )
    two = find_inputs(["memory://urls/a/two.scraped", "memory://urls/b"], output="out")
    assert two.paths == ("a/two.scraped", "b/three.txt")
    assert two.base.read("b/three.txt") == b"x"
    assert find_inputs(["memory://urls/*/t*"], output="out").paths == ("a/two.scraped", "b/three.txt")
    with pytest.raises(UsageError, match="no documents"):
        find_inputs(["memory://urls/nowhere/*.txt"], output="out")
