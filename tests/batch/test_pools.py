"""Workers that crash or are lost take only their own document down."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from summarizer.batch import Batch, Recipe, find_inputs, open_folder
from summarizer.batch.pools import Call, ClusterPool, ProcessPool
from summarizer.batch.work import Task
from summarizer.errors import UsageError

from tests.batch.conftest import read_tree, run_inline


def crash_on_d2(task: Task) -> str:
    if task.path == "d2.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return task.path


def fail_unexpectedly(task: Task) -> str:
    raise ZeroDivisionError(task.path)


def make_tasks(docs: Path, out: Path) -> list[Task]:
    inputs = find_inputs([str(docs)], output=str(out))
    folder = open_folder(str(out))
    recipe = Recipe(engine="none")
    return [Task(path=path, base=inputs.base, out=folder, recipe=recipe, fingerprint="") for path in inputs.paths]


def test_crashing_worker_costs_only_its_document(docs: Path, out: Path) -> None:
    pool = ProcessPool(2)
    try:
        for task in make_tasks(docs, out):
            pool.submit(Call(task=task, function=crash_on_d2))
        outcomes = [pool.next_outcome() for _ in range(pool.in_flight)]
    finally:
        pool.close()
    failed = [outcome for outcome in outcomes if outcome.error]
    assert [outcome.call.task.path for outcome in failed] == ["d2.txt"]
    assert "crashed" in str(failed[0].error)
    assert len(outcomes) == 8


def test_unexpected_error_is_a_value(docs: Path, out: Path) -> None:
    value, error = Call(task=make_tasks(docs, out)[0], function=fail_unexpectedly).run()
    assert value is None
    assert "ZeroDivisionError" in str(error)


def test_cluster_that_does_not_answer_is_said() -> None:
    with pytest.raises(UsageError, match="no number of workers"):
        ClusterPool("local:many")


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Dask leaves sockets to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_cluster_that_loses_a_worker_gives_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    distributed: Any = pytest.importorskip("distributed")
    run_inline(docs, tmp_path / "whole")
    out = tmp_path / "out"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        batch = Batch(
            inputs=find_inputs([str(docs)], output=str(out)),
            out=open_folder(str(out)),
            recipe=Recipe(formats=("markdown", "json"), engine="none"),
            cluster=cluster.scheduler_address,
        )
        for _ in batch.run():
            if len(batch.report.entries) == 1:
                os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert batch.report.exit_code == 0
    assert read_tree(out) == read_tree(tmp_path / "whole")
