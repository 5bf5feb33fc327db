from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.briefs import outline, read_document
from summarizer.model import Brief, Selection
from summarizer.rendering.columns import fit, measure_width
from summarizer.rendering.outline import OutlineOptions, draw_branches, list_outline, render_outline

DOCUMENTS = Path(__file__).parents[1] / "documents"
CUT = """关于整治渡口的通知
本次整治分为三个阶段。
一、总体要求
渡口安全关系群众生命财产，***县长要求六月底前完成检查。
二、主要任务
各乡镇要检修船舶，培训船工，并把结果报县交通运输局
阅读全文请登录
"""


def make(text: str, name: str = "a.txt") -> Brief:
    return outline(read_document(text.encode(), name=name), Selection())


def test_it_tells_what_the_document_says_and_lacks() -> None:
    lines = render_outline(make(CUT), OutlineOptions()).splitlines()
    assert lines[0] == "关于整治渡口的通知"
    assert lines[1].startswith("a.txt (text, utf-8, ")
    assert lines[2] == "Masked names 隐名: ***县长 ×1 (line 4)"
    assert lines[4].startswith("⚠ Incomplete source 原文不完整: ")
    assert any("Notice" in line and "line 7" in line and "阅读全文请登录" in line for line in lines)
    tree = [line for line in lines if line.startswith(("├", "└", "│", " "))]
    assert any(line.startswith("├─ 1  一、总体要求  L3 · 1 sentence") for line in tree)
    assert any(line.endswith("✂") and "2:1 L6" in line for line in tree)


def test_a_complete_document_gets_a_quiet_line() -> None:
    text = (DOCUMENTS / "river-policy.html").read_text(encoding="utf-8")
    lines = list(list_outline(make(text, "river-policy.html"), OutlineOptions()))
    assert next(line.text[0] for line in lines if line.style == "sound") == "✓"
    assert not any(line.style == "warning" for line in lines)
    left = next(place for place, line in enumerate(lines) if line.text.startswith("Left out 略去: "))
    assert any("L" in line.text for line in lines[left + 1 :]), "rules are listed with their lines"


def test_a_document_without_chinese_is_told() -> None:
    lines = render_outline(make("An English letter.\nIt has two lines."), OutlineOptions()).splitlines()
    assert "⚠ Please note 请注意: There is no Chinese sentence in this document." in lines
    assert not any("complete" in line for line in lines)


def test_reasons_and_lines_are_shown_on_demand() -> None:
    brief = make(CUT)
    plain = render_outline(brief, OutlineOptions())
    why = render_outline(brief, OutlineOptions(why=True))
    assert set(plain.splitlines()) <= set(why.splitlines())
    assert any(line.lstrip("│ ").startswith("+ ") for line in why.splitlines())
    listed = render_outline(brief, OutlineOptions(lines=True)).splitlines()
    at = listed.index("Lines 逐行")
    assert [line.split()[0] for line in listed[at + 1 :]] == [str(number) for number in range(1, 9)]
    assert listed[at + 3].split() == ["3", "heading", "一、总体要求"]
    assert "marker notice:" in listed[at + 7]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    width=st.integers(40, 140),
    words=st.text(alphabet="一、第三条 ：。要abc\x1b[2J\u202e\u200b\n", min_size=8, max_size=120),
)
def test_no_document_writes_outside_its_lines(width: int, words: str) -> None:
    lines = list(
        list_outline(make("关于渡口的通知\n" + words + "\n船离岸了。"), OutlineOptions(width=width, lines=True))
    )
    assert not any(set(line.text) & set("\x1b\n\u202e") for line in lines)
    cut = [line.text for line in lines if line.style in {"sentence", "heading"} or line.text.startswith(" L")]
    assert all(measure_width(text) <= width for text in cut)


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("一二三", 6, "一二三"), ("一二三", 5, "一二…"), ("一二三", 4, "一…")]
)
def test_text_is_cut_between_characters(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_branches_join_siblings() -> None:
    drawn = ["".join(branch) for branch, _ in draw_branches([1, 2, 3, 2, 1, 2])]
    assert drawn == ["├─ ", "│  ├─ ", "│  │  └─ ", "│  └─ ", "└─ ", "   └─ "]
