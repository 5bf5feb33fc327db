"""Sentences into pieces and pieces into sentences, by a package's own tokeniser."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from summarizer.translation.argos.package import Metadata

SPACE_MARK = "▁"
"""How SentencePiece writes a space inside pieces."""


class Tokenizer(Protocol):
    """What a package's tokeniser does."""

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        ...

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the sentence that the pieces make."""
        ...


def open_tokenizer(package: Path, metadata: Metadata) -> Tokenizer:
    """Open the tokeniser of an unpacked package.

    Raises:
        OSError: Its file is missing or damaged.
    """
    model = package / "sentencepiece.model"
    if model.exists():
        return _SentencePiece(model)
    # Byte-pair encoding after Moses tokenisation, as packages before 2021 have it. This module of Argos Translate,
    # unlike its others, makes no folders in the user's home when it is imported.
    from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415 - few packages need it

    bpe: Tokenizer = BPETokenizer(package / "bpe.model", metadata.source, metadata.target)
    return bpe


class _SentencePiece:
    def __init__(self, model: Path) -> None:
        import sentencepiece  # noqa: PLC0415 - only needed to translate

        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(model))

    def encode(self, sentence: str) -> list[str]:
        pieces: list[str] = self._processor.encode(sentence, out_type=str)
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        # A piece that was copied from the source may hold the mark inside; an underscore is a character like others.
        text: str = self._processor.decode_pieces(list(pieces))
        return text.replace(SPACE_MARK, " ").strip()
