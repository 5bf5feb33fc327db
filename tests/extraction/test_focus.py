from summarizer.extraction import extract
from summarizer.extraction.rating import rate_sentences
from summarizer.model import Selection

from tests.extraction.documents import make_document

DOCUMENT = make_document(
    [
        (
            "一、总体情况",
            [
                "全县去年实现生产总值310亿元，比上年增长6.2%。",
                "财政收入达到24亿元，支出结构进一步优化。",
                "养老机构新增床位900张，护理员培训4次。",
            ],
        ),
        (
            "二、养老服务",
            [
                "护理员缺口仍有300人，工资偏低是主要原因。",
                "养老机构护理员每人每月补贴800元。",
                "县里计划新建两所养老院。",
                "会议开了整整一天。",
            ],
        ),
        ("三、道路建设", ["新修公路86公里，投资5.3亿元。", "两座危桥已经拆除重建。"]),
    ]
)


def test_sections_that_bear_on_the_focus_come_most_relevant_first() -> None:
    assert extract(DOCUMENT, Selection(focus=("养老",))).focus_sections == ("2", "1")


def test_sentence_in_focus_is_chosen_before_better_ones() -> None:
    chosen = extract(DOCUMENT, Selection(focus=("养老",), per_section=1)).sentences
    assert chosen[0].sentence.text.startswith("养老机构新增床位")
    assert all(reason.en for key in chosen for reason in key.reasons)
    assert "养老" in next(reason.en for reason in chosen[0].reasons if reason.kind == "focus")


def test_words_that_keep_company_with_the_focus_count_half() -> None:
    rating = rate_sentences(DOCUMENT, ("养老",))
    assert "护理员" in rating.focus.related
    values = {unit.text: value for unit, value in zip(rating.units, rating.focus.values, strict=True)}
    assert 0 < values["护理员缺口仍有300人，工资偏低是主要原因。"] <= 0.5
    assert values["两座危桥已经拆除重建。"] == 0.0


def test_other_sections_show_one_sentence() -> None:
    chosen = extract(DOCUMENT, Selection(focus=("养老",))).sentences
    assert [key.section for key in chosen].count("3") == 1


def test_focus_in_traditional_characters_finds_simplified_text() -> None:
    assert extract(DOCUMENT, Selection(focus=("養老",))).focus_sections == ("2", "1")


def test_phrase_that_stands_nowhere_is_looked_for_by_its_words() -> None:
    assert extract(DOCUMENT, Selection(focus=("养老护理员补贴",))).focus_sections[0] == "2"


def test_letters_are_matched_in_any_case() -> None:
    document = make_document([("一、概述", ["系统由三个部分组成。"]), ("二、存储", ["数据存在TiKV里，共有12个节点。"])])
    assert extract(document, Selection(focus=("tikv",))).focus_sections == ("2",)


def test_focus_takes_most_of_a_budget() -> None:
    chosen = extract(DOCUMENT, Selection(focus=("养老",), max_chars=90)).sentences
    assert [key.section for key in chosen].count("2") > [key.section for key in chosen].count("3")


def test_focus_that_the_document_never_mentions_marks_nothing_and_changes_nothing() -> None:
    plain, absent = extract(DOCUMENT, Selection()), extract(DOCUMENT, Selection(focus=("核电",)))
    assert absent.focus_sections == ()
    assert [key.sentence for key in absent.sentences] == [key.sentence for key in plain.sentences]
