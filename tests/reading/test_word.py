import docx
import pytest
from docx.shared import Pt, RGBColor
from summarizer.model import Source
from summarizer.reading import read_source
from summarizer.structure import analyze

from tests.reading.documents import make_word, save

PARAGRAPH = "渡口安全关系群众生命财产，各乡镇要在六月底前完成检查，并把结果报县交通运输局。"


def read(data: bytes) -> Source:
    return read_source(data, name="a.docx")


def tags(source: Source) -> list[tuple[str, str]]:
    return [(line.tag, line.text) for line in source.lines if not line.furniture]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_styles_make_title_and_headings() -> None:
    document = docx.Document()
    document.add_heading("渡口安全管理办法", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph(PARAGRAPH)
    document.add_heading("检查范围", 2)
    document.add_paragraph("船舶")
    document.core_properties.title = "管理办法"
    document.core_properties.author = "打字员"
    source = read(save(document))
    assert tags(source) == [
        ("h1", "渡口安全管理办法"),
        ("h2", "总体要求"),
        ("p", PARAGRAPH),
        ("h3", "检查范围"),
        ("p", "船舶"),
    ]
    assert (source.format, source.encoding, source.damage) == ("docx", "utf-8", ())
    assert (source.declared["title"], source.declared["author"]) == ("管理办法", "打字员")
    found = analyze(source)
    assert found.title == "渡口安全管理办法"
    assert [section.heading for section in found.sections if section.heading] == ["总体要求", "检查范围"]
    assert found.metadata == {}, "who typed a file, and when, is not who issued the text"


def test_a_title_is_known_by_its_size_but_not_the_red_name_above_it() -> None:
    document = docx.Document()
    for text, size, red in (
        ("江口县人民政府", 40, True),
        ("江政发〔2024〕7号", 16, False),
        ("关于渡口安全的通知", 22, False),
    ):
        run = document.add_paragraph().add_run(text)
        run.font.size = Pt(size)
        if red:
            run.font.color.rgb = RGBColor(255, 0, 0)
    for level, text in ((1, "总体要求"), (0, PARAGRAPH), (1, "工作安排"), (0, PARAGRAPH)):
        document.add_paragraph(text, style="Heading 1" if level else None)
    source = read(save(document))
    assert [line.tag for line in source.lines] == ["p", "p", "h1", "h2", "p", "h2", "p"]
    found = analyze(source)
    assert found.title == "关于渡口安全的通知"
    assert found.metadata["number"] == "江政发〔2024〕7号"


LEVELS = """<w:abstractNum w:abstractNumId="3">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:pStyle w:val="third"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3.%4"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"""
STYLES = """<w:style w:type="paragraph" w:styleId="third"><w:name w:val="三级"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style><w:style w:type="paragraph" w:styleId="heavy"><w:name w:val="重"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="heavier"><w:name w:val="更重"/><w:basedOn w:val="heavy"/></w:style>"""


def numbered(level: int, text: str, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_that_word_counts_are_in_the_text() -> None:
    body = (
        numbered(0, "总体要求") + numbered(1, "指导思想") + numbered(1, "基本原则") + numbered(0, "主要任务", 2)
        + numbered(1, "检修") + p("船舶", '<w:pStyle w:val="third"/>') + numbered(3, "木船") + numbered(4, "舢板")
        + numbered(0, "不编号", 0) + numbered(0, "另起", 5) + numbered(0, "接着", 5)
    )  # fmt: skip
    source = read(make_word(body, {"numbering": LEVELS, "styles": STYLES}))
    assert [line.text for line in source.lines] == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "二、主要任务", "（一）检修", "1. 船舶", "1.1 木船",
        "• 舢板", "不编号", "七、另起", "八、接着",
    ]  # fmt: skip
    assert [line.tag for line in source.lines if line.text.startswith("•")] == ["li"]


def test_what_a_reader_does_not_see_is_no_text() -> None:
    body = (
        "<w:p><w:r><w:t>可见</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>加上</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>后</w:t><w:br/><w:t>换行</w:t></w:r></w:p>"
        "<w:p/><w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>"
    )
    assert tags(read(make_word(body))) == [("p", "可见加上链接 后"), ("p", "换行"), ("p", "控件")]


def test_a_text_box_stands_once() -> None:
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>"
        + box
        + "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>"
    )
    assert [line.text for line in read(make_word(body)).lines] == ["框外", "框中"]


def test_tables_are_read_cell_by_cell() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>"

    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('项目')}{cell('金额')}</w:tr>"
        f"<w:tr>{cell('修船')}{cell('三万元', '含税')}</w:tr>"
    )
    around = f"<w:tbl><w:tr><w:tc>{p('框里的正文。')}<w:tbl>{rows}</w:tbl></w:tc></w:tr></w:tbl>"
    assert tags(read(make_word(around))) == [
        ("p", "框里的正文。"), ("th", "项目"), ("th", "金额"), ("td", "修船"), ("p", "三万元"), ("p", "含税"),
    ]  # fmt: skip


def test_notes_and_running_heads_are_no_part_of_the_text() -> None:
    line = f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote>'
    notes = f'{line}<w:footnote w:id="2">{p("见年鉴。")}</w:footnote>'
    source = read(make_word(p("正文。"), {"footnotes": notes, "header": p("内部资料"), "footer": p("第1页")}))
    assert [(line.text, line.area, line.furniture) for line in source.lines] == [
        ("正文。", "", ""),
        ("[2] 见年鉴。", "notes", "note"),
        ("内部资料", "header", "running_head"),
        ("第1页", "footer", "running_foot"),
    ]


@pytest.mark.parametrize(
    ("properties", "run", "bold"),
    [
        ("", "<w:b/>", True),
        ("", '<w:b w:val="0"/>', False),
        ('<w:pStyle w:val="heavier"/>', "", True),
        ('<w:pStyle w:val="heavier"/>', '<w:b w:val="false"/>', False),
        ("", "", False),
    ],
)
def test_bold_is_the_look_of_the_whole_paragraph(properties: str, run: str, *, bold: bool) -> None:
    body = (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>小标题</w:t></w:r><w:r><w:t> </w:t></w:r></w:p>"
    )
    assert [line.bold for line in read(make_word(body, {"styles": STYLES})).lines] == [bold]


def test_strict_documents_have_other_namespaces() -> None:
    body = '<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:r><w:t>严格</w:t></w:r></w:p>'
    assert read(make_word(body)).view == "严格"


def test_a_cut_document_is_read_as_far_as_it_goes() -> None:
    # A paragraph of which no two are alike packs badly, so that half the bytes hold about half the text.
    paragraphs = [p(f"第{number}段：" + chr(0x4E00 + number * 7 % 9000) * 3 + "。") for number in range(2000)]
    data = make_word("".join(paragraphs))
    assert len(read(data).lines) == 2000
    source = read(data[: len(data) // 2])
    assert [(damage.kind, damage.line) for damage in source.damage] == [("cut_archive", None)]
    assert 400 < len(source.lines) < 2000
    assert analyze(source).completeness.truncated
