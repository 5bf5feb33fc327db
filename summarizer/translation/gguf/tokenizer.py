"""The tokeniser and the chat template that a GGUF file carries.

Qwen's tokeniser is a byte-level BPE: text is normalised to NFC, cut by a regular expression, and each piece's
bytes, written as printable characters, are merged by rank. The model folder keeps it as `tokenizer.json`, the
format of the `tokenizers` package.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ModelDamagedError, ModelError
from summarizer.translation.gguf.file import GgufFile

if TYPE_CHECKING:
    from tokenizers import Tokenizer as RawTokenizer

QWEN_PIECES = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""How Qwen2 and its successors cut text before merging, as their published tokeniser has it."""

CONTROL = 3
"""Token type of GGUF for tokens that steer the model and are never text."""
USER_DEFINED = 4
"""Token type of GGUF for tokens that are matched whole."""

HAN_LEAD_BYTES = frozenset({*range(0xE3, 0xEA), 0xEF, 0xF0})
"""First bytes in UTF-8 of Han characters and Chinese punctuation: U+3000 to U+9FFF, the compatibility and full-width
forms from U+F000 on, and what lies beyond U+FFFF, rare characters as well as emoji."""


class Tokenizer:
    """Text to tokens and back.

    Args:
        path: The `tokenizer.json` of a model folder.

    Raises:
        ModelDamagedError: It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer as RawTokenizer

        try:
            self._raw: RawTokenizer = RawTokenizer.from_file(str(path))
        except Exception as error:  # the library raises nothing narrower
            raise ModelDamagedError(
                f"its tokeniser cannot be read ({error})", where=path.parent.name, hint="Install the model again."
            ) from error

    def split_markup(self, text: str) -> list[str]:
        """Return the tokens of a piece of a chat template, in which control tokens count."""
        self._raw.encode_special_tokens = False
        return list(self._raw.encode(text, add_special_tokens=False).tokens)

    def split_text(self, text: str) -> list[str]:
        """Return the tokens of a text from outside, in which `<|im_end|>` is eleven characters like any other."""
        self._raw.encode_special_tokens = True
        return list(self._raw.encode(text, add_special_tokens=False).tokens)

    def join(self, tokens: list[str]) -> str:
        """Return the text of tokens, without control tokens."""
        ids = [number for number in map(self._raw.token_to_id, tokens) if number is not None]
        return str(self._raw.decode(ids, skip_special_tokens=True))

    def find_han_tokens(self) -> list[str]:
        """Return the tokens whose bytes hold the first byte of a Han character or of Chinese punctuation."""
        leads = {character for byte, character in _byte_characters().items() if byte in HAN_LEAD_BYTES}
        special = {token.content for token in self._raw.get_added_tokens_decoder().values()}
        return sorted(token for token in self._raw.get_vocab() if leads.intersection(token) and token not in special)


def write_tokenizer(file: GgufFile, path: Path) -> None:
    """Write the tokeniser of a GGUF file as `tokenizer.json`.

    Raises:
        ModelDamagedError: It is missing, or does not fit together.
        ModelError: It is not Qwen's kind.
    """
    kind, pieces = file.read_text("tokenizer.ggml.model"), file.read_text("tokenizer.ggml.pre")
    if kind != "gpt2" or pieces not in {"qwen2", ""}:
        raise ModelError(
            f"its tokeniser ({kind}, {pieces}) is not Qwen's",
            where=file.path.name,
            hint="Qwen2, Qwen2.5 and Qwen3 instruct models can be converted.",
        )
    try:
        raw = _build_tokenizer(file)
    except ModelDamagedError:
        raise
    except Exception as error:  # the library raises nothing narrower
        raise ModelDamagedError(
            f"its tokeniser does not fit together ({error})", where=file.path.name, hint="Get the file again."
        ) from error
    raw.save(str(path))


def _build_tokenizer(file: GgufFile) -> "RawTokenizer":
    from tokenizers import AddedToken, Regex, decoders, models, normalizers, pre_tokenizers
    from tokenizers import Tokenizer as RawTokenizer

    tokens = file.read_list("tokenizer.ggml.tokens")
    kinds = file.read_list("tokenizer.ggml.token_type")
    merges = [tuple(merge.split(" ", 1)) for merge in file.read_list("tokenizer.ggml.merges")]
    raw = RawTokenizer(models.BPE(vocab={token: number for number, token in enumerate(tokens)}, merges=merges))
    raw.normalizer = normalizers.NFC()
    raw.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN_PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    raw.decoder = decoders.ByteLevel()
    whole = [
        AddedToken(token, special=kind == CONTROL, normalized=False)
        for token, kind in zip(tokens, kinds, strict=True)
        if kind in {CONTROL, USER_DEFINED}
    ]
    raw.add_tokens(whole)
    return raw


def _byte_characters() -> dict[int, str]:
    """Return the printable character that byte-level BPE writes for each byte (the table of GPT-2)."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}
