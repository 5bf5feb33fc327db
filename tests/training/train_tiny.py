"""Train the tiny Chinese-English model that the tests translate with, and pack it as an Argos package.

    pip install torch sentencepiece ctranslate2 numpy
    python tests/training/train_tiny.py

`pairs.tsv` beside this file (written for this project) gives a SentencePiece vocabulary and a small pre-norm
Transformer with all embeddings shared, written as plain functions over a dictionary of tensors whose names and shapes
are those of CTranslate2's specification: to export it is to copy it. The script stops if CTranslate2's greedy search
and this file's own disagree before quantisation. The result, `translate-zh_en-0_1.argosmodel`, has the layout of the
official packages: metadata.json, README.md, sentencepiece.model, model/.

It is there to exercise a true decoder, not to translate well: it has seen some thousand sentences.
"""

import argparse
import io
import json
import math
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import sentencepiece
import torch
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).parent
PACKAGE = HERE / "translate-zh_en-0_1.argosmodel"
WIDTH, HEADS, INNER, ENCODER_LAYERS, DECODER_LAYERS, VOCABULARY = 128, 4, 512, 2, 2, 4000
UNK, START, END = 0, 1, 2
BATCH_TOKENS, LONGEST = 1200, 60
"""Target pieces in a batch, padding included, and in the longest sentence that is learned from."""
WARM_UP, PEAK_RATE = 300, 0.003
DROPOUT, SMOOTHING = 0.1, 0.1

METADATA = {
    "package_version": "0.1",
    "argos_version": "1.9",
    "from_code": "zh",
    "from_name": "Chinese",
    "to_code": "en",
    "to_name": "English",
}
README = (
    "# Chinese-English, tiny\n\nTrained for the tests of this project on sentence pairs of its own.\n\nLicense: MIT\n"
)

Weights = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence pair as piece numbers, without start and end."""

    source: list[int]
    target: list[int]


# --- data --------------------------------------------------------------------------------------------------------


def read_pairs() -> list[tuple[str, str]]:
    lines = (HERE / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    return [(zh, en) for zh, en in (line.split("\t") for line in lines)]


def train_pieces(pairs: list[tuple[str, str]]) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text for pair in pairs for text in pair]),
        model_writer=model,
        vocab_size=VOCABULARY,
        character_coverage=0.9995,
        unk_id=UNK,
        bos_id=START,
        eos_id=END,
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def make_batches(examples: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    order = sorted(examples, key=lambda example: (len(example.target) + rng.random() * 4, len(example.source)))
    batches: list[list[Example]] = [[]]
    for example in order:
        if batches[-1] and (len(batches[-1]) + 1) * (len(example.target) + 1) > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    yield from batches


def pad(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [END] * (width - len(row)) for row in rows])


def real(rows: list[list[int]]) -> Tensor:
    """Return True where `pad` put a token of the row, False where it filled up."""
    lengths = torch.tensor([len(row) for row in rows])
    return torch.arange(int(lengths.max()))[None, :] < lengths[:, None]


# --- model -------------------------------------------------------------------------------------------------------


def make_weights() -> Weights:
    """Return new weights under the names of CTranslate2's Transformer specification."""
    shapes: dict[str, tuple[int, ...]] = {"embeddings": (VOCABULARY, WIDTH)}

    def add_norm(scope: str) -> None:
        shapes[f"{scope}/layer_norm/gamma"] = shapes[f"{scope}/layer_norm/beta"] = (WIDTH,)

    def add_linear(scope: str, outputs: int, inputs: int) -> None:
        shapes[f"{scope}/weight"], shapes[f"{scope}/bias"] = (outputs, inputs), (outputs,)

    for side, layers in (("encoder", ENCODER_LAYERS), ("decoder", DECODER_LAYERS)):
        add_norm(side)
        for number in range(layers):
            scope = f"{side}/layer_{number}"
            add_norm(f"{scope}/self_attention")
            add_linear(f"{scope}/self_attention/linear_0", 3 * WIDTH, WIDTH)
            add_linear(f"{scope}/self_attention/linear_1", WIDTH, WIDTH)
            if side == "decoder":
                add_norm(f"{scope}/attention")
                add_linear(f"{scope}/attention/linear_0", WIDTH, WIDTH)
                add_linear(f"{scope}/attention/linear_1", 2 * WIDTH, WIDTH)
                add_linear(f"{scope}/attention/linear_2", WIDTH, WIDTH)
            add_norm(f"{scope}/ffn")
            add_linear(f"{scope}/ffn/linear_0", INNER, WIDTH)
            add_linear(f"{scope}/ffn/linear_1", WIDTH, INNER)
    return {name: start_weight(name, shape).requires_grad_() for name, shape in shapes.items()}


