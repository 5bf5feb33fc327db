"""Places where work is done: processes of this machine, or a Dask cluster.

A pool takes calls and gives back their outcomes as they come. It knows nothing of documents.
"""

import asyncio
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from summarizer.batch.work import Task
from summarizer.errors import InputError, SummarizerError, UsageError, suggest_packages

RECOUNT = 5.0
"""Seconds after which a cluster's workers are counted again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A piece of work for one document."""

    task: Task
    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()

    def run(self) -> tuple[Any, SummarizerError | None]:
        """Do the work here; an error that concerns this document only is a value, not an exception."""
        try:
            return self.function(self.task, *self.arguments), None
        except SummarizerError as error:
            return None, error
        except Exception as error:
            return None, self.blame(error)

    def blame(self, error: BaseException) -> SummarizerError:
        """Return what the report says of an error that nobody foresaw."""
        return SummarizerError(
            f"an unexpected error ({type(error).__name__}: {error})",
            where=self.task.path,
            hint="Please report it with the document; the others are not concerned.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a call: a value, or the error that stopped it."""

    call: Call
    value: Any = None
    error: SummarizerError | None = None


class Pool(Protocol):
    """Does calls somewhere else, several at a time."""

    @property
    def width(self) -> int:
        """How many calls run at the same time."""
        ...

    @property
    def in_flight(self) -> int:
        """How many calls have been submitted and not come back."""
        ...

    def submit(self, call: Call) -> None:
        """Take a call."""
        ...

    def next_outcome(self) -> Outcome:
        """Wait for any call to end; only while some are in flight."""
        ...

    def close(self) -> None:
        """Stop; calls that have not begun are dropped."""
        ...


class ProcessPool:
    """Worker processes of this machine; one that crashes takes only its own document down."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._executor = self._start()
        self._futures: dict[Future[Any], Call] = {}
        self._suspects: list[Call] = []
        """Calls that were running when a worker crashed; done again one by one to find which of them did it."""

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the parent may hold an engine with threads of its own.
        try:
            return ProcessPoolExecutor(
                self.width, mp_context=multiprocessing.get_context("spawn"), initializer=_follow_parent
            )
        except OSError as exc:
            raise _no_workers(exc) from exc

    def _send(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        try:
            return self._executor.submit(function, *arguments)
        except OSError as exc:  # the first calls start the processes
            raise _no_workers(exc) from exc

    @property
    def in_flight(self) -> int:
        """Return how many calls have not come back."""
        return len(self._futures) + len(self._suspects)

    def submit(self, call: Call) -> None:
        """Take a call."""
        try:
            future = self._send(_run_call, call)
        except BrokenProcessPool:  # a crash shows here before any future reports it
            self._collect_suspects()
            future = self._send(_run_call, call)
        self._futures[future] = call

    def next_outcome(self) -> Outcome:
        """Wait for any call to end."""
        while True:
            if not self._futures:
                return self._try_suspect()
            done, _ = wait(self._futures, return_when=FIRST_COMPLETED)
            future = next(iter(done))
            if isinstance(future.exception(), BrokenProcessPool):
                self._collect_suspects()
                continue
            return _read_outcome(self._futures.pop(future), future)

    def _collect_suspects(self) -> None:
        wait(self._futures)  # all of them fail at once
        crashed = {f: c for f, c in self._futures.items() if isinstance(f.exception(), BrokenProcessPool)}
        for future, call in crashed.items():
            del self._futures[future]
            self._suspects.append(call)
        self._restart()

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()

    def _try_suspect(self) -> Outcome:
        call = self._suspects.pop(0)
        future = self._send(_run_call, call)
        wait([future])
        if not isinstance(future.exception(), BrokenProcessPool):
            return _read_outcome(call, future)
        self._restart()
        self._check_workers()
        crash = InputError(
            "the process that read it crashed",
            where=call.task.path,
            hint="It may be too large for this machine's memory; brief it by itself to see more.",
        )
        return Outcome(call=call, error=crash)

    def _check_workers(self) -> None:
        """Tell a document that crashes its worker from workers that cannot even start."""
        broken = self._send(os.getpid).exception()
        if isinstance(broken, BrokenProcessPool):
            raise _no_workers(broken) from broken

    def close(self) -> None:
        """Stop; calls that have not begun are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)


