from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction import extract
from summarizer.extraction.clauses import GAP, place_spans, split_clauses
from summarizer.model import Selection

from tests.extraction.documents import make_document

LONG = (
    "市政府常务会议指出，要把老旧小区改造作为今年的头号民生工程，全年完成改造项目186个，惠及居民7.4万户；"
    "要在充分听取群众意见的基础上逐个小区编制方案，做到一区一策，不搞大拆大建；"
    "要进一步加强统筹协调，层层传导压力，形成上下联动、齐抓共管的良好局面；"
    "财政部门必须在六月底前把12.5亿元补助资金拨付到位，任何单位不得截留挪用。"
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split_clauses(text)]


def test_sentence_is_cut_at_semicolons_before_commas() -> None:
    assert parts("甲局承办项目，乙局协办；丙局负责督办，丁局验收。") == [
        "甲局承办项目，乙局协办；",
        "丙局负责督办，丁局验收。",
    ]


def test_sentence_without_semicolon_is_cut_at_commas() -> None:
    assert parts("甲县修了三条路，乙县架了两座桥，丙县通了自来水。") == [
        "甲县修了三条路，",
        "乙县架了两座桥，",
        "丙县通了自来水。",
    ]


def test_condition_stays_with_what_follows_from_it() -> None:
    assert parts("甲县修了三条路，如果配套资金不足，可以向银行申请贷款。") == [
        "甲县修了三条路，",
        "如果配套资金不足，可以向银行申请贷款。",
    ]


def test_contrast_stays_with_what_it_turns_against() -> None:
    assert parts("甲县修了三条路，乙县分文也没有，但是愿意出人出力。") == [
        "甲县修了三条路，",
        "乙县分文也没有，但是愿意出人出力。",
    ]


def test_who_says_it_stays_with_what_is_said() -> None:
    assert parts("甲县修了三条路，县里的专家指出，那里的路基太软。") == [
        "甲县修了三条路，",
        "县里的专家指出，那里的路基太软。",
    ]


def test_stub_stays_with_what_follows_it() -> None:
    assert parts("大家知道，甲县修了三条路，乙县架了两座桥。") == [
        "大家知道，甲县修了三条路，",
        "乙县架了两座桥。",
    ]


def test_clause_that_points_back_stays_with_what_it_points_at() -> None:
    assert parts("甲县修了三条路，这些公路都不收费。") == ["甲县修了三条路，这些公路都不收费。"]


def test_where_the_source_breaks_off_is_shown() -> None:
    document = make_document([("民生", [LONG.removesuffix("挪用。")])])
    section = document.sections[0]
    broken = replace(section, sentences=(replace(section.sentences[0], complete=False),))
    (key,) = extract(replace(document, sections=(broken,)), Selection(clauses=True)).sentences
    assert GAP in key.text
    assert key.text.endswith("任何单位不得截留")
    assert key.reasons[0].kind == "broken_off"


def test_sentence_that_a_cut_would_hardly_shorten_is_whole() -> None:
    text = LONG[: LONG.index("要进一步")] + "各区县每季度公布进度。"
    document = make_document([("民生", [text])])
    assert extract(document, Selection(clauses=True)).sentences[0].spans == ()


def test_quotation_bracket_and_number_are_never_cut() -> None:
    text = "甲县说：“先修路，再架桥，”花费1,200元（含税，不含运费）。"
    assert parts(text) == [text]


@given(st.text(alphabet="甲乙丙，；。“”（）但如果1", max_size=40))
def test_parts_make_up_the_sentence(text: str) -> None:
    assert "".join(parts(text)) == text


def test_long_sentence_is_cut_and_its_spans_are_exact() -> None:
    document = make_document([("民生", [LONG])])
    (key,) = extract(document, Selection(clauses=True)).sentences
    view = document.source.view
    assert key.text == GAP.join(view[start:end] for start, end in key.spans)
    assert "186个" in key.text
    assert "12.5亿元" in key.text
    assert "齐抓共管" not in key.text
    assert len(key.text) < len(LONG)


def test_sentence_is_whole_by_default_and_where_it_is_short() -> None:
    short = "财政部门必须在六月底前拨付资金，任何单位不得截留；违者处分。"
    document = make_document([(None, [LONG, short])])
    assert [key.text for key in extract(document, Selection()).sentences] == [LONG, short]
    assert [key.spans for key in extract(document, Selection(clauses=True)).sentences][1] == ()


def test_spans_point_into_a_wrapped_source() -> None:
    source = "甲县修了三条路，\n  乙县架了两座桥。"
    spans = place_spans("甲县修了三条路，乙县架了两座桥。", [(8, 16)], source, 100)
    assert [source[start - 100 : end - 100] for start, end in spans] == ["乙县架了两座桥。"]


def test_sentence_that_differs_from_its_source_is_not_cut() -> None:
    assert place_spans("甲县修了三条路", [(0, 2)], "甲縣修路", 0) == ()
