from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction.choosing import WORTHY, Candidate, choose_sentences


def make(section: int, score: float, cost: int, term: str) -> Candidate:
    return Candidate(section=section, score=score, vector={term: 1.0}, cost=cost)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    rows = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(1, 60)), max_size=30))
    return [make(section, score / 10, cost, str(i)) for i, (section, score, cost) in enumerate(sorted(rows))]


def test_best_of_each_section_are_chosen_in_document_order() -> None:
    rows = [make(0, 0.2, 9, "a"), make(0, 0.4, 9, "b"), make(0, 0.3, 9, "c"), make(1, 0.1, 9, "d")]
    assert choose_sentences(rows, [2, 2]) == [1, 2, 3]


def test_equal_scores_go_to_the_earlier_sentence() -> None:
    assert choose_sentences([make(0, 0.5, 9, "a"), make(0, 0.5, 9, "b")], [1]) == [0]


def test_what_says_the_same_appears_once_across_sections() -> None:
    rows = [make(0, 0.9, 9, "a"), make(1, 0.8, 9, "a"), make(1, 0.7, 9, "b")]
    assert choose_sentences(rows, [1, 1]) == [0, 2]


def test_what_differs_in_its_facts_does_not_say_the_same() -> None:
    rows = [replace(make(0, 0.9, 9, "a"), facts=frozenset({figure})) for figure in ("3", "5", "3")]
    assert choose_sentences(rows, [3]) == [0, 1]


def test_chaff_is_left_out_unless_a_number_is_asked_for() -> None:
    rows = [make(0, 0.5, 9, "a"), make(0, 0.5 * WORTHY - 0.01, 9, "b"), make(1, 0.1, 9, "c")]
    assert choose_sentences(rows, [2, 2]) == [0, 2]
    assert choose_sentences(rows, [2, 2], chaff=True) == [0, 1, 2]


def test_sentence_that_is_due_comes_before_better_ones() -> None:
    rows = [make(0, 0.9, 30, "a"), make(0, 0.8, 30, "b"), replace(make(0, 0.0, 30, "a"), due=True)]
    assert choose_sentences(rows, [1]) == [2]
    assert choose_sentences(rows, [2]) == [1, 2]
    assert choose_sentences(rows, [9], 70) == [1, 2]


def test_gap_that_only_fits_a_poor_sentence_goes_to_the_next_section_first() -> None:
    rows = [make(0, 0.9, 50, "a"), make(0, 0.8, 60, "b"), make(1, 0.5, 40, "c"), make(1, 0.3, 5, "d")]
    assert choose_sentences(rows, [9, 9], 100) == [0, 2, 3]


def test_section_is_covered_by_a_worthy_sentence_where_the_budget_has_room_for_one() -> None:
    rows = [make(0, 0.9, 60, "a"), make(0, 0.8, 30, "b"), make(1, 0.9, 30, "c"), make(1, 0.1, 2, "d")]
    assert choose_sentences(rows, [9, 9], 60) == [1, 2]


def test_best_sections_come_first_where_there_is_no_room_for_all() -> None:
    rows = [make(0, 0.1, 20, "a"), make(1, 0.9, 25, "b"), make(2, 0.2, 20, "c")]
    assert choose_sentences(rows, [9, 9, 9], 50) == [1, 2]


@given(candidates(), st.integers(1, 400))
def test_budget_is_never_exceeded(rows: list[Candidate], budget: int) -> None:
    chosen = choose_sentences(rows, [99] * 5, budget)
    assert sum(rows[i].cost for i in chosen) <= budget
    assert chosen == sorted(set(chosen))


@given(candidates(), st.integers(1, 400))
def test_no_section_is_left_out_where_the_budget_has_room_for_the_shortest_of_each(
    rows: list[Candidate], budget: int
) -> None:
    sections = {row.section for row in rows}
    cheapest = sum(min(row.cost for row in rows if row.section == section) for section in sections)
    if cheapest <= budget:
        assert {rows[i].section for i in choose_sentences(rows, [99] * 5, budget)} == sections


@given(candidates(), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_limits_hold(rows: list[Candidate], limits: list[int]) -> None:
    counts = Counter(rows[i].section for i in choose_sentences(rows, limits, chaff=True))
    there = Counter(row.section for row in rows)
    assert all(counts[section] == min(limits[section], there[section]) for section in range(5))


@given(candidates(), st.lists(st.integers(1, 3), min_size=5, max_size=5))
def test_every_section_with_content_shows_its_best(rows: list[Candidate], limits: list[int]) -> None:
    chosen = choose_sentences(rows, limits)
    for section in {row.section for row in rows}:
        best = max(row.score for row in rows if row.section == section)
        assert best in [rows[i].score for i in chosen if rows[i].section == section]


def test_larger_section_gets_more_of_the_budget() -> None:
    rows = [make(0, 0.5, 20, f"a{i}") for i in range(20)] + [make(1, 0.5, 20, f"b{i}") for i in range(4)]
    counts = Counter(rows[i].section for i in choose_sentences(rows, [99, 99], 240))
    assert counts == {0: 10, 1: 2}
