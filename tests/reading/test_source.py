import pytest
from summarizer.errors import EmptyInputError, OversizeInputError, UnsupportedInputError
from summarizer.model import Source
from summarizer.reading import read_source


def tags(source: Source) -> list[tuple[str, str]]:
    return [(line.tag, line.text) for line in source.lines if line.text]


def test_a_text_files_lines_are_its_own() -> None:
    source = read_source("　　甲段。\r\n\r\n乙段。  \r\n".encode(), name="a.txt")
    assert [line.text for line in source.lines] == ["　　甲段。", "", "乙段。  ", ""]
    assert all(source.view[line.start : line.end] == line.text for line in source.lines)
    assert [line.number for line in source.lines] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "<!DOCTYPE html>\n<p>一</p>", "html"),
        ("a", "<!-- x -->\n<html><p>一</p></html>", "html"),
        ("a.html", "没有标签的一行", "text"),
        ("a.md", "# 题\n\n文", "markdown"),
        ("stdin", "# 题\n\n## 节\n\n文", "markdown"),
        ("stdin", "---\ntitle: 题\n---\n文", "markdown"),
        ("a.txt", "# 号是注释\n# 又一行\n", "text"),
        ("a.txt", "他写道：<html>是标签。", "text"),
    ],
)
def test_content_tells_the_format_before_the_name(name: str, text: str, expected: str) -> None:
    assert read_source(text.encode(), name=name).format == expected


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1", b"{\\rtf1 x}", b"PK\x03\x04rest", bytes(range(256)) * 4],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedInputError):
        read_source(data, name="a.txt")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(EmptyInputError):
        read_source(text.encode(), name="a.txt")


def test_too_large_a_file_is_refused_at_once() -> None:
    with pytest.raises(OversizeInputError, match="16 MB"):
        read_source(b"a" * (17 << 20), name="a.txt")


def test_markdown_lines_keep_their_markup_and_say_what_they_are() -> None:
    text = """---
title: "春耕"
author: [甲, 乙]
---
<!-- 编者
注 -->
总题
====

## 一节 ##
- 项目一
[一个链接](http://example.org/)

```
# 不是标题
```
![图](a.png)
[1]: http://example.org/
| 甲 | 乙 |
"""
    source = read_source(text.encode(), name="a.md")
    assert source.view == text
    assert source.declared == {"title": "春耕", "author": "甲、乙"}
    assert tags(source)[6:] == [
        ("h1", "总题"),
        ("", "===="),
        ("h2", "## 一节 ##"),
        ("li", "- 项目一"),
        ("", "[一个链接](http://example.org/)"),
        ("code", "```"),
        ("code", "# 不是标题"),
        ("code", "```"),
        ("", "![图](a.png)"),
        ("", "[1]: http://example.org/"),
        ("td", "| 甲 | 乙 |"),
    ]
    marked = {line.furniture: line.text for line in source.lines if line.furniture}
    assert marked == {
        "front_matter": "---",
        "html_comment": "注 -->",
        "underline": "====",
        "link_definition": "[1]: http://example.org/",
    }
    assert [line.link_share for line in source.lines if "链接" in line.text] == [1.0]


def test_an_unclosed_comment_hides_only_its_own_line() -> None:
    source = read_source("# 题\n\n<!-- 忘了关\n正文在此。\n".encode(), name="a.md")
    assert [line.text for line in source.lines if line.furniture] == ["<!-- 忘了关"]


def test_html_lines_are_the_visible_blocks() -> None:
    page = """<html><head><title>春耕_某网</title><meta name="author" content="甲"></head><body>
    <div class="nav"><a href="/">首页</a>
      <a href="/n">新闻</a></div>
    <h1>春耕</h1><script>var a = "<p>不见</p>";</script>
    <p>　　第一段，分在
    两行。<br>换行&amp;后</p><p style="x">一<b>二</b>三 <a href="/x">链</a></p>
    <table><tr><td>甲</td><td><p>乙</p></td></tr></table><pre>a
  b</pre></body></html>"""
    source = read_source(page.encode(), name="a.html")
    assert tags(source) == [
        ("", "首页 新闻"),
        ("h1", "春耕"),
        ("p", "第一段，分在两行。"),
        ("p", "换行&后"),
        ("p", "一二三 链"),
        ("td", "甲"),
        ("p", "乙"),
        ("code", "a"),
        ("code", "  b"),
    ]
    assert source.lines[0].area == "nav"
    assert source.lines[0].link_share == 1.0
    assert source.lines[4].link_share == 0.25
    assert source.declared == {"title": "春耕_某网", "author": "甲"}


def test_an_area_that_holds_the_article_is_no_furniture() -> None:
    prose = "<p>这里是正文，说明一件事情的来龙去脉。</p>" * 5
    source = read_source(f'<div id="sidebar">{prose}</div><div id="footer">版权所有</div>'.encode(), name="a.html")
    assert [line.area for line in source.lines] == [""] * 5 + ["footer"]


def test_a_page_made_to_stall_the_parser_is_refused() -> None:
    page = b"<p " + b" ".join(b"a%d='<>'" % i for i in range(50_000)) + b">x"
    with pytest.raises(OversizeInputError):
        read_source(b"<html>" + page, name="a.html")


@pytest.mark.parametrize("tag", ["div", "span", "ul", "table", "blockquote", "font"])
def test_a_page_nested_without_measure_is_read(tag: str) -> None:
    page = f"<html><p>外面。</p>{f'<{tag}>' * 10_000}深处。{f'</{tag}>' * 10_000}<p>最后。</p></html>"
    assert [line.text for line in read_source(page.encode(), name="a.html").lines] == ["外面。", "深处。", "最后。"]


def test_attributes_without_end_are_dropped() -> None:
    attributes = " ".join(f"a{i}=1" for i in range(50_000))
    source = read_source(f"<html><p {attributes}>正文。</p></html>".encode(), name="a.html")
    assert source.view == "正文。"


def test_a_stray_quotation_mark_loses_no_text() -> None:
    rows = "".join(f'<p class="c{i}" id="i{i}">第{i}段的正文在此。</p>' for i in range(400))
    source = read_source(f'<html><p title="甲"">首段。</p>{rows}'.encode(), name="a.html")
    assert source.lines[-1].text == "第399段的正文在此。"
    assert len(source.lines) == 401


def test_entities_are_not_expanded_without_end() -> None:
    page = '<!DOCTYPE html [<!ENTITY a "哈哈哈哈">' + "".join(f'<!ENTITY b{i} "{"&a;" * 10}">' for i in range(20))
    source = read_source((page + "]><p>正文&b1;完。</p>").encode(), name="a.html")
    assert "正文" in source.view
    assert len(source.view) < 2000
