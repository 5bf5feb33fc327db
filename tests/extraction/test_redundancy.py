import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction.rating import rate_sentences
from summarizer.extraction.redundancy import Shown, find_facts, says_same
from summarizer.extraction.terms import Vector, make_vector

from tests.extraction.documents import make_document

WEIGHTS = {letter: 1.0 + i / 4 for i, letter in enumerate("abcdefghij")}
vectors = st.lists(st.sampled_from(list("abcdefghij")), min_size=1, max_size=8).map(
    lambda terms: make_vector(terms, WEIGHTS)
)
facts = st.frozensets(st.sampled_from(["1", "2", "甲"]), max_size=2)

SHOWN = "省水利厅要求各县在六月底前完成小型水库的除险加固，并由财政补助资金三百万元。"
OTHERS = ["河流治理靠的是上下游一起想办法。", "灌区农民对新水价的意见分成了两派。", "气象台昨天发布了暴雨蓝色预警。"]


def is_said(text: str) -> bool:
    """Tell whether `text` says nothing that SHOWN doesn't."""
    rating = rate_sentences(make_document([(None, [SHOWN, *OTHERS, text])]), ())
    shown = Shown()
    shown.add(rating.vectors[0], find_facts(rating.units[0]))
    return shown.holds(rating.vectors[-1], find_facts(rating.units[-1]))


@given(st.lists(st.tuples(vectors, facts), max_size=6), vectors, facts)
def test_index_finds_exactly_what_a_full_comparison_finds(
    added: list[tuple[Vector, frozenset[str]]], asked: Vector, known: frozenset[str]
) -> None:
    shown = Shown()
    for vector, held in added:
        shown.add(vector, held)
    expected = any(known <= held and says_same(asked, vector) for vector, held in added)
    assert shown.holds(asked, known) == expected


def test_a_sentence_without_terms_is_never_redundant() -> None:
    shown = Shown()
    shown.add({})
    assert not shown.holds({})


@pytest.mark.parametrize(
    "text",
    [
        "省水利厅要求，各县要在六月底前完成小型水库的除险加固，由财政补助资金三百万元。",  # worded a little differently
        "各县要在六月底前完成小型水库除险加固。",  # a part of it
    ],
)
def test_what_is_shown_already_is_said(text: str) -> None:
    assert is_said(text)


@pytest.mark.parametrize(
    "text",
    [
        "省水利厅要求各县在九月底前完成小型水库的除险加固，并由财政补助资金三百万元。",  # another date
        "省水利厅不要求各县在六月底前完成小型水库的除险加固，也不由财政补助资金三百万元。",  # the contrary
        "云南省水利厅要求各县在六月底前完成小型水库的除险加固，并由财政补助资金三百万元。",  # somebody else
        "水库加固以后，下游的灌溉面积可以扩大一倍。",  # on the same subject
    ],
)
def test_what_says_something_else_is_not(text: str) -> None:
    assert not is_said(text)
