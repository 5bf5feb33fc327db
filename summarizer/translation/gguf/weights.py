"""Weights on their way into a CTranslate2 model: read, merged and quantised only when they are written.

CTranslate2's converters hold a whole model in memory. Here each variable of the model knows its shape, and makes
its bytes when the file is written, a few rows at a time, so that the largest tensor sets the memory it takes.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelDamagedError
from summarizer.translation.gguf.adapter import Adapter
from summarizer.translation.gguf.file import GgufFile

if TYPE_CHECKING:
    import numpy as np

    from summarizer.translation.gguf.file import Matrix


class QuantizedMatrix:
    """One or more matrices of a GGUF file, stacked, as int8 rows with a scale each.

    It has the attributes that CTranslate2 wants of a model's variable. The scheme is CTranslate2's own: a row is
    multiplied by 127 over its largest absolute value and rounded.

    Args:
        file: Where the matrices are.
        names: Their tensors' names without `.weight`, in stacking order.
        adapter: What is added to them first, if anything.
    """

    dtype = "int8"

    def __init__(self, file: GgufFile, names: Sequence[str], adapter: Adapter | None = None) -> None:
        shapes = [file.shape_of(f"{name}.weight") for name in names]
        if len({shape[1:] for shape in shapes}) != 1 or len(shapes[0]) != 2:
            raise ModelDamagedError(
                f"the shapes of {', '.join(names)} do not fit together: {shapes}",
                where=file.path.name,
                hint="Get the file again, from its maker.",
            )
        self.shape = (sum(shape[0] for shape in shapes), shapes[0][1])
        self._file = file
        self._names = names
        self._adapter = adapter
        self._scales: list[np.ndarray[Any, np.dtype[np.float32]]] = []

    def is_scalar(self) -> bool:
        """Say no: it is a matrix."""
        return False

    def num_bytes(self) -> int:
        """Return the size of what `to_bytes` makes."""
        return self.shape[0] * self.shape[1]

    def to_bytes(self) -> bytes:
        """Dequantise, merge and quantise the rows; leaves their scales behind."""
        import numpy as np

        rows = np.empty(self.shape, dtype=np.int8)
        self._scales.clear()
        done = 0
        for floats in self._floats():
            # Rows of zeros exist (unused vocabulary entries); any scale will do for them.
            largest = np.abs(floats).max(axis=1)
            scale = (127 / np.where(largest == 0, 127, largest)).astype(np.float32)
            rows[done : done + len(floats)] = np.rint(floats * scale[:, None])
            self._scales.append(scale)
            done += len(floats)
        return rows.tobytes()

    @cached_property
    def scales(self) -> "RowScales":
        """The variable that holds the rows' scales."""
        return RowScales(self)

    def take_scales(self) -> "np.ndarray[Any, np.dtype[np.float32]]":
        """Return the scales of the rows last made, making them if need be."""
        import numpy as np

        if not self._scales:
            self.to_bytes()
        return np.concatenate(self._scales)

    def _floats(self) -> "Iterator[Matrix]":
        for name in self._names:
            start = 0
            for chunk in self._file.read_chunks(f"{name}.weight"):
                if self._adapter:
                    self._adapter.add_to(chunk, name, start)
                yield chunk
                start += len(chunk)


class RowScales:
    """The scales of a quantised matrix, as a variable of its own; written after it, so that nothing is made twice."""

    dtype = "float32"

    def __init__(self, matrix: QuantizedMatrix) -> None:
        self._matrix = matrix
        self.shape = (matrix.shape[0],)

    def is_scalar(self) -> bool:
        """Say no: it is a vector."""
        return False

    def num_bytes(self) -> int:
        """Return the size of what `to_bytes` makes."""
        return 4 * self.shape[0]

    def to_bytes(self) -> bytes:
        """Return the scales."""
        return self._matrix.take_scales().tobytes()