class ClusterPool:
    """The workers of a Dask cluster; a lost worker's documents are done again by others."""

    def __init__(self, address: str) -> None:
        """Connect to a scheduler's address, or start `local` or `local:N` worker processes.

        Raises:
            UsageError: Dask is not installed, or the cluster does not answer.
        """
        try:
            distributed: Any = import_module("distributed")
        except ImportError as exc:
            raise UsageError("a cluster needs Dask", where="--cluster", hint=suggest_packages("cluster")) from exc
        # What a reader must know of a cluster is said here; its own log has pages for each worker that leaves.
        for name in ("distributed", "distributed.client", "distributed.batched"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._cluster: Any = None
        try:
            if address.partition(":")[0] == "local":
                self._cluster = distributed.LocalCluster(
                    n_workers=_local_width(address), threads_per_worker=1, processes=True, dashboard_address=None
                )
            self._client: Any = distributed.Client(self._cluster or address, timeout=20)
        except (OSError, TimeoutError, ValueError) as exc:
            raise UsageError(
                f"the cluster does not answer ({exc})",
                where=address,
                hint="Start it by `dask scheduler`, and `dask worker ADDRESS` on each machine.",
            ) from exc
        self._address = address
        self._completed: Any = distributed.as_completed(with_results=False)
        self._killed: type[Exception] = distributed.KilledWorker
        self._calls: dict[str, Call] = {}
        self._width, self._asked = 1, -RECOUNT

    @property
    def width(self) -> int:
        """Return how many threads the workers have; they may come and go."""
        if time.monotonic() - self._asked > RECOUNT:
            with self._watch():
                threads: dict[str, int] = self._client.nthreads()
            self._width, self._asked = max(1, sum(threads.values())), time.monotonic()
        return self._width

    @property
    def in_flight(self) -> int:
        """Return how many calls have not come back."""
        return len(self._calls)

    def submit(self, call: Call) -> None:
        """Take a call."""
        with self._watch():
            future = self._client.submit(_run_call, call, pure=False)
            self._calls[future.key] = call
            self._completed.add(future)

    def next_outcome(self) -> Outcome:
        """Wait for any call to end."""
        with self._watch():
            future = next(self._completed)
            lost = future.exception()
            value, error = (None, None) if lost else future.result()
        call = self._calls.pop(future.key)
        return Outcome(call=call, value=value, error=self._explain(call, lost) if lost else error)

    def _explain(self, call: Call, lost: Exception) -> SummarizerError:
        if isinstance(lost, self._killed):
            what, hint = "the workers that took it were lost", "It may be too large for their memory."
        else:
            what = f"the worker could not begin ({type(lost).__name__}: {lost})"
            hint = "Install the same versions on all machines."
        return InputError(what, where=call.task.path, hint=hint)

    @contextmanager
    def _watch(self) -> Iterator[None]:
        """Turn what Dask raises when its scheduler is gone into an error of this package."""
        try:
            yield
        except (OSError, TimeoutError, StopIteration, asyncio.CancelledError, CancelledError) as exc:
            raise SummarizerError(
                "the cluster was lost", where=self._address, hint="Start it again, then run the same command to go on."
            ) from exc

    def close(self) -> None:
        """Stop; calls that have not begun are dropped."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _local_width(address: str) -> int | None:
    number = address.partition(":")[2]
    if number and not (number.isdigit() and int(number)):
        raise UsageError(f"{number!r} is no number of workers", where="--cluster", hint="Type --cluster local:4.")
    return int(number) if number else None


def _run_call(call: Call) -> tuple[Any, SummarizerError | None]:
    return call.run()


def _no_workers(exc: Exception) -> UsageError:
    return UsageError(
        f"no worker process can be started ({exc})",
        where="batch",
        hint='Check the free memory; a script that runs a batch must do so under `if __name__ == "__main__":`.',
    )


def _read_outcome(call: Call, future: Future[Any]) -> Outcome:
    broken = future.exception()
    if broken is not None:  # it could not be sent over, or ended its worker in an orderly way
        return Outcome(call=call, error=call.blame(broken))
    value, error = future.result()
    return Outcome(call=call, value=value, error=error)


def _follow_parent() -> None:
    """Let a worker leave decisions about Ctrl-C to its parent, and end when its parent is killed."""
    for name in ("SIGINT", "SIGHUP"):  # they reach the whole process group
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
