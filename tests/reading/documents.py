"""Small documents of every format, made by the tests themselves."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx

Text = tuple[float, float, float, str]
"""Left, baseline, size and words of a line of print."""

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def save(document: "docx.document.Document") -> bytes:
    """Return the bytes of a document that python-docx built."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_zip(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_word(body: str, parts: Mapping[str, str] | None = None, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a Word document with this XML in its body; `parts` are the inside of styles, numbering, footnotes ..."""
    parts = parts or {}
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "mc": "urn:mc"}
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(f'<Relationship Id="r{part}" Type="{relation}/{part}" Target="{part}.xml"/>' for part in parts)
    files = {
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    roots = {"header": "hdr", "footer": "ftr"}
    files |= {
        f"word/{part}.xml": f"<w:{roots.get(part, part)} {spaces}>{inside}</w:{roots.get(part, part)}>"
        for part, inside in parts.items()
    }
    return make_zip(files, method)


def make_epub(pages: Sequence[str], *, metadata: str = "<dc:title>渡口</dc:title>", **parts: str) -> bytes:
    """Return a book; `parts` are further files, by names with `/` and `.` written as `__` and `_`."""
    items = "".join(
        f'<item id="p{i}" href="p%20{i}.xhtml" media-type="application/xhtml+xml"/>' for i in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{i}"/>' for i in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    nav = "<html><body><nav><ol><li><a href='p%200.xhtml'>第一章</a></li></ol></nav></body></html>"
    return make_zip(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/a.opf": package}
        | {"OEBPS/nav.xhtml": nav}
        | {f"OEBPS/p {i}.xhtml": page for i, page in enumerate(pages)}
        | {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    )


def make_pdf(pages: Sequence[Sequence[Text]], *, info: str = "", named: bool = True) -> bytes:
    """Return a PDF with these lines of print.

    Args:
        pages: The lines of each page, which is A4 and measured from below left.
        info: The inside of the dictionary of properties.
        named: Whether the font tells what its characters are.
    """
    chars = sorted({char for page in pages for *_, words in page for char in words})
    codes = {char: number for number, char in enumerate(chars, 1)}
    mapping = "".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{mapping}endbfchar\nendcmap end end"
    )
    descriptor = (
        "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]"
        "/Ascent 880/Descent -120/CapHeight 700/ItalicAngle 0/StemV 80>>"
    )
    unicode = "/ToUnicode 5 0 R" if named else ""
    objects: list[str | bytes] = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]{unicode}>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor{descriptor}>>",
        make_stream(cmap.encode()),
        f"<<{info}>>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {8 + 2 * number} 0 R>>"
        )
        objects.append(make_stream("".join(_draw(line, codes) for line in page).encode()))
    return build_pdf(objects)


def make_stream(data: bytes, dictionary: str = "") -> bytes:
    return f"<</Length {len(data)}{dictionary}>>stream\n".encode() + data + b"\nendstream"


def build_pdf(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """Return a PDF file of these objects; the first is the catalogue, the sixth the properties."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each.encode() if isinstance(each, str) else each)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R/Info 6 0 R{trailer}>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def _draw(line: Text, codes: Mapping[str, int]) -> str:
    left, base, size, words = line
    return f"BT /F1 {size} Tf {left} {base} Td <{''.join(f'{codes[char]:04x}' for char in words)}> Tj ET\n"


def set_lines(paragraph: str, *, top: float, left: float = 90, width: int = 26, size: float = 16) -> list[Text]:
    """Return the lines of a paragraph as Chinese print sets them: the first indented by two characters."""
    lines = [(left + 2 * size, top, size, paragraph[: width - 2])]
    for start in range(width - 2, len(paragraph), width):
        top -= 1.75 * size
        lines.append((left, top, size, paragraph[start : start + width]))
    return lines
