"""How a Word brief looks: page, fonts, languages, styles, footer."""

from datetime import datetime
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from summarizer.rendering.sheet import Sheet
from summarizer.text.script import name_script

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

EPOCH = datetime(1980, 1, 1)
"""The first date that a ZIP file can hold; a brief carries no date of its own."""
QUIET = RGBColor(0x5D, 0x5A, 0x55)
"""Colour of what stands beside the text."""
TEXT_WIDTH = 17.4
"""Centimetres between the margins of an A4 page; Letter is 6 mm wider."""
_LATIN = "Calibri"
_HAN = {"zh-Hans": ("Microsoft YaHei", "zh-CN"), "zh-Hant": ("Microsoft JhengHei", "zh-TW")}
"""Font and language that Word is told for each script; programs without the font choose one by the language."""
_SIZES = {
    "Normal": 10.5,
    "Title": 20,
    "Subtitle": 13,
    "Heading 1": 15,
    "Heading 2": 13,
    "Heading 3": 12,
    **{f"Heading {level}": 11 for level in range(4, 10)},
}
"""Points of Word's own styles."""
_OWN_SIZES = {
    "Fact": 10.5,
    "Quiet": 9.5,
    "Heading English": 11,
    "Chinese": 10.5,
    "English": 10.5,
    "Cell": 10.5,
    "Words": 8.5,
    "Place": 8.5,
    "Table Head": 9,
    "Callout": 10.5,
    "Callout Note": 10.5,
}
"""Points of the styles that a brief adds."""
_BEFORE_BORDERS = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl")}
_ALARM = "FFF3DC", "C2700A"
"""Ground and edge of the call-out."""
_NOTE = "F5F2EC", "BDB5A5"


def set_up(document: "WordDocument", sheet: Sheet) -> None:
    """Set page, fonts, languages, styles, footer and properties."""
    chinese = sheet.title.zh + "".join(row.zh for part in sheet.parts for row in part.rows)
    font, language = _HAN[name_script(chinese)]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(2)
    _define_styles(document, font, language)
    _write_footer(section.footer.paragraphs[0], sheet.source)
    properties = document.core_properties
    properties.title, properties.subject = sheet.title.zh[:255], sheet.title.en[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = EPOCH


def _define_styles(document: "WordDocument", font: str, language: str) -> None:
    styles = document.styles
    for name, size in _SIZES.items():
        _set_fonts(styles[name], font, language)
        _restyle(styles[name], size=size)
    for name, size in _OWN_SIZES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(2)
    for name in ("Quiet", "Heading English", "Words", "Place"):
        styles[name].font.color.rgb = QUIET
    styles["Heading English"].font.italic = True
    styles["Table Head"].font.bold = True
    for name in ("Heading English", "Table Head"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Quiet"].paragraph_format.space_before = Pt(4)
    for name in ("Cell", "Place", "Table Head"):
        # Han fonts are taller than Latin ones: by an exact height the lines of a row's cells stay level.
        styles[name].paragraph_format.line_spacing = Pt(15)
    _frame(styles["Callout"], *_ALARM)
    _frame(styles["Callout Note"], *_NOTE)
    _rule_table(styles.add_style("Brief", WD_STYLE_TYPE.TABLE).element)


def _restyle(style: "ParagraphStyle", *, size: float) -> None:
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0x1F, 0x1F, 0x21)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_fonts(style: "ParagraphStyle", font: str, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for name, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)
    properties.insert(0, fonts)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-US")
    lang.set(qn("w:eastAsia"), language)
    properties.append(lang)


def _frame(style: "ParagraphStyle", ground: str, edge: str) -> None:
    """Give a paragraph style a ground and a strong left edge."""
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", edge)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    # Word takes properties in the order of its schema only: both stand before tabs, spacing and indent.
    at = next((n for n, each in enumerate(properties) if each.tag not in _BEFORE_BORDERS), len(properties))
    properties[at:at] = [borders, shade]
    style.paragraph_format.left_indent = Cm(0.4)


def _rule_table(style: "BaseOxmlElement") -> None:
    """Give a table style thin lines between rows and room inside the cells."""
    properties = OxmlElement("w:tblPr")
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BDB5A5")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for side, width in (("top", "50"), ("left", "80"), ("bottom", "50"), ("right", "80")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.extend([borders, margins])
    style.append(properties)


def _write_footer(paragraph: "Paragraph", source: str) -> None:
    paragraph.style = "Normal"  # the style for footers has tabs of its own
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{source}\t")
    page = paragraph.add_run()
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    page._r.addprevious(field)
    field.append(page._r)
    for run in (*paragraph.runs, page):
        run.font.size = Pt(8)
