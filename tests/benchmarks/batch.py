"""Measure `summarizer batch` on documents made here, of any size and number.

    python -m tests.benchmarks.batch [--documents 100 1000 10000] [--characters 5000] [--translated 24]

First without translation, for each number of documents: documents a second, the peak memory of all its processes
together (each shared page counted once), and at the end the ratios of times and memory. Then with translation by a
model of the official package's shape with random weights (see `engines`): which share of the time the engine has, and
beside it the same sentences by a plain loop over Argos Translate.

On a machine that does other things as well, wall time says little: so the processor time of all processes is told
beside it. Documents a second on two idle cores are twice those in a second of processor time.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from summarizer.batch import Batch, Recipe, find_inputs, open_folder
from summarizer.translation import Hypothesis, Translator, open_engine
from summarizer.translation.engine import Engine, WrappedEngine
from summarizer.translation.installation import install_model
from summarizer.translation.models.report import Reporter

from tests.benchmarks.engines import open_theirs, write_large_package

SUBJECTS = [
    "市政府",
    "县水利局",
    "省发展改革委",
    "交通运输部门",
    "各级财政部门",
    "教育主管部门",
    "有关企业",
    "村民委员会",
    "监管机构",
    "专家组",
]
VERBS = ["决定", "要求", "计划", "必须", "提出", "宣布", "明确", "强调", "建议", "完成"]
ACTIONS = ["建设", "改造", "清理", "整顿", "扩建", "检修", "规划", "验收", "补贴", "试点"]
OBJECTS = [
    "供水管网",
    "农村公路",
    "老旧小区",
    "粮食仓库",
    "职业学校",
    "工业园区",
    "污水处理厂",
    "公共数据平台",
    "养老服务中心",
    "防洪堤坝",
]
GOALS = ["保障群众生活", "提高服务水平", "降低运行成本", "防范重大风险", "促进就业增收", "改善生态环境"]
ENDINGS = [
    "相关费用由本级财政承担",
    "结果向社会公布",
    "逾期未完成的予以通报",
    "具体办法另行制定",
    "工作进展每季度报告一次",
]


def make_document(number: int, characters: int) -> str:
    """Return a synthetic notice of about `characters` characters; the same for the same arguments."""
    draw = random.Random(number)
    lines = [f"关于{draw.choice(ACTIONS)}{draw.choice(OBJECTS)}的第{number}号通知", ""]
    length = section = 0
    while length < characters:
        if section * 700 <= length:
            section += 1
            lines.append(f"{'一二三四五六七八九十'[section % 10 - 1]}、{draw.choice(GOALS)}")
        paragraph = "".join(_make_sentence(draw) for _ in range(5))
        length += len(paragraph)
        lines.append(paragraph)
    return "\n".join(lines) + "\n"


def _make_sentence(draw: random.Random) -> str:
    return (
        f"{draw.choice(SUBJECTS)}{draw.choice(VERBS)}，{draw.randint(1, 12)}月底前{draw.choice(ACTIONS)}"
        f"{draw.randint(2, 900)}处{draw.choice(OBJECTS)}，投入资金{draw.randint(10, 9999)}万元，"
        f"以{draw.choice(GOALS)}，{draw.choice(ENDINGS)}。"
    )


def make_corpus(folder: Path, documents: int, characters: int) -> None:
    """Write synthetic documents, a hundred in each sub-folder."""
    for number in range(documents):
        path = folder / f"{number // 100:04d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_document(number, characters), encoding="utf-8")


# --- without translation ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one batch took."""

    documents: int
    wall: float
    processor: float
    """Seconds, of all its processes together."""
    peak: float
    """MiB, of all its processes together."""

    def __str__(self) -> str:
        return (
            f"{self.documents:6d} documents: {self.wall:7.1f} s, {self.documents / self.wall:6.1f} a second; "
            f"{self.processor:7.1f} s of processor time, {self.documents / self.processor:6.1f} in a second of it; "
            f"peak {self.peak:5.0f} MiB"
        )


