import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from summarizer.model import Bilingual
from summarizer.rendering.docx import render_docx
from summarizer.rendering.options import RenderOptions
from summarizer.rendering.plaintext import show_plainly

from tests.rendering.briefs import fill_everywhere, make_brief, make_pair, make_section, make_water_brief
from tests.rendering.test_markdown import HOSTILE


def read(data: bytes) -> Any:
    return Document(BytesIO(data))


def read_rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def styled(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


@pytest.fixture(scope="module")
def water() -> Any:
    return read(render_docx(make_water_brief()))


def test_headings_are_headings(water: Any) -> None:
    assert styled(water, "Title") == ["水利建设三年规划"]
    assert styled(water, "Heading 1") == [
        "Contents 提纲",
        "Opening 开头",
        "一、水源 ◎",
        "二、水渠",
        "Figures 数字",
        "Terms 术语",
        "Notes 说明",
    ]
    assert styled(water, "Heading 2") == ["（一）开挖"]


def test_callout_tells_what_is_missing(water: Any) -> None:
    lines = styled(water, "Callout")
    assert lines[:3] == [
        "Incomplete source 原文不完整",
        "This is a preview, cut off on line 9.",
        "本文为试读，在第9行中断。",
    ]
    assert (
        lines[4] == "• Breaks off 末句未完, line 8: “同时，河道疏浚还需要” (the last sentence breaks off; 末句没有写完)"
    )


def test_rows_keep_place_chinese_english_and_notes_apart(water: Any) -> None:
    assert read_rows(water.tables[1]) == [
        ["Place 位置", "中文", "English", "Notes 附注"],
        [
            "1:2 L4",
            "全县新打机井1.2万眼，覆盖75%的村。",
            "The county drilled 12 wells | covering 75% of villages.",
            "≠ 1.2万 (12,000) is not in the English",
        ],
        ["1:5 L5", "***县长到场讲话。", "*** the county head spoke.", "✓ corrected by hand"],
    ]
    assert read_rows(water.tables[2])[1][1:] == ["同时，河道疏浚还需要 ✂", "At the same time, dredging also needs ✂"]


def test_header_rows_are_repeated_and_rows_kept_whole(water: Any) -> None:
    for table in water.tables:
        first, *others = (row._tr.trPr for row in table.rows)
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_links_lead_to_headings_and_rows(water: Any) -> None:
    body = water.element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = list(body.iter(qn("w:bookmarkStart")))
    to_check, outline, figures = anchors[:1], anchors[1:5], anchors[5:]
    assert to_check == ["row_1_2"]
    assert outline == ["section_0", "section_1", "section_2", "section_2_1"]
    assert figures == ["row_1_2", "row_1_2"]
    assert [mark.get(qn("w:name")) for mark in marks if mark.getparent().getparent().tag == qn("w:tc")] == [
        "row_0_1",
        "row_1_2",
        "row_1_5",
        "row_2_1_3",
    ]
    assert set(anchors) <= {mark.get(qn("w:name")) for mark in marks}
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)


def test_figures_are_listed_with_their_rows(water: Any) -> None:
    assert read_rows(water.tables[3])[1:] == [
        ["1.2万", "12,000", "1:2", "not found 未见"],
        ["75%", "75%", "1:2", "yes 有"],
    ]


@pytest.mark.parametrize(("zh", "language"), [("会议强调节约用水。", "zh-CN"), ("會議強調節約用水。", "zh-TW")])
def test_word_is_told_font_and_language(zh: str, language: str) -> None:
    section = make_section(None, [make_pair(zh, "The meeting stressed saving water.")])
    properties = (
        read(render_docx(make_brief([section], title=Bilingual(zh="水", en=None)))).styles["Normal"].element.rPr
    )
    assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == language
    assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")).startswith("Microsoft")


def test_source_text_is_shown_literally() -> None:
    text = " ".join(HOSTILE)
    plain = show_plainly(text)
    document = read(render_docx(fill_everywhere(text)))
    assert styled(document, "Title") == [plain]
    assert read_rows(document.tables[1])[1] == ["1:1 L1", plain, plain, f"≠ {plain}"]


def test_same_brief_same_bytes() -> None:
    data = render_docx(make_water_brief())
    assert data == render_docx(make_water_brief())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_layouts() -> None:
    english = read(render_docx(make_water_brief(), RenderOptions(layout="en")))
    assert read_rows(english.tables[0]) == [["Place 位置", "English"], ["0:1 L2", "The plan has three parts."]]
    interleaved = [
        p.text for p in read(render_docx(make_water_brief(), RenderOptions(layout="interleaved"))).paragraphs
    ]
    at = interleaved.index("***县长到场讲话。")
    assert interleaved[at - 1 : at + 3] == [
        "1:5 L5",
        "***县长到场讲话。",
        "*** the county head spoke.",
        "✓ corrected by hand",
    ]


ORDER = re.findall(
    r"\w+",
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
)
"""The order in which the schema of Word has the properties of a paragraph; Word may refuse a file with another."""


def test_properties_stand_in_the_order_of_the_schema(water: Any) -> None:
    for root in (water.element, water.styles.element):
        for properties in root.iter(qn("w:pPr")):
            places = [ORDER.index(each.tag.partition("}")[2]) for each in properties]
            assert places == sorted(places)
