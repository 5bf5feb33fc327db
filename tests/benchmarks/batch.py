"""Measure `summarizer batch` on documents made here.

    python -m tests.benchmarks.batch [--documents 100 1000 10000] [--characters 5000] [--engine none]

For each number of documents: documents a second, the peak memory of all its processes together (each shared page
counted once), and the ratio of the times.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

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


def measure_batch(docs: Path, engine: str) -> tuple[float, float]:
    """Return the seconds of one batch as a program of its own, and the peak of its processes' memory in MiB."""
    out = tempfile.mkdtemp()
    command = [sys.executable, "-m", "summarizer", "batch", str(docs), "-o", out, "--engine", engine, "-q"]
    began = time.perf_counter()
    process = subprocess.Popen(command)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_read_memory, _family(process.pid))))
        time.sleep(0.2)
    seconds = time.perf_counter() - began
    shutil.rmtree(out)
    if process.returncode:
        sys.exit(f"the batch failed with {process.returncode}")
    return seconds, peak


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


def main() -> None:
    """Parse the options, make the corpora, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--characters", type=int, default=5000)
    parser.add_argument("--engine", default="none")
    options = parser.parse_args()
    times = {}
    for documents in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            make_corpus(Path(folder), documents, options.characters)
            seconds, memory = measure_batch(Path(folder), options.engine)
        times[documents] = seconds
        print(
            f"{documents:6d} documents: {seconds:7.1f} s, {documents / seconds:6.1f} a second, peak {memory:5.0f} MiB"
        )
    for less, more in zip(options.documents, options.documents[1:], strict=False):
        print(f"time of {more} to {less}: {times[more] / times[less]:.2f}")


if __name__ == "__main__":
    main()
