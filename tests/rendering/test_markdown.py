from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from summarizer.model import Completeness, Evidence
from summarizer.rendering.markdown import escape, escape_paragraph, render_markdown
from summarizer.rendering.options import Layout, RenderOptions
from summarizer.rendering.plaintext import show_plainly

from tests.rendering.briefs import COMPLETE, fill_everywhere, make_brief, make_pair, make_section, make_water_brief

EXPECTED = Path(__file__).parents[1] / "cases" / "rendering" / "water.md"
HOSTILE = (
    "***总书记指出",
    "a | b || c \\| d \\",
    "`code` ``more`` `",
    "<script>alert(1)</script> <!-- x --> <b",
    "&lt;b&gt; &amp; A&B &#42;",
    "[链接](http://a.b) [图]: x ![图](y) [^1] […](z) […]",
    "# 一 #",
    "- 项\n+ 项\n1. 项\n> 引",
    "1) 项",
    "---",
    "~~删~~ ~x~ __粗__ _斜_ a_b",
    "付款\u202e001\u202c元\u200f",
    "空\x00\x07\x1b[31m\t格\r\n行\u2028段\x85",
    "\ud800\ufffe",
    "{: onclick=x } [TOC] [!WARNING]",
    "$100和$x^2$ ==亮== %%隐%%%",
    "长" * 500,
    "*",
)
hostile_text = st.text(alphabet="中文a1 *_`|<>&;#[]()!~$%\\-+.:=\n\u202e\u3000", min_size=1, max_size=30).filter(
    lambda text: bool(show_plainly(text))
)


def parse(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def shown(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def read_tables(markdown: str) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = []
    for token, before in zip(parse(markdown)[1:], parse(markdown), strict=False):
        match before.type, token.type:
            case _, "table_open":
                tables.append([])
            case _, "tr_open":
                tables[-1].append([])
            case "th_open" | "td_open", "inline":
                tables[-1][-1].append(shown(token))
    return tables


def read_types(markdown: str) -> Iterator[str]:
    for token in parse(markdown):
        yield token.type
        yield from (child.type for child in token.children or [])


def check_everything_is_literal(text: str, layout: Layout = "table") -> None:
    plain = show_plainly(text)
    markdown = render_markdown(fill_everywhere(text), RenderOptions(layout=layout))
    types = set(read_types(markdown))
    assert not types & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "fence",
        "code_block",
        "hr",
        "ordered_list_open",
    }
    headings = [
        shown(token)
        for token, before in zip(parse(markdown)[1:], parse(markdown), strict=False)
        if before.type == "heading_open"
    ]
    assert headings == [plain, "Contents 提纲", plain, plain, "Figures 数字", "Terms 术语", "Notes 说明"]
    if layout == "table":
        rows = [["1:1 L1", plain, plain, f"≠ {plain}"], ["1:2 L1", plain, plain, f"≠ {plain}"]]
        assert [table[1:] for table in read_tables(markdown)[:2]] == [rows, rows[:1]]
    if layout == "interleaved":
        texts = [shown(token) for token in parse(markdown) if token.type == "inline" and token.level == 1]
        assert texts.count(plain) == 3 + 3 + 6  # headings, their English, three rows in both languages


@pytest.mark.parametrize("layout", ["table", "interleaved"])
@pytest.mark.parametrize("text", HOSTILE)
def test_source_text_is_shown_literally(text: str, layout: Layout) -> None:
    check_everything_is_literal(text, layout)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=hostile_text, layout=st.sampled_from(["table", "interleaved"]))
def test_no_text_breaks_the_page(text: str, layout: Layout) -> None:
    check_everything_is_literal(text, layout)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(hostile_text)
def test_escaping_is_undone_by_a_parser(text: str) -> None:
    plain = show_plainly(text)
    tokens = parse(escape_paragraph(plain))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(tokens[1]) == plain


def test_clauses_left_out_stay_readable() -> None:
    assert escape("会议指出，[…]要落实。") == "会议指出，[…]要落实。"


def test_whole_brief_reads_as_expected() -> None:
    assert render_markdown(make_water_brief()) == EXPECTED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("layout", "heads"),
    [("zh", ["Place 位置", "中文"]), ("en", ["Place 位置", "English"]), ("table", ["Place 位置", "中文", "English"])],
)
def test_layout_chooses_the_columns(layout: Layout, heads: list[str]) -> None:
    brief = make_brief([make_section("一、水源", [make_pair("打井。", "Wells were dug.")])])
    assert read_tables(render_markdown(brief, RenderOptions(layout=layout)))[0][0] == heads


def test_complete_source_gets_one_quiet_line() -> None:
    markdown = render_markdown(make_brief([make_section(None, [make_pair("打井。", "Wells were dug.")])]))
    assert "*The source appears complete. 原文完整。*" in markdown.splitlines()
    assert ">" not in markdown


def test_doubts_about_a_complete_source_are_told() -> None:
    gap = Evidence(kind="numbering_gap", line=7, text="四、水库", zh="缺三", en="number three is missing")
    completeness = Completeness(truncated=False, zh=COMPLETE.zh, en=COMPLETE.en, evidence=(gap,))
    markdown = render_markdown(make_brief([], completeness=completeness))
    assert "> [!NOTE]" in markdown
    assert "> - **Gap in the numbering 编号有缺**, line 7: “四、水库” (number three is missing; 缺三)" in markdown


def test_changed_row_changes_one_line() -> None:
    def render(english: str) -> list[str]:
        pairs = [make_pair("打井。", english), make_pair("修渠。", "Canals were built.", id="1:2")]
        return render_markdown(make_brief([make_section("一、水源", pairs)])).splitlines()

    before, after = render("Wells were dug."), render("A great many wells were dug in the county.")
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_front_matter_is_yaml(text: str) -> None:
    yaml = pytest.importorskip("yaml")
    markdown = render_markdown(fill_everywhere(text), RenderOptions(front_matter=True))
    facts = yaml.safe_load(markdown.split("---\n")[1])
    plain = show_plainly(text)
    assert facts["title"] == plain
    assert facts["aliases"] == facts["missing_sections"] == facts["masked"] == [plain]
    assert facts["tags"] == ["brief", "incomplete-source"]
    assert facts["complete"] is False
    assert facts["shown"] == 3


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("2024-05-01", "date: 2024-05-01"),
        ("1997年12月29日", "date: 1997-12-29"),
        ("2024年5月", 'date: "2024年5月"'),
        ("2024-13-45", 'date: "2024-13-45"'),
        ("去年冬天", 'date: "去年冬天"'),
    ],
)
def test_front_matter_has_a_date_that_programs_can_sort_by(printed: str, line: str) -> None:
    brief = make_brief([])
    brief = replace(brief, document=replace(brief.document, metadata={"date": printed}))
    assert line in render_markdown(brief, RenderOptions(front_matter=True)).splitlines()
