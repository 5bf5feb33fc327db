"""A forward pass of Qwen2 and Qwen3 in numpy, written from their papers alone, to hold the converted model against."""

import numpy as np

from tests.translation.gguf.tiny import Matrix, TinyModel


def compute_logits(weights: dict[str, Matrix], model: TinyModel, ids: list[int]) -> Matrix:
    """Return the logits after each token, positions by vocabulary."""
    hidden = weights["token_embd.weight"][ids]
    for layer in range(model.layers):
        part = {name.removeprefix(f"blk.{layer}."): value for name, value in weights.items()}
        hidden = hidden + _attend(_normalize(hidden, part["attn_norm.weight"], model), part, model)
        hidden = hidden + _feed(_normalize(hidden, part["ffn_norm.weight"], model), part)
    hidden = _normalize(hidden, weights["output_norm.weight"], model)
    output = weights.get("output.weight", weights["token_embd.weight"])
    return np.asarray(hidden @ output.T, dtype=np.float32)


def _normalize(values: Matrix, gamma: Matrix, model: TinyModel) -> Matrix:
    return np.asarray(values / np.sqrt((values**2).mean(-1, keepdims=True) + model.epsilon) * gamma, dtype=np.float32)


def _feed(values: Matrix, part: dict[str, Matrix]) -> Matrix:
    gate = values @ part["ffn_gate.weight"].T
    silu = gate / (1 + np.exp(-gate))
    return np.asarray((silu * (values @ part["ffn_up.weight"].T)) @ part["ffn_down.weight"].T, dtype=np.float32)


def _attend(values: Matrix, part: dict[str, Matrix], model: TinyModel) -> Matrix:
    queries, keys, states = (_project(values, part, name, model) for name in "qkv")
    queries, keys = (_rotate(heads, model) for heads in (queries, keys))
    length = len(values)
    mask = np.triu(np.full((length, length), -np.inf), k=1)
    out = []
    for head in range(model.heads):
        shared = head * model.heads_kv // model.heads
        scores = queries[:, head] @ keys[:, shared].T / np.sqrt(model.head_dim) + mask
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        out.append(weights / weights.sum(-1, keepdims=True) @ states[:, shared])
    return np.asarray(np.concatenate(out, axis=-1) @ part["attn_output.weight"].T, dtype=np.float32)


def _project(values: Matrix, part: dict[str, Matrix], name: str, model: TinyModel) -> Matrix:
    flat = values @ part[f"attn_{name}.weight"].T
    if f"attn_{name}.bias" in part:
        flat = flat + part[f"attn_{name}.bias"]
    heads: Matrix = flat.reshape(len(values), -1, model.head_dim)
    gamma = part.get(f"attn_{name}_norm.weight")
    return heads if gamma is None else _normalize(heads, gamma, model)


def _rotate(heads: Matrix, model: TinyModel) -> Matrix:
    half = model.head_dim // 2
    angles = np.arange(len(heads))[:, None] / model.rope_base ** (np.arange(half) / half)
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    first, second = heads[..., :half], heads[..., half:]
    return np.asarray(
        np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1), dtype=np.float32
    )
