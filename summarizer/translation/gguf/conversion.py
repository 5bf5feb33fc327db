"""GGUF to CTranslate2, tensor by tensor, with numpy alone.

The layout is the one that CTranslate2's own converter gives to Qwen2 and Qwen3 checkpoints: pre-norm decoder
layers with RMS norms, one fused matrix for queries, keys and values, a gated SwiGLU feed-forward part, rotary
positions on halves of each head (GGUF keeps Qwen's order; only Llama's heads are permuted), and for Qwen3 a norm
on queries and keys.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelDamagedError
from summarizer.translation.gguf.adapter import Adapter
from summarizer.translation.gguf.file import GgufFile
from summarizer.translation.gguf.weights import QuantizedMatrix

if TYPE_CHECKING:
    from ctranslate2.specs import TransformerDecoderModelSpec

TIED = 0.95
"""Mean cosine between the rows of the embedding and of the output matrix from which they are taken to be the same
matrix, quantised twice. Two quantisations of one matrix are above 0.99, two different ones near 0."""


def convert_weights(file: GgufFile, folder: Path, *, adapter: Adapter | None = None) -> None:
    """Write the CTranslate2 model of a GGUF file into `folder`: `model.bin`, `config.json`, `vocabulary.json`.

    Raises:
        ModelDamagedError: A tensor is missing or has the wrong shape.
        ModelError: It holds something that cannot be converted.
    """
    spec = _make_spec(file)
    for number, layer in enumerate(spec.decoder.layer):
        _fill_layer(layer, file, f"blk.{number}", adapter)
    spec.decoder.scale_embeddings = False
    spec.decoder.layer_norm.gamma = file.read_tensor("output_norm.weight")
    tied = _is_tied(file)
    # Where both are there, the output matrix is the more finely quantised copy.
    embeddings = "output" if tied and file.has_tensor("output.weight") else "token_embd"
    _set_matrix(spec.decoder.embeddings, QuantizedMatrix(file, [embeddings]))
    _set_matrix(spec.decoder.projection, QuantizedMatrix(file, [embeddings if tied else "output"]))
    _register_vocabulary(spec, file)
    spec.validate()
    if tied:
        spec.decoder.projection.weight = "decoder/embeddings/weight"
        spec.decoder.projection.weight_scale = "decoder/embeddings/weight_scale"
    spec.save(str(folder))


def _make_spec(file: GgufFile) -> "TransformerDecoderModelSpec":
    from ctranslate2.specs import TransformerDecoderModelSpec, common_spec

    shape = file.shape
    normed = file.has_tensor("blk.0.attn_q_norm.weight")
    spec = TransformerDecoderModelSpec.from_config(
        shape.layers,
        shape.heads,
        activation=common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=shape.head_dim,
        rotary_interleave=False,
        rotary_base=shape.rope_base,
        num_heads_kv=None if shape.heads_kv == shape.heads else shape.heads_kv,
        head_dim=shape.head_dim if normed else None,
        qk_norm=normed,
    )
    spec.config.layer_norm_epsilon = shape.epsilon
    return spec


def _fill_layer(layer: Any, file: GgufFile, name: str, adapter: Adapter | None) -> None:
    attention, feed = layer.self_attention, layer.ffn
    attention.layer_norm.gamma = file.read_tensor(f"{name}.attn_norm.weight")
    if hasattr(attention, "q_norm"):
        attention.q_norm.gamma = file.read_tensor(f"{name}.attn_q_norm.weight")
        attention.k_norm.gamma = file.read_tensor(f"{name}.attn_k_norm.weight")
    queries_keys_values = [f"{name}.attn_{part}" for part in "qkv"]
    _set_matrix(attention.linear[0], QuantizedMatrix(file, queries_keys_values, adapter))
    _set_bias(attention.linear[0], file, queries_keys_values)
    _set_matrix(attention.linear[1], QuantizedMatrix(file, [f"{name}.attn_output"], adapter))
    feed.layer_norm.gamma = file.read_tensor(f"{name}.ffn_norm.weight")
    _set_matrix(feed.linear_0, QuantizedMatrix(file, [f"{name}.ffn_gate"], adapter))
    _set_matrix(feed.linear_0_noact, QuantizedMatrix(file, [f"{name}.ffn_up"], adapter))
    _set_matrix(feed.linear_1, QuantizedMatrix(file, [f"{name}.ffn_down"], adapter))


def _set_matrix(linear: Any, matrix: QuantizedMatrix) -> None:
    linear.weight = matrix
    linear.weight_scale = matrix.scales


def _set_bias(linear: Any, file: GgufFile, names: Sequence[str]) -> None:
    import numpy as np

    if file.has_tensor(f"{names[0]}.bias"):
        linear.bias = np.concatenate([file.read_tensor(f"{name}.bias") for name in names])


def _is_tied(file: GgufFile) -> bool:
    """Say whether input and output share one matrix: by a missing tensor, or by two that are nearly the same."""
    import numpy as np

    if not file.has_tensor("output.weight"):
        return True
    if file.shape_of("output.weight") != file.shape_of("token_embd.weight"):
        return False
    one, other = (next(file.read_chunks(f"{name}.weight", rows=256)) for name in ("output", "token_embd"))
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines = (one * other).sum(axis=1)[norms > 0] / norms[norms > 0]
    return cosines.size > 0 and float(cosines.mean()) > TIED


def _register_vocabulary(spec: "TransformerDecoderModelSpec", file: GgufFile) -> None:
    tokens = file.read_list("tokenizer.ggml.tokens")
    if len(set(tokens)) != len(tokens):
        raise ModelDamagedError("its vocabulary repeats itself", where=file.path.name, hint="Get the file again.")
    spec.register_vocabulary(tokens)
    spec.config.eos_token = file.end_token
    # Qwen has neither; CTranslate2 would add entries of its own, beyond the embedding's last row.
    spec.config.bos_token = spec.config.unk_token = file.filler_token
