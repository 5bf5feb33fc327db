"""Choose the weights of `summarizer/data/weights.toml` by cross-validation over documents.

    python -m tests.benchmarks.fit_weights CORPUS [--transcripts FILE.jsonl] [--write]

CORPUS is a folder of documents, each beside a NAME.gold.json with `file` (the document's name) and `key_sentences`
(heading -> the sentences that a reader marked). Each line of FILE.jsonl is a transcript: `sentences`, `highlight`
(for each the share of it that readers highlighted, 0 to 1) and `summary`.

A transcript's sentences are fitted to both: half to the share that was highlighted, half to how many of its pairs of
characters the summary has. Highlights tell what listeners took for the point, the summary what they wrote down of it.

The model is a logistic regression with a normal prior on each weight. The prior's means are the hand-set weights
below, small and of the sign that speaks for itself; a weight that the data would turn to the other sign becomes
0. So what the documents hardly show (few greet or chant slogans) stays as it was set by hand. Every printed figure
is out of fold: a document is rated by weights that were fitted without it. Brackets hold the 90 % interval over 2000
bootstrap samples of documents. `--write` fits to all documents, rounds to one decimal and writes the table.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from summarizer.briefs import read_document
from summarizer.extraction.choice import choose_rated
from summarizer.extraction.rating import Rating, rate_sentences
from summarizer.extraction.weights import Register, read_weights
from summarizer.model import Document, Selection, Sentence

Floats = NDArray[np.float64]

STRENGTH = 10.0
"""Inverse variance of the prior. Between 3 and 30 the out-of-fold figures hardly move."""
TRANSCRIPT_FOLDS = 9
BUDGET = 120
PRIORS: dict[Register, dict[str, float]] = {
    "written": {"noise": -0.8, "question": -0.8, "names": 0.2, "figures": 0.2, "density": 0.1, "listing": 0.1},
    "spoken": {"noise": -0.6, "question": -0.3},
}
SIGNS: dict[Register, dict[str, int]] = {
    "written": {"noise": -1, "question": -1, "chatter": -1, "fragment": -1},
    # Readers of transcripts mark the general point, not the anecdote with its names, dates and figures.
    "spoken": {
        "noise": -1,
        "question": -1,
        "chatter": -1,
        "fragment": -1,
        "position": 0,
        "figures": 0,
        "names": 0,
        "length": 0,
    },
}
"""Sign of each weight, 1 where nothing is said; 0: either."""
TABLE = Path(__file__).parents[2] / "summarizer" / "data" / "weights.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document, what was measured of its sentences, and what readers made of them."""

    document: Document
    rating: Rating
    features: Floats
    marks: Floats
    """How far readers marked each sentence, 0 to 1."""
    labels: Floats
    """What the weights are fitted to: the marks, and in transcripts also what the summary has of each sentence."""
    emphasis: Floats
    """How much each sentence counts in the fit."""
    gold: Sequence[str]
    """The marked sentences, or the summary of a transcript."""


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def agree(first: str, second: str) -> bool:
    """Tell whether one holds the other and both have nearly the same length."""
    short, long = sorted((squeeze(first), squeeze(second)), key=len)
    return bool(short) and short in long and len(short) >= 0.7 * len(long)


def mark(document: Document, label: Callable[[Sentence], float], gold: Sequence[str]) -> Marked:
    rating = rate_sentences(document, ())
    marks = np.array([label(unit.sentence) for unit in rating.units])
    return Marked(
        document=document,
        rating=rating,
        features=np.array([[row[name] for name in NAMES] for row in rating.features]),
        marks=marks,
        labels=marks,
        emphasis=np.ones(len(marks)),
        gold=gold,
    )


def is_marked(marked: Sequence[str], sentence: Sentence) -> float:
    return float(any(agree(sentence.text, other) for other in marked))


def find_share(shares: Sequence[float], sentence: Sentence) -> float:
    return float(shares[sentence.line - 1])


