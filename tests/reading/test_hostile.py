"""Input made to harm, or just broken: a clear error at once, or what can be read of it, and never anything else."""

import os
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summarizer.briefs import outline, read_document
from summarizer.errors import EmptyInputError, InputError, OversizeInputError, SummarizerError, UnsupportedInputError
from summarizer.model import Selection
from summarizer.reading import read_source

from tests.reading.documents import build_pdf, make_epub, make_pdf, make_stream, make_word, make_zip, set_lines

PARAGRAPH = "<w:p><w:r><w:t>渡口安全关系群众生命财产。</w:t></w:r></w:p>"
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 '哈'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 30)) + "]>"
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)


def lock_zip(data: bytes) -> bytes:
    """Mark every part as encrypted, as zip programs do with a password."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = data.split(signature)
        data = signature.join([parts[0], *(part[: at - 4] + b"\x01\x00" + part[at - 2 :] for part in parts[1:])])
    return data


def lock_pdf() -> bytes:
    key = "/Encrypt 4 0 R/ID[<00><00>]"
    lock = f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
    pages = "<</Type/Pages/Count 0/Kids[]>>"
    return build_pdf(["<</Type/Catalog/Pages 2 0 R>>", pages, "<<>>", lock, "<<>>", "<<>>"], key)


def lie_about_size(data: bytes) -> bytes:
    """Say in the directory that every part has ten bytes."""
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data = data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]
    return data


ZEROS = "<w:document xmlns:w='w'><w:body>" + " " * (50 << 20)
BOMB = make_zip({"word/document.xml": ZEROS})
WIDE_BOMB = make_zip({"word/document.xml": "<a/>", **{f"word/x{i}.xml": "" for i in range(20_001)}})

REFUSED = [
    ("a.txt", b"", EmptyInputError, "it is empty"),
    ("a.docx", b"", EmptyInputError, "it is empty"),
    ("a.txt", b"\n\n", EmptyInputError, "no text"),
    ("a.txt", random.Random(7).randbytes(4096), UnsupportedInputError, "no text in any encoding"),
    ("a.dat", b"\x00\x01\x02binary\xff", UnsupportedInputError, "no text in any encoding"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), UnsupportedInputError, r"old Office file.*\.docx"),
    ("a.docx", ENCRYPTED, UnsupportedInputError, "locked with a password"),
    ("a.docx", lock_zip(make_word(PARAGRAPH)), UnsupportedInputError, "locked with a password"),
    ("a.pdf", lock_pdf(), UnsupportedInputError, "locked with a password"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), UnsupportedInputError, r"a picture.*OCR"),
    ("a.pdf", make_pdf([[]]), UnsupportedInputError, r"no text layer.*ocrmypdf"),
    ("a.docx", BOMB, OversizeInputError, "times larger by unpacking"),
    ("a.docx", lie_about_size(BOMB), UnsupportedInputError, "damaged"),
    ("a.docx", BOMB[:-30], OversizeInputError, "times larger"),
    ("a.docx", WIDE_BOMB, OversizeInputError, "20,000 parts"),
    ("a.docx", make_zip({"word/document.xml": "<a/>", "../../evil": "x"}), UnsupportedInputError, "leads out of it"),
    ("a.docx", make_zip({"word/document.xml": "<a/>", "C:\\evil": "x"}), UnsupportedInputError, "leads out of it"),
    ("a.epub", make_zip({"mimetype": "application/epub+zip", "/etc/x": "x"}), UnsupportedInputError, "leads out of it"),
    ("a.docx", make_zip({"word/document.xml": LAUGHS + "<a>&a29;</a>"}), UnsupportedInputError, "XML entities"),
    ("a.docx", make_zip({"word/document.xml": OUTSIDE + "<a>&x;</a>"}), UnsupportedInputError, "XML entities"),
    ("a.docx", make_zip({"word/document.xml": f"{LAUGHS}<a/>".encode("utf-16")}), UnsupportedInputError, "entit"),
    ("a.epub", make_epub([], OEBPS__a_opf=LAUGHS + "<package>&a29;</package>"), UnsupportedInputError, "entities"),
    ("a.docx", make_zip({"word/document.xml": "<w:document"}), UnsupportedInputError, "no well-formed XML"),
    ("a.docx", make_zip({"word/document.xml": "<a/>"}), UnsupportedInputError, "no Word document"),
    ("a.docx", make_zip({"word/document.xml": "<b>" * 5000}), UnsupportedInputError, "no well-formed XML"),
    ("a.docx", make_zip({"word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2), UnsupportedInputError, "unusual method"),
    ("a.zip", make_zip({"a.txt": "x"}), UnsupportedInputError, "archive without"),
    ("a.docx", b"PK\x03\x04" + bytes(200), UnsupportedInputError, "."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"), [pytest.param(*row, id=f"{n}-{row[3][:20]}") for n, row in enumerate(REFUSED)]
)
def test_it_is_refused_with_reason_and_advice(name: str, data: bytes, kind: type[InputError], said: str) -> None:
    with pytest.raises(kind, match=said) as caught:
        read_source(data, name=name)
    assert caught.value.where.startswith(name)
    assert caught.value.hint


def test_a_page_with_an_entity_bomb_is_read_without_it() -> None:
    page = LAUGHS + "<html><p>正文&a29;完。</p></html>"
    for source in (
        read_source(page.encode(), name="a.html"),
        read_source(make_epub([page]), name="a.epub"),
    ):
        assert "正文" in source.view
        assert len(source.view) < 5000


def bomb_pdf(packed_once: int = 512, *, pages: int = 1, filters: str = "/FlateDecode") -> bytes:
    """Return a PDF each of whose pages unpacks to so many times 4 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"q Q " * (1 << 20)) for _ in range(packed_once)) + packer.flush()
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(pages))
    objects: list[str | bytes] = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    objects += ["<<>>"] * 4
    for number in range(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents {8 + 2 * number} 0 R>>")
        objects.append(make_stream(packed, f"/Filter{filters}"))
    return build_pdf(objects)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb_pdf(20), "one of its streams unpacks to more than 64 MB"),
        (bomb_pdf(10, pages=4), "its streams unpack to more than 128 MB"),
        (bomb_pdf(1, filters="[/FlateDecode /FlateDecode]"), "packed twice"),
    ],
)
def test_a_pdf_made_to_exhaust_memory_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(OversizeInputError, match=said):
        read_source(data, name="a.pdf")


