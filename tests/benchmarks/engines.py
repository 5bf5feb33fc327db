"""Measure the engine `argos` against `argostranslate.translate.translate`, called sentence by sentence.

    python -m tests.benchmarks.engines [--sentences 200] [--large-sentences 40] [--rounds 3]

Both translate the same sentences on the same two packages in the same run, in turns, each warmed up: the tests' tiny
model, and a model of the official package's shape (6+6 layers, 512 wide, 8 heads, 2,048 inside, two vocabularies of
32,000) whose weights are random. Random weights would never end a sentence; so that its translations have about as
many pieces as real ones, the row of the end mark is made to follow the position: see `make_end_row`.

Argos Translate downloads a sentence splitter at its first translation. Here it is replaced by one that returns its
text as it is, which costs nothing and cuts nothing: what is left out makes Argos Translate faster, not slower.
Everything else is its own: settings, threads, batch size, decoding options.
"""

import argparse
import json
import math
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import ctranslate2
import numpy as np
from summarizer.translation.argos.engine import open_argos
from summarizer.translation.installation import install_model
from summarizer.translation.models.report import Reporter

from tests.conftest import TINY_PACKAGE

PAIRS = Path(__file__).parents[1] / "training" / "pairs.tsv"
LAYERS, WIDTH, HEADS, INNER, VOCABULARY = 6, 512, 8, 2048, 32_000
END_AT = 30
"""Pieces after which the random model ends a sentence, about as many as an English sentence of the news has."""

Translate = Callable[[Sequence[str]], list[str]]
Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def read_sentences(count: int) -> list[str]:
    """Return single sentences of usual length: those that the models read whole."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [zh for zh in (line.split("\t")[0] for line in lines) if 15 <= len(zh) <= 60][:count]


# --- a model of the official shape ------------------------------------------------------------------------------------


def write_large_package(path: Path) -> Path:
    """Write a package with random weights of the official shape; its tokeniser is that of the tiny one."""
    with (
        tempfile.TemporaryDirectory() as name,
        zipfile.ZipFile(TINY_PACKAGE) as tiny,
        zipfile.ZipFile(path, "w") as new,
    ):
        for entry in ("README.md", "sentencepiece.model"):
            new.writestr(f"zh_en/{entry}", tiny.read(f"zh_en/{entry}"))
        metadata = json.loads(tiny.read("zh_en/metadata.json"))
        new.writestr("zh_en/metadata.json", json.dumps({**metadata, "package_version": "0.9"}))
        pieces = json.loads(tiny.read("zh_en/model/shared_vocabulary.json"))
        for file in write_large_model(Path(name) / "model", pieces).iterdir():
            new.write(file, f"zh_en/model/{file.name}")
    return path


def write_large_model(folder: Path, pieces: list[str]) -> Path:
    """Write a CTranslate2 model of the official shape whose vocabularies begin with `pieces`."""
    draw = np.random.default_rng(1)
    spec = ctranslate2.specs.TransformerSpec.from_config((LAYERS, LAYERS), HEADS)
    tokens = [*pieces, *(f"▁word{number}" for number in range(VOCABULARY - len(pieces)))]
    fill(spec.encoder, draw, LAYERS)
    fill(spec.decoder, draw, LAYERS)
    spec.encoder.embeddings[0].weight = random_matrix(draw, VOCABULARY, WIDTH)
    spec.decoder.embeddings.weight = random_matrix(draw, VOCABULARY, WIDTH)
    projection = random_matrix(draw, VOCABULARY, WIDTH) * 20
    projection[pieces.index("</s>")] = make_end_row(projection)
    spec.decoder.projection.weight, spec.decoder.projection.bias = projection, zeros(VOCABULARY)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize("int8")
    folder.mkdir()
    spec.save(str(folder))
    return folder


def make_end_row(projection: Array) -> Array:
    """Return weights by which the end mark's logit passes all others at about position `END_AT`.

    Position t is told by sines of t times a rate; the row reads those whose first quarter of a wave is `END_AT` long.
    """
    half = WIDTH // 2
    rates = np.exp(np.arange(half) * (-math.log(10000) / (half - 1)))
    near = np.abs(rates * END_AT * 2 / math.pi - 1) < 0.25
    row = np.zeros(WIDTH, dtype=np.float32)
    row[:half][near] = 1
    highest = float(np.sqrt(2 * math.log(VOCABULARY)) * np.linalg.norm(projection[1]))
    share = float(np.sqrt(near.sum()) * np.linalg.norm(row))  # how far the row sees at the top of the wave
    return (row * (1.3 * highest / share)).astype(np.float32)


def fill(stack: object, draw: np.random.Generator, layers: int) -> None:
    """Give an encoder or decoder its weights: small ones, so that what comes in shines through."""
    set_norm(stack.layer_norm)  # type: ignore[attr-defined]
    for number in range(layers):
        layer = stack.layer[number]  # type: ignore[attr-defined]
        attentions = [layer.self_attention, *([layer.attention] if hasattr(layer, "attention") else [])]
        for attention in attentions:
            set_norm(attention.layer_norm)
        for linear, (rows, columns) in zip(attentions[0].linear, [(3 * WIDTH, WIDTH), (WIDTH, WIDTH)], strict=True):
            set_linear(linear, draw, rows, columns)
        for attention in attentions[1:]:
            shapes = [(WIDTH, WIDTH), (2 * WIDTH, WIDTH), (WIDTH, WIDTH)]
            for linear, (rows, columns) in zip(attention.linear, shapes, strict=True):
                set_linear(linear, draw, rows, columns)
        set_norm(layer.ffn.layer_norm)
        set_linear(layer.ffn.linear_0, draw, INNER, WIDTH)
        set_linear(layer.ffn.linear_1, draw, WIDTH, INNER)


def set_norm(norm: object) -> None:
    norm.gamma, norm.beta = np.ones(WIDTH, dtype=np.float32), zeros(WIDTH)  # type: ignore[attr-defined]


def set_linear(linear: object, draw: np.random.Generator, rows: int, columns: int) -> None:
    linear.weight, linear.bias = random_matrix(draw, rows, columns), zeros(rows)  # type: ignore[attr-defined]


def random_matrix(draw: np.random.Generator, rows: int, columns: int) -> Array:
    matrix: Array = draw.normal(0, 0.01, (rows, columns)).astype(np.float32)
    return matrix


def zeros(size: int) -> Array:
    return np.zeros(size, dtype=np.float32)


# --- the two ways -----------------------------------------------------------------------------------------------------


def open_ours() -> Translate:
    engine = open_argos()
    return lambda sentences: [hypothesis.text or "" for hypothesis in engine.translate(sentences)]


def open_theirs(packages: Path) -> Translate:
    """Return Argos Translate's own function on a folder of packages, sentence by sentence, without its splitter."""
    from argostranslate import sbd, settings, translate  # noqa: PLC0415 - makes folders in the user's home

    settings.package_dirs = [packages]
    sbd.MiniSBDSentencizer.split_sentences = lambda _self, text: [text]
    translate.get_installed_languages.cache_clear()
    translate.installed_translates.clear()
    return lambda sentences: [translate.translate(sentence, "zh", "en") for sentence in sentences]


