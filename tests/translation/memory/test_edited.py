"""Editors, browsers and word processors change briefs in their own ways; what they hold must still be read."""

import io
import json
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from summarizer.errors import InputError, UnsupportedInputError
from summarizer.translation.memory.edited import read_edited

MARKDOWN = r"""---
title: "关于账本的谈话"
---
# 关于账本的谈话 ◎

*A talk on \*ledgers\**

> [!WARNING]
> **Incomplete source 原文不完整**

## 一、为什么记账

*I. Why keep books*

| Place 位置 | 中文 | English | Notes 附注 |
|---|:--|---|---|
| 1:1 L3 | \*\*\*同志说：“账要清。” | Comrade \*\*\* said: "Keep &lt;clear> books \| accounts." | ✓ |
|1:2 L4|还差一条| One more is ✂|✂; § 账本 = ledger|
| 1:3 L5 | 没有译文。 |  | |

**Figures 数字**: 3 = 3

## 二、怎样记账
| Place 位置 | 中文      | English             |
|------------|:---------:|---------------------|
| 2:1 L9     | 一天一记。 | Enter things daily. |
| 2:2 L9     | 一月一结。 | Close them | monthly. |

## Terms 术语

| 中文 | Pinyin 拼音 | English | Count 次数 | Source 出处 |
|---|---|---|---|---|
| 账本 | zhàngběn | ledger | 2 | glossary |

## Notes 说明

- **Signature 签名**: `x`
"""
PAIRS = [
    ("关于账本的谈话", "A talk on *ledgers*"),
    ("一、为什么记账", "I. Why keep books"),
    ("***同志说：“账要清。”", 'Comrade *** said: "Keep <clear> books | accounts."'),
    ("还差一条", "One more is"),
    ("没有译文。", ""),
    ("一天一记。", "Enter things daily."),
]


def read(tmp_path: Path, name: str, data: str | bytes) -> list[tuple[str, str]]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [(pair.zh, pair.en) for pair in read_edited(path).pairs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_markdown(tmp_path: Path, encoding: str, newline: str) -> None:
    text = MARKDOWN.replace("\n", newline)
    if encoding == "gb18030":
        text = text.replace("✂", "")
    assert read(tmp_path, "brief.md", text.encode(encoding)) == PAIRS


def test_a_row_with_a_stray_bar_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert read_edited(path).unreadable == ("2:2 L9: the row has 4 cells, the table 3",)


def test_interleaved_markdown(tmp_path: Path) -> None:
    text = """## 一、为什么记账

**1:1 L3**; ✓

1\\. 账要清。

1\\. Keep clear
books.

**1:2 L4**

没有译文。

**1:3 L5**; ≈

最后一句。

The last one.
"""
    assert read(tmp_path, "brief.md", text) == [
        ("1. 账要清。", "1. Keep clear books."),
        ("最后一句。", "The last one."),
    ]


HTML = """<!DOCTYPE html><html><body>
<h1 id="s" lang="zh-Hans">谈话</h1><p lang="en"><em>Talk</em></p>
<h2 id="s1" lang="zh-Hans">一、账</h2>
<p class="heading-en" lang="en"><em>I. Books</em></p>
<table><thead><tr><th>Place <span lang="zh-Hans">位置</span></th><th><span lang="zh-Hans">中文</span></th>
<th>English</th></tr></thead>
<tbody><tr id="1:1"><th><a href="#1:1">1:1 <span>L3</span></a></th><td class="zh">账要清。</td>
<td class="en">Keep clear <b>books</b>.<ul class="marks"><li>§ 账 = books</li></ul></td></tr>
<tr><th>1:2</th><td>还差一条</td><td>One more is <span class="cut">✂</span></td></tr></tbody></table>
<div class="pair" id="1:3"><p class="where">1:3</p><p lang="zh-Hans">末句。</p><p lang="en">The end.</p>
<ul class="marks"><li>x</li></ul></div>
</body></html>"""


def test_html(tmp_path: Path) -> None:
    assert sorted(read(tmp_path, "brief.html", HTML)) == sorted(
        [
            ("谈话", "Talk"),
            ("一、账", "I. Books"),
            ("账要清。", "Keep clear books."),
            ("还差一条", "One more is"),
            ("末句。", "The end."),
        ]
    )


def test_json(tmp_path: Path) -> None:
    brief = {
        "title": {"zh": "谈话", "en": "Talk"},
        "sections": [{"heading": {"zh": None, "en": None}, "pairs": [{"zh": "账要清。", "en": None}]}],
    }
    assert read(tmp_path, "brief.json", json.dumps(brief)) == [("谈话", "Talk"), ("账要清。", "")]


def test_csv(tmp_path: Path) -> None:
    assert read(tmp_path, "brief.csv", '\ufeffplace,zh,en\n1:1,账要清。,"Keep, clear"\n') == [
        ("账要清。", "Keep, clear")
    ]


def test_word_with_tracked_changes(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Place 位置", "中文", "English"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("1:1", "账要清。", "Keep "), strict=True):
        cell.text = text
    paragraph = table.rows[1].cells[2].paragraphs[0]._p
    for change in (
        "<w:del {}><w:r><w:delText>old</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>clear.</w:t></w:r></w:ins>",
    ):
        paragraph.append(parse_xml(change.format(f'{nsdecls("w")} w:id="1" w:author="x"')))
    out = io.BytesIO()
    document.save(out)
    assert read(tmp_path, "brief.docx", out.getvalue()) == [("账要清。", "Keep clear.")]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("brief.pdf", b"%PDF", "nothing can be learned from a .pdf file"),
        ("brief.md", b"# no table\n", "no row of Chinese beside English"),
        ("brief.md", b"\xff\xff\xff", "encoding"),
        ("brief.html", b"", "no HTML"),
        ("brief.json", b'{"a": 1}', "no JSON brief"),
        ("brief.json", b"[" * 100_000, "no JSON brief"),
        ("brief.docx", b"PK", "no Word document"),
    ],
)
def test_what_is_no_brief(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read(tmp_path, name, data)
    assert caught.value.hint


def test_kinds_of_file(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedInputError, match="nameless"):
        read_edited(tmp_path)
