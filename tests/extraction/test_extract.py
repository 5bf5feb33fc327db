import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction import extract
from summarizer.model import Extract, Selection

from tests.extraction.documents import make_document

SECTIONS: list[tuple[str | None, list[str]]] = [
    (None, ["县教育局印发《校车管理办法》，自九月一日起施行。"]),
    (
        "一、车辆",
        [
            "校车使用年限不得超过十年，现有47辆超期校车必须在八月底前停用。",
            "据统计，全县共有校车312辆，其中三成没有安装定位设备。",
            "校车使用年限不得超过十年，现有47辆超期校车必须在八月底前停用。",
            "下面说说司机的事情。",
            "大家都很关心这件事。",
            "安装定位设备的费用由县财政承担，每辆补助2600元。",
        ],
    ),
    (
        "二、司机",
        [
            "司机每年接受不少于40小时的安全培训。",
            "校车使用年限不得超过十年，现有47辆超期的校车必须在八月底前停用。",
            "你知道开校车有多累吗？",
        ],
    ),
    ("三、附则", []),
]


def texts(extracted: Extract) -> list[str]:
    return [key.sentence.text for key in extracted.sentences]


def test_key_sentences_stand_in_document_order_with_their_section() -> None:
    extracted = extract(make_document(SECTIONS), Selection())
    starts = [key.sentence.start for key in extracted.sentences]
    assert starts == sorted(starts)
    assert {key.section for key in extracted.sentences} == {"1", "2", "3"}
    assert extracted.method.startswith("lexrank+cues-")


def test_one_sentence_section_costs_one() -> None:
    extracted = extract(make_document(SECTIONS), Selection(per_section=3))
    assert [key.section for key in extracted.sentences].count("1") == 1


def test_repeated_and_nearly_repeated_sentences_appear_once() -> None:
    chosen = texts(extract(make_document(SECTIONS), Selection(share=1.0)))
    assert len([text for text in chosen if "超期" in text]) == 1


def test_share_grows_with_the_section() -> None:
    document = make_document(
        [(None, [f"第{i}个村修路{i}公里。" for i in range(10)]), (None, ["甲村通水。", "乙村通电。"])]
    )
    sections = [key.section for key in extract(document, Selection(share=0.3)).sentences]
    assert (sections.count("1"), sections.count("2")) == (3, 1)


@given(st.integers(1, 300))
def test_characters_stay_within_the_budget(budget: int) -> None:
    assert sum(map(len, texts(extract(make_document(SECTIONS), Selection(max_chars=budget))))) <= budget


def test_traditional_text_is_read_like_simplified() -> None:
    to_traditional = opencc.OpenCC("s2t").convert
    traditional = [(heading and to_traditional(heading), list(map(to_traditional, part))) for heading, part in SECTIONS]
    simplified, other = (extract(make_document(s), Selection()) for s in (SECTIONS, traditional))
    assert [key.sentence.start for key in other.sentences] == [key.sentence.start for key in simplified.sentences]
    assert [key.score for key in other.sentences] == [key.score for key in simplified.sentences]
    assert other.sentences[0].text == to_traditional(simplified.sentences[0].text)


@pytest.mark.parametrize("sections", [[], [(None, [])], [("一、题目", [])], [(None, ["。"])], [(None, ["……", "abc"])]])
def test_document_with_little_or_nothing_in_it(sections: list[tuple[str | None, list[str]]]) -> None:
    count = sum(len(part) for _, part in sections)
    assert len(extract(make_document(sections), Selection(per_section=9)).sentences) == count
    assert sum(len(key.text) for key in extract(make_document(sections), Selection(max_chars=1)).sentences) <= 1


def test_transcript_of_speech_is_rated_as_such() -> None:
    spoken = ["嗯那个就是说我们这个项目呢，对吧，然后大概就是这样的。"] * 2 + [
        "然后的话呢，这个预算是吧，就是说还要再看一下。"
    ]
    assert extract(make_document([(None, spoken)]), Selection()).method.endswith("/spoken")


def test_reasons_are_told_in_plain_words_weightiest_first() -> None:
    key = next(key for key in extract(make_document(SECTIONS), Selection()).sentences if "不得超过" in key.text)
    weights = [abs(reason.weight) for reason in key.reasons]
    assert weights == sorted(weights, reverse=True)
    told = {reason.kind: reason.en for reason in key.reasons}
    assert "不得 (names an obligation)" in told["cue"]
