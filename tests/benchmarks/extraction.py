"""Measure how fast key sentences are chosen, beside sumy's LexRank and TextRank on the same text.

    python -m tests.benchmarks.extraction [--characters 10000 100000 1000000] [--python OTHER] [--patience 120]

Each measurement runs in a process of its own: seconds (of the clock, and of the processor), peak memory, sentences
chosen. Reading is told apart from choosing. sumy and its words (`pip install sumy jieba numpy`) may live in another
environment, whose interpreter OTHER is; without it those rows are skipped. A method that takes longer than PATIENCE
seconds is stopped: both of sumy's compare each sentence with each.

Ends with 1 where choosing takes more than 60 ms of the processor for a usual document of 5,000 characters, or a
million characters take more than 10 s or 1 GB. The texts are put together from clauses of `tests/training/pairs.tsv`.
"""

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

METHODS = ("summarizer", "LexRank", "TextRank")
USUAL = 5_000
MOST_USUAL_SECONDS, MOST_SECONDS, MOST_MEGABYTES = 0.06, 10.0, 1024
PAIRS = Path(__file__).parents[1] / "training" / "pairs.tsv"


def make_text(characters: int) -> str:
    """Return a text of headings, paragraphs and about `characters` characters; the same for the same number."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    clauses = [part for line in lines for part in re.split("[，。；]", line.split("\t")[0]) if 4 <= len(part) <= 40]
    draw = random.Random(1)
    parts: list[str] = []
    length = 0
    while length < characters:
        if len(parts) % 13 == 0:
            parts.append(f"{'一二三四五六七八九十'[len(parts) // 13 % 10]}、{draw.choice(clauses)[:12]}")
        parts.append("".join(f"{'，'.join(draw.sample(clauses, draw.randint(2, 4)))}。" for _ in range(4)))
        length += len(parts[-1])
    return "\n\n".join(parts) + "\n"


# --- one measurement, in a process of its own --------------------------------------------------------------------


def measure(method: str, path: Path, rounds: int) -> dict[str, Any]:
    """Return what a method took for a text: median seconds of some rounds, the first of which only warms up."""
    run = choose_here(path) if method == "summarizer" else choose_by_sumy(method, path)
    rows = [next(run) for _ in range(rounds + 1)][1:] if rounds > 1 else [next(run)]
    names = rows[0].keys()
    return {name: statistics.median(row[name] for row in rows) for name in names} | {
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    }


def choose_here(path: Path) -> Iterator[dict[str, float]]:
    from summarizer.briefs import read_document  # noqa: PLC0415 - sumy's interpreter doesn't have it
    from summarizer.extraction import extract  # noqa: PLC0415
    from summarizer.model import Selection  # noqa: PLC0415

    data = path.read_bytes()
    # What is loaded once a process (the dictionary of words, the tables) is start-up.
    extract(read_document(b"\xe5\xad\x97\xe3\x80\x82", name="warm.txt"), Selection())
    while True:
        reading, document = spend(partial(read_document, data, name="text.txt"))
        choosing, extracted = spend(partial(extract, document, Selection()))
        yield {
            "reading": reading["clock"],
            "clock": choosing["clock"],
            "processor": choosing["processor"],
            "sentences": sum(len(section.sentences) for section in document.sections),
            "chosen": len(extracted.sentences),
        }


def choose_by_sumy(method: str, path: Path) -> Iterator[dict[str, float]]:
    from importlib import import_module  # noqa: PLC0415

    tokenizer = import_module("sumy.nlp.tokenizers").Tokenizer("chinese")
    parser = import_module("sumy.parsers.plaintext").PlaintextParser
    module = {"LexRank": "lex_rank", "TextRank": "text_rank"}[method]
    rate = getattr(import_module(f"sumy.summarizers.{module}"), f"{method.replace('Rank', '')}RankSummarizer")()
    tokenizer.to_words("热身")
    while True:
        text = path.read_text(encoding="utf-8")
        reading, parsed = spend(partial(parser.from_string, text, tokenizer))
        document = parsed.document
        choosing, chosen = spend(partial(rate, document, max(1, len(document.sentences) // 10)))
        yield {
            "reading": reading["clock"],
            "clock": choosing["clock"],
            "processor": choosing["processor"],
            "sentences": len(document.sentences),
            "chosen": len(chosen),
        }


def spend(step: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    clock, processor = time.perf_counter(), time.process_time()
    result = step()
    return {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}, result


# --- all of them -------------------------------------------------------------------------------------------------


def run_apart(method: str, path: Path, rounds: int, python: str, patience: float) -> dict[str, Any] | str:
    """Return a measurement, or in words why there is none."""
    interpreter = sys.executable if method == "summarizer" else python
    command = [interpreter, __file__, "--measure", method, "--rounds", str(rounds), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return f"stopped after {patience:.0f} s"
    except OSError as error:
        return f"skipped: {error}"
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return f"skipped: {last}"
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def report(method: str, characters: int, result: dict[str, Any] | str) -> None:
    print(
        f"{characters:>9,} characters  {method:10s} {result if isinstance(result, str) else show(result)}", flush=True
    )


def show(result: dict[str, Any]) -> str:
    return (
        f"{result['clock']:8.3f} s ({result['processor']:.3f} s of the processor), reading {result['reading']:.3f} s, "
        f"{result['megabytes']:.0f} MB, {result['chosen']:.0f} of {result['sentences']:.0f} sentences"
    )


def check_limits(results: dict[int, dict[str, Any] | str]) -> Iterator[str]:
    for characters, result in results.items():
        if isinstance(result, str):
            yield f"{characters:,} characters: {result}"
        elif characters <= USUAL and result["processor"] > MOST_USUAL_SECONDS:
            yield f"a usual document took {result['processor']:.3f} s"
        elif characters <= 1_000_000 and result["processor"] > MOST_SECONDS:
            yield f"{characters:,} characters took {result['processor']:.1f} s"
        elif result["megabytes"] > MOST_MEGABYTES:
            yield f"{characters:,} characters took {result['megabytes']} MB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--measure", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--characters", type=int, nargs="+", default=[USUAL, 10_000, 100_000, 1_000_000])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--patience", type=float, default=120)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, arguments.path, arguments.rounds)))
        return 0
    ours: dict[int, dict[str, Any] | str] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        for characters in arguments.characters:
            path.write_text(make_text(characters), encoding="utf-8")
            rounds = 15 if characters <= 10_000 else 1
            for method in METHODS:
                result = run_apart(method, path, rounds, arguments.python, arguments.patience)
                report(method, characters, result)
                if method == "summarizer":
                    ours[characters] = result
    failures = list(check_limits(ours))
    print(*failures, sep="\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
