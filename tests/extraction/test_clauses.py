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
    assert parts("甲办，乙协办；丙督办，丁验收。") == ["甲办，乙协办；", "丙督办，丁验收。"]


def test_sentence_without_semicolon_is_cut_at_commas() -> None:
    assert parts("甲县修路，乙县架桥，丙县通水。") == ["甲县修路，", "乙县架桥，", "丙县通水。"]


def test_condition_stays_with_what_follows_from_it() -> None:
    assert parts("甲县修路，如果资金不足，可以申请贷款。") == ["甲县修路，", "如果资金不足，可以申请贷款。"]


def test_contrast_stays_with_what_it_turns_against() -> None:
    assert parts("甲县修路，乙县没有钱，但是愿意出力。") == ["甲县修路，", "乙县没有钱，但是愿意出力。"]


def test_who_says_it_stays_with_what_is_said() -> None:
    assert parts("甲县修路，专家指出，路基太软。") == ["甲县修路，", "专家指出，路基太软。"]


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
    source = "甲县修路，\n  乙县架桥。"
    spans = place_spans("甲县修路，乙县架桥。", [(5, 10)], source, 100)
    assert [source[start - 100 : end - 100] for start, end in spans] == ["乙县架桥。"]


def test_sentence_that_differs_from_its_source_is_not_cut() -> None:
    assert place_spans("甲县修路", [(0, 2)], "甲縣修路", 0) == ()
