import pytest
from summarizer.errors import UnsupportedInputError
from summarizer.model import Source
from summarizer.reading import read_source
from summarizer.structure import analyze

from tests.reading.documents import make_epub, make_zip

CHAPTERS = (
    "<html><head><title>x</title></head><body><h1>第一章 渡口</h1><p>清晨六点，第一班船离岸。</p></body></html>",
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script/></head>'
    "<body><h1>第二章 大桥</h1><p>桥修好了，&nbsp;船工退休了。</p></body></html>",
)
METADATA = (
    "<dc:title>江畔纪事</dc:title><dc:creator>秦山</dc:creator><dc:date>2021-03-04T00:00:00Z</dc:date>"
    "<dc:publisher>江畔出版社</dc:publisher>"
)


def read(data: bytes) -> Source:
    return read_source(data, name="a.epub")


def test_chapters_come_in_the_order_of_the_spine() -> None:
    source = read(make_epub(CHAPTERS, metadata=METADATA))
    assert [(line.tag, line.text) for line in source.lines if not line.furniture] == [
        ("h1", "第一章 渡口"),
        ("p", "清晨六点，第一班船离岸。"),
        ("h1", "第二章 大桥"),
        ("p", "桥修好了， 船工退休了。"),
    ]
    assert [(line.text, line.furniture) for line in source.lines if line.furniture] == [("第一章", "table_of_contents")]
    assert source.declared == {"title": "江畔纪事", "author": "秦山", "date": "2021-03-04", "organ": "江畔出版社"}
    found = analyze(source)
    assert found.title == "江畔纪事"
    assert [section.heading for section in found.sections if section.heading] == ["第一章 渡口", "第二章 大桥"]
    assert found.metadata == {"byline": "秦山", "date": "2021-03-04", "organ": "江畔出版社"}


def test_a_cut_book_is_read_as_far_as_it_goes() -> None:
    data = make_epub(CHAPTERS)
    source = read(data[: data.index(b"OEBPS/p 1.xhtml") + 60])
    assert [damage.kind for damage in source.damage] == ["cut_archive"]
    assert "第一班船离岸。" in source.view


def test_fonts_may_be_locked_and_text_may_not() -> None:
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="%s"/></EncryptedData></encryption>'
    font = lock % "http://www.idpf.org/2008/embedding"
    assert read(make_epub(CHAPTERS, **{"META-INF__encryption_xml": font})).lines
    with pytest.raises(UnsupportedInputError, match=r"locked \(DRM\)"):
        read(make_epub(CHAPTERS, **{"META-INF__encryption_xml": lock % "http://www.w3.org/2001/04/xmlenc#aes128-cbc"}))


def test_a_book_without_pages_is_refused() -> None:
    with pytest.raises(UnsupportedInputError, match="no page of the book"):
        read(make_zip({"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"}))
