from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.model import Segment, Term
from summarizer.translation.checks import CHECKS, Candidate, check_candidate, check_lines


def read_cases() -> list[tuple[str, str, list[tuple[str, str]]]]:
    cases: list[tuple[str, str, list[tuple[str, str]]]] = []
    pair: list[str] = []
    for line in (Path(__file__).parents[2] / "cases/checks.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            kind, _, detail = line.strip().partition(": ")
            cases[-1][2].append((kind, detail))
        elif line and not line.startswith("#"):
            pair.append(line)
            if len(pair) == 2:
                cases.append((pair[0], pair[1], []))
                pair = []
    return cases


@pytest.mark.parametrize(("zh", "en", "expected"), read_cases())
def test_translation_gets_its_flags(zh: str, en: str, expected: list[tuple[str, str]]) -> None:
    (flags,) = check_lines([zh], [en])
    assert {flag.kind for flag in flags} == {kind for kind, _ in expected}
    for kind, words in expected:
        assert any(flag.kind == kind and words in flag.detail for flag in flags), flags


def check(zh: str, en: str, *, score: float | None = None, terms: tuple[Term, ...] = ()) -> list[str]:
    candidate = Candidate(segment=Segment(zh=zh), en=en, score=score, terms=terms)
    return [flag.kind for flag in check_candidate(candidate)]


PARTY_BUILDING = Term(
    zh="党建", en="Party building", pinyin="dǎngjiàn", source="official", alternatives=("Party work",)
)


@pytest.mark.parametrize(
    ("en", "flags"),
    [
        ("Party building must be strengthened.", []),
        ("Building the Party must be made stronger.", []),
        ("Party work must be strengthened.", []),
        ("The construction of the party must be strengthened.", ["term"]),
    ],
)
def test_set_term_may_be_moved_about(en: str, flags: list[str]) -> None:
    assert check("必须加强党建。", en, terms=(PARTY_BUILDING,)) == flags


def test_glossary_is_taken_by_the_word() -> None:
    term = Term(zh="党建", en="Party building", pinyin="", source="glossary")
    assert check("必须加强党建。", "The building of the Party must be strengthened.", terms=(term,)) == ["glossary"]
    assert check("必须加强党建。", "Party buildings must be strengthened.", terms=(term,)) == []


VILLAGES = Term(
    zh="乡村振兴战略",
    en="rural revitalization strategy",
    pinyin="",
    source="official",
    alternatives=("vitalize villages",),
)


@pytest.mark.parametrize(
    ("en", "flags"),
    [
        ("The county carries out the rural revitalization strategy and repairs its roads.", []),
        ("The county revitalizes its countryside and repairs its roads.", ["term"]),
        ("The county repairs its roads in every township and pays for it itself.", ["omission"]),
    ],
)
def test_a_set_term_without_a_trace_is_an_omission(en: str, flags: list[str]) -> None:
    assert check("全县实施乡村振兴战略，修好道路。", en, terms=(VILLAGES,)) == flags


def test_low_score_is_flagged_where_there_is_one() -> None:
    assert check("天气很好。", "The weather is fine.", score=-0.4) == []
    assert check("天气很好。", "The weather is fine.", score=-2.5) == ["low_score"]


def test_empty_english_is_an_omission() -> None:
    assert check("好。", " ") == ["omission"]
    assert check("", "") == []


def test_character_references_are_resolved() -> None:
    assert list(check_lines(["我们的车在那里停了很久。"], ["Our friend&#39;s car was parked there for long."])) == [()]


@given(st.text(), st.text())
def test_any_pair_can_be_checked(zh: str, en: str) -> None:
    assert {flag.kind for flag in check_candidate(Candidate(segment=Segment(zh=zh), en=en))} <= set(CHECKS)


NUMBER_WORDS = "two twenty hundred million and half a of third - . % 1 35 1,000 : st s pm XI dozen percent decade /"


@given(st.lists(st.sampled_from(NUMBER_WORDS.split(" "))).map(" ".join))
def test_any_numbers_can_be_read(en: str) -> None:
    check("3月5日有20%。", en)
    check("3月5日有20%。", en.replace(" ", ""))


@pytest.mark.parametrize("run", ["one ", "1 ", "1,", "ひ", "hundred ", "half a ", "I", "*", "(", "[name", "a b "])
def test_long_runs_take_linear_time(run: str) -> None:
    check("年" * 10, run * 3000)


def test_a_number_of_a_set_terms_rendering_is_explained() -> None:
    consensus = Term(zh="九二共识", en="1992 Consensus", pinyin="", source="official")
    assert check("坚持九二共识。", "We uphold the 1992 Consensus.", terms=(consensus,)) == []
    assert check("坚持九二共识。", "We uphold the 1993 Consensus.", terms=(consensus,)) == ["number", "term"]
