"""The published model, where it is installed: `SUMMARIZER_REAL_MODELS=FOLDER pytest -m model`.

The folder is the one that `summarizer models path` prints.
"""

import os
from pathlib import Path

import pytest
from summarizer.model import Segment
from summarizer.text.script import count_han
from summarizer.translation.gguf.engine import ATTEMPTS, GgufEngine, open_gguf
from summarizer.translation.gguf.recipes import read_adapters, read_models
from summarizer.translation.models import list_models
from summarizer.translation.translator import Translator

pytestmark = pytest.mark.model

SENTENCES = (
    "县里投入资金1.26亿元，修缮水渠380公里，惠及群众16万人。",
    "***书记到村里调研时强调，要把防汛责任落实到每一个人。",
    "全面从严治党永远在路上。",
    "截至2019年6月底，用户达6.12亿，规模增长近1倍。",
    "关于做好今冬明春火灾防控工作的通知",
    "李工程师说，桥面的裂缝已经修好",
)


@pytest.fixture(scope="module")
def engine() -> GgufEngine:
    folder = os.environ.get("SUMMARIZER_REAL_MODELS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("SUMMARIZER_REAL_MODELS names no folder of models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_MODELS", folder)
        if not any(model.record.sha256 == read_models()[0].sha256 for model in list_models("gguf")):
            pytest.skip("the published model is not installed there")
        return open_gguf()


def test_the_record_names_the_adapter(engine: GgufEngine) -> None:
    known = read_models()[0]
    assert engine.info.model == f"{known.name}+{known.adapter}"
    assert read_adapters()[known.adapter].sha256[:16] in engine.key


@pytest.mark.parametrize("attempt", range(len(ATTEMPTS)))
def test_it_writes_english_and_keeps_masks_and_large_figures(engine: GgufEngine, attempt: int) -> None:
    answers = [answer.text or "" for answer in engine.translate(SENTENCES, attempt=attempt)]
    assert not any(map(count_han, answers))
    assert "126 million" in answers[0]
    assert "***" in answers[1]
    assert "612 million" in answers[3]
    assert "bridge" in answers[5].lower()


def test_a_sentence_comes_out_the_same_alone_and_in_company(engine: GgufEngine) -> None:
    assert [engine.translate([sentence])[0] for sentence in SENTENCES] == engine.translate(SENTENCES)


def test_with_its_other_attempts_it_passes_the_checks(engine: GgufEngine) -> None:
    renderings = Translator(engine).translate([Segment(zh=sentence) for sentence in SENTENCES])
    # Its first attempt leaves the canals out.
    assert "380" in (renderings[0].en or "")
    kinds = {flag.kind for rendering in renderings for flag in rendering.flags}
    assert not kinds & {"untranslated", "number", "masked", "repetition"}
