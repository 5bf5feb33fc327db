"""Folders of small documents, a pool that works in this process, and trees as values."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from summarizer.batch import Batch, Entry, Recipe, find_inputs, open_folder
from summarizer.batch.pools import Call, Outcome

Runner = Callable[..., list[Entry]]


class InlinePool:
    """Does each call in this process, when its outcome is asked for."""

    width = 1

    def __init__(self) -> None:
        self.calls: deque[Call] = deque()

    @property
    def in_flight(self) -> int:
        return len(self.calls)

    def submit(self, call: Call) -> None:
        self.calls.append(call)

    def next_outcome(self) -> Outcome:
        call = self.calls.popleft()
        value, error = call.run()
        return Outcome(call=call, value=value, error=error)

    def close(self) -> None:
        self.calls.clear()


def document(number: int) -> str:
    return (
        f"关于第{number}号水库检修的通知\n\n一、检修时间\n"
        f"市水利局决定，第{number}号水库自5月{number % 28 + 1}日起停水检修。"
        f"检修费用共{number + 10}万元。\n二、有关要求\n各乡镇要提前储水，不得擅自开闸。\n"
    )


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "north").mkdir(parents=True)
    for number in range(1, 9):
        where = folder / "north" if number % 3 == 0 else folder
        (where / f"d{number}.txt").write_text(document(number), encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run_inline(docs: Path | str, out: Path | str, **options: object) -> list[Entry]:
    """Run a batch in this process and return its entries by path."""
    settings: dict[str, Any] = {
        "recipe": Recipe(formats=("markdown", "json"), engine="none"),
        "pool": InlinePool(),
        **options,
    }
    inputs = find_inputs([str(docs)], output=str(out))
    batch = Batch(inputs=inputs, out=open_folder(str(out)), **settings)
    return sorted(batch.run(), key=lambda entry: entry.path)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder but the journal and its scratch."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    relative = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in relative.items() if not name.startswith(".summarizer/")}
