import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.errors import UsageError
from summarizer.reading.decoding import decode

SIMPLIFIED = "市政府今天召开会议，研究老旧小区改造工作。会议要求，各区在六月底前报送方案。\n住建局负责督查。\n"
TRADITIONAL = "市政府今天召開會議，研究老舊社區改造工作。會議要求，各區在六月底前報送方案。\n建設局負責督查。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
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
