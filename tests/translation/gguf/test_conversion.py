"""GGUF files become CTranslate2 models that compute the same."""

import json
from dataclasses import replace
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
from gguf import GGMLQuantizationType, dequantize, quantize
from safetensors.numpy import save_file
from summarizer.errors import ModelDamagedError, ModelError
from summarizer.translation.gguf.adapter import read_adapter
from summarizer.translation.gguf.conversion import convert_weights
from summarizer.translation.gguf.file import GgufFile

from tests.translation.gguf.forward import compute_logits
from tests.translation.gguf.tiny import Matrix, TinyModel, make_vocabulary, make_weights, write_gguf

IDS = [3, 141, 59, 26, 200, 97, 93, 238, 46, 264, 33, 83]
MODELS = {
    "qwen2, 8 bits": TinyModel(),
    "qwen2, 16 bits, tied": TinyModel(tied=True, quantization=GGMLQuantizationType.F16),
    "qwen2, 4 bits, one head each": TinyModel(heads_kv=4, quantization=GGMLQuantizationType.Q4_0),
    "qwen3, wide heads": TinyModel(architecture="qwen3", head_dim=32, tied=True),
}


def convert(model: TinyModel, folder: Path, adapter: Path | None = None) -> Path:
    file = GgufFile(write_gguf(folder / "tiny.gguf", model))
    convert_weights(file, folder, adapter=read_adapter(adapter) if adapter else None)
    return folder


def run(folder: Path, ids: list[int]) -> Matrix:
    # As floats: what is compared is the conversion, not the rounding of activations.
    generator = ctranslate2.Generator(str(folder), compute_type="float32")
    tokens = make_vocabulary()[0]
    logits = np.array(generator.forward_batch([[tokens[number] for number in ids]]))[0]
    return np.asarray(logits, dtype=np.float32)


def round_weights(weights: dict[str, Matrix], model: TinyModel) -> dict[str, Matrix]:
    """Do to each matrix what quantisation does: the file's own, then eight bits a row."""
    return {name: round_rows(read_back(value, model)) if value.ndim == 2 else value for name, value in weights.items()}


def read_back(value: Matrix, model: TinyModel) -> Matrix:
    return np.array(dequantize(quantize(value, model.quantization), model.quantization), dtype=np.float32)


def round_rows(value: Matrix) -> Matrix:
    scale = 127 / np.abs(value).max(axis=1, keepdims=True)
    return np.asarray(np.rint(value * scale) / scale, dtype=np.float32)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
def test_logits_agree_with_an_independent_forward_pass(tmp_path: Path, model: TinyModel) -> None:
    expected = compute_logits(round_weights(make_weights(model), model), model, IDS)
    assert np.std(expected) > 0.5
    np.testing.assert_allclose(run(convert(model, tmp_path), IDS), expected, atol=2e-3)


def test_rows_are_read_in_chunks_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = convert(TinyModel(), tmp_path).joinpath("model.bin").read_bytes()
    monkeypatch.setattr("summarizer.translation.gguf.file.CHUNK", 640)
    assert convert(TinyModel(), tmp_path).joinpath("model.bin").read_bytes() == whole


def test_an_output_matrix_that_repeats_the_embedding_is_kept_once(tmp_path: Path) -> None:
    tied = TinyModel(tied=True)
    once = convert(tied, tmp_path).joinpath("model.bin").stat().st_size
    assert convert(replace(tied, tied=False), tmp_path).joinpath("model.bin").stat().st_size > once


def write_adapter(folder: Path, tensors: dict[str, Matrix], **config: object) -> Path:
    save_file(tensors, folder / "adapter.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({"r": 4, "lora_alpha": 8} | config))
    return folder / "adapter.safetensors"


def make_adapter(layer: int = 1, module: str = "mlp.down_proj", inputs: int = 96) -> dict[str, Matrix]:
    random = np.random.default_rng(3)
    key = f"base_model.model.model.layers.{layer}.{module}"
    return {
        f"{key}.lora_A.weight": random.standard_normal((4, inputs)).astype(np.float32),
        f"{key}.lora_B.weight": (random.standard_normal((64, 4)) / 8).astype(np.float32),
    }


@pytest.mark.parametrize(
    ("module", "name", "inputs"),
    [("mlp.down_proj", "ffn_down", 96), ("self_attn.q_proj", "attn_q", 64), ("self_attn.o_proj", "attn_output", 64)],
)
def test_an_adapter_is_merged(tmp_path: Path, module: str, name: str, inputs: int) -> None:
    model = TinyModel()
    tensors = make_adapter(1, module, inputs)
    down, up = tensors.values()
    weights = {key: read_back(value, model) if value.ndim == 2 else value for key, value in make_weights(model).items()}
    weights[f"blk.1.{name}.weight"] += 8 / 4 * up @ down
    rounded = {key: round_rows(value) if value.ndim == 2 else value for key, value in weights.items()}
    merged = run(convert(model, tmp_path, write_adapter(tmp_path, tensors)), IDS)
    np.testing.assert_allclose(merged, compute_logits(rounded, model, IDS), atol=2e-3)
    assert np.abs(merged - run(convert(model, tmp_path), IDS)).max() > 0.1


def test_an_adapter_for_another_model_is_refused(tmp_path: Path) -> None:
    file = GgufFile(write_gguf(tmp_path / "tiny.gguf", TinyModel()))
    for layer, inputs in ((2, 96), (1, 80)):
        adapter = read_adapter(write_adapter(tmp_path, make_adapter(layer, inputs=inputs)))
        with pytest.raises(ModelError, match="does not fit"):
            adapter.check_fit(file, "adapter.safetensors")
    read_adapter(write_adapter(tmp_path, make_adapter())).check_fit(file, "adapter.safetensors")


def test_adapters_that_cannot_be_merged_are_refused(tmp_path: Path) -> None:
    plain = make_adapter()
    down, up = plain.values()
    cases: list[tuple[dict[str, Matrix], dict[str, object]]] = [
        (plain, {"use_dora": True}),
        ({"base_model.model.model.embed_tokens.lora_A.weight": down, "x.lora_B.weight": up}, {}),
        (plain | {"extra": down}, {}),
        (make_adapter(1, "mlp.experts"), {}),
    ]
    for tensors, config in cases:
        with pytest.raises(ModelError):
            read_adapter(write_adapter(tmp_path, tensors, **config))


def test_damaged_adapters_are_refused(tmp_path: Path) -> None:
    path = write_adapter(tmp_path, make_adapter())
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelDamagedError):
        read_adapter(path)
    path = write_adapter(tmp_path, make_adapter(), r=0)
    with pytest.raises(ModelDamagedError):
        read_adapter(path)
    path.with_name("adapter_config.json").unlink()
    with pytest.raises(ModelDamagedError, match="adapter_config"):
        read_adapter(path)


@pytest.mark.parametrize("keep", [0, 3, 100, 9_000, -1_000])
def test_broken_files_are_refused(tmp_path: Path, keep: int) -> None:
    path = write_gguf(tmp_path / "tiny.gguf", TinyModel())
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelDamagedError):
        convert_weights(GgufFile(path), tmp_path)


def test_other_models_are_refused(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "tiny.gguf", TinyModel(architecture="llama"))
    with pytest.raises(ModelError, match="llama"):
        GgufFile(path)
