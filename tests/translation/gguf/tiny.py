"""Tiny language models of Qwen's layout with random weights, written as GGUF files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, TokenType, quantize
from tokenizers import pre_tokenizers

Matrix = np.ndarray[Any, np.dtype[np.float32]]

TEMPLATE = (
    "{% if messages[0].role != 'system' %}<|im_start|>system\nYou help.<|im_end|>\n{% endif %}"
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@dataclass(frozen=True, slots=True, kw_only=True)
class TinyModel:
    """What the tests know of a tiny model."""

    architecture: str = "qwen2"
    layers: int = 2
    width: int = 64
    heads: int = 4
    heads_kv: int = 2
    head_dim: int = 16
    inner: int = 96
    tied: bool = False
    quantization: GGMLQuantizationType = GGMLQuantizationType.Q8_0
    template: str = TEMPLATE
    seed: int = 7
    rope_base: float = 10_000.0
    epsilon: float = 1e-5


def make_vocabulary() -> tuple[list[str], list[str]]:
    """Return tokens and merges: all bytes, a few words, and the control tokens."""
    merges = ["t h", "th e", "Ġ the", "a n", "an d", "ä ¸", "ä¸ Ń", "å Ľ", "åĽ ½", "ä¸Ń åĽ½"]
    tokens = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *(merge.replace(" ", "") for merge in merges)]
    return [*tokens, *CONTROL_TOKENS, "[PAD269]"], merges


def make_weights(model: TinyModel) -> dict[str, Matrix]:
    """Return the model's tensors by their GGUF names, all of the size that keeps activations near 1."""
    random = np.random.default_rng(model.seed)
    size = len(make_vocabulary()[0])
    queries, keys = model.heads * model.head_dim, model.heads_kv * model.head_dim

    def draw(*shape: int) -> Matrix:
        return np.asarray(random.standard_normal(shape) / np.sqrt(shape[-1]), dtype=np.float32)

    def norm(width: int) -> Matrix:
        return (1 + 0.1 * random.standard_normal(width)).astype(np.float32)

    weights = {"token_embd.weight": draw(size, model.width) * 8, "output_norm.weight": norm(model.width)}
    if not model.tied:
        weights["output.weight"] = draw(size, model.width) * 4
    for layer in range(model.layers):
        tensors = {
            "attn_norm.weight": norm(model.width),
            "ffn_norm.weight": norm(model.width),
            "attn_q.weight": draw(queries, model.width),
            "attn_k.weight": draw(keys, model.width),
            "attn_v.weight": draw(keys, model.width),
            "attn_output.weight": draw(model.width, queries),
            "ffn_gate.weight": draw(model.inner, model.width),
            "ffn_up.weight": draw(model.inner, model.width),
            "ffn_down.weight": draw(model.width, model.inner),
        }
        if model.architecture == "qwen3":
            tensors |= {"attn_q_norm.weight": norm(model.head_dim), "attn_k_norm.weight": norm(model.head_dim)}
        else:
            tensors |= {f"attn_{part}.bias": draw(size) for part, size in (("q", queries), ("k", keys), ("v", keys))}
        weights |= {f"blk.{layer}.{name}": tensor for name, tensor in tensors.items()}
    return weights


def write_gguf(path: Path, model: TinyModel) -> Path:
    """Write the model as a GGUF file, its matrices quantised."""
    writer = GGUFWriter(path, model.architecture)
    writer.add_name("Tiny Qwen Instruct")
    writer.add_license("apache-2.0")
    writer.add_block_count(model.layers)
    writer.add_context_length(512)
    writer.add_embedding_length(model.width)
    writer.add_feed_forward_length(model.inner)
    writer.add_head_count(model.heads)
    writer.add_head_count_kv(model.heads_kv)
    writer.add_key_length(model.head_dim)
    writer.add_rope_freq_base(model.rope_base)
    writer.add_layer_norm_rms_eps(model.epsilon)
    _add_tokenizer(writer, model)
    for name, tensor in make_weights(model).items():
        kind = model.quantization if tensor.ndim == 2 else GGMLQuantizationType.F32
        writer.add_tensor(name, quantize(tensor, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_tokenizer(writer: GGUFWriter, model: TinyModel) -> None:
    tokens, merges = make_vocabulary()
    kinds = [TokenType.CONTROL if token in CONTROL_TOKENS else TokenType.NORMAL for token in tokens]
    kinds[-1] = TokenType.UNUSED
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_pad_token_id(tokens.index("<|endoftext|>"))
    writer.add_chat_template(model.template)
