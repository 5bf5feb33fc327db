"""Sentences told word by word, in every format."""

import json
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from lxml import html
from summarizer.rendering import RENDERERS, RenderOptions
from summarizer.rendering.docx import render_docx
from summarizer.rendering.html import render_html
from summarizer.rendering.markdown import render_markdown
from summarizer.rendering.options import Layout
from summarizer.rendering.plaintext import show_plainly

from tests.rendering.briefs import add_made_up_words, make_brief, make_pair, make_section, make_water_brief
from tests.rendering.test_html import ATTRIBUTES, TAGS
from tests.rendering.test_json import find_faults
from tests.rendering.test_markdown import HOSTILE, read_types

BRIEF = add_made_up_words(make_brief([make_section("一、水源", [make_pair("打井。", "Wells were dug.")])]))
SPOKEN = "打 *yīn* word · 井 *yīn* word"


def read_html(layout: Layout) -> Any:
    return html.document_fromstring(render_html(BRIEF, RenderOptions(layout=layout)))


def test_markdown_lists_them_below_the_table() -> None:
    lines = render_markdown(BRIEF).splitlines()
    at = lines.index("**Words 逐词**")
    assert lines[at - 2 : at + 3] == [
        "| 1:1 L1 | 打井。 | Wells were dug. |",
        "",
        "**Words 逐词**",
        "",
        f"- **1:1** {SPOKEN}",
    ]


def test_interleaved_markdown_has_them_under_the_chinese() -> None:
    lines = render_markdown(BRIEF, RenderOptions(layout="interleaved")).splitlines()
    at = lines.index(f"> {SPOKEN}")
    assert lines[at - 2 : at + 3] == ["打井。", "", f"> {SPOKEN}", "", "Wells were dug."]


@pytest.mark.parametrize("layout", ["table", "interleaved"])
def test_html_has_them_under_the_chinese(layout: Layout) -> None:
    row = read_html(layout).get_element_by_id("1:1")
    [words] = row.findall(".//span[@class='words']")
    assert words.getparent().get("lang") == "zh-Hans"
    assert [word.text_content() for word in words] == ["打yīnword", "井yīnword", "。"]
    assert [reading.get("lang") for reading in words.iter("rt")] == ["zh-Latn-pinyin"] * 2
    assert [gloss.get("lang") for gloss in words.findall(".//span[@class='gloss']")] == ["en", "en"]


def test_english_alone_has_none() -> None:
    assert SPOKEN not in render_markdown(BRIEF, RenderOptions(layout="en"))
    assert read_html("en").find(".//span[@class='words']") is None
    assert "yīn" not in "".join(cell.text for cell in read_word_cells("en"))


def test_word_has_them_in_a_style_of_their_own() -> None:
    chinese = read_word_cells("table")[1]
    assert [(paragraph.text, paragraph.style.name) for paragraph in chinese.paragraphs] == [
        ("打井。", "Cell"),
        ("打 yīn word · 井 yīn word", "Words"),
    ]


def read_word_cells(layout: Layout) -> Any:
    return Document(BytesIO(render_docx(BRIEF, RenderOptions(layout=layout)))).tables[0].rows[1].cells


def test_json_has_all_of_them() -> None:
    plain = json.loads(RENDERERS["json"].render(BRIEF))
    assert find_faults(plain) == []
    assert plain["sections"][0]["pairs"][0]["words"][1:] == [
        {"zh": "井", "pinyin": "yīn", "en": "word"},
        {"zh": "。", "pinyin": "", "en": ""},
    ]


@pytest.mark.parametrize("layout", ["table", "interleaved"])
@pytest.mark.parametrize("text", HOSTILE)
def test_their_text_is_only_ever_text(text: str, layout: Layout) -> None:
    brief = add_made_up_words(make_water_brief(), pinyin=text, en=text)
    options = RenderOptions(layout=layout)
    types = set(read_types(render_markdown(brief, options)))
    assert not types & {"html_block", "html_inline", "link_open", "image", "fence", "hr", "ordered_list_open"}
    page = html.document_fromstring(render_html(brief, options))
    elements = list(page.iter(html.etree.Element))
    assert {element.tag for element in elements} <= TAGS | {"h3", "ruby", "rt"}
    assert {name for element in elements for name in element.attrib} <= ATTRIBUTES
    assert {gloss.text_content() for gloss in page.findall(".//span[@class='gloss']")} == {show_plainly(text)}
