"""Run a batch again and again and kill it each time: `python -m tests.batch.killing DOCS OUT KILLS SEED`.

Each run is a forked copy of this process, in which everything is loaded already: so the moments of death fall into the
work, not into the start of the interpreter. Runs that end before they are killed don't count. Prints how many were
killed. What must hold after each kill is asserted here; what must hold at the end, by the test that starts this.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from summarizer.batch.places import INDEX_FILES

from tests.batch.conftest import read_tree, run_inline


def kill_runs(docs: Path, out: Path, kills: int, seed: int) -> int:
    """Kill a forced run at a random moment, `kills` times; give up after ten times as many runs."""
    whole = out.with_name("whole")
    run_inline(docs, whole)
    began = time.perf_counter()
    run_inline(docs, whole, force=True)
    seconds = time.perf_counter() - began
    expected = read_tree(whole)
    draw = random.Random(seed)
    killed = 0
    for _ in range(10 * kills):
        if killed == kills:
            break
        child = os.fork()
        if child == 0:
            run_inline(docs, out, force=True)
            os._exit(0)
        time.sleep(draw.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        if out.exists():
            for path, data in read_tree(out).items():
                assert path in INDEX_FILES or data == expected[path], path
    return killed


if __name__ == "__main__":
    print(kill_runs(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