def repeat(unit: str, times: int) -> bytes:
    return (unit * times).encode()


LARGE: dict[str, Callable[[], bytes]] = {
    "a line of 100 MB": partial(repeat, "甲", (34 << 20)),
    "a text of 50 MB": partial(repeat, "县里修了三座桥。\n", (2 << 20)),
    "the largest line": partial(repeat, "甲乙丙丁，戊己庚辛。", 530_000),
    "the largest text of lines": partial(repeat, "县里修了三座桥，\n", 190_000),
    "a page of 30 MB of tags": lambda: b"<html>" + b"<b>" * (10 << 20),
    "the largest page of tags": lambda: b"<html>" + "<b>甲".encode() * 990_000,
    "the largest page of paragraphs": lambda: b"<html>" + "<p>甲".encode() * 190_000,
    "a text of blank lines": lambda: b"\n" * (15 << 20),
    "the largest Word file": lambda: make_word("<w:p/>" * 1_900_000, method=zipfile.ZIP_STORED),
    "a Word file with a bomb beside it": lambda: make_word(PARAGRAPH, {"x": "<!--" + " " * (200 << 20) + "-->"}),
    "a book of bombs": lambda: make_epub(["<p>" + "x" * (50 << 20)] * 3),
    "a PDF whose page unpacks to 2 GB": bomb_pdf,
    "the largest PDF": lambda: bomb_pdf(10, pages=3),
}
CHILD = """
import pathlib, re, sys, time
from summarizer.briefs import outline, read_document
from summarizer.errors import SummarizerError
data, start = pathlib.Path(sys.argv[1]).read_bytes(), time.monotonic()
try:
    print(len(read_document(data, name="a").source.lines), "lines")
except SummarizerError as error:
    print(error)
peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024, round(time.monotonic() - start, 1), file=sys.stderr)
"""


