import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.extraction import extract
from summarizer.model import Extract, Selection

from tests.extraction.documents import make_document
from tests.extraction.test_gate import DOCUMENTS, Marked

Sections = list[tuple[str | None, list[str]]]

SECTIONS: Sections = [
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


def texts_of(extracted: Extract) -> list[str]:
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
    chosen = texts_of(extract(make_document(SECTIONS), Selection(share=1.0)))
    assert len([text for text in chosen if "超期" in text]) == 1


def test_share_grows_with_the_section() -> None:
    document = make_document(
        [(None, [f"第{i}个村修路{i}公里。" for i in range(10)]), (None, ["甲村通水。", "乙村通电。"])]
    )
    sections = [key.section for key in extract(document, Selection(share=0.3)).sentences]
    assert (sections.count("1"), sections.count("2")) == (3, 1)


@given(st.integers(1, 300))
def test_characters_stay_within_the_budget(budget: int) -> None:
    assert sum(map(len, texts_of(extract(make_document(SECTIONS), Selection(max_chars=budget))))) <= budget


def write_traditional(sections: Sections) -> Sections:
    to_traditional = opencc.OpenCC("s2t").convert
    return [(heading and to_traditional(heading), list(map(to_traditional, part))) for heading, part in sections]


@pytest.mark.parametrize(
    ("sections", "title"),
    [(SECTIONS, None), *((document.sections, document.title) for document in DOCUMENTS)],
)
@pytest.mark.parametrize(
    "selection", [Selection(), Selection(max_chars=200), Selection(focus=("责任",), per_section=2)]
)
def test_traditional_text_gives_the_choice_of_its_simplified_twin(
    sections: Sections, title: str | None, selection: Selection
) -> None:
    twin = write_traditional(sections)
    simplified, other = (extract(make_document(s, title), selection) for s in (sections, twin))
    assert [key.sentence.line for key in other.sentences] == [key.sentence.line for key in simplified.sentences]
    assert [key.score for key in other.sentences] == [key.score for key in simplified.sentences]
    assert other.focus_sections == simplified.focus_sections
    assert all(key.text in twin[int(key.section) - 1][1] for key in other.sentences)


SELECTIONS = st.one_of(
    st.builds(Selection, per_section=st.integers(1, 5)),
    st.builds(Selection, share=st.floats(0.01, 1.0)),
    st.builds(Selection, max_chars=st.integers(1, 2000), clauses=st.booleans()),
    st.just(Selection()),
)


@given(st.sampled_from(DOCUMENTS), SELECTIONS)
@settings(max_examples=60, deadline=None)
def test_budgets_hold_on_whole_documents(marked: Marked, selection: Selection) -> None:
    document = make_document(marked.sections, marked.title)
    chosen = extract(document, selection).sentences
    counts = Counter(key.section for key in chosen)
    sizes = {section.id: len(section.sentences) for section in document.sections}
    assert all(counts[id_] <= size for id_, size in sizes.items())
    if selection.max_chars is None:
        assert all(counts[id_] for id_, size in sizes.items() if size)
    else:
        assert sum(len("".join(key.text.split())) for key in chosen) <= selection.max_chars
    if selection.per_section:
        assert max(counts.values()) <= selection.per_section
    if selection.share:
        by_size = sorted(sizes, key=lambda id_: sizes[id_])
        assert [counts[id_] for id_ in by_size] == sorted(counts[id_] for id_ in by_size)


def test_section_of_one_sentence_that_repeats_another_is_not_shown_again() -> None:
    document = make_document(
        [("一、甲", ["全县修路86公里，投资5.3亿元。"]), ("二、乙", ["全县修路86公里，投资5.3亿元。"])]
    )
    assert [key.section for key in extract(document, Selection()).sentences] == ["1"]


def test_sentence_that_breaks_off_is_shown_on_top_of_the_others() -> None:
    *others, (heading, texts) = SECTIONS[:2]
    document = make_document([*others, (heading, [*texts, "第二批资金将在"])])
    last = document.sections[-1]
    broken = replace(last, sentences=(*last.sentences[:-1], replace(last.sentences[-1], complete=False)))
    document = replace(document, sections=(*document.sections[:-1], broken))
    whole = texts_of(extract(make_document(SECTIONS[:2]), Selection()))
    assert texts_of(extract(document, Selection())) == [*whole, "第二批资金将在"]
    assert texts_of(extract(document, Selection(per_section=1)))[-1] == "第二批资金将在"
    assert "第二批资金将在" in texts_of(extract(document, Selection(max_chars=60)))


SCRIPT = """
from tests.extraction.test_gate import DOCUMENTS
from tests.extraction.documents import make_document
from summarizer.extraction import extract
from summarizer.model import Selection
for marked in DOCUMENTS:
    for key in extract(make_document(marked.sections, marked.title), Selection(focus=("资金",))).sentences:
        print(ascii((key.sentence.line, key.score, key.reasons)))
"""


def test_choice_does_not_depend_on_the_order_of_hashes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) > 20


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