def start_weight(name: str, shape: tuple[int, ...]) -> Tensor:
    if name.endswith("gamma"):
        return torch.ones(shape)
    if len(shape) == 1:
        return torch.zeros(shape)
    if name == "embeddings":
        return torch.randn(shape) * WIDTH**-0.5
    return torch.nn.init.xavier_uniform_(torch.empty(shape))


def norm(weights: Weights, scope: str, x: Tensor) -> Tensor:
    return functional.layer_norm(
        x, (WIDTH,), weights[f"{scope}/layer_norm/gamma"], weights[f"{scope}/layer_norm/beta"], eps=1e-5
    )


def linear(weights: Weights, scope: str, x: Tensor) -> Tensor:
    return functional.linear(x, weights[f"{scope}/weight"], weights[f"{scope}/bias"])


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    def heads(x: Tensor) -> Tensor:
        return x.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)

    mixed = functional.scaled_dot_product_attention(heads(query), heads(key), heads(value), attn_mask=mask)
    return mixed.transpose(1, 2).flatten(2)


def embed(weights: Weights, tokens: Tensor) -> Tensor:
    """Embed tokens and add sinusoidal positions, counted from 1, sines before cosines."""
    half = WIDTH // 2
    rates = torch.exp(torch.arange(half) * (-math.log(10000) / (half - 1)))
    times = torch.arange(1, tokens.shape[1] + 1)[:, None] * rates
    return weights["embeddings"][tokens] * WIDTH**0.5 + torch.cat([times.sin(), times.cos()], dim=1)


def attend_self(weights: Weights, scope: str, x: Tensor, mask: Tensor) -> Tensor:
    query, key, value = linear(weights, f"{scope}/linear_0", norm(weights, scope, x)).chunk(3, dim=-1)
    return linear(weights, f"{scope}/linear_1", attend(query, key, value, mask))


def attend_source(weights: Weights, scope: str, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
    query = linear(weights, f"{scope}/linear_0", norm(weights, scope, x))
    key, value = linear(weights, f"{scope}/linear_1", memory).chunk(2, dim=-1)
    return linear(weights, f"{scope}/linear_2", attend(query, key, value, mask))


def feed_forward(weights: Weights, scope: str, x: Tensor) -> Tensor:
    inner = linear(weights, f"{scope}/linear_0", norm(weights, scope, x)).relu()
    return linear(weights, f"{scope}/linear_1", inner)


def encode(weights: Weights, source: Tensor, mask: Tensor, drop: Callable[[Tensor], Tensor]) -> Tensor:
    x = drop(embed(weights, source))
    for number in range(ENCODER_LAYERS):
        scope = f"encoder/layer_{number}"
        x = x + drop(attend_self(weights, f"{scope}/self_attention", x, mask))
        x = x + drop(feed_forward(weights, f"{scope}/ffn", x))
    return norm(weights, "encoder", x)


def decode(weights: Weights, target: Tensor, memory: Tensor, mask: Tensor, drop: Callable[[Tensor], Tensor]) -> Tensor:
    """Return the logits of the token after each target token."""
    causal = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).tril()
    x = drop(embed(weights, target))
    for number in range(DECODER_LAYERS):
        scope = f"decoder/layer_{number}"
        x = x + drop(attend_self(weights, f"{scope}/self_attention", x, causal))
        x = x + drop(attend_source(weights, f"{scope}/attention", x, memory, mask))
        x = x + drop(feed_forward(weights, f"{scope}/ffn", x))
    return functional.linear(norm(weights, "decoder", x), weights["embeddings"])


# --- training ----------------------------------------------------------------------------------------------------


def measure_loss(weights: Weights, batch: list[Example], *, training: bool) -> Tensor:
    sources = [example.source for example in batch]
    inputs = [[START, *example.target] for example in batch]
    mask = real(sources)[:, None, None, :]

    def drop(x: Tensor) -> Tensor:
        return functional.dropout(x, DROPOUT, training)

    logits = decode(weights, pad(inputs), encode(weights, pad(sources), mask, drop), mask, drop)
    wanted = pad([[*example.target, END] for example in batch])
    kept = real(inputs)
    return functional.cross_entropy(logits[kept], wanted[kept], label_smoothing=SMOOTHING if training else 0.0)


