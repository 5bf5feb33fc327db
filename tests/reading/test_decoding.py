import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.errors import UsageError
from summarizer.reading import read_source
from summarizer.reading.decoding import decode

SIMPLIFIED = "市政府今天召开会议，研究老旧小区改造工作。会议要求，各区在六月底前报送方案。\n住建局负责督查。\n"
TRADITIONAL = "市政府今天召開會議，研究老舊社區改造工作。會議要求，各區在六月底前報送方案。\n建設局負責督查。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_simplified_text_needs_no_label(encoding: str) -> None:
    decoded = decode(SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.damage) == (SIMPLIFIED, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_traditional_text_needs_no_label(encoding: str) -> None:
    decoded = decode(TRADITIONAL.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.damage) == (TRADITIONAL, encoding, ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030"])
def test_chinese_labels_mean_the_largest_set(label: str) -> None:
    page = f'<meta charset="{label}"><p>朱镕基、喆、龑</p>'
    decoded = decode(page.encode("gb18030"), markup=True)
    assert (decoded.text, decoded.encoding) == (page, "gb18030")


def test_a_wrong_label_is_not_believed() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode(), markup=True).encoding == "utf-8"
    page = page.replace("gb2312", "utf-8")
    assert decode(page.encode("gb18030"), markup=True).encoding == "gb18030"


def test_a_right_label_helps_where_the_text_is_too_short() -> None:
    page = '<?xml version="1.0" encoding="big5"?><p>龔</p>'
    assert decode(page.encode("big5"), markup=True).text == page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_bad_byte_is_counted_with_its_line(encoding: str) -> None:
    data = TRADITIONAL.encode(encoding) + b"\xff\n" + TRADITIONAL.encode(encoding)
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text == TRADITIONAL + "\ufffd\n" + TRADITIONAL
    assert [(d.kind, d.count, d.line) for d in decoded.damage] == [("bad_bytes", 1, 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_cut_inside_a_character_is_told(encoding: str, end: str) -> None:
    if encoding == "utf-16-le" and end:
        pytest.skip("a byte too few shifts the line end itself")
    data = ("\n" + TRADITIONAL.rstrip()).encode(encoding)[:-1] + end.encode(encoding)
    decoded = decode(data)
    assert decoded.text == "\n" + TRADITIONAL.rstrip()[:-1] + end
    assert [(d.kind, d.count, d.line) for d in decoded.damage] == [("cut_character", 1, 3)]


def test_line_ends_become_newlines() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


def test_the_users_word_wins() -> None:
    data = SIMPLIFIED.encode("gb18030")
    assert decode(data, encoding="GBK").text == SIMPLIFIED
    assert decode(data, encoding="big5").encoding == "big5hkscs"


@pytest.mark.parametrize("name", ["no-such", "rot13", "zlib", "idna", "unicode_escape", "utf\x008", ""])
def test_an_unknown_encoding_is_a_clear_error(name: str) -> None:
    with pytest.raises(UsageError, match="no encoding named"):
        decode(b"abc", encoding=name)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_told_damage(data: bytes) -> None:
    decoded = decode(data)
    assert ("\ufffd" in decoded.text) == any(d.kind == "bad_bytes" for d in decoded.damage)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(min_value=12, max_value=len(SIMPLIFIED)), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]))
def test_any_beginning_of_a_text_is_read_in_its_encoding(length: int, encoding: str) -> None:
    part = SIMPLIFIED[:length] + "\n"
    assert decode(part.encode(encoding)).text == part


HONG_KONG = "佢哋喺茶餐廳傾偈，嗰個後生仔話聽日再嚟，老闆娘話冇問題。"


def test_hong_kongs_own_characters_are_read() -> None:
    decoded = decode(HONG_KONG.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding, decoded.damage) == (HONG_KONG, "big5hkscs", ())


SENTENCES = {
    True: [
        "市府今日召開會議，研究老舊社區改造工作。",
        "「路修好了，心裡就踏實了。」村民老李說。",
        "第二章　申報材料與審批程序",
    ],
    False: [
        "财政局安排资金三千万元，六月底前到位。",
        "“桥修好了，我就退休。”船工老秦说。",
        "第三条　本办法自公布之日起施行",
    ],
}
ENCODINGS = {True: ["utf-8", "gb18030", "big5hkscs"], False: ["utf-8", "gb18030"]}


@settings(max_examples=120, derandomize=True, deadline=None)
@given(
    data=st.data(),
    traditional=st.booleans(),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    places=st.lists(st.tuples(st.floats(0, 1), st.sampled_from([b"", b"\xff", b"\x81", b"\xc3\xa4"])), max_size=2),
    cut=st.integers(0, 20),
)
def test_damage_costs_only_the_lines_it_is_on(
    data: st.DataObject, traditional: bool, ends: str, places: list[tuple[float, bytes]], cut: int
) -> None:
    encoding = data.draw(st.sampled_from(ENCODINGS[traditional]))
    lines = data.draw(st.lists(st.sampled_from(SENTENCES[traditional]), min_size=4, max_size=12))
    raw = bytearray(ends.join([*lines, ""]).encode(encoding))
    for place, new in places:
        at = int(place * (len(raw) - 1))
        raw[at : at + 1] = new
    decoded = decode(bytes(raw[: len(raw) - cut]))
    assert decoded.encoding == encoding
    read = decoded.text.split("\n")
    assert sum(line in read for line in lines) >= len(lines) - 2 * len(places) - (cut > 0)
    assert set(read) <= {*lines, ""} or places or cut


def test_a_cut_page_tells_the_line_of_the_view() -> None:
    page = "<html><head><meta charset='gb2312'></head>\n\n<body><p>第一段。</p>\n<p>第@二段。</p><p>第三段，还没写"
    source = read_source(page.encode("gb18030").replace(b"@", b"\xff")[:-1], name="a.html")
    assert [(damage.kind, damage.line) for damage in source.damage] == [("bad_bytes", 2), ("cut_character", 3)]
