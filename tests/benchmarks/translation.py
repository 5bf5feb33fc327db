"""Measure translation on two line-aligned files.

    python -m tests.benchmarks.translation SOURCE REFERENCE [--lines 200] [--engine gguf] [--given FILE] [--save FOLDER]

For each engine (retries included) and each given translation: BLEU and chrF, where sacrebleu can be imported; the
lines that still hold Chinese, those with a wrong number and those with any flag, by the checks of `summarizer check`;
and for engines lines a second, by the clock and by one processor's time, and the peak memory so far. The model is
loaded before the clock starts.
"""

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from summarizer.model import Segment
from summarizer.text.script import count_han
from summarizer.translation.checks import check_lines
from summarizer.translation.registry import open_engine
from summarizer.translation.translator import Translator


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--lines", type=int, default=None, help="only the first so many")
    parser.add_argument("--engine", action="append", default=[], help="such as gguf or argos:zh_en-1.9; repeatable")
    parser.add_argument("--given", action="append", default=[], type=Path, help="a translation to rate; repeatable")
    parser.add_argument("--save", type=Path, help="a folder for what the engines write")
    wanted = parser.parse_args()
    source, reference = (read_lines(path, wanted.lines) for path in (wanted.source, wanted.reference))
    for path in wanted.given:
        print(path.name, *rate(source, reference, read_lines(path, wanted.lines)), sep="  ")
    for name in wanted.engine:
        english, pace = translate(name, source)
        print(name, *rate(source, reference, english), pace, sep="  ", flush=True)
        if wanted.save:
            wanted.save.mkdir(parents=True, exist_ok=True)
            wanted.save.joinpath(f"{name.replace(':', '-')}.en").write_text("\n".join(english) + "\n", encoding="utf-8")


def read_lines(path: Path, most: int | None) -> list[str]:
    """Return the first lines of a file."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")[:most]


def translate(engine_name: str, source: Sequence[str]) -> tuple[list[str], str]:
    """Return the lines' translations, and how fast they came."""
    translator = Translator(open_engine(engine_name))
    translator.engine.translate(["热身。"])
    clock, processor = time.perf_counter(), time.process_time()
    renderings = translator.translate([Segment(zh=line) for line in source])
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9  # Linux counts in KiB
    pace = f"{len(source) / clock:.2f} lines/s ({len(source) / processor:.2f} per processor), peak {peak:.1f} GB"
    return [rendering.en or "" for rendering in renderings], pace


def rate(source: Sequence[str], reference: Sequence[str], english: Sequence[str]) -> Iterator[str]:
    """Yield the figures of a translation."""
    if find_spec("sacrebleu"):
        sacrebleu = import_module("sacrebleu")
        yield f"BLEU {sacrebleu.corpus_bleu(english, [reference]).score:.1f}"
        yield f"chrF {sacrebleu.corpus_chrf(english, [reference]).score:.1f}"
    flags = [{flag.kind for flag in found} for found in check_lines(source, english)]
    yield f"with Han {share(map(count_han, english), len(source))}"
    yield f"wrong numbers {share(('number' in kinds for kinds in flags), len(source))}"
    yield f"flagged {share(map(bool, flags), len(source))}"


def share(found: Iterator[int], total: int) -> str:
    """Return which share of the lines counts, in percent."""
    return f"{sum(map(bool, found)) / total:.1%}"


if __name__ == "__main__":
    main()