def read_corpus(folder: Path) -> list[Marked]:
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        sentences = [text for part in gold.get("key_sentences", {}).values() for text in part]
        if sentences:
            document = read_document((folder / gold["file"]).read_bytes(), name=gold["file"])
            found.append(mark(document, partial(is_marked, sentences), sentences))
    return found


def read_transcripts(path: Path) -> list[Marked]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = "\n".join(record["sentences"])
        document = read_document(text.encode(), name="transcript.txt")
        marked = mark(document, partial(find_share, record["highlight"]), [record["summary"]])
        found.append(mix_labels(marked))
    return found


def mix_labels(part: Marked) -> Marked:
    """Fit a transcript's sentences to its highlights and its summary, long sentences more than short ones."""
    texts = [unit.text for unit in part.rating.units]
    lengths = np.array([len(text) for text in texts], float)
    told = np.array([score_overlap(text, part.gold[0]) for text in texts])
    return replace(part, labels=(part.marks + told) / 2, emphasis=lengths / lengths.mean())


def score_overlap(text: str, summary: str) -> float:
    """Return twice the share of a sentence's pairs of characters that its summary has, at most 1."""
    pairs, there = count_grams(text, 2), count_grams(summary, 2)
    return min(1.0, 2 * sum(n for pair, n in pairs.items() if pair in there) / max(1, sum(pairs.values())))


def fit(marked: Sequence[Marked], register: Register) -> tuple[float, Floats]:
    """Return the base and the weights that fit some documents, by Newton's method."""
    x = np.vstack([part.features for part in marked])
    y = np.concatenate([part.labels for part in marked])
    emphasis = np.concatenate([part.emphasis for part in marked])
    prior = np.array([PRIORS[register].get(name, 0.0) for name in NAMES])
    free = np.ones(len(NAMES), bool)
    signs = np.array([SIGNS[register].get(name, 1) for name in NAMES])
    while True:
        solution = fit_free(x[:, free], y, emphasis, prior[free])
        weights = np.zeros(len(NAMES))
        weights[free] = solution[1:]
        wrong = weights * signs < 0
        if not wrong.any():
            return float(solution[0]), weights
        free &= ~wrong


def fit_free(x: Floats, y: Floats, emphasis: Floats, prior: Floats) -> Floats:
    x = np.column_stack([np.ones(len(x)), x])
    mean = np.concatenate([[0.0], prior])
    strength = np.concatenate([[1e-6], np.full(len(prior), STRENGTH)])
    solution = mean.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ solution))
        slope = x.T @ (emphasis * (p - y)) + strength * (solution - mean)
        curve = (x.T * (emphasis * p * (1 - p))) @ x + np.diag(strength)
        step = np.linalg.solve(curve, slope)
        solution = solution - step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(solution, float)


def rate_out_of_fold(marked: Sequence[Marked], register: Register, folds: int) -> list[Floats]:
    scores: list[Floats] = [np.zeros(0)] * len(marked)
    for fold in range(folds):
        base, weights = fit([part for i, part in enumerate(marked) if i % folds != fold], register)
        for i in range(fold, len(marked), folds):
            scores[i] = 1 / (1 + np.exp(-(base + marked[i].features @ weights)))
    return scores


def choose(part: Marked, scores: Floats, selection: Selection) -> list[str]:
    rating = replace(part.rating, scores=tuple(round(float(score), 9) for score in scores))
    return [key.text for key in choose_rated(part.document, rating, selection).sentences]


def count_hits(part: Marked, scores: Floats) -> tuple[float, ...]:
    """Return hits, chosen, gold sentences found, gold sentences."""
    chosen = choose(part, scores, Selection())
    right = sum(any(agree(text, other) for other in part.gold) for text in chosen)
    found = sum(any(agree(text, other) for text in chosen) for other in part.gold)
    return right, len(chosen), found, len(part.gold)


def score_f1(rows: Floats) -> float:
    right, chosen, found, gold = rows.sum(axis=0)
    precision, recall = right / chosen, found / gold
    return float(2 * precision * recall / (precision + recall))