def train(examples: list[Example], epochs: int) -> Weights:
    weights, rng = make_weights(), random.Random(1)
    optimizer = torch.optim.AdamW(weights.values(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    started, step = time.monotonic(), 0
    for epoch in range(epochs):
        losses = []
        rate = PEAK_RATE * (0.02 + 0.98 * math.cos(epoch / epochs * math.pi / 2) ** 2)
        for batch in make_batches(examples, rng):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * min(step / WARM_UP, 1.0)
            loss = measure_loss(weights, batch, training=True)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        minutes = (time.monotonic() - started) / 60
        print(f"epoch {epoch + 1}, loss {sum(losses) / len(losses):.3f}, {minutes:.1f} minutes", flush=True)
    return {name: weight.detach() for name, weight in weights.items()}


def search_greedily(weights: Weights, source: list[int], limit: int = 40) -> list[int]:
    mask = torch.ones(1, 1, 1, len(source), dtype=torch.bool)
    memory = encode(weights, torch.tensor([source]), mask, lambda x: x)
    tokens = [START]
    while len(tokens) <= limit and (len(tokens) == 1 or tokens[-1] != END):
        logits = decode(weights, torch.tensor([tokens]), memory, mask, lambda x: x)
        tokens.append(int(logits[0, -1].argmax()))
    return [token for token in tokens[1:] if token != END]


# --- export ------------------------------------------------------------------------------------------------------


def export(weights: Weights, pieces: list[str], folder: Path, quantization: str | None) -> None:
    spec = ctranslate2.specs.TransformerSpec.from_config((ENCODER_LAYERS, DECODER_LAYERS), HEADS)
    shared = weights["embeddings"].numpy()
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = spec.decoder.projection.weight = shared
    for name, weight in weights.items():
        if name != "embeddings":
            set_variable(spec, name, weight)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization)
    folder.mkdir()
    spec.save(str(folder))


def set_variable(spec: object, name: str, weight: Tensor) -> None:
    *scopes, variable = name.split("/")
    for scope in scopes:
        stem, _, number = scope.rpartition("_")
        spec = getattr(spec, scope) if hasattr(spec, scope) else getattr(spec, stem)[int(number)]
    setattr(spec, variable, weight.numpy())


def check_export(weights: Weights, examples: list[Example], pieces: list[str], folder: Path) -> None:
    """Stop unless CTranslate2 finds what this file's own search finds.

    Raises:
        SystemExit: It does not.
    """
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    for example in examples:
        source = [pieces[token] for token in example.source]
        [result] = translator.translate_batch([source], beam_size=1, max_decoding_length=40)
        own = [pieces[token] for token in search_greedily(weights, example.source)]
        if result.hypotheses[0] != own:
            raise SystemExit(f"the export is wrong:\n{own}\n{result.hypotheses[0]}")


def pack(folder: Path, package: Path) -> None:
    """Zip a package's folder, the same bytes for the same files."""
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"zh_en/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, path.read_bytes(), compresslevel=9)


def write_package(weights: Weights, pieces: list[str], tokenizer: bytes, package: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "zh_en"
        folder.mkdir()
        (folder / "metadata.json").write_text(json.dumps(METADATA, indent=4) + "\n", encoding="utf-8")
        (folder / "README.md").write_text(README, encoding="utf-8")
        (folder / "sentencepiece.model").write_bytes(tokenizer)
        export(weights, pieces, folder / "model", "int8")
        pack(folder, package)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--package", type=Path, default=PACKAGE)
    options = parser.parse_args()
    torch.manual_seed(1)
    pairs = read_pairs()
    tokenizer = train_pieces(pairs)
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer)
    pieces = [processor.id_to_piece(number) for number in range(VOCABULARY)]
    encoded = [Example(processor.encode(zh), processor.encode(en)) for zh, en in pairs]
    examples = [example for example in encoded if len(example.target) <= LONGEST]
    weights = train(examples, options.epochs)
    with tempfile.TemporaryDirectory() as name:
        export(weights, pieces, Path(name) / "model", None)
        check_export(weights, examples[:20], pieces, Path(name) / "model")
    write_package(weights, pieces, tokenizer, options.package)
    print(f"{options.package.stat().st_size:,} bytes in {options.package.name}")


if __name__ == "__main__":
    main()
