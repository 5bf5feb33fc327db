from pathlib import Path

import pytest
from summarizer.briefs import read_document

_CASES = [
    line
    for line in (Path(__file__).parents[1] / "cases/notices.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_BODY = """河边的早晨
天刚亮的时候，河边已经有了人声，洗衣的妇人一边捶打衣服，一边说着昨夜的雨和今早的菜价，声音在水面上传得很远。
船工解开缆绳，把第一班船撑离岸边，船上坐着几个上学的孩子和两个挑担的老人，谁也没有说话，只听见篙子点水的声音。

"""


@pytest.mark.parametrize("case", _CASES)
def test_a_line_below_the_text_says_whether_it_is_cut(case: str) -> None:
    document = read_document((_BODY + case[2:] + "\n").encode(), name="a.txt")
    told = [item.line for item in document.completeness.evidence if item.kind in ("marker", "declared_length")]
    assert bool(told) == case.startswith("!")
    assert set(told) <= {5}


@pytest.mark.parametrize("case", [case for case in _CASES if case.startswith("!") and "..." not in case])
def test_the_same_words_inside_a_paragraph_say_nothing(case: str) -> None:
    text = f"{_BODY.strip()}\n老板娘指着屏幕说，上面写着“{case[2:]}”，她不懂是什么意思，就把手机收了起来，继续择菜。\n"
    assert not read_document(text.encode(), name="a.txt").completeness.truncated
