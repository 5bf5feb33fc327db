"""The package `fxtranslate`, and what must be known to use it safely.

A translator of it belongs to the thread that made it, so each thread makes its own. It translates one sentence at a
time, lets other threads run meanwhile, silently forgets what is longer than its context, and has no scores. Where it
panics, it raises an exception that is no `Exception`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from summarizer.errors import ModelMissingError, suggest_packages

if TYPE_CHECKING:
    import sentencepiece


class Translator(Protocol):
    """What a translator of `fxtranslate` does."""

    def translate(self, text: str) -> str:
        """Translate one sentence."""
        ...


def require_runtime(where: str) -> None:
    """Make sure that the package is installed.

    Raises:
        ModelMissingError: It is not.
    """
    try:
        import fxtranslate  # noqa: F401, PLC0415 - optional
    except ImportError as exc:
        raise ModelMissingError(
            "Firefox's models need the package fxtranslate, which is not installed",
            where=where,
            hint=suggest_packages("firefox"),
        ) from exc


def open_runtime(folder: Path) -> Translator:
    """Load the model in an installed model's folder.

    Raises:
        OSError: A file is missing.
        ValueError: A file is damaged.
        RuntimeError: The runtime panicked over a file.
    """
    import fxtranslate  # noqa: PLC0415 - optional

    source, target = (_read_vocabulary(folder, name) for name in ("srcvocab.spm", "trgvocab.spm"))
    shortlist = folder / "lex.bin"
    options = [shortlist.read_bytes()] if shortlist.exists() else []
    with _catch_panics():
        return cast(Translator, fxtranslate.Translator((folder / "model.bin").read_bytes(), source, target, *options))


def run_translator(translator: Translator, text: str) -> str:
    """Translate one sentence.

    Raises:
        RuntimeError: The runtime panicked.
    """
    with _catch_panics():
        return translator.translate(text)


@contextmanager
def _catch_panics() -> Iterator[None]:
    try:
        yield
    except Exception:
        raise
    except BaseException as exc:
        if type(exc).__name__ != "PanicException":
            raise
        raise RuntimeError(str(exc)) from exc


def open_tokenizer(folder: Path) -> "sentencepiece.SentencePieceProcessor":
    """Load the vocabulary of the language that is read, to count pieces.

    Raises:
        OSError: The file is missing.
        RuntimeError: The file is damaged.
    """
    import sentencepiece  # noqa: PLC0415 - only needed to translate

    return sentencepiece.SentencePieceProcessor(model_proto=_read_vocabulary(folder, "srcvocab.spm"))


def _read_vocabulary(folder: Path, name: str) -> bytes:
    own = folder / name
    return (own if own.exists() else folder / "vocab.spm").read_bytes()
