import os
import sys
from pathlib import Path
from threading import Thread

import pytest
from summarizer.errors import ModelDamagedError, ModelMissingError, TranslationError
from summarizer.translation.engine import Engine
from summarizer.translation.firefox.engine import open_firefox
from summarizer.translation.firefox.runtime import run_translator
from summarizer.translation.installation import install_model
from summarizer.translation.models.report import Reporter
from summarizer.translation.parts import WEAK_LIMIT
from summarizer.translation.registry import open_engine

from tests.translation.firefox.conftest import write_files

HANT = ["model.zh_hanten.intgemm.alphas.bin", "srcvocab.zh_hanten.spm", "trgvocab.zh_hanten.spm"]
_FILES = os.environ.get("SUMMARIZER_FIREFOX_FILES", "")


@pytest.fixture
def engine(files: Path, _fake: None) -> Engine:
    install_model([str(files)], Reporter())
    return open_firefox()


def texts(engine: Engine, sentences: list[str], attempt: int = 0) -> list[str | None]:
    return [hypothesis.text for hypothesis in engine.translate(sentences, attempt=attempt)]


def test_each_sentence_has_its_translation(engine: Engine) -> None:
    assert texts(engine, ["我们看水。", "", "No Chinese", "我们看水。", " 水 "]) == [
        "[model 我们看水。]",
        "",
        "No Chinese",
        "[model 我们看水。]",
        "[model 水]",
    ]
    assert texts(engine, []) == []


def test_the_order_is_kept_however_many_threads_there_are(engine: Engine) -> None:
    sentences = [f"水{number}" for number in range(200)]
    assert texts(engine, sentences) == [f"[model {sentence}]" for sentence in sentences]


def test_it_can_be_used_from_several_threads(engine: Engine) -> None:
    found: list[list[str | None]] = []
    threads = [Thread(target=lambda: found.append(texts(engine, ["水"]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["[model 水]"]] * 4


def test_long_sentences_are_translated_in_parts_that_fit(engine: Engine) -> None:
    [text] = texts(engine, ["水库的水很多，" * 100 + "我们看。"])
    assert text is not None
    parts = text.split("] ")
    assert len(parts) > 1
    assert all(len(part) <= WEAK_LIMIT + len("[model ]") for part in parts)
    assert "".join(part.removeprefix("[model ").rstrip("]") for part in parts) == "水库的水很多，" * 100 + "我们看。"


def test_the_second_attempt_goes_clause_by_clause(engine: Engine) -> None:
    sentence = "水库的水很多很多很多，我们看我们看我们看。"
    assert engine.attempts == 2
    assert texts(engine, [sentence]) == [f"[model {sentence}]"]
    assert texts(engine, [sentence], 1) == ["[model 水库的水很多很多很多，] [model 我们看我们看我们看。]"]


def test_traditional_is_simplified_unless_there_is_a_model_for_it(
    engine: Engine, tmp_path: Path, vocabulary: bytes
) -> None:
    assert texts(engine, ["水庫"]) == ["[model 水库]"]
    folder = write_files(tmp_path / "hant", HANT, vocabulary)
    (folder / HANT[0]).write_bytes(b"model of Hant")
    install_model([str(folder)], Reporter())
    both = open_firefox()
    assert texts(both, ["水庫", "水库"]) == ["[model of Hant 水庫]", "[model 水库]"]
    assert both.info.model == "zh_en+zt_en"
    assert both.key != engine.key


def test_it_names_its_model_and_licence(engine: Engine) -> None:
    assert engine.info.signature.startswith("firefox/zh_en-")
    assert engine.info.licence == "MPL-2.0"
    assert engine.heavy
    assert engine.translates
    assert all(hypothesis.score is None for hypothesis in engine.translate(["水"]))


def test_a_sentence_that_the_model_fails_on_is_a_clear_error(engine: Engine) -> None:
    with pytest.raises(TranslationError, match="it broke"):
        engine.translate(["水", "坏"])


def test_a_panic_of_the_runtime_is_an_error_like_others() -> None:
    class PanicException(BaseException):
        pass

    class Panicking:
        def translate(self, text: str) -> str:
            raise PanicException(text)

    class Interrupted:
        def translate(self, text: str) -> str:
            raise KeyboardInterrupt(text)

    with pytest.raises(RuntimeError, match="水"):
        run_translator(Panicking(), "水")
    with pytest.raises(KeyboardInterrupt):
        run_translator(Interrupted(), "水")


def test_files_that_vanished_are_a_clear_error(engine: Engine, models: Path) -> None:
    [path] = models.rglob("model.bin")
    path.unlink()
    with pytest.raises(TranslationError, match="models remove"):
        engine.translate(["水"])


def test_auto_prefers_it(engine: Engine) -> None:
    assert open_engine("auto").info == engine.info


@pytest.mark.usefixtures("_fake")
def test_auto_takes_only_models_from_chinese_to_english(tmp_path: Path, vocabulary: bytes) -> None:
    folder = write_files(tmp_path / "pten", ["model.pten.intgemm.alphas.bin", "vocab.pten.spm"], vocabulary)
    install_model([str(folder)], Reporter())
    assert open_engine("auto").info.name != "firefox"
    with pytest.raises(ModelMissingError, match="no Firefox model from Chinese"):
        open_engine("firefox")
    assert texts(open_engine("firefox:pt_en"), ["olá", "3.5"]) == ["[model olá]", "3.5"]


@pytest.mark.usefixtures("engine")
def test_missing_and_damaged_models_are_named(models: Path) -> None:
    with pytest.raises(ModelMissingError, match="Installed are: zh_en-"):
        open_engine("firefox:de_en")
    [record] = models.rglob("model.json")
    record.write_text("{}")
    with pytest.raises(ModelDamagedError):
        open_engine(f"firefox:{record.parent.name}")
    assert open_engine("auto").info.name != "firefox"


@pytest.mark.usefixtures("engine")
def test_without_the_package_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(ModelMissingError, match=r"pip install .*fxtranslate"):
        open_firefox()
    assert open_engine("auto").info.name != "firefox"


@pytest.mark.model
@pytest.mark.skipif(not _FILES, reason="SUMMARIZER_FIREFOX_FILES names no folder with Portuguese-English model files")
def test_a_real_model_translates() -> None:
    installed = install_model([_FILES], Reporter())
    engine = open_engine(installed.id)
    sentence = "O governo anunciou novas medidas para a economia."
    long = "A comissão aprovou a lei da água, e os agricultores receberam a notícia com alegria. " * 40
    first, empty, longer = texts(engine, [sentence, "", long])
    assert first == "The government has announced new measures for the economy."
    assert empty == ""
    assert longer is not None
    assert longer.count("water") >= 35
    assert texts(engine, [long, sentence])[::-1] == [first, longer]
