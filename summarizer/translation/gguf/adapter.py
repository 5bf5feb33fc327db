"""LoRA adapters: small matrices, trained for one task, that are added to a model's weights.

An adapter in PEFT's layout is a safetensors file with two matrices, A (rank x inputs) and B (outputs x rank), for
each weight W that it changes, and an `adapter_config.json` beside it with the rank and alpha. What is added to W
is `alpha / rank * B A` (Hu et al. 2021, https://arxiv.org/abs/2106.09685).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ModelDamagedError, ModelError

if TYPE_CHECKING:
    from summarizer.translation.gguf.file import GgufFile, Matrix

MODULES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""Names of a layer's matrices: as PEFT writes them, and as GGUF does."""

PREFIX = "base_model.model.model.layers."


class Adapter:
    """The matrices of a LoRA adapter, by the GGUF name of what they change.

    Args:
        pairs: For each tensor, by its name without `.weight`: A, and B times the scale.
    """

    def __init__(self, pairs: "Mapping[str, tuple[Matrix, Matrix]]") -> None:
        self._pairs = pairs

    def add_to(self, rows: "Matrix", name: str, start: int) -> None:
        """Add to `rows`, in place; they are the rows of the tensor `name` from `start` on."""
        if name in self._pairs:
            down, up = self._pairs[name]
            rows += up[start : start + len(rows)] @ down

    def check_fit(self, file: "GgufFile", where: str) -> None:
        """Make sure that every matrix has its place in `file`.

        Raises:
            ModelError: The adapter was made for another model.
        """
        for name, (down, up) in self._pairs.items():
            wanted = (up.shape[0], down.shape[1])
            if not file.has_tensor(f"{name}.weight") or file.shape_of(f"{name}.weight") != wanted:
                raise ModelError(
                    f"the adapter does not fit {file.path.name}: it changes {name} of shape {wanted}",
                    where=where,
                    hint="Give the adapter that was trained for this model, or none.",
                )


def read_adapter(path: Path) -> Adapter:
    """Read an adapter: the safetensors file `path`, and the `adapter_config.json` beside it.

    Raises:
        ModelDamagedError: One of them is missing or not what it should be.
        ModelError: The adapter changes something that cannot be merged.
    """
    from safetensors import SafetensorError, safe_open

    scale = _read_scale(path.with_name("adapter_config.json"))
    try:
        with safe_open(path, "np") as tensors:
            matrices = {key: tensors.get_tensor(key).astype("float32") for key in tensors.keys()}  # noqa: SIM118 - not a mapping
    except (OSError, SafetensorError, TypeError) as error:
        raise ModelDamagedError(
            f"this adapter cannot be read ({error})", where=path.name, hint="Give a safetensors file with PEFT's names."
        ) from error
    return Adapter(_pair_matrices(matrices, scale, path.name))


def _read_scale(path: Path) -> float:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        rank = float(config["r"])
        if config.get("use_dora") or config.get("fan_in_fan_out"):
            raise ModelError("only plain LoRA adapters can be merged", where=path.name, hint="Give another adapter.")
        return float(config["lora_alpha"]) / (rank**0.5 if config.get("use_rslora") else rank)
    except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        raise ModelDamagedError(
            f"the adapter's rank and alpha cannot be read ({error!r})",
            where=str(path.name),
            hint="Keep adapter_config.json beside the safetensors file.",
        ) from error


def _pair_matrices(matrices: "Mapping[str, Matrix]", scale: float, where: str) -> "dict[str, tuple[Matrix, Matrix]]":
    pairs = {}
    for key, down in matrices.items():
        if not key.endswith(".lora_A.weight"):
            continue
        up = matrices.get(key.replace(".lora_A.", ".lora_B."))
        if up is None or down.ndim != 2 or up.ndim != 2 or up.shape[1] != down.shape[0]:
            raise ModelDamagedError(f"{key} has no partner", where=where, hint="Get the adapter again.")
        pairs[_gguf_name(key, where)] = (down, up * scale)
    if 2 * len(pairs) != len(matrices):
        raise ModelError(
            "the adapter holds tensors that are not LoRA matrices", where=where, hint="Only plain LoRA can be merged."
        )
    return pairs


def _gguf_name(key: str, where: str) -> str:
    layer, _, module = key.removeprefix(PREFIX).removesuffix(".lora_A.weight").partition(".")
    if not key.startswith(PREFIX) or not layer.isdecimal() or module not in MODULES:
        raise ModelError(
            f"the adapter changes {key}, which cannot be merged", where=where, hint="Give another adapter."
        )
    return f"blk.{layer}.{MODULES[module]}"
