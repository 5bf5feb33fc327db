import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.data import read_lines
from summarizer.text.script import to_simplified
from summarizer.translation.terms import (
    Lexicon,
    TermEntry,
    find_terms,
    load_lexicon,
    match_terms,
    spell_pinyin,
)

ROWS = [line.split("\t") for line in read_lines("terms.tsv")[1:]]


def test_table_is_large_and_spans_the_fields() -> None:
    assert len(ROWS) >= 3000
    fields = {row[3] for row in ROWS}
    assert {
        "party",
        "government",
        "law",
        "economy",
        "finance",
        "technology",
        "diplomacy",
        "military",
        "society",
    } <= fields


def test_table_is_well_formed() -> None:
    assert all(len(row) == 4 for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)
    for zh, en, others, _field in ROWS:
        assert re.fullmatch(r"[〇\u4e00-\u9fff0-9A-Z、—+-]+", zh), zh
        assert to_simplified(zh) == zh
        renderings = [en, *filter(None, others.split("|"))]
        assert all(part == part.strip() and part for part in renderings), zh
        assert len(set(renderings)) == len(renderings), zh
        assert not re.search(r"[\u4e00-\u9fff]", en + others), zh
        assert all(part.count('"') % 2 == 0 and part.count("(") == part.count(")") for part in renderings), zh
        assert not re.search(r"[.;:,]$|  ", "|".join(renderings)), zh


def test_no_term_is_hidden_by_an_equal_one_in_the_other_script() -> None:
    assert len(load_lexicon().entries) == len(ROWS)
    assert all(load_lexicon().look_up(row[0]) for row in ROWS)


def test_table_is_grouped_and_sorted() -> None:
    fields = [row[3] for row in ROWS]
    order = list(dict.fromkeys(fields))
    assert fields == sorted(fields, key=order.index)
    for name in order:
        terms = [row[0] for row in ROWS if row[3] == name]
        assert terms == sorted(terms), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党组书记主持会议", ["secretary of the leading Party members' group"]),
        ("发展新质生产力，扩大内需", ["develop new quality productive forces", "expand domestic demand"]),
        ("“十四五”规划收官", ["14th Five-Year Plan"]),
        ("習近平總書記出席中央經濟工作會議", ["general secretary", "Central Economic Work Conference"]),
        ("全面从严\u201c治党\u201d", ["full and rigorous Party self-governance"]),
    ],
)
def test_terms_are_found(text: str, expected: list[str]) -> None:
    assert [match.entry.en for match in load_lexicon().match(text)] == expected


@pytest.mark.parametrize("text", ["工人大妈们跳舞", "事实上市中心很远", "面包和牛奶", "", "plain English"])
def test_accidental_strings_are_no_terms(text: str) -> None:
    assert load_lexicon().match(text) == ()


def test_quoted_part_keeps_its_opening_mark() -> None:
    text = "落实“十四五”规划目标"
    (match,) = load_lexicon().match(text)
    assert text[match.start : match.end] == "“十四五”规划"


def test_earlier_list_wins_over_a_longer_match() -> None:
    own = Lexicon([TermEntry(zh="党建", en="Party work", source="glossary")])
    found = match_terms("党建工作", [own, load_lexicon()])
    assert [(match.entry.en, match.entry.source) for match in found] == [("Party work", "glossary")]


def test_listed_terms_are_in_the_script_of_the_text() -> None:
    (term,) = find_terms("國務院，國務院", [load_lexicon()])
    assert (term.zh, term.en, term.pinyin, term.source) == ("國務院", "State Council", "guówùyuàn", "official")


@pytest.mark.parametrize(
    ("zh", "pinyin"),
    [
        ("央行行长", "yāngháng hángzhǎng"),
        ("法治中国", "fǎzhì zhōngguó"),
        ("长三角", "chángsānjiǎo"),
        ("中国制造2025", "zhōngguó zhìzào 2025"),
        ("重大项目", "zhòngdà xiàngmù"),
        ("西安事变", "xī'ān shìbiàn"),
    ],
)
def test_pinyin(zh: str, pinyin: str) -> None:
    assert spell_pinyin(zh) == pinyin


SAMPLES = st.lists(st.sampled_from([*(row[0] for row in ROWS[::13]), "的", "“", "”", "，", "我们", "x"]), max_size=8)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(SAMPLES)
def test_matches_are_ordered_disjoint_and_literal(parts: list[str]) -> None:
    text = "".join(parts)
    matches = load_lexicon().match(text)
    edges = [edge for match in matches for edge in (match.start, match.end)]
    assert edges == sorted(edges)
    for match in matches:
        printed = text[match.start : match.end]
        assert printed.translate(dict.fromkeys(map(ord, "“”"))) == match.entry.zh


def test_a_term_does_not_end_inside_the_next_word() -> None:
    def find(text: str) -> list[str]:
        return [term.zh for term in find_terms(text, [load_lexicon()])]

    assert find("农业农村部门依照国家安全法律办事") == ["国家安全"]
    assert find("农业农村部依照国家安全法办事") == ["农业农村部", "国家安全法"]
