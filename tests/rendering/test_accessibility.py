"""What a screen reader, a keyboard and weak eyes need of the HTML brief, as far as no browser is needed to tell.

`test_browser` lets axe-core look at the page as well.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from summarizer.data import read_data
from summarizer.model import Brief
from summarizer.rendering.html import render_html
from summarizer.rendering.options import Layout, RenderOptions
from summarizer.text.script import count_han

from tests.rendering.briefs import add_made_up_words, make_brief, make_pair, make_section, make_water_brief

DEEP = make_brief(
    [make_section(f"第{n}节", [make_pair("句。", "S.", id=f"{n}:1")], id=str(n), level=n) for n in range(1, 9)]
)
BRIEFS = {"water": make_water_brief(), "words": add_made_up_words(make_water_brief()), "deep": DEEP}
PAGES = [(brief, layout) for brief in BRIEFS.values() for layout in ("table", "interleaved", "zh", "en")]
AA = 4.5
"""The contrast that WCAG 2.2 asks of text at level AA."""
GROUNDS = {
    "ground": ("text", "quiet", "link", "doubt"),
    "target": ("text", "quiet", "link", "doubt"),
    "raised": ("text",),
    "alarm-ground": ("alarm-text",),
    "text": ("ground",),
}
"""Each ground of the style sheet, and what is printed on it."""


def parse(brief: Brief, layout: Layout) -> Any:
    return html.document_fromstring(render_html(brief, RenderOptions(layout=layout)))


@pytest.mark.parametrize(("brief", "layout"), PAGES)
def test_the_page_has_its_landmarks(brief: Brief, layout: Layout) -> None:
    page = parse(brief, layout)
    assert page.get("lang") == "en"
    assert page.findtext(".//title")
    assert [len(page.findall(f"./body/{tag}")) for tag in ("header", "nav", "main")] == [1, 1, 1]
    for named in page.xpath("//nav | //table"):
        assert page.get_element_by_id(named.get("aria-labelledby")).text_content().strip()
    outside = page.xpath("/html/body/*[not(self::header or self::nav or self::main or self::script)]")
    assert [element.get("role") for element in outside] == ["status"]


@pytest.mark.parametrize(("brief", "layout"), PAGES)
def test_headings_step_down_one_level_at_a_time(brief: Brief, layout: Layout) -> None:
    levels = [int(element.tag[1]) for element in parse(brief, layout).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(("brief", "layout"), PAGES)
def test_tables_name_their_columns_and_rows(brief: Brief, layout: Layout) -> None:
    for table in parse(brief, layout).iter("table"):
        heads = table.findall("thead/tr/th")
        assert heads
        assert all(head.get("scope") == "col" and head.text_content().strip() for head in heads)
        assert all(len(line) == len(heads) for line in table.findall("tbody/tr"))
        if table.get("class") == "pairs":
            assert all(line[0].get("scope") == "row" for line in table.findall("tbody/tr"))


@pytest.mark.parametrize(("brief", "layout"), PAGES)
def test_everything_that_can_be_pointed_at_can_be_reached_and_has_a_name(brief: Brief, layout: Layout) -> None:
    page = parse(brief, layout)
    assert not page.xpath("//*[@title]")  # what only a mouse can read
    for element in page.xpath("//a"):
        assert element.get("href", "").startswith("#")
        assert "".join(element.xpath(".//text()[not(ancestor::*[@aria-hidden])]")).strip()
    for element in page.xpath("//*[@aria-describedby]"):
        assert page.get_element_by_id(element.get("aria-describedby")).text_content().strip()


@pytest.mark.parametrize(("brief", "layout"), PAGES)
def test_chinese_is_marked_as_chinese_and_english_as_english(brief: Brief, layout: Layout) -> None:
    page = parse(brief, layout).find("body")
    for element, text in list_texts(page):
        language = next(iter(element.xpath("ancestor-or-self::*[@lang][1]/@lang")), "")
        assert language.startswith("zh") or not count_han(text), text
        assert language != "zh-Latn-pinyin" or not count_han(text), text


def list_texts(page: Any) -> Iterator[tuple[Any, str]]:
    for element in page.iter(html.etree.Element):
        if element.tag not in {"script", "style"}:
            yield element, element.text or ""
            if element.getparent() is not None:
                yield element.getparent(), element.tail or ""


def read_schemes() -> dict[str, dict[str, str]]:
    """Return the colours of each scheme, by the names of the style sheet."""
    rules = re.findall(r":root \{(.*?)\}", read_data("rendering/brief.css"), re.S)
    blocks = [dict(re.findall(r"--([\w-]+): (#\w+);", rule)) for rule in rules]
    light, dark, paper = blocks
    return {"light": light, "dark": light | dark, "paper": light | paper}


def measure_luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_have_contrast(scheme: str, ground: str) -> None:
    colours = read_schemes()[scheme]
    for ink in GROUNDS[ground]:
        lighter, darker = sorted((measure_luminance(colours[name]) for name in (ink, ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= AA, f"{ink} on {ground}"
