"""Model files that look like Firefox's, and a translator that shows what it was given."""

import io
from collections.abc import Sequence
from pathlib import Path
from threading import get_ident

import pytest
import sentencepiece


class FakeTranslator:
    """Stands for `fxtranslate.Translator`: made in a thread, used in that thread only, fed with one sentence."""

    def __init__(self, model: bytes, src_vocab: bytes, trg_vocab: bytes, shortlist: bytes | None = None) -> None:
        if not model.startswith(b"model"):
            raise ValueError("unsupported model version")
        self.name = model.decode()
        self.given = (src_vocab, trg_vocab, shortlist)
        self.thread = get_ident()

    def translate(self, text: str) -> str:
        assert get_ident() == self.thread
        assert text.strip() == text != ""
        if "坏" in text:
            raise ValueError("it broke")
        return f"[{self.name} {text}]"


@pytest.fixture
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fxtranslate.Translator", FakeTranslator)


@pytest.fixture(scope="session")
def vocabulary() -> bytes:
    """Return a SentencePiece model of single characters."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["水库的水很多，我们看。" * 3, "水利工程；移民坏了"]),
        model_writer=model,
        model_type="char",
        vocab_size=20,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()


@pytest.fixture
def files(tmp_path: Path, vocabulary: bytes) -> Path:
    """Return a folder with a model's files, and others that do not belong to it."""
    folder = tmp_path / "zhen"
    write_files(folder, ["model.zhen.intgemm.alphas.bin", "lex.50.50.zhen.s2t.bin"], vocabulary)
    (folder / "vocab.zhen.spm").write_bytes(vocabulary)
    (folder / "config.yml").write_text("beam-size: 1")
    return folder


def write_files(folder: Path, names: Sequence[str], vocabulary: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(vocabulary if "vocab" in name else name.partition(".")[0].encode())
    return folder
