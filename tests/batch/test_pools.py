"""Workers that crash or are lost take only their own document down."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from summarizer.batch import Batch, Recipe, find_inputs, open_folder
from summarizer.batch.pools import Call, Outcome, Pool, ProcessPool
from summarizer.batch.work import Task
from summarizer.errors import ModelError, SummarizerError, UsageError

from tests.batch.conftest import document, read_tree, run_inline

# Dask leaves sockets to the collector.
quiet_dask = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def crash_on_some(task: Task) -> str:
    if task.path == "d2.txt":
        os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does where memory runs out
    if task.path == "d4.txt":
        os._exit(3)
    if task.path == "d5.txt":
        sys.exit("an orderly end")
    return task.path


def name_process(_task: Task) -> int:
    return os.getpid()


def return_unsendable(_task: Task) -> object:
    return lambda: None


def fail_unexpectedly(task: Task) -> str:
    raise ZeroDivisionError(task.path)


@pytest.fixture
def tasks(docs: Path, out: Path) -> list[Task]:
    inputs = find_inputs([str(docs)], output=str(out))
    folder = open_folder(str(out))
    recipe = Recipe(engine="none")
    return [Task(path=path, base=inputs.base, out=folder, recipe=recipe, fingerprint="other") for path in inputs.paths]


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = ProcessPool(2)
    yield pool
    pool.close()


def collect(pool: Pool, tasks: list[Task], function: Callable[[Task], object]) -> list[Outcome]:
    for task in tasks:
        pool.submit(Call(task=task, function=function))
    return [pool.next_outcome() for _ in range(pool.in_flight)]


def test_crashing_workers_cost_only_their_documents(pool: Pool, tasks: list[Task]) -> None:
    outcomes = collect(pool, tasks, crash_on_some)
    errors = {outcome.call.task.path: str(outcome.error) for outcome in outcomes if outcome.error}
    assert errors.keys() == {"d2.txt", "d4.txt", "d5.txt"}
    assert ["crashed" in errors[path] for path in sorted(errors)] == [True, True, False]
    assert len(outcomes) == 8


def test_worker_that_is_lost_between_calls_costs_nothing(pool: Pool, tasks: list[Task]) -> None:
    [first] = collect(pool, tasks[:1], name_process)
    os.kill(first.value, signal.SIGKILL)
    time.sleep(0.2)
    assert [outcome.error for outcome in collect(pool, tasks, name_process)] == [None] * 8


def test_result_that_cannot_be_sent_is_an_error_of_its_document(pool: Pool, tasks: list[Task]) -> None:
    outcomes = collect(pool, tasks[:2], return_unsendable)
    assert all("unexpected error" in str(outcome.error) for outcome in outcomes)


def test_unexpected_error_is_a_value(tasks: list[Task]) -> None:
    value, error = Call(task=tasks[0], function=fail_unexpectedly).run()
    assert value is None
    assert "ZeroDivisionError" in str(error)


def test_script_without_its_guard_is_told_so(docs: Path, out: Path) -> None:
    script = docs.parent / "script.py"
    script.write_text(
        "from summarizer import Recipe, brief_folder\n"
        f"for entry in brief_folder([{str(docs)!r}], {str(out)!r}, Recipe(engine='none')):\n    print(entry.path)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "no worker process can be started" in done.stderr
    assert "__main__" in done.stderr


@pytest.mark.parametrize("part", ["ProcessPoolExecutor", "ProcessPoolExecutor.submit"])
def test_machine_without_room_for_workers_is_said(
    docs: Path, out: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(f"summarizer.batch.pools.{part}", refuse)
    with pytest.raises(UsageError, match="no worker process can be started"):
        run_inline(docs, out, pool=None)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("local:many", "no number of workers"),
        ("local:0", "no number of workers"),
        ("nowhere", "does not answer"),
    ],
)
def test_cluster_that_cannot_be_had_is_said(docs: Path, out: Path, address: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_inline(docs, out, pool=None, cluster=address)
    assert not (out / "report.json").exists(), "nothing has started"


def test_worker_with_other_models_does_nothing(tasks: list[Task]) -> None:
    from summarizer.batch.work import process  # noqa: PLC0415 - what a worker of a cluster does

    _, error = Call(task=tasks[0], function=process).run()
    assert isinstance(error, ModelError)
    assert "other versions or models" in str(error)


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed: Any = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture
def threads() -> Iterator[Any]:
    """A cluster that shares this process, and so its memory."""
    distributed: Any = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        dashboard_address=None,
        protocol="tcp",
        host="127.0.0.1",
        silence_logs=50,
    ) as cluster:
        yield cluster


class TestCluster:
    pytestmark = quiet_dask

    def test_lost_worker_changes_no_byte(self, docs: Path, tmp_path: Path, cluster: Any) -> None:
        run_inline(docs, tmp_path / "whole")
        out = tmp_path / "out"
        batch = Batch(
            inputs=find_inputs([docs.as_uri()], output=out.as_uri()),
            out=open_folder(out.as_uri()),
            recipe=Recipe(formats=("markdown", "json"), engine="none"),
            cluster=cluster.scheduler_address,
        )
        for _ in batch.run():
            if len(batch.report.entries) == 1:
                os.kill(cluster.workers[0].pid, signal.SIGKILL)
        assert batch.report.exit_code == 0
        assert read_tree(out) == read_tree(tmp_path / "whole")

    def test_memory_urls(self, docs: Path, tmp_path: Path, threads: Any) -> None:
        files = fsspec.filesystem("memory")
        run_inline(docs, tmp_path / "whole")
        for path in docs.rglob("*.txt"):
            files.pipe_file(f"/cluster/in/{path.relative_to(docs).as_posix()}", path.read_bytes())
        settings = {"pool": None, "cluster": threads.scheduler_address}
        entries = run_inline("memory://cluster/in", "memory://cluster/out", **settings)
        assert {entry.status for entry in entries} == {"written"}
        written = {path.removeprefix("/cluster/out/"): files.cat_file(path) for path in files.find("/cluster/out")}
        del written[".summarizer/journal.sqlite"]
        assert written == read_tree(tmp_path / "whole")

    def test_lost_scheduler_ends_the_run(self, docs: Path, out: Path, threads: Any) -> None:
        for number in range(100, 140):
            (docs / f"d{number}.txt").write_text(document(number), encoding="utf-8")
        batch = Batch(
            inputs=find_inputs([str(docs)], output=str(out)),
            out=open_folder(str(out)),
            recipe=Recipe(engine="none"),
            cluster=threads.scheduler_address,
        )
        entries = batch.run()
        next(entries)
        threads.close()
        with pytest.raises(SummarizerError, match="cluster was lost"):
            list(entries)
        assert batch.report.count("pending") > 0
        assert (out / "report.json").exists()
