from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.text.figures import find_figures


def read_cases() -> Iterator[tuple[str, list[str]]]:
    text, figures = "", []
    for line in (Path(__file__).parents[1] / "cases/figures.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            figures.append(line.strip())
        elif line and not line.startswith("#"):
            if text:
                yield text, figures
            text, figures = line, []
    yield text, figures


@pytest.mark.parametrize(("text", "figures"), list(read_cases()))
def test_figures_of_a_sentence(text: str, figures: list[str]) -> None:
    found = find_figures(text)
    assert [f"{f.zh} | {f.value} | {f.unit}{'~' * f.soft} | {f.en}" for f in found] == figures


FIGURE_CHARS = "0123456789.,:/-%一二三九十百千万亿零〇两几数半第年月日时点分之成折倍番世纪代后上增长至—元 Ga大届会“”个"


@given(st.text(alphabet=FIGURE_CHARS))
def test_figures_stand_where_they_say(text: str) -> None:
    at = 0
    for figure in find_figures(text):
        assert at <= figure.start < figure.end
        assert text[figure.start : figure.end] == figure.zh == figure.zh.strip()
        assert figure.value
        assert figure.en
        at = figure.end


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    find_figures(text)


RUNS = ["九", "9", "万", "一九", "第", "1,", "9-", "9年", "百分之", "a1", "三分之", "a-", "9 万", "四万", "上"]


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_take_linear_time(run: str) -> None:
    find_figures(run * 5000)
