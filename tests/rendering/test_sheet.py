from dataclasses import replace
from typing import get_args

from summarizer.model import Flag, FlagKind
from summarizer.rendering.sheet import lay_out, signs

from tests.rendering.briefs import CUT_OFF, make_brief, make_pair, make_section


def test_every_flag_has_a_sign_of_its_own() -> None:
    assert len({sign.sign for sign in signs().values()}) == len(get_args(FlagKind))


def test_what_every_row_is_flagged_with_is_told_once() -> None:
    gloss = Flag(kind="gloss", detail="逐词")
    pairs = [
        make_pair("打井。", "dig", flags=[gloss]),
        make_pair("修渠。", "build", id="1:2", flags=[gloss]),
    ]
    sheet = lay_out(make_brief([make_section("一、水源", pairs)]))
    assert not any(row.marks for row in sheet.parts[0].rows)
    assert "word-by-word gloss" in next(fact.value for fact in sheet.facts if fact.label.en == "English")


def test_sections_without_rows_stay_where_they_lead_to_rows() -> None:
    leading = make_section("一、水源", [], level=1, sentences=0)
    empty = make_section("（一）机井", [], id="1.1", level=2)
    full = make_section("（二）泉水", [make_pair("引泉。", "Springs were led.", id="1.2:1")], id="1.2", level=2)
    last = make_section("二、水渠", [], id="2", level=1)
    sheet = lay_out(make_brief([leading, empty, full, last]))
    assert [part.id for part in sheet.parts] == ["1", "1.2"]
    assert [entry.id for entry in sheet.entries] == ["1", "1.1", "1.2", "2"]


def test_depth_never_skips_a_level() -> None:
    levels = [3, 5, 4, 1, 6, 6]
    sections = [make_section("题", [make_pair("句。")], id=str(n), level=level) for n, level in enumerate(levels)]
    assert [entry.depth for entry in lay_out(make_brief(sections)).entries] == [1, 2, 2, 1, 2, 2]


def test_long_evidence_is_quoted_where_it_counts() -> None:

    notice, broken, _ = CUT_OFF.evidence
    long = "渠" * 200 + "尾"
    evidence = (replace(notice, text="头" + long), replace(broken, text=long))
    quotes = [
        exhibit.quote
        for exhibit in lay_out(make_brief([], completeness=replace(CUT_OFF, evidence=evidence))).callout.exhibits
    ]
    assert quotes[0].startswith("头")
    assert quotes[0].endswith("…")
    assert quotes[1].startswith("…")
    assert quotes[1].endswith("尾")
