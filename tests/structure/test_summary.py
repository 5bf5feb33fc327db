"""The one sentence about completeness says only what is known."""

import pytest
from summarizer.briefs import read_document

OPENING = "今天的渡口风平浪静，来往的船只比昨天多了一倍，候船室里坐满了等船的人，卖茶的老人也忙得停不下来。"
COUNTED = f"""渡口的管理
{OPENING}下面讲三点意见。
一、排队
{OPENING}
二、验票
{OPENING}
"""


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (f"渡口\n{OPENING}\n{OPENING}\n", "原文看来完整。", "The source appears complete."),
        (
            f"渡口（节录）\n{OPENING}\n",
            "原文看来完整，但发布者注明“（节录）”。",
            "The source appears complete, but its issuer says that it was shortened: “（节录）”.",
        ),
        (
            f"渡口\n{OPENING}\n试读结束\n",
            "原文不完整：在第3行中断（试读、预览到此为止）。",
            "The source is incomplete: it is cut off at line 3 (a preview ends here).",
        ),
        (
            COUNTED,
            "原文看来不完整：“第三点意见”预告而未见。",
            "The source appears incomplete: announced but missing: “第三点意见”.",
        ),
        (
            f"渡口\n本文共9000字\n{OPENING}\n{OPENING}\n",
            "原文看来不完整：原文自称9000字，这里只有约88字。",
            "The source appears incomplete: the source says it has 9,000 characters; about 88 are here.",
        ),
    ],
)
def test_the_verdict_is_one_sentence(text: str, zh: str, en: str) -> None:
    completeness = read_document(text.encode(), name="a.txt").completeness
    assert (completeness.zh, completeness.en) == (zh, en)


def test_bytes_that_end_inside_a_character_are_told() -> None:
    completeness = read_document(f"渡口\n{OPENING}\n{OPENING[:40]}".encode()[:-1], name="a.txt").completeness
    assert "文件末尾断在一个字的中间" in completeness.zh
    assert "the bytes end inside a character" in completeness.en
