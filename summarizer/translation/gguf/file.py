"""What a GGUF file says: the model's shape, its weights, its tokeniser and chat template.

GGUF is the single-file format of llama.cpp. A file holds key-value metadata and quantised tensors; the `gguf`
package reads both, memory-mapped, and can dequantise most of the usual quantisations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelDamagedError, ModelError, suggest_packages

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGUFReader, ReaderTensor

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

ARCHITECTURES = ("qwen2", "qwen3")
"""Values of `general.architecture` that can be converted (Qwen2.5 calls itself `qwen2`)."""

CHUNK = 2**24
"""Weights dequantised at a time: 64 MB as floats, which bounds the memory that a conversion takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The hyperparameters of a Qwen model."""

    architecture: str
    layers: int
    heads: int
    heads_kv: int
    head_dim: int
    rope_base: float
    epsilon: float


class GgufFile:
    """A GGUF file, opened for reading.

    Args:
        path: The file.

    Raises:
        ModelDamagedError: It is not a GGUF file, or breaks off.
        ModelError: It holds a model of another kind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = _open_reader(path)
        self._tensors: dict[str, ReaderTensor] = {tensor.name: tensor for tensor in self._reader.tensors}
        self._lists: dict[str, list[Any]] = {}
        architecture = self.read_text("general.architecture")
        if architecture not in ARCHITECTURES:
            raise ModelError(
                f"this is a {architecture or 'nameless'} model",
                where=path.name,
                hint="Qwen2, Qwen2.5 and Qwen3 instruct models can be converted.",
            )

    @cached_property
    def shape(self) -> Shape:
        """The model's hyperparameters.

        Raises:
            ModelDamagedError: One of them is missing.
            ModelError: It stretches its positions in a way that is not supported.
        """
        architecture = self.read_text("general.architecture")
        if self._read(f"{architecture}.rope.scaling.type", "none") not in {"none", ""}:
            raise ModelError(
                "the model scales its rotary positions, which is not supported",
                where=self.path.name,
                hint="Take the file without the long-context extension.",
            )
        heads = int(self._need(f"{architecture}.attention.head_count"))
        width = int(self._need(f"{architecture}.embedding_length"))
        return Shape(
            architecture=architecture,
            layers=int(self._need(f"{architecture}.block_count")),
            heads=heads,
            heads_kv=int(self._read(f"{architecture}.attention.head_count_kv", heads)),
            head_dim=int(self._read(f"{architecture}.attention.key_length", width // heads)),
            rope_base=float(self._read(f"{architecture}.rope.freq_base", 10_000.0)),
            epsilon=float(self._need(f"{architecture}.attention.layer_norm_rms_epsilon")),
        )

    @property
    def weight_count(self) -> int:
        """How many weights all its tensors have together."""
        return sum(int(tensor.n_elements) for tensor in self._tensors.values())

    @property
    def end_token(self) -> str:
        """The token that ends an answer.

        Raises:
            ModelDamagedError: It is missing.
        """
        return self._special_token("tokenizer.ggml.eos_token_id")

    @property
    def filler_token(self) -> str:
        """The token that stands between documents and says nothing; the one that ends an answer where there is none."""
        has_padding = self.read_number("tokenizer.ggml.padding_token_id") is not None
        return self._special_token("tokenizer.ggml.padding_token_id") if has_padding else self.end_token

    def has_tensor(self, name: str) -> bool:
        """Say whether the file holds the tensor `name`."""
        return name in self._tensors

    def shape_of(self, name: str) -> tuple[int, ...]:
        """Return the shape of a tensor, outermost dimension first as in numpy.

        Raises:
            ModelDamagedError: There is no such tensor.
        """
        return tuple(int(size) for size in reversed(self._tensor(name).shape))

    def read_tensor(self, name: str) -> "Matrix":
        """Return a whole tensor as floats: for biases and norms."""
        return next(self.read_chunks(name, rows=self.shape_of(name)[0]))

    def read_chunks(self, name: str, *, rows: int | None = None) -> "Iterator[Matrix]":
        """Dequantise a tensor, a few rows at a time.

        Raises:
            ModelDamagedError: There is no such tensor.
            ModelError: It is quantised in a way that cannot be read.
        """
        import numpy as np
        from gguf import dequantize

        tensor = self._tensor(name)
        count, *width = self.shape_of(name)
        step = rows or max(1, CHUNK // max(1, *width))
        for start in range(0, count, step):
            try:
                floats = dequantize(tensor.data[start : start + step], tensor.tensor_type)
            except NotImplementedError as error:
                raise ModelError(
                    f"its weights are quantised as {tensor.tensor_type.name}, which cannot be read",
                    where=self.path.name,
                    hint="Take a file in a usual quantisation, such as Q4_K_M or Q8_0.",
                ) from error
            yield np.ascontiguousarray(floats, dtype=np.float32)

    def read_text(self, key: str) -> str:
        """Return a text of the metadata; "" where it is missing."""
        return str(self._read(key, ""))

    def read_number(self, key: str) -> int | None:
        """Return a number of the metadata; None where it is missing."""
        value = self._read(key, None)
        return None if value is None else int(value)

    def read_list(self, key: str) -> list[Any]:
        """Return a list of the metadata.

        Raises:
            ModelDamagedError: It is missing.
        """
        if key not in self._lists:  # the reader makes a vocabulary anew each time, which takes a second
            self._lists[key] = self._need(key)
        return self._lists[key]

    def _special_token(self, key: str) -> str:
        tokens, number = self.read_list("tokenizer.ggml.tokens"), int(self._need(key))
        if not 0 <= number < len(tokens):
            raise self._damage(f"{key} is not in its vocabulary")
        return str(tokens[number])

    def _tensor(self, name: str) -> "ReaderTensor":
        if name not in self._tensors:
            raise self._damage(f"the tensor {name} is missing")
        return self._tensors[name]

    def _read(self, key: str, default: Any) -> Any:
        field = self._reader.get_field(key)
        return default if field is None else field.contents()

    def _need(self, key: str) -> Any:
        value = self._read(key, None)
        if value is None:
            raise self._damage(f"its metadata lack {key}")
        return value

    def _damage(self, what: str) -> ModelDamagedError:
        return ModelDamagedError(what, where=self.path.name, hint="Get the file again, from its maker.")


def _open_reader(path: Path) -> "GGUFReader":
    try:
        from gguf import GGUFReader
    except ImportError as error:
        raise ModelError(
            "reading GGUF models needs packages that are not installed",
            where=path.name,
            hint=suggest_packages("gguf"),
        ) from error
    try:
        return GGUFReader(path)
    except (ValueError, IndexError, KeyError, OverflowError, MemoryError, OSError) as error:
        # The reader slices a memory map by offsets that the file itself gives; a short or foreign file shows so.
        raise ModelDamagedError(
            f"this is not a whole GGUF file ({error})", where=path.name, hint="Get the file again, from its maker."
        ) from error
