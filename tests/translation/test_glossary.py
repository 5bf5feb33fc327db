from pathlib import Path

import pytest
from summarizer.errors import InputError, OversizeInputError
from summarizer.model import Rendering, Term
from summarizer.translation.glossary import Glossary, read_glossary
from summarizer.translation.terms import TermEntry

TBX3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
 <conceptEntry id="c1">
  <note>house style</note>
  <langSec xml:lang="zh-CN"><termSec><term>村级账本</term></termSec></langSec>
  <langSec xml:lang="en">
   <termSec><term>village ledger</term></termSec>
   <termSec><term>village account book</term>
    <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
   <termSec><term>rural book</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  </langSec>
 </conceptEntry>
 <conceptEntry id="c2"><langSec xml:lang="de"><termSec><term>Buch</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""
TBX2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
 <termEntry id="e1">
  <langSet xml:lang="zh"><tig><term>村级账本</term></tig></langSet>
  <langSet xml:lang="en"><ntig><termGrp><term>village ledger</term></termGrp></ntig></langSet>
 </termEntry>
</body></text></martif>"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def make(*rows: tuple[str, ...]) -> Glossary:
    entries = [TermEntry(zh=zh, en=en, alternatives=tuple(others), source="glossary") for zh, en, *others in rows]
    return Glossary("own.csv", entries)


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", "zh,en,alternatives,note\n村级账本,village ledger,village book; rural ledger,house style\n", "utf-8"),
        (
            "a.csv",
            "zh,en,alternatives,note\n村级账本,village ledger,village book|rural ledger,house style\n",
            "utf-8-sig",
        ),
        ("a.csv", "备注,译文,原文,备选\nhouse style,village ledger,村级账本,village book；rural ledger\n", "gb18030"),
        (
            "a.tsv",
            "Source\tTarget\tAlt\tNotes\n村级账本\tvillage ledger\tvillage book|rural ledger\thouse style\n",
            "utf-16",
        ),
        (
            "a.csv",
            "zh_CN;en_US;alt;comment\n村级账本;village ledger;village book | rural ledger;house style\n",
            "utf-8",
        ),
    ],
)
def test_columns_are_found_by_their_heads(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    (entry,) = read_glossary(write(tmp_path / name, text, encoding)).lexicon.entries
    assert (entry.zh, entry.en, entry.alternatives) == ("村级账本", "village ledger", ("village book", "rural ledger"))
    assert (entry.note, entry.source) == ("house style", "glossary")


def test_a_list_without_heads_is_read_by_its_script(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path / "a.tsv", 'village "ledger\t村级账本\n'))
    assert [(entry.zh, entry.en) for entry in glossary.lexicon.entries] == [("村级账本", 'village "ledger')]


def test_tbx_of_version_3_prefers_and_rejects(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path / "a.tbx", TBX3))
    (entry,) = glossary.lexicon.entries
    assert (entry.en, entry.alternatives, entry.note) == ("village account book", ("village ledger",), "house style")
    assert glossary.incomplete == 1


def test_tbx_of_version_2(tmp_path: Path) -> None:
    (entry,) = read_glossary(write(tmp_path / "terms.xml", TBX2)).lexicon.entries
    assert (entry.zh, entry.en) == ("村级账本", "village ledger")


def test_two_lines_of_one_term_are_renderings_of_it(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path / "a.csv", "zh,en\n账本,ledger\n账本,book\n账本,ledger\n"))
    assert [(entry.en, entry.alternatives) for entry in glossary.lexicon.entries] == [("ledger", ("book",))]


def test_incomplete_lines_are_counted(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path / "a.csv", "zh,en\n账本,ledger\n台账,\n,book\n\n"))
    assert glossary.describe([]) == "a.csv: 0 hits, 0 misses; 2 incomplete lines of it left out"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "the list is empty"),
        ("a.csv", b"zh,en\n", "holds no term"),
        ("a.csv", b"alpha,beta\ngamma,delta\n", "no column of Chinese and of English"),
        ("a.csv", "账本,账簿\n".encode(), "no column of Chinese and of English"),
        ("a.csv", 'zh,en\n"账本,ledger\n'.encode(), "cannot be read as a table"),
        ("a.csv", b"PK\x03\x04\x00\x00", "binary"),
        ("a.csv", b"\xff\xfeabc", "encoding"),
        ("a.tbx", b"<tbx><unclosed></tbx>", "no well-formed XML"),
        ("a.tbx", b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "entities"),
        ("a.tbx", b"<tbx/>", "holds no term"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read_glossary(path)
    assert caught.value.where == str(path)
    assert caught.value.hint


def test_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_glossary(tmp_path / "none.csv")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(OversizeInputError):
        read_glossary(huge)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        # The table's rendering of the same term is replaced, with its capital and its article.
        ("扩大内需是关键。", "Domestic demand is the key.", "Home demand is the key."),
        ("这是一种新业态。", "This is a new form of business.", None),
        (
            "依靠中央企业。",
            "It relies on a centrally administered state-owned enterprise.",
            "It relies on an SOE of the centre.",
        ),
        # CC-CEDICT's rendering, where the table has none.
        ("他打开了保险柜。", "He opened the safe deposit box.", None),
        # Already there, in another form or as an alternative.
        ("扩大内需。", "Boost home demands.", "Boost home demands."),
        ("发展实体经济。", "Develop the economy of things.", "Develop the economy of things."),
    ],
)
def test_only_an_exact_other_rendering_is_replaced(zh: str, en: str, expected: str | None) -> None:
    glossary = make(
        ("内需", "home demand"),
        ("新业态", "new trade form"),
        ("中央企业", "SOE of the centre"),
        ("保险柜", "strongbox"),
        ("实体经济", "real-goods economy", "economy of things"),
    )
    assert glossary.enforce(zh, en) == (expected or en)


def test_a_rendering_that_stands_more_often_than_its_term_is_left_alone() -> None:
    en = "Domestic demand, yes, domestic demand is weak."
    assert make(("内需", "home demand")).enforce("内需不足。", en) == en


def test_a_change_that_fails_the_checks_is_not_made() -> None:
    en = "Domestic demand is weak."
    assert make(("内需", "home demand")).enforce("内需不足。", en, passes=lambda _: False) == en


def test_use_is_described() -> None:
    def term(zh: str, en: str, source: str) -> Term:
        return Term(zh=zh, en=en, pinyin="", source=source)

    renderings = [
        Rendering(
            en="Home demand grows.", terms=(term("内需", "home demand", "glossary"), term("增长", "rise", "official"))
        ),
        Rendering(en=None, terms=(term("账本", "ledger", "glossary"),)),
    ]
    assert make(("内需", "home demand")).describe(renderings) == "own.csv: 1 hit, 1 miss"


def test_key_follows_the_content() -> None:
    first, same, other = make(("内需", "a demand")), make(("内需", "a demand")), make(("内需", "b demand"))
    assert first.key == same.key != other.key
    assert len(first.key) == 8