def count_pairs(part: Marked, scores: Floats) -> tuple[float, ...]:
    """Return how many pairs of a marked and another sentence of one section are in the right order, and how many."""
    right = pairs = 0.0
    sections = np.array([unit.section for unit in part.rating.units])
    for section in np.unique(sections):
        here = sections == section
        gap = scores[here & (part.labels > 0)][:, None] - scores[here & (part.labels == 0)][None, :]
        right += float((gap > 0).sum() + (gap == 0).sum() / 2)
        pairs += gap.size
    return right, pairs


def measure_transcript(part: Marked, scores: Floats) -> tuple[float, ...]:
    """Return the highlight precision, ROUGE-1 and ROUGE-2 of the sentences chosen for a budget."""
    chosen = choose(part, scores, Selection(max_chars=BUDGET))
    labels = {unit.sentence.text: mark for unit, mark in zip(part.rating.units, part.marks, strict=True)}
    total = sum(map(len, chosen))
    precision = sum(len(text) * labels[text] for text in chosen) / total if total else 0.0
    return precision, *(score_rouge("".join(chosen), part.gold[0], n) for n in (1, 2))


def score_rouge(first: str, second: str, n: int) -> float:
    a, b = count_grams(first, n), count_grams(second, n)
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def count_grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    tokens = tokenize(text)
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def tokenize(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", text.lower())


def report(name: str, rows: Sequence[tuple[float, ...]], summarize: Callable[[Floats], float]) -> None:
    """Print a figure with its bootstrap interval over documents."""
    table = np.array(rows, float)
    draw = np.random.default_rng(1)
    samples = [summarize(table[draw.integers(0, len(table), len(table))]) for _ in range(2000)]
    low, high = np.quantile(samples, [0.05, 0.95])
    print(f"{name:42s} {summarize(table):.3f}  [{low:.3f}, {high:.3f}]")


def report_corpus(marked: Sequence[Marked]) -> None:
    scores = rate_out_of_fold(marked, "written", len(marked))
    pairs = list(zip(marked, scores, strict=True))
    report("key sentence F1, default amounts", [count_hits(*pair) for pair in pairs], score_f1)
    report("pairs of a section in the right order", [count_pairs(*pair) for pair in pairs], share_right)


def share_right(rows: Floats) -> float:
    return float(rows[:, 0].sum() / rows[:, 1].sum())


def report_transcripts(marked: Sequence[Marked]) -> None:
    scores = rate_out_of_fold(marked, "spoken", TRANSCRIPT_FOLDS)
    rows = [measure_transcript(*pair) for pair in zip(marked, scores, strict=True)]
    for column, name in enumerate(("highlight precision", "ROUGE-1", "ROUGE-2")):
        report(f"transcripts: {name}", [row[column : column + 1] for row in rows], average)


def average(rows: Floats) -> float:
    return float(rows.mean())


def write_weights(register: Register, base: float, weights: Floats) -> None:
    """Put new numbers into the table, leaving its notes as they are."""
    text = TABLE.read_text(encoding="utf-8")
    for name, value in (("base", base), *zip(NAMES, weights, strict=True)):
        pattern = rf"(\[{name}\][^\[]*?\n{register} = )-?[\d.]+"
        text, count = re.subn(pattern, rf"\g<1>{round(float(value), 1) + 0.0}", text)
        if count != 1:
            raise ValueError(f"no single weight of {name} for {register} in {TABLE}")
    TABLE.write_text(text, encoding="utf-8")


NAMES = [weight.name for weight in read_weights("written").features if weight.name != "focus"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sources: dict[Register, list[Marked]] = {"written": read_corpus(arguments.corpus)}
    report_corpus(sources["written"])
    if arguments.transcripts:
        sources["spoken"] = read_transcripts(arguments.transcripts)
        report_transcripts(sources["spoken"])
    for register, marked in sources.items():
        base, weights = fit(marked, register)
        print(register, f"base {base:+.2f}", *(f"{n} {w:+.2f}" for n, w in zip(NAMES, weights, strict=True)))
        if arguments.write:
            write_weights(register, base, weights)


if __name__ == "__main__":
    main()
