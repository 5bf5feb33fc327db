"""The gate: how much of what the cases expect is found. A change that needs a lower floor is a change for the worse."""

from functools import cache

import pytest

from tests.structure.expectations import Case, Expectation, check_case, read_cases

_CASES = read_cases()
_FLOORS = {
    "title": 1.0,
    "headings found": 1.0,
    "headings right": 1.0,
    "levels": 1.0,
    "content": 1.0,
    "furniture": 1.0,
    "bylines": 1.0,
    "neutral lines": 1.0,
    "verdict": 1.0,
    "evidence": 1.0,
    "notices told": 1.0,
    "last sentence": 1.0,
    "missing told": 1.0,
    "missing right": 1.0,
    "masks told": 1.0,
    "masks right": 1.0,
    "metadata": 1.0,
}


@cache
def _check_all() -> dict[str, tuple[Expectation, ...]]:
    return {case.name: tuple(check_case(case)) for case in _CASES}


def test_names_tell_the_cases_apart() -> None:
    names = [case.name for case in _CASES]
    assert len(names) == len(set(names)) > 90


@pytest.mark.parametrize("figure", _FLOORS)
def test_no_figure_falls_below_its_floor(figure: str) -> None:
    found = [(name, item) for name, items in _check_all().items() for item in items if item.figure == figure]
    misses = "\n".join(f"{name}: {item.detail}" for name, item in found if not item.held)
    assert found
    assert sum(item.held for _, item in found) / len(found) >= _FLOORS[figure], misses


def test_every_figure_has_a_floor() -> None:
    assert {item.figure for items in _check_all().values() for item in items} == set(_FLOORS)


def test_a_wrong_expectation_is_noticed() -> None:
    text = "渡口\n今天的渡口风平浪静，来往的船只比昨天多了一倍，候船室里坐满了人。"
    wrong = Case(
        name="wrong",
        format="text",
        expected={"verdict": "cut: marker", "missing": "第二", "masked": "王某 1", "date": "2020年1月1日"},
        marks=("1", "-"),
        lines=tuple(text.split("\n")),
    )
    missed = {item.figure for item in check_case(wrong) if not item.held}
    assert missed >= {"title", "headings found", "furniture", "verdict", "evidence", "missing told", "masks told"}
    assert "metadata" in missed
