"""A tiny model, installed as a user does it, translates (into gibberish) by the rules."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from summarizer.errors import ModelDamagedError, ModelError, ModelMissingError, OutputError
from summarizer.text.script import count_han
from summarizer.translation.gguf import engine as engine_module
from summarizer.translation.gguf.engine import ATTEMPTS, GgufEngine, open_gguf
from summarizer.translation.gguf.installation import install_gguf
from summarizer.translation.models import Model, list_models, models_folder
from summarizer.translation.models.report import Reporter
from summarizer.translation.terms import Lexicon, TermEntry

from tests.translation.gguf.test_conversion import make_adapter, write_adapter
from tests.translation.gguf.tiny import TinyModel, write_gguf

SENTENCES = (
    "会议听取了前三季度的工作汇报。",
    "",
    "全县16万户居民用上了自来水，占比近九成。",
    "see appendix B",
    "***书记到村里调研。",
    "修路。",
    "沿江各市要把水质监测、排污许可和生态补偿放在一起考虑，先易后难，逐段推进；遇到跨界的问题，由省里牵头协商。",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def installed(home: Path) -> Iterator[Model]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_MODELS", str(home / "models"))
        yield install_gguf(write_gguf(home / "Tiny Qwen.gguf", TinyModel()), Reporter())


@pytest.fixture
def engine(installed: Model, monkeypatch: pytest.MonkeyPatch) -> GgufEngine:
    monkeypatch.setenv("SUMMARIZER_MODELS", str(installed.folder.parents[1]))
    return open_gguf()


def test_an_installed_model_is_described(installed: Model, engine: GgufEngine) -> None:
    record = installed.record
    assert (record.name, record.version, record.licence, record.origin) == (
        "tiny-qwen",
        "",
        "apache-2.0",
        "Tiny Qwen.gguf",
    )
    assert record.details["before"].startswith("<|im_start|>system\nYou are a professional")
    assert record.details["before"].endswith("<|im_start|>user\n")
    assert record.details["after"] == "<|im_end|>\n<|im_start|>assistant\n"
    assert (engine.info.name, engine.info.model, engine.info.licence) == ("gguf", "tiny-qwen", "apache-2.0")


@pytest.mark.parametrize("attempt", range(len(ATTEMPTS)))
def test_each_sentence_gets_its_line(engine: GgufEngine, attempt: int) -> None:
    answers = engine.translate(SENTENCES, attempt=attempt)
    assert len(answers) == len(SENTENCES)
    texts = [answer.text or "" for answer in answers]
    assert texts[1] == ""
    assert texts[3] == "see appendix B"
    assert all(text and "\n" not in text and not count_han(text) for text in (texts[0], texts[2], *texts[4:]))
    assert all(answer.score is not None and answer.score < 0 for answer in (answers[0], answers[2], *answers[4:]))


def test_a_sentence_comes_out_the_same_in_any_company(engine: GgufEngine) -> None:
    together = engine.translate(SENTENCES)
    assert [engine.translate([sentence])[0] for sentence in SENTENCES] == together
    assert engine.translate(SENTENCES[::-1])[::-1] == together
    assert engine.translate([*SENTENCES, *SENTENCES])[: len(SENTENCES)] == together


def test_batches_hold_prompts_of_one_length_and_few_tokens(engine: GgufEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[list[list[str]]] = []
    generate = engine._generate

    def note(prompts: list[list[str]], decoding: engine_module.Decoding) -> object:
        batches.append(prompts)
        return generate(prompts, decoding)

    monkeypatch.setattr(engine, "_generate", note)
    monkeypatch.setattr(engine_module, "MAX_BATCH_TOKENS", 500)
    engine.translate([f"第{number}号文件已经印发。" for number in range(20)])
    assert sum(map(len, batches)) == 20
    for batch in batches:
        assert len({len(prompt) for prompt in batch}) == 1
        assert all(set(prompt[: prompt.index("<|im_start|>")]) <= {"<|endoftext|>", "Ċ"} for prompt in batch)
        assert all(prompt[: prompt.index("<|im_start|>")].count("<|endoftext|>") <= 1 for prompt in batch)
        assert len(batch[0]) in {size * part for size in (32, 64, 128, 256) for part in (1, 1.5)}
        assert len(batch) == 1 or len(batch) * len(batch[0]) <= 500


@pytest.mark.parametrize("text", ["路" * 700, "a修" * 700, "see appendix " * 100 + "路"])
def test_prompts_of_endless_sentences_stay_short(
    engine: GgufEngine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    texts: list[str] = []

    def note(wanted: list[str], _titles: set[str], _decoding: engine_module.Decoding) -> dict[str, object]:
        texts.extend(wanted)
        return {}

    monkeypatch.setattr(engine, "_answer", note)
    engine.translate([text])
    assert texts
    assert all(len(part) <= 3 * engine_module.WEAK_LIMIT for part in texts)


def test_titles_are_asked_for_as_titles(engine: GgufEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    generate = engine._generate

    def note(prompts: list[list[str]], decoding: engine_module.Decoding) -> object:
        asked.extend((engine._tokenizer.join(prompt), decoding.beam) for prompt in prompts)
        return generate(prompts, decoding)

    monkeypatch.setattr(engine, "_generate", note)
    title, sentence = engine.translate(["关于修路的通知", "路修好了。"])
    assert title.text
    assert sentence.text
    as_title, as_sentence = (True, engine_module.TITLE_BEAM), (False, 1)
    assert [("title" in prompt.partition("user")[2], beam) for prompt, beam in asked] == [as_title, as_sentence]
    asked.clear()
    engine.translate(["村里出钱又出力修好了路，县里出人又出车修好了桥，"], attempt=3)
    assert [("title" in prompt.partition("user")[2], beam) for prompt, beam in asked] == [as_sentence] * 2


def test_what_changes_the_output_changes_the_key(installed: Model, engine: GgufEngine) -> None:
    record = installed.record
    others = [
        replace(record, sha256="0" * 64),
        replace(record, details={**record.details, "before": "Say it in English: "}),
        replace(record, details={**record.details, "adapter_sha256": "1" * 64}),
    ]
    keys = {GgufEngine(replace(installed, record=other)).key for other in others}
    glossary = Lexicon([TermEntry(zh="修路", en="road building")])
    assert len({engine.key, GgufEngine(installed, [glossary]).key, *keys}) == 5
    assert engine.key == open_gguf().key


def test_a_model_that_is_not_installed_says_how_to_get_one() -> None:
    with pytest.raises(ModelMissingError, match="models install"):
        open_gguf()
    with pytest.raises(ModelMissingError, match="tall"):
        open_gguf("tall")


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    model = install_gguf(write_gguf(tmp_path / "tiny.gguf", TinyModel()), Reporter())
    weights = model.folder / "model.bin"
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ModelDamagedError, match="install it again"):
        open_gguf().translate(["修路。"])


def test_an_adapter_is_merged_and_recorded(tmp_path: Path) -> None:
    source = write_gguf(tmp_path / "tiny.gguf", TinyModel())
    plain = install_gguf(source, Reporter())
    unmerged = (plain.folder / "model.bin").read_bytes()
    lines: list[str] = []
    adapter = write_adapter(tmp_path, make_adapter())
    model = install_gguf(source, Reporter(say=lines.append), adapter=adapter)
    assert model.record.details["adapter"] == "adapter"
    assert (model.folder / "model.bin").read_bytes() != unmerged
    assert open_gguf().info.model == "tiny+adapter"
    assert any("adapter" in line for line in lines)


def test_nothing_is_left_of_an_installation_that_fails(tmp_path: Path) -> None:
    source = write_gguf(tmp_path / "tiny.gguf", TinyModel(template="{{ nothing }}"))
    with pytest.raises(ModelError, match="loses the text"):
        install_gguf(source, Reporter())
    source = write_gguf(tmp_path / "tiny.gguf", TinyModel())
    source.write_bytes(source.read_bytes()[:-5000])
    with pytest.raises(ModelDamagedError):
        install_gguf(source, Reporter())
    assert list_models() == []
    assert not [path for path in models_folder().rglob("*") if path.is_file()]


def test_space_is_checked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_gguf(tmp_path / "tiny.gguf", TinyModel())
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 1000})())
    with pytest.raises(OutputError, match="free space"):
        install_gguf(source, Reporter())
