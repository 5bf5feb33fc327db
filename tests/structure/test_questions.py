"""Questions that stand on a line of their own: a heading among paragraphs, a sentence in a transcript."""

import pytest
from summarizer.briefs import read_document

TURNS = [
    "今天我们请来了两位做社区养老的朋友，请他们谈谈自己这几年的做法。",
    "我们社区六十岁以上的老人有两千多位，独居的就有三百位。",
    "食堂从去年三月开始运营，每天供应午餐四百份左右，老人自己付八块钱。",
    "剩下的部分由街道补贴六块钱，企业再捐两块钱，这样才勉强保本。",
    "最难的是晚上没有人值班，老人摔倒了往往要到第二天早上才被发现。",
    "我们后来给每位独居老人装了呼叫器，按一下就能接到值班室的电话。",
    "到现在为止呼叫器一共响了一百七十次，真正需要送医院的有二十三次。",
]


def find_headings(lines: list[str]) -> list[str | None]:
    sections = read_document("\n".join(lines).encode(), name="talk.txt").sections
    return [section.heading for section in sections if section.heading]


@pytest.mark.parametrize("question", ["那晚上怎么办呢？", "钱从哪里来？"])
def test_question_in_a_transcript_is_a_sentence(question: str) -> None:
    assert find_headings([*TURNS, question, *TURNS[::-1]]) == []


def test_question_between_paragraphs_is_a_heading() -> None:
    paragraphs = ["".join(TURNS[i : i + 2]) for i in range(0, 6, 2)]
    lines = [*paragraphs, "晚上怎么办？", *paragraphs, "钱从哪里来？", *paragraphs, *paragraphs]
    assert find_headings(lines) == ["晚上怎么办？", "钱从哪里来？"]
