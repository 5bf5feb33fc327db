"""Nothing is lost: whatever write fails, and whenever the program is killed, a second run completes the tree."""

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from summarizer.errors import SummarizerError

from tests.batch.conftest import read_tree, run_inline

KILLS = 30


class FailOnce:
    """Lets a function raise at its n-th call, and only there."""

    def __init__(self, function: Callable[..., Any], at: int, error: Exception) -> None:
        self.function, self.at, self.error, self.calls = function, at, error, 0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.function(*arguments, **options)


@pytest.mark.parametrize(
    ("owner", "name"), [(tempfile, "mkstemp"), (os, "fdopen"), (os, "fsync"), (Path, "replace")], ids=str
)
def test_fault_at_every_write(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    run_inline(docs, tmp_path / "whole")
    expected = read_tree(tmp_path / "whole")
    full = OSError(errno.ENOSPC, "No space left on device")
    for at in range(1, len(expected) + 2):
        out = tmp_path / f"out{at}"
        with monkeypatch.context() as patch:
            fault = FailOnce(getattr(owner, name), at, full)
            # A plain function, so that it binds as a method where the original does.
            patch.setattr(owner, name, lambda *a, _fault=fault, **k: _fault(*a, **k))
            with suppress(SummarizerError):
                entries = run_inline(docs, out)
                failed = [entry for entry in entries if entry.failed]
                assert len(failed) <= 1
                assert all("No space left" in entry.reason for entry in failed)
            assert fault.calls >= min(at, len(expected))
        assert all(
            data == expected.get(path)
            for path, data in read_tree(out).items()
            if "report" not in path and "index" not in path
        )
        run_inline(docs, out)
        assert read_tree(out) == expected


def test_fault_at_every_journal_entry(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_inline(docs, tmp_path / "whole")
    expected = read_tree(tmp_path / "whole")
    connect = sqlite3.connect
    for at in range(1, 2 * 8 + 1):
        out = tmp_path / f"out{at}"
        inserts = iter(range(1, 1000))

        class FullDisk(sqlite3.Connection):
            def execute(self, sql: str, *parameters: Any, at: int = at, inserts: Iterator[int] = inserts) -> Any:
                if sql.startswith("INSERT") and next(inserts) == at:
                    raise sqlite3.OperationalError("database or disk is full")
                return super().execute(sql, *parameters)

        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", partial(connect, factory=FullDisk))
            with pytest.raises(SummarizerError, match="journal cannot be written"):
                run_inline(docs, out)
        run_inline(docs, out)
        assert read_tree(out) == expected


def test_read_only_folder_is_said(docs: Path, out: Path) -> None:
    out.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SummarizerError, match="journal cannot be written"):
        run_inline(docs, out)


def test_killed_at_random_moments(docs: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "--engine", "none", "-f", "markdown", "-j", "2"]
    whole, out = tmp_path / "whole", tmp_path / "out"
    began = time.monotonic()
    subprocess.run([*command, "-o", str(whole)], check=True, capture_output=True)
    seconds = time.monotonic() - began
    expected = read_tree(whole)
    moments = random.Random(20261122)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*command, "-o", str(out), "--force"], start_new_session=True, stderr=subprocess.PIPE
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.1, seconds))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for path, data in read_tree(out).items():
            if not path.startswith(("report", "index")):
                assert data == expected[path]
    done = subprocess.run([*command, "-o", str(out)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert read_tree(out) == expected


def test_interrupt_ends_with_a_report(docs: Path, out: Path) -> None:
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "--engine", "none", "-j", "1", "-o", str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(out.rglob("*.txt.md")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode in {0, 130}
    assert "written" in said
    assert "Traceback" not in said
    assert (out / "report.json").exists()
