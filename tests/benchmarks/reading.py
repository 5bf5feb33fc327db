"""Measure reading and structure: `summarizer outline` without its start.

    python -m tests.benchmarks.reading [FOLDER] [--characters 10000 100000 1000000] [--start FILE]

For a folder: documents a second and Han characters a second over all its documents, in one process. Then the time of
synthetic documents of each length, as text and as HTML, and how the cost of a character changes from one length to
the next: about 1 is linear. With `--start FILE` the time of the whole command, from the shell and back, besides.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.briefs import outline, read_document
from summarizer.errors import InputError
from summarizer.model import Selection
from summarizer.rendering.json import render_json

from tests.benchmarks.batch import make_document

RUNS = 3
SUFFIXES = {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".epub"}


def measure_outline(data: bytes, name: str) -> tuple[float, int]:
    """Return the processor's seconds from bytes to the outline's JSON, and the Han characters of the content."""
    start = time.process_time()
    document = read_document(data, name=name)
    render_json(outline(document, Selection()), lines=True)
    return time.process_time() - start, document.character_count


def measure_folder(folder: Path) -> Iterator[str]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    seconds = characters = done = 0.0
    for path in paths:
        try:
            took, han = measure_outline(path.read_bytes(), path.name)
        except InputError as error:
            yield f"{error}"
            continue
        seconds, characters, done = seconds + took, characters + han, done + 1
    if done:
        yield f"{folder}: {done:.0f} documents in {seconds:.1f} s"
        yield f"  {done / seconds:.1f} documents/s, {characters / seconds:,.0f} Han characters/s"


def measure_growth(lengths: Sequence[int]) -> Iterator[str]:
    yield f"{'format':8}{'characters':>12}{'seconds':>10}{'characters/s':>14}{'cost per character':>20}"
    for name in ("a.txt", "a.html"):
        last = 0.0
        for length in lengths:
            data = _dress(make_document(1, length), name)
            seconds = min(measure_outline(data, name)[0] for _ in range(RUNS))
            growth = f"x {seconds / length / last:.2f}" if last else ""
            yield f"{name[2:]:8}{length:>12,}{seconds:>10.2f}{length / seconds:>14,.0f}{growth:>20}"
            last = seconds / length


def _dress(text: str, name: str) -> bytes:
    if name.endswith(".txt"):
        return text.encode()
    body = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line)
    return f"<html><body>{body}</body></html>".encode()


def measure_start(path: Path) -> Iterator[str]:
    for arguments in (["--help"], ["outline", str(path), "-f", "json"]):
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "summarizer", *arguments], capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        yield f"summarizer {arguments[0]}: {min(times):.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--characters", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--start", type=Path)
    arguments = parser.parse_args()
    # What is loaded once a process is no cost of a document.
    measure_outline(_dress(make_document(2, 2000), "a.html"), "a.html")
    if arguments.folder:
        print(*measure_folder(arguments.folder), sep="\n")
    print(*measure_growth(arguments.characters), sep="\n")
    if arguments.start:
        print(*measure_start(arguments.start), sep="\n")


if __name__ == "__main__":
    main()