def measure(translate: Translate, sentences: Sequence[str]) -> tuple[float, list[str]]:
    started = time.perf_counter()
    texts = translate(sentences)
    return len(sentences) / (time.perf_counter() - started), texts


def compare(package: Path, sentences: Sequence[str], rounds: int) -> float:
    """Print both speeds on a package, and return how many times faster ours is."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["SUMMARIZER_MODELS"] = name
        installed = install_model([str(package)], Reporter())
        ways = {"ours": open_ours(), "theirs": open_theirs(installed.folder.parent)}
        for translate in ways.values():
            translate(sentences[:2])
        runs = [{way: measure(translate, sentences) for way, translate in ways.items()} for _ in range(rounds)]
    for way in ways:
        lengths = [len(text.split()) for text in runs[0][way][1]]
        speed = median(run[way][0] for run in runs)
        print(f"  {way:7} {speed:8.1f} sentences a second, {sum(lengths) / len(lengths):5.1f} words a sentence")
    ratio = median(run["ours"][0] / run["theirs"][0] for run in runs)
    print(f"  ratio   {ratio:8.1f} (median of {rounds} rounds)")
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=200, help="for the tiny model")
    parser.add_argument("--large-sentences", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["HOME"] = os.environ["XDG_DATA_HOME"] = name  # Argos Translate makes folders there
        print(f"tiny model, {options.sentences} sentences")
        compare(TINY_PACKAGE, read_sentences(options.sentences), options.rounds)
        print(f"model of the official shape, {options.large_sentences} sentences")
        package = write_large_package(Path(name) / "large.argosmodel")
        compare(package, read_sentences(options.large_sentences), options.rounds)


if __name__ == "__main__":
    main()
