"""How many processors there are to translate with, and how they are shared out."""

import os

_MAX_WORKERS = 8


def share_processors() -> tuple[int, int]:
    """Return how many batches to translate at once, and with how many threads each.

    One thread a batch wastes least; only where there are more processors than batches to expect do they team up. The
    environment variable OMP_NUM_THREADS limits the sum, as in other programs.
    """
    limit = os.environ.get("OMP_NUM_THREADS", "")
    available = int(limit) if limit.isascii() and limit.isdigit() and int(limit) else count_processors()
    workers = min(available, _MAX_WORKERS)
    return workers, available // workers


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
