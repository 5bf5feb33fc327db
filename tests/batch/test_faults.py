"""Nothing is lost: whatever write fails, and whenever the program is killed, a second run completes the tree."""

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any

import pytest
from summarizer.batch.places import INDEX_FILES
from summarizer.batch.publishing import Publisher
from summarizer.errors import DiskError, SummarizerError

from tests.batch.conftest import document, read_tree, run_inline

KILLS = 40
PROGRAM_KILLS = 3
WRITES = 3 * 2 + len(INDEX_FILES)
"""Of a run over three documents in two formats."""


class FailOnce:
    """Lets a function raise at its n-th call, and only there."""

    def __init__(self, function: Callable[..., Any], at: int, error: OSError) -> None:
        self.function, self.at, self.error, self.calls = function, at, error, 0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.function(*arguments, **options)


class HalfWriter:
    """Opens files; the n-th that is opened for writing takes half of what it is given, then has no room."""

    def __init__(self, at: int, error: OSError) -> None:
        self.open, self.at, self.error, self.calls = Path.open, at, error, 0

    def __call__(self, path: Path, mode: str = "r", **options: Any) -> Any:
        file: IO[Any] = self.open(path, mode, **options)
        if mode == "xb":
            self.calls += 1
            if self.calls == self.at:
                write = file.write

                def fail(data: bytes) -> None:
                    write(data[: len(data) // 2])
                    raise self.error

                return _Wrapped(file, fail)
        return file


class _Wrapped:
    def __init__(self, file: IO[Any], write: Callable[[bytes], None]) -> None:
        self.file, self.write = file, write

    def __enter__(self) -> "_Wrapped":
        return self

    def __exit__(self, *problem: object) -> None:
        self.file.close()


@pytest.fixture
def three(docs: Path) -> Path:
    for path in sorted(docs.rglob("*.txt"))[3:]:
        path.unlink()
    return docs


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("place", ["write", "fsync", "rename"])
def test_fault_at_every_write(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: int
) -> None:
    run_inline(three, tmp_path / "whole")
    expected = read_tree(tmp_path / "whole")
    assert len(expected) == WRITES
    for at in range(1, WRITES + 1):
        out = tmp_path / f"out{at}"
        error = OSError(code, os.strerror(code))
        with monkeypatch.context() as patch:
            fault = _inject(patch, place, at, error)
            failures, stop = _run_into_fault(three, out)
            assert fault.calls >= at
        assert all(os.strerror(code) in reason for reason in (*failures, str(stop or os.strerror(code))))
        assert bool(failures) != bool(stop), "it goes on with the others, or stops and says why"
        assert isinstance(stop, DiskError) == (code == errno.ENOSPC), "a full disk stops the run"
        assert all(data == expected[path] for path, data in read_tree(out).items() if path not in INDEX_FILES)
        assert run_inline(three, out) == run_inline(three, tmp_path / "whole")
        assert read_tree(out) == expected
        assert not list((out / ".summarizer" / "staged").iterdir())


def _run_into_fault(docs: Path, out: Path) -> tuple[list[str], SummarizerError | None]:
    """Return why documents failed, or what stopped the run."""
    try:
        return [entry.reason for entry in run_inline(docs, out) if entry.failed], None
    except SummarizerError as error:
        return [], error


def _inject(patch: pytest.MonkeyPatch, place: str, at: int, error: OSError) -> FailOnce | HalfWriter:
    if place == "write":
        half = HalfWriter(at, error)
        # Plain functions, so that they bind as methods where the originals do.
        patch.setattr(Path, "open", lambda *a, **k: half(*a, **k))  # noqa: PLW0108
        return half
    owner, name = {"fsync": (os, "fsync"), "rename": (Path, "replace")}[place]
    fault = FailOnce(getattr(owner, name), at, error)
    patch.setattr(owner, name, lambda *a, **k: fault(*a, **k))  # noqa: PLW0108
    return fault


def test_fault_at_every_journal_entry(three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_inline(three, tmp_path / "whole")
    expected = read_tree(tmp_path / "whole")
    connect = sqlite3.connect
    for at in range(1, 2 * 3 + 1):
        out = tmp_path / f"out{at}"
        inserts = iter(range(1, 1000))

        class FullDisk(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any, at: int = at, inserts: Iterator[int] = inserts) -> Any:
                if sql.startswith("INSERT") and next(inserts) == at:
                    raise sqlite3.OperationalError("database or disk is full")
                return super().execute(sql, *parameters)

        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", partial(connect, factory=FullDisk))
            with pytest.raises(DiskError, match="journal cannot be written"):
                run_inline(three, out)
        run_inline(three, out)
        assert read_tree(out) == expected


def test_folder_that_cannot_be_made_is_said(docs: Path, out: Path) -> None:
    out.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SummarizerError, match="journal cannot be written"):
        run_inline(docs, out)


def test_run_killed_between_two_names_knows_its_files_again(
    three: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_inline(three, out)
    for number, path in enumerate(sorted(three.rglob("*.txt"))):
        path.write_text(document(50 + number), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Publisher, "publish", _publish_half)
        with pytest.raises(KeyboardInterrupt):
            run_inline(three, out)
    for number, path in enumerate(sorted(three.rglob("*.txt"))):
        path.write_text(document(80 + number), encoding="utf-8")
    assert {entry.status for entry in run_inline(three, out)} == {"written"}
    run_inline(three, tmp_path / "whole")
    assert read_tree(out) == read_tree(tmp_path / "whole")


_publish = Publisher.publish


def _publish_half(publisher: Publisher, *arguments: Any, **options: Any) -> None:
    """Publish a document's first output, then stop the run."""
    folder = publisher.out
    names = iter(range(2))

    class Stopping:
        def __getattr__(self, name: str) -> Any:
            return getattr(folder, name)

        def publish(self, staged: str, path: str) -> None:
            if next(names) == 1:
                raise KeyboardInterrupt
            folder.publish(staged, path)

    stopping: Any = Stopping()
    _publish(replace(publisher, out=stopping), *arguments, **options)


def test_killed_at_random_moments(three: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "tests.batch.killing", str(three), str(out), str(KILLS), "20261122"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == KILLS
    run_inline(three, out)
    assert read_tree(out) == read_tree(tmp_path / "whole")


@pytest.mark.parametrize(
    "kills", [pytest.param(PROGRAM_KILLS, id="few"), pytest.param(60, id="many", marks=pytest.mark.benchmark)]
)
def test_program_and_its_workers_killed_at_random_moments(three: Path, tmp_path: Path, kills: int) -> None:
    command = [sys.executable, "-m", "summarizer", "batch", str(three), "--engine", "none", "-f", "markdown", "-j", "2"]
    whole, out = tmp_path / "whole", tmp_path / "out"
    began = time.monotonic()
    subprocess.run([*command, "-o", str(whole)], check=True, capture_output=True)
    seconds = time.monotonic() - began
    expected = read_tree(whole)
    draw = random.Random(20261122)
    for _ in range(kills):
        process = subprocess.Popen(
            [*command, "-o", str(out), "--force"], start_new_session=True, stderr=subprocess.PIPE
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(draw.uniform(seconds / 2, seconds))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if out.exists():
            assert all(data == expected[path] for path, data in read_tree(out).items() if path not in INDEX_FILES)
    done = subprocess.run([*command, "-o", str(out)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert read_tree(out) == expected


def test_workers_end_when_the_program_is_killed(docs: Path, out: Path) -> None:
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "--engine", "none", "-j", "2", "-o", str(out)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    while not list(out.rglob("*.txt.md")) and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while _group_lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group_lives(process.pid)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_ends_with_a_report_and_a_sound_journal(
    docs: Path, out: Path, request_to_end: signal.Signals
) -> None:
    for number in range(100, 400):
        (docs / f"d{number}.txt").write_text(document(number), encoding="utf-8")
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "--engine", "none", "-j", "1", "-o", str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(out.rglob("*.txt.md")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(request_to_end)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "pending" in said
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert '"pending"' in (out / "report.json").read_text(encoding="utf-8")
    with sqlite3.connect(out / ".summarizer" / "journal.sqlite") as journal:
        assert journal.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    journal.close()
