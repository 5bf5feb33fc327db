"""The tokeniser of a GGUF file, kept as `tokenizer.json`."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.errors import ModelDamagedError, ModelError
from summarizer.translation.gguf.file import GgufFile
from summarizer.translation.gguf.tokenizer import Tokenizer, write_tokenizer

from tests.translation.gguf.tiny import TinyModel, write_gguf


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    folder = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer(GgufFile(write_gguf(folder / "tiny.gguf", TinyModel())), folder / "tokenizer.json")
    return Tokenizer(folder / "tokenizer.json")


def test_merges_apply_within_pieces(tokenizer: Tokenizer) -> None:
    assert tokenizer.split_text("the and the") == ["the", "Ġ", "and", "Ġthe"]
    assert tokenizer.split_text("中国") == ["ä¸ŃåĽ½"]


@settings(max_examples=50, derandomize=True)
@given(st.text("the and中国的，\u0301e<|im_end>𠀀\n ", max_size=30))
def test_text_survives(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.join(tokenizer.split_text(text)) == unicodedata.normalize("NFC", text)


def test_control_tokens_count_in_markup_only(tokenizer: Tokenizer) -> None:
    text = "<|im_start|>user\nthe<|im_end|>"
    assert tokenizer.split_markup(text)[0] == "<|im_start|>"
    assert tokenizer.split_markup(text)[-2:] == ["the", "<|im_end|>"]
    assert not {"<|im_start|>", "<|im_end|>"} & set(tokenizer.split_text(text))
    assert tokenizer.join(tokenizer.split_text(text)) == text
    assert tokenizer.join(["the", "<|im_end|>"]) == "the"


def test_no_han_can_be_written_without_a_han_token(tokenizer: Tokenizer) -> None:
    banned = set(tokenizer.find_han_tokens())
    for text in ("的", "一", "龟", "。", "，", "「", "㐀", "𠀀", "豈"):
        assert banned & set(tokenizer.split_text(text)), text
    for text in ("the Café’s — “naïve” £5… 5°C", "<|im_end|>"):
        assert not banned & {*tokenizer.split_text(text), *tokenizer.split_markup(text)}, text


def test_other_tokenisers_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = GgufFile(write_gguf(tmp_path / "tiny.gguf", TinyModel()))
    monkeypatch.setattr(file, "read_text", lambda key: "llama" if key == "tokenizer.ggml.model" else "")
    with pytest.raises(ModelError, match="llama"):
        write_tokenizer(file, tmp_path / "tokenizer.json")


def test_merges_that_make_no_token_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = GgufFile(write_gguf(tmp_path / "tiny.gguf", TinyModel()))
    read = file.read_list
    monkeypatch.setattr(file, "read_list", lambda key: ["x y z"] if key.endswith("merges") else read(key))
    with pytest.raises(ModelDamagedError):
        write_tokenizer(file, tmp_path / "tokenizer.json")


def test_a_damaged_tokeniser_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(ModelDamagedError, match="tokeniser"):
        Tokenizer(tmp_path / "tokenizer.json")
