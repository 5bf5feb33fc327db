"""The engine on a real model: the tiny one, through its true decoder."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summarizer.errors import ModelDamagedError, TranslationError
from summarizer.model import Segment
from summarizer.translation import open_translator
from summarizer.translation.argos.decoding import WAYS, Decoder, Translated, Way
from summarizer.translation.argos.discovery import list_packages
from summarizer.translation.argos.engine import ArgosEngine, open_argos
from summarizer.translation.argos.routes import choose_routes
from summarizer.translation.argos.tokens import open_tokenizer
from summarizer.translation.engine import Engine
from summarizer.translation.installation import install_model
from summarizer.translation.models import Model, list_models, remove_model
from summarizer.translation.models.report import Reporter
from summarizer.translation.parts import WEAK_LIMIT, join_parts, split_long
from summarizer.translation.registry import open_engine

from tests.conftest import TINY_PACKAGE
from tests.translation.argos.packages import install_as, repack

PAIRS = Path(__file__).parents[2] / "training" / "pairs.tsv"
ROWS = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()]
SHORT = [(zh, en) for zh, en in ROWS if len(zh) <= 30]


@pytest.fixture
def engine(tiny_model: Model) -> Engine:
    assert not tiny_model.problem
    return open_argos()


def texts(engine: Engine, sentences: list[str], attempt: int = 0) -> list[str]:
    hypotheses = engine.translate(sentences, attempt=attempt)
    assert len(hypotheses) == len(sentences)
    assert all(hypothesis.text is not None for hypothesis in hypotheses)
    return [hypothesis.text or "" for hypothesis in hypotheses]


def test_the_model_translates_what_it_has_learned(engine: Engine) -> None:
    known = SHORT[:120]
    found = texts(engine, [zh for zh, _ in known])
    assert sum(text == en for text, (_, en) in zip(found, known, strict=True)) >= 60


def test_a_sentence_is_translated_alike_in_any_company(engine: Engine) -> None:
    sentences = [zh for zh, _ in ROWS[:60]]
    together = dict(zip(sentences, texts(engine, sentences), strict=True))
    assert dict(zip(sentences[::-1], texts(engine, sentences[::-1]), strict=True)) == together
    assert [texts(engine, [sentence])[0] for sentence in sentences[:12]] == [together[zh] for zh in sentences[:12]]


def test_the_number_of_threads_changes_nothing(tiny_model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [zh for zh, _ in ROWS[:40]]
    assert tiny_model.id in {package.model.id for package in list_packages()}
    found = []
    for threads in ("1", "2", "3"):
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        found.append(open_argos().translate(sentences))
    assert found[0] == found[1] == found[2]


def test_what_has_no_han_comes_back_as_it_is(engine: Engine) -> None:
    kept = ["", " ", "GDP 3.5%", "***", "\u3000"]
    assert texts(engine, kept) == kept
    assert engine.translate([]) == []
    mixed = ["", SHORT[0][0], "GDP", SHORT[1][0], "", SHORT[0][0]]
    found = texts(engine, mixed)
    assert (found[0], found[2], found[4]) == ("", "GDP", "")
    assert found[1] == found[5] == texts(engine, [SHORT[0][0]])[0]


@pytest.mark.parametrize("attempt", range(4))
def test_unknown_characters_are_no_obstacle(attempt: int, engine: Engine) -> None:
    strange = ["㐂𠮷龘", "𠮷" * 50, "水\x00\x01", "中\u200b\u202e国", "中😀国", "\ufffd水"]
    for hypothesis in engine.translate(strange, attempt=attempt):
        assert hypothesis.text is not None
        assert hypothesis.score is not None
        assert hypothesis.score <= 0


def test_every_sentence_has_a_score_at_every_attempt(engine: Engine) -> None:
    for attempt in range(engine.attempts):
        for hypothesis in engine.translate([zh for zh, _ in ROWS[:10]], attempt=attempt):
            assert hypothesis.score is not None
            assert -20 < hypothesis.score <= 0


def test_attempts_are_different_ways(engine: Engine) -> None:
    sentences = [zh for zh, _ in ROWS[:30] if len(zh) > 40]
    ways = [tuple(texts(engine, sentences, attempt)) for attempt in range(engine.attempts)]
    assert len(set(ways)) == engine.attempts == 4


def test_learned_sentences_are_surer_than_noise(engine: Engine) -> None:
    learned, noise = engine.translate([SHORT[0][0], "".join(ROWS[5][0][::-1])])
    assert learned.score is not None
    assert noise.score is not None
    assert learned.score > noise.score


# --- long sentences ---------------------------------------------------------------------------------------------------


def test_a_long_sentence_is_the_sum_of_its_parts(engine: Engine) -> None:
    [package] = list_packages()
    tokenizer = open_tokenizer(package.model.folder, package.metadata)
    long = "；".join(zh.rstrip("。") for zh, _ in SHORT[:12]) + "。"
    parts = split_long(long, lambda text: len(tokenizer.encode(text)))
    assert len(parts) > 2
    assert texts(engine, [long]) == [join_parts(parts, texts(engine, parts))]


def test_a_sentence_of_many_thousand_characters_is_translated(engine: Engine) -> None:
    [found] = texts(engine, ["我们要办好水利工程，" * 1000])
    assert len(found) > 10_000
    [without_any_mark] = texts(engine, ["水利" * 2000])
    assert without_any_mark


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="中国经济发展𠮷，、；。：！”（）12.5% a_▁b", max_size=300))
def test_no_part_is_longer_than_the_model_can_take(tiny_model: Model, text: str) -> None:
    tokenizer = open_tokenizer(tiny_model.folder, list_packages()[0].metadata)

    def count(part: str) -> int:
        return len(tokenizer.encode(part))

    parts = split_long(text, count)
    assert "".join(parts) == text
    assert all(count(part) <= WEAK_LIMIT for part in parts if len(part) > 1)


# --- underscore and the mark of SentencePiece -------------------------------------------------------------------------


def test_an_underscore_survives_and_the_mark_of_a_space_does_not(tiny_model: Model) -> None:
    tokenizer = open_tokenizer(tiny_model.folder, list_packages()[0].metadata)
    assert tokenizer.decode(["▁zh", "_", "en", "▁file"]) == "zh_en file"
    assert tokenizer.decode(["▁a", "▁▁", "b▁c"]).split() == ["a", "b", "c"]
    assert tokenizer.decode(tokenizer.encode("see zh_en file")) == "see zh_en file"
    assert tokenizer.decode([]) == ""


def test_no_translation_holds_the_mark_of_a_space(engine: Engine) -> None:
    for attempt in range(engine.attempts):
        for text in texts(engine, ["文件▁名称a_b", "水▁▁利", "▁"], attempt)[:2]:
            assert "▁" not in text


# --- packages ---------------------------------------------------------------------------------------------------------


def test_the_key_tells_packages_apart(tiny_model: Model, tmp_path: Path) -> None:
    first = open_argos()
    assert first.key.split("/")[1] == tiny_model.record.sha256[:16]
    assert first.info.signature == "argos/zh_en-0.1"
    assert first.info.licence == "MIT"
    install_as(tmp_path, "zh_en", "0.2")
    second = open_argos()
    assert second.info.signature == "argos/zh_en-0.2"
    assert second.key != first.key
    assert open_argos("zh_en-0.1").key == first.key
    assert open_engine("argos:zh_en-0.1").info == first.info


def test_a_package_of_argos_translate_itself_is_used_as_it_stands(tiny_model: Model, models: Path) -> None:
    foreign = models.parent / "argos-packages" / "translate-zh_en-0_1"
    foreign.parent.mkdir()
    tiny_model.folder.rename(foreign)
    (foreign / "model.json").unlink()
    (foreign / "metadata.json").write_text((foreign / "metadata.json").read_text().replace("0.1", "0.7"))
    before = {path: path.stat().st_mtime_ns for path in foreign.rglob("*")}
    engine = open_argos()
    assert engine.info.version == "0.7"
    assert texts(engine, [SHORT[0][0]])
    assert engine.key.startswith("argos/")
    assert {path: path.stat().st_mtime_ns for path in foreign.rglob("*")} == before


def test_through_a_third_language_the_packages_are_used_one_after_the_other(tmp_path: Path) -> None:
    install_as(tmp_path, "zh_xx")
    install_as(tmp_path, "xx_en")
    pivot = open_argos()
    assert pivot.info.signature == "argos/zh_xx>xx_en-0.1>0.1"
    install_as(tmp_path, "zh_en")
    direct = open_argos("zh_en")
    sentences = [zh for zh, _ in SHORT[:5]]
    [halfway, there] = [direct.translate(sentences), pivot.translate(sentences)]
    # The second half is the same model again, fed with the first one's English.
    second = Decoder(next(package for package in list_packages() if package.metadata.name == "xx_en"))
    for first, last in zip(halfway, there, strict=True):
        parts = split_long(first.text or "", second.count)
        assert last.text == " ".join(result.text for result in second.translate(parts, WAYS[0]))
        assert (last.score or 0) < (first.score or 0)


def test_each_script_goes_to_its_own_package(tmp_path: Path) -> None:
    install_as(tmp_path, "zh_en", "0.3")
    simplified = open_argos()
    assert texts(simplified, ["發展經濟"]) == texts(simplified, ["发展经济"])
    install_as(tmp_path, "zt_en", "0.4")
    both = open_argos()
    assert both.info.signature == "argos/zh_en+zt_en-0.3+0.4"
    # The package for Traditional text gets Traditional text, which the tiny model has never seen.
    assert texts(both, ["发展经济"]) == texts(simplified, ["发展经济"])
    assert texts(both, ["發展經濟"]) != texts(simplified, ["发展经济"])


def test_a_target_prefix_is_given_and_taken_off_again(tmp_path: Path) -> None:
    plain = install_as(tmp_path, "zh_en")
    path = repack(tmp_path / "b.argosmodel", {"target_prefix": "▁The", "package_version": "0.2"})
    prefixed = install_model([str(path)], Reporter())
    sentences = [zh for zh, en in SHORT[:40] if en.startswith("The ")][:3]
    without = texts(open_engine(prefixed.id), sentences)
    assert [f"The {text}" for text in without] == texts(open_engine(plain.id), sentences)


def test_removing_the_model_leaves_the_engine_without_one(tiny_model: Model) -> None:
    remove_model(tiny_model.id)
    assert list_models() == []
    assert open_engine("auto").info.name == "gloss"


# --- damage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"])
def test_a_model_that_was_damaged_later_is_a_clear_error(name: str, tiny_model: Model) -> None:
    path = tiny_model.folder / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    engine = ArgosEngine(choose_routes())
    with pytest.raises(TranslationError, match="models remove") as caught:
        engine.translate(["发展经济"])
    assert caught.value.where == tiny_model.id


@pytest.mark.parametrize("name", ["model/model.bin", "sentencepiece.model"])
def test_a_package_with_a_damaged_file_is_not_installed(name: str, tmp_path: Path, models: Path) -> None:
    path = repack(tmp_path / "a.argosmodel", {}, without=name, extra={name: b"damaged"})
    with pytest.raises(ModelDamagedError, match="cannot be loaded"):
        install_model([str(path)], Reporter())
    assert not any(models.rglob("*"))


def test_files_that_translation_does_not_need_are_left_out(tmp_path: Path) -> None:
    extra = {"stanza/zh/tokenize/model.pt": b"a pickle", "setup.py": b"import os"}
    installed = install_model([str(repack(tmp_path / "a.argosmodel", {}, extra=extra))], Reporter())
    names = {path.name for path in installed.folder.rglob("*") if path.is_file()}
    assert not names & {"model.pt", "setup.py"}
    assert {"model.bin", "sentencepiece.model", "metadata.json", "README.md", "model.json"} <= names


def test_the_tiny_package_is_small() -> None:
    assert TINY_PACKAGE.stat().st_size < 5_000_000


def test_a_memory_serves_the_same_model_and_no_other(
    tiny_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tiny_model.record.version == "0.1"
    memory = tmp_path / "memory.sqlite"
    segments = [Segment(zh=zh) for zh, _ in SHORT[:4]]
    first = open_translator("argos", memory=memory).translate(segments)
    asked: list[str] = []
    translate = Decoder.translate

    def count(decoder: Decoder, texts: Sequence[str], way: Way) -> list[Translated]:
        asked.append(decoder.package.metadata.version)
        return translate(decoder, texts, way)

    monkeypatch.setattr(Decoder, "translate", count)
    again = open_translator("argos", memory=memory).translate(segments)
    assert ([item.en for item in again], asked) == ([item.en for item in first], [])
    install_as(tmp_path, "zh_en", "0.2")
    open_translator("argos", memory=memory).translate(segments)
    assert set(asked) == {"0.2"}
