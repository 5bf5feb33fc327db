import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html
from summarizer.model import Bilingual
from summarizer.rendering.html import render_html
from summarizer.rendering.options import Layout, RenderOptions
from summarizer.rendering.plaintext import show_plainly

from tests.rendering.briefs import fill_everywhere, make_brief, make_pair, make_section, make_water_brief
from tests.rendering.test_markdown import HOSTILE, hostile_text

TAGS = {
    *re.findall(r"\w+", "html head meta title style script body header nav main h1 h2 p div span a em strong del code"),
    *re.findall(r"\w+", "ul li table thead tbody tr th td"),
}
ATTRIBUTES = {
    *re.findall(r"[\w-]+", "aria-describedby aria-hidden aria-label aria-labelledby charset class content href"),
    *re.findall(r"[\w-]+", "http-equiv id lang name role scope title"),
}


def parse(page: str) -> Any:
    """Return the page as it reads before anything is pointed at."""
    tree = html.document_fromstring(page)
    for tip in tree.findall(".//span[@class='tip']"):
        tip.drop_tree()
    return tree


def words(element: Any) -> str:
    return str(element.text_content())


def check_everything_is_text(text: str, layout: Layout) -> None:
    plain = show_plainly(text)
    page = parse(render_html(fill_everywhere(text), RenderOptions(layout=layout)))
    elements = list(page.iter(html.etree.Element))
    assert {element.tag for element in elements} <= TAGS
    assert {name for element in elements for name in element.attrib} <= ATTRIBUTES
    assert all(element.get("href", "#").startswith("#") for element in elements)
    assert len(page.findall(".//script")) == 1
    assert words(page.find(".//h1")) == plain
    assert page.findtext(".//title") == f"{plain} · {plain}"
    assert [words(e) for e in page.iter("h2")] == [
        "Contents 提纲",
        plain,
        plain,
        "Figures 数字",
        "Terms 术语",
        "Notes 说明",
    ]
    if layout == "table":
        assert [words(cell) for cell in page.iterfind(".//td[@class='zh']")] == [plain] * 3
        for marks in page.findall(".//ul[@class='marks']"):
            assert [words(item) for item in marks] == [f"≠ {plain}"]
            marks.drop_tree()
        assert [words(cell).strip() for cell in page.iterfind(".//td[@class='en']")] == [plain] * 3


@pytest.mark.parametrize("layout", ["table", "interleaved"])
@pytest.mark.parametrize("text", HOSTILE)
def test_source_text_is_only_ever_text(text: str, layout: Layout) -> None:
    check_everything_is_text(text, layout)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(hostile_text)
def test_no_text_becomes_markup(text: str) -> None:
    check_everything_is_text(text, "table")


