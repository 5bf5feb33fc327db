import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.model import Segment
from summarizer.text.script import count_han
from summarizer.translation.checks import Candidate, check_candidate
from summarizer.translation.gloss.engine import GlossEngine, open_gloss
from summarizer.translation.terms import Lexicon, TermEntry

LINES = [
    line
    for line in (Path(__file__).parents[2] / "cases/gloss.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
ENGINE = open_gloss()


def gloss(zh: str) -> str:
    [hypothesis] = ENGINE.translate([zh])
    assert hypothesis.text is not None
    return hypothesis.text


@pytest.mark.parametrize(("zh", "en"), list(zip(LINES[::2], LINES[1::2], strict=True)))
def test_gloss(zh: str, en: str) -> None:
    assert gloss(zh) == en


@pytest.mark.parametrize("text", ["", " ", "No Chinese: 3.5%", "***", "。。。"])
def test_what_has_no_han_comes_back_as_it_is(text: str) -> None:
    assert gloss(text) == text


_PIECES = st.sampled_from(
    [
        *"党的了水省长某王第一三0.9%，。“”（）《》、…—* \nA·㸚𠮷發國",
        *("***总书记", "5.64亿", "2023年", "十二个月", "${name}", "李某某"),
    ]
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=30).map("".join)))
def test_every_text_has_a_gloss_without_han(text: str) -> None:
    if count_han(text):
        assert count_han(gloss(text)) == 0
        assert "  " not in gloss(text)


def test_a_sentence_is_glossed_alike_in_any_company() -> None:
    together = [hypothesis.text for hypothesis in ENGINE.translate(LINES[::2])]
    assert together == LINES[1::2]
    assert ENGINE.translate([]) == []


def test_glosses_of_sentences_with_figures_and_masks_pass_their_checks() -> None:
    for zh in LINES[::2]:
        kinds = {flag.kind for flag in check_candidate(Candidate(segment=Segment(zh=zh), en=gloss(zh)))}
        assert not kinds & {"number", "masked", "untranslated"}, zh


def test_a_very_long_text_takes_no_longer_than_its_length_asks() -> None:
    assert count_han(gloss("水" * 30_000 + "某" * 30_000 + "*" * 30_000)) == 0


def test_the_users_terms_can_come_first() -> None:
    lexicon = Lexicon([TermEntry(zh="水库", en="the Lake")])
    engine = GlossEngine([lexicon])
    assert engine.translate(["水库很大"])[0].text == "The Lake · very big"
    follower = GlossEngine().follow_terms([lexicon])
    assert (follower.translate(["水库很大"]), follower.key) == (engine.translate(["水库很大"]), engine.key)
    assert engine.key != GlossEngine([Lexicon([TermEntry(zh="水库", en="the lake")])]).key != ENGINE.key


def test_it_says_what_it_is_and_how_to_get_a_translation() -> None:
    info = ENGINE.info
    assert (info.name, info.licence) == ("gloss", "CC-BY-SA-4.0")
    assert re.fullmatch(r"gloss/cc-cedict-20\d\d-\d\d-\d\d", info.signature)
    assert "summarizer models install" in info.advice
    assert "“·”" in info.advice
    assert not ENGINE.heavy
    assert not ENGINE.translates
    assert ENGINE.attempts == 1
