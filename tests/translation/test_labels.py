from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.model import EngineInfo
from summarizer.translation import Hypothesis
from summarizer.translation.labels import LabelledEngine, split_label


@pytest.mark.parametrize(
    ("zh", "label"),
    [
        ("十四、依法查处", "XIV. "),
        ("（十二）落实责任。", "(12) "),
        ("(2)落实责任。", "(2) "),
        ("3.落实责任", "3. "),
        ("3、落实责任", "3. "),
        ("2.1 目标任务", "2.1 "),
        ("④落实责任", "(4) "),
        ("第三条　村民应当爱护堤坝。", "Article 3. "),
        ("第2章：总则", "Chapter 2. "),
        ("第一部分", "Part 1. "),
        # No numbers of a heading or list item.
        ("三、四线城市的房价", ""),
        ("第三条道路走不通。", ""),
        ("第一节课讲水利。", ""),
        ("3.5万人参加。", ""),
        ("12月、1月最冷。", ""),
        ("一是摸清底数。", ""),
        ("（内部资料）", ""),
        ("三农问题", ""),
        ("", ""),
    ],
)
def test_numbers_are_told_from_words(zh: str, label: str) -> None:
    assert split_label(zh)[0] == label


@given(st.text())
def test_nothing_is_lost_but_the_number(zh: str) -> None:
    label, rest = split_label(zh)
    assert zh.endswith(rest)
    assert label or rest == zh


class EchoEngine:
    info = EngineInfo(name="echo", model="", version="", licence="")
    key = "echo"
    heavy = False
    translates = True
    attempts = 2

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        return [Hypothesis(text=f"{text}/{attempt}" if text else "", score=-1) for text in sentences]


def test_the_engine_sees_the_rest_alone() -> None:
    made = LabelledEngine(EchoEngine()).translate(["二、水利", "水利", "第一部分"], attempt=1)
    assert [one.text for one in made] == ["II. 水利/1", "水利/1", "Part 1."]
    assert made[0].score == -1