def test_file_name_cannot_leave_the_style_sheet() -> None:
    brief = fill_everywhere("渠")
    page = render_html(brief)
    assert page.count("</style>") == 1
    footer = re.search(r'@bottom-left \{ content: "([^"]*)"', page)
    assert footer is not None
    assert set(footer[1]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\\ ")


def test_policy_allows_the_page_s_own_style_and_script_and_nothing_else() -> None:
    page = parse(render_html(make_water_brief()))
    policy = page.find(".//meta[@http-equiv]").get("content")
    hashes = {
        tag: b64encode(sha256(page.findtext(f".//{tag}").encode()).digest()).decode() for tag in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(("layout", "path"), [("table", ".//tr[@id]"), ("interleaved", ".//div[@class='pair']")])
def test_each_row_has_its_address(layout: Layout, path: str) -> None:
    page = parse(render_html(make_water_brief(), RenderOptions(layout=layout)))
    rows = page.findall(path)
    assert [row.get("id") for row in rows] == ["0:1", "1:2", "1:5", "2.1:3"]
    assert [row.find(".//a[@class='place']").get("href") for row in rows] == ["#0:1", "#1:2", "#1:5", "#2.1:3"]


def test_every_link_has_a_target() -> None:
    page = parse(render_html(make_water_brief()))
    ids = [element.get("id") for element in page.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in page.iter("a")} <= set(ids)


def test_columns_stay_the_same_where_a_row_has_notes() -> None:
    page = parse(render_html(make_water_brief()))
    tables = page.findall(".//table[@class='pairs']")
    assert {tuple(words(head) for head in table.iterfind("thead//th")) for table in tables} == {
        ("Place 位置", "中文", "English")
    }
    flagged = page.get_element_by_id("1:2").find("td[@class='en']")
    assert flagged.text == "The county drilled 12 wells | covering 75% of villages."
    assert words(flagged.find("ul")).strip() == "≠ 1.2万 (12,000) is not in the English"


def test_traditional_text_is_marked_as_such() -> None:
    pairs = [make_pair("會議強調節約用水。", "The meeting stressed saving water.")]
    brief = make_brief([make_section("一、總體要求", pairs)], title=Bilingual(zh="節水會議紀要", en=None))
    page = parse(render_html(brief))
    assert page.find(".//h1").get("lang") == "zh-Hant"
    assert page.find(".//td[@class='zh']").get("lang") == "zh-Hant"


def test_the_brief_s_own_words_are_simplified_beside_a_traditional_source() -> None:
    pairs = [make_pair("會議強調節約用水。", "The meeting stressed saving water.")]
    page = parse(
        render_html(make_brief([make_section("一、總體要求", pairs)], title=Bilingual(zh="節水會議紀要", en=None)))
    )
    languages = {run.text: run.get("lang") for run in page.iterfind(".//span[@lang]")}
    assert languages["来源"] == languages["说明"] == "zh-Hans"
    assert languages["中文"] == "zh-Hant"


def test_a_file_s_name_is_no_chinese_title() -> None:
    brief = make_brief(
        [make_section(None, [make_pair("打井。", "Wells were dug.")])], title=Bilingual(zh=None, en=None)
    )
    heading = parse(render_html(brief)).find(".//h1")
    assert (heading.text, heading.get("lang")) == ("water.txt", "en")


def test_contents_lead_to_the_sections_and_the_lists_behind_them() -> None:
    links = parse(render_html(make_water_brief())).findall(".//nav//a")
    places = ["#s0", "#s1", "#s2", "#s2.1", "#figures", "#terms", "#notes"]
    assert [link.get("href") for link in links] == places


def test_chinese_inside_english_is_marked() -> None:
    pairs = [make_pair("河长制见效。", "The 河长制 works.")]
    page = parse(render_html(make_brief([make_section("一、水源", pairs)])))
    run = page.find(".//td[@class='en']/span")
    assert (run.get("lang"), run.text, run.tail) == ("zh-Hans", "河长制", " works.")


def test_broken_off_sentence_says_so_in_both_columns() -> None:
    page = parse(render_html(make_water_brief()))
    signs = page.get_element_by_id("2.1:3").findall(".//a[@class='cut']")
    assert [sign.text for sign in signs] == ["✂", "✂"]
    meaning = page.get_element_by_id(signs[0].get("aria-describedby"))
    assert (
        words(meaning)
        == "Sign ✂: the source breaks off inside this sentence, so that the end of its English may be a guess "
        "原文在此句中断，译文句尾可能是推测"
    )


def test_signs_are_explained_where_they_stand() -> None:
    page = html.document_fromstring(render_html(make_water_brief()))
    sign = page.get_element_by_id("1:2").find(".//a[@class='sign']")
    assert sign.get("href") == "#sign-number"
    tip = "a figure, date or amount is missing from the English or differs in it 数字、日期或金额在英文中缺失或不符"
    assert words(sign) == f"≠{tip}"
    assert words(page.get_element_by_id(sign.get("aria-describedby"))) == f"Sign ≠: {tip}"
    place = page.get_element_by_id("1:2").find(".//a[@class='place']")
    reasons = words(page.get_element_by_id(place.get("aria-describedby")))
    assert reasons == (
        "Sentence 2 of section 1, on line 4 of the text. This links to it 本行链接. "
        "Chosen because: it opens its section."
    )


def test_rows_to_check_and_figures_lead_to_their_rows() -> None:
    page = parse(render_html(make_water_brief()))
    fact = next(item for item in page.find(".//ul[@class='facts']") if "To check" in words(item))
    assert words(fact) == "To check 待核: 1 of 4 rows: 1:2"
    assert [link.get("href") for link in fact.iter("a")] == ["#1:2"]
    lines = [[words(cell) for cell in line] for line in page.findall(".//table[@class='figures']/tbody/tr")]
    assert lines == [["1.2万", "12,000", "1:2", "not found 未见"], ["75%", "75%", "1:2", "yes 有"]]