@pytest.mark.benchmark
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux tells it")
@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_large_input_is_answered_in_seconds_and_bounded_memory(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(make())
    command = [sys.executable, "-c", CHILD, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    print(done.stdout, done.stderr)
    assert done.stdout.strip(), done.stderr[-2000:]
    megabytes, seconds = map(float, done.stderr.split())
    assert megabytes < 1024
    assert seconds < 60


SOUND = {
    "a.docx": make_word(PARAGRAPH * 3, {"header": PARAGRAPH}),
    "a.epub": make_epub(["<html><body><h1>第一章</h1><p>船离岸了。</p></body></html>"]),
    "a.pdf": make_pdf([set_lines("清晨六点，渡口的第一班船离岸，船上坐着二十几个赶集的乡亲。", top=700)]),
    "a.html": "<html><body><h1>渡口</h1><p class='a'>船离岸了。</p></body></html>".encode(),
    "a.md": "---\ntitle: 渡口\n---\n# 渡口\n\n- 船离岸了。\n".encode(),
    "a.txt": "渡口\n船离岸了。\n".encode("gb18030"),
}


@settings(max_examples=250, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(SOUND)),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 4)), min_size=1, max_size=6),
    cut=st.none() | st.floats(0, 1),
)
def test_mutated_bytes_are_read_or_refused(
    name: str, changes: list[tuple[float, bytes, int]], cut: float | None
) -> None:
    data = bytearray(SOUND[name])
    for place, new, removed in changes:
        at = int(place * len(data))
        data[at : at + removed] = new
    if cut is not None:
        del data[int(cut * len(data)) :]
    try:
        document = read_document(bytes(data), name=name)
    except SummarizerError as error:
        assert error.hint  # noqa: PT017 - any outcome but another exception is right
    else:
        source = document.source
        assert len(document.roles) == len(source.lines) > 0
        assert all(source.view[line.start : line.end] == line.text for line in source.lines)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    at=st.floats(0, 1),
    new=st.text(alphabet="<>/&;\"'=wp:tblrc 0123甲\u202e", max_size=8),
    removed=st.integers(0, 30),
    part=st.sampled_from(["body", "styles", "numbering", "footnotes"]),
)
def test_mutated_xml_is_read_or_refused(at: float, new: str, removed: int, part: str) -> None:
    texts = {
        "body": "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>船</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl>",
        "styles": "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 1'/>"
        "<w:basedOn w:val='a'/></w:style>",
        "numbering": "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        "footnotes": "<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>",
    }
    place = int(at * len(texts[part]))
    texts[part] = texts[part][:place] + new + texts[part][place + removed :]
    try:
        source = read_source(make_word(texts.pop("body"), texts), name="a.docx")
    except SummarizerError as error:
        assert error.hint  # noqa: PT017
    else:
        assert source.lines


REPEATED = {
    "notices": "阅读全文请登录\n",
    "headings": "一、甲\n",
    "contents": "目录\n",
    "one paragraph": "县里修了三座桥，总投资五亿元。",
    "open brackets": "（甲乙。",
    "open quotations": "“甲乙。",
    "masked names": "***同志",
    "figures": "1",
    "numerals": "一",
    "promises": "要做到三点。",
    "attachments": "附件1：甲\n",
    "page tags": "<p><b>甲乙</b></p>",
    "links": "<a href=x>甲乙</a>",
}


@pytest.mark.benchmark
@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_no_repetition_costs_more_than_its_length(unit: str) -> None:
    def measure(length: int) -> float:
        head = "<html>" if unit.startswith("<") else ""
        data = (head + unit * (length // len(unit)) + "\n县里修了桥。").encode()
        start = time.process_time()
        outline(read_document(data, name="a.txt"), Selection())
        return time.process_time() - start

    measure(1000)  # what is loaded once
    few, many = measure(10_000), measure(80_000)
    assert many < 16 * max(few, 0.05), "eight times the length takes about eight times as long"


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "outline", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
