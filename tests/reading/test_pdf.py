import pytest
from summarizer.errors import UnsupportedInputError
from summarizer.model import Source
from summarizer.reading import read_source
from summarizer.reading.pdf.paragraphs import join_texts
from summarizer.structure import analyze

from tests.reading.documents import Text, make_pdf, set_lines

FIRST = (
    "春耕时节，各地抢抓农时，农机手忙得不可开交，合作社的仓库里堆满了种子和化肥，乡亲们说今年的播种面积比去年多三成。"
)
SECOND = "水利部门提前检修渠道，保证灌溉用水，同时向农户发布天气预报，提醒大家注意倒春寒。"
THIRD = "入夜以后，合作社的院子里仍然亮着灯，几位农机手围着一台拖拉机，商量怎样修好它。"


def read(data: bytes) -> Source:
    return read_source(data, name="a.pdf")


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines if not line.furniture]


def test_lines_of_print_become_paragraphs() -> None:
    page = [(200.0, 780.0, 24.0, "春耕见闻"), *set_lines(FIRST, top=700), *set_lines(SECOND, top=600)]
    source = read(make_pdf([page], info="/Title(\ufeffa.docx)/Author(x)/CreationDate(D:20240305120000)"))
    assert [(line.tag, line.text) for line in source.lines] == [("h1", "春耕见闻"), ("p", FIRST), ("p", SECOND)]
    assert source.declared == {"author": "x", "date": "2024-03-05"}
    assert analyze(source).title == "春耕见闻"
    assert (source.format, source.damage) == ("pdf", ())


def test_a_title_may_take_two_lines_and_headings_stand_out() -> None:
    page = [
        (150.0, 790.0, 24.0, "关于在全县做好春耕生产"),
        (200.0, 755.0, 24.0, "有关工作的通知"),
        *set_lines(FIRST, top=700),
        (90.0, 600.0, 18.0, "农机先行"),
        *set_lines(SECOND, top=570),
    ]
    lines = read(make_pdf([page])).lines
    assert [(line.tag, line.bold, line.text) for line in lines] == [
        ("h1", True, "关于在全县做好春耕生产有关工作的通知"),
        ("p", False, FIRST),
        ("p", True, "农机先行"),
        ("p", False, SECOND),
    ]


def test_a_paragraph_goes_on_over_the_page_and_running_heads_stay_outside() -> None:
    lines = set_lines(FIRST + SECOND + THIRD, top=160)
    pages: list[list[Text]] = [[], [], []]
    for number, line in enumerate(lines):
        pages[number // 3].append((line[0], 700 - 28 * (number % 3), *line[2:]))
    for number, page in enumerate(pages, 1):
        page.insert(0, (90, 800, 9, f"江畔农情第{number}期"))
        page.append((290, 40, 9, f"— {number} —"))
    source = read(make_pdf(pages[:3]))
    joined = "".join(line[3] for line in lines[:9])
    assert texts(source) == [joined]
    assert {line.furniture for line in source.lines if line.text.startswith("江畔")} == {"running_head"}
    assert {line.furniture for line in source.lines if line.text.startswith("—")} == {"page_number"}


def test_columns_are_read_one_after_the_other() -> None:
    left = [(line[0], line[1], *line[2:]) for line in set_lines(FIRST * 2, top=700, left=60, width=14)]
    right = set_lines(SECOND * 3, top=700, left=320, width=14)
    mixed = [line for pair in zip(left, right, strict=False) for line in pair]
    rest = [*left[len(right) :], *right[len(left) :]]
    source = read(make_pdf([[(180, 780, 24, "两栏的报纸"), *mixed, *rest]]))
    assert texts(source) == ["两栏的报纸", FIRST * 2, SECOND * 3]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("修船", "三万"),
        ("铺路", "二十万"),
        ("种树", "五千"),
        ("挖井", "一万"),
        ("架桥", "百万"),
        ("买牛", "四千"),
    ]
    page = [
        line
        for n, (name, cost) in enumerate(rows)
        for line in ((90, 700 - 30 * n, 16, name), (350, 700 - 30 * n, 16, cost))
    ]
    joined = "".join(texts(read(make_pdf([page]))))
    assert [joined.index(name) for row in rows for name in row] == sorted(
        joined.index(name) for row in rows for name in row
    )


def test_a_line_drawn_font_by_font_is_read_from_left_to_right() -> None:
    # Word processors draw quotation marks, set in another font, after the rest of the line.
    page = [(90, 700, 16, "老秦说"), (170, 700, 16, "桥修好了我就退休"), (138, 700, 16, "：“"), (298, 700, 16, "。”")]
    assert texts(read(make_pdf([page]))) == ["老秦说：“桥修好了我就退休。”"]


def test_a_title_that_stands_twice_is_two_lines() -> None:
    page = [(200, 780, 24, "春耕见闻"), (200, 740, 24, "春耕见闻"), *set_lines(FIRST, top=680)]
    source = read(make_pdf([page]))
    assert texts(source) == ["春耕见闻", "春耕见闻", FIRST]
    assert analyze(source).title == "春耕见闻"


def test_a_page_number_is_no_year_in_the_text() -> None:
    page = [*set_lines(FIRST, top=700), (90, 560, 16, "2024"), (290, 40, 9, "12")]
    source = read(make_pdf([page]))
    assert [line.furniture for line in source.lines] == ["", "", "page_number"]


def test_a_page_without_text_is_told() -> None:
    source = read(make_pdf([set_lines(FIRST, top=700), []]))
    assert [(damage.kind, damage.count) for damage in source.damage] == [("picture_pages", 1)]


def test_a_cut_file_is_told() -> None:
    data = make_pdf([set_lines(FIRST, top=700)])
    source = read(data[: data.index(b"xref")])
    assert texts(source) == [FIRST]
    assert [damage.kind for damage in source.damage] == ["cut_archive"]
    assert analyze(source).completeness.truncated


def test_pictures_of_pages_are_refused_with_advice() -> None:
    with pytest.raises(UnsupportedInputError, match=r"no text layer.*ocrmypdf"):
        read(make_pdf([[], []]))


def test_a_font_that_does_not_tell_its_characters_is_refused() -> None:
    with pytest.raises(UnsupportedInputError, match=r"do not tell what their characters are.*--force-ocr"):
        read(make_pdf([set_lines("\ue001\ue002\ue003" * 9, top=700)]))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"])
def test_what_only_begins_like_a_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedInputError, match="no sound PDF"):
        read(data)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["会议决", "定"], "会议决定"),
        (["人均 GDP", "增长"], "人均 GDP增长"),
        (["the old", "town"], "the old town"),
        (["infor-", "mation"], "information"),
        (["infor\u00ad", "mation"], "information"),
        (["2019-", "2024年"], "2019-2024年"),
        (["COVID-", "Act"], "COVID- Act"),
    ],
)
def test_lines_are_joined_as_they_were_before_print(lines: list[str], text: str) -> None:
    assert join_texts(lines) == text