def measure_batch(documents: int, characters: int, jobs: int) -> Run:
    """Run a batch as a program of its own."""
    with tempfile.TemporaryDirectory() as folder:
        docs, out = Path(folder, "docs"), Path(folder, "out")
        make_corpus(docs, documents, characters)
        command = [sys.executable, "-m", "summarizer", "batch", str(docs), "-o", str(out), "--engine", "none", "-q"]
        before, began = getrusage(RUSAGE_CHILDREN), time.perf_counter()
        process = subprocess.Popen([*command, "-j", str(jobs)])
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(_read_memory, _family(process.pid))))
            time.sleep(0.5)
        wall, after = time.perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"the batch failed with {process.returncode}")
    processor = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return Run(documents=documents, wall=wall, processor=processor, peak=peak)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:  # ended meanwhile
            continue
        for child in found:
            yield from _family(int(child))


def _read_memory(pid: int) -> float:
    """Return the proportional set size in MiB: shared pages count once in the sum over processes."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # ended meanwhile
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


# --- with translation -------------------------------------------------------------------------------------------------


class TimedEngine(WrappedEngine):
    """Another engine, and how long it worked."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.wall = self.processor = 0.0
        self.sentences: list[str] = []
        self.again = 0
        """Sentences that were translated in another way, because the checks did not let the first pass."""

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        wall, processor = time.perf_counter(), time.process_time()
        hypotheses = self.engine.translate(sentences, attempt=attempt)
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor
        if attempt:
            self.again += len(sentences)
        else:
            self.sentences += sentences
        return hypotheses


def measure_translation(documents: int, characters: int, jobs: int, looped: int) -> None:
    """Print the engine's share of a batch, and the speed of a plain loop over Argos Translate beside it."""
    with tempfile.TemporaryDirectory() as folder:
        # Argos Translate makes folders in the home folder.
        os.environ["HOME"] = os.environ["XDG_DATA_HOME"] = folder
        os.environ["SUMMARIZER_MODELS"] = f"{folder}/models"
        installed = install_model([str(write_large_package(Path(folder, "large.argosmodel")))], Reporter())
        docs, out = Path(folder, "docs"), Path(folder, "out")
        make_corpus(docs, documents, characters)
        engine = TimedEngine(open_engine("argos"))
        engine.translate(["预热。"])  # the model is loaded
        engine.wall = engine.processor = 0.0
        batch = Batch(
            inputs=find_inputs([str(docs)], output=str(out)),
            out=open_folder(str(out)),
            recipe=Recipe(engine="argos"),
            translator=Translator(engine),
            jobs=jobs,
        )
        before, began = _processor_time(), time.perf_counter()
        list(batch.run())
        wall, processor = time.perf_counter() - began, _processor_time() - before
        total = len(engine.sentences) + engine.again
        print(
            f"{documents:6d} documents with translation: {wall:.1f} s, {processor:.1f} s of processor time; the engine "
            f"has {engine.wall / wall:.1%} of the time, {engine.processor / processor:.1%} of the processor time"
        )
        print(
            f"       {len(engine.sentences)} sentences, {engine.again} translated again in other ways: "
            f"{total / wall:.1f} translations a second, {total / processor:.1f} in a second of processor time"
        )
        _print_loop(installed.folder.parent, engine.sentences[:looped])


def _print_loop(packages: Path, sentences: Sequence[str]) -> None:
    translate = open_theirs(packages)
    translate(sentences[:1])
    began, before = time.perf_counter(), _processor_time()
    translate(sentences)
    wall, processor = time.perf_counter() - began, _processor_time() - before
    print(
        f"       a plain loop over Argos Translate: {len(sentences) / wall:.1f} a second, "
        f"{len(sentences) / processor:.1f} in a second of processor time"
    )


def _processor_time() -> float:
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> None:
    """Parse the options, make the corpora, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--characters", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--translated", type=int, default=24, help="documents to translate; 0 for none")
    parser.add_argument("--looped", type=int, default=40, help="sentences for the plain loop")
    options = parser.parse_args()
    runs = []
    for documents in options.documents:
        runs.append(measure_batch(documents, options.characters, options.jobs))
        print(runs[-1], flush=True)
    for less, more in pairwise(runs):
        print(
            f"{more.documents} to {less.documents}: {more.wall / less.wall:.2f} of the time, "
            f"{more.processor / less.processor:.2f} of the processor time, {more.peak / less.peak:.2f} of the memory",
            flush=True,
        )
    if options.translated:
        measure_translation(options.translated, options.characters, options.jobs, options.looped)


if __name__ == "__main__":
    main()
