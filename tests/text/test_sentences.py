from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.text.sentences import ends_sentence, join_lines, split_sentences

_CASES = [
    line
    for line in (Path(__file__).parents[1] / "cases/sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_PIECES = st.sampled_from(
    [
        *"会议决定，。！？；：…“”（）《》、 \n\u3000abcXY.!?1203-①",
        "……",
        "http://a.cn/?b=1",
        "3.14",
        "。”",
        "他说。",
        "（一）",
    ]
)


@settings(max_examples=200, derandomize=True)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=60).map("".join)))
def test_splitting_loses_nothing(text: str) -> None:
    assert "".join(split_sentences(text)) == text


@settings(max_examples=100, derandomize=True)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_white_space_alone_is_no_sentence(text: str) -> None:
    assert all(part.strip() for part in split_sentences(text)) or not text[:1].strip()


@pytest.mark.parametrize("case", _CASES)
def test_cuts_fall_where_a_reader_puts_them(case: str) -> None:
    assert "|".join(split_sentences(case.replace("|", ""))) == case


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("会议到此结束。", True),
        ("他说：“可以。”", True),
        ("（完。）", True),
        ("此后的事……", True),
        ("The end.", True),
        ("同时还面临着网络", False),
        ("具体如下：", False),
        ("第一项任务，", False),
        ("1.", False),
    ],
)
def test_an_end_is_told_from_a_break(text: str, *, ended: bool) -> None:
    assert ends_sentence(text) is ended


def test_wrapped_lines_join_without_a_space_between_han() -> None:
    assert join_lines("推进改\n　　革 and open\nup 工作") == "推进改革 and open up 工作"


def test_splitting_takes_time_in_proportion_to_length() -> None:
    for text in ("（" * 100_000, "…" * 100_000, "。”" * 50_000, " " * 100_000, "\n" * 100_000, "1." * 50_000):
        assert "".join(split_sentences(text)) == text
