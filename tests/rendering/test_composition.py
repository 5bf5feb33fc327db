from dataclasses import replace
from typing import get_args

from summarizer.model import Flag, FlagKind
from summarizer.rendering.composition import lay_out
from summarizer.rendering.signs import signs

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


def test_a_long_table_of_contents_without_its_text_stays_short() -> None:
    missing = tuple(f"第{n}讲" for n in range(1, 101))
    entries = lay_out(make_brief([], completeness=replace(CUT_OFF, missing_sections=missing))).entries
    assert [entry.zh for entry in entries] == [*missing[:20], "…"]
    assert entries[-1].note.startswith("80 more, not in the source")


def test_many_rows_to_check_are_counted_and_the_first_named() -> None:
    flags = [Flag(kind="number", detail="The English lacks 5.")]
    pairs = [make_pair("井5眼。", "Wells.", id=f"1:{n}", flags=flags) for n in range(1, 31)]
    facts = lay_out(make_brief([make_section("一、水源", pairs)])).facts
    fact = next(fact for fact in facts if fact.label.en == "To check")
    assert fact.value == "30 of 30 rows, the first 20 of them:"
    assert fact.rows == tuple(f"1:{n}" for n in range(1, 21))


def test_the_first_row_explains_all_places() -> None:
    pairs = [make_pair("打井。", "Wells were dug.", id="2.1:5", line=10)]
    facts = lay_out(make_brief([make_section("一、水源", pairs, id="2.1")])).facts
    shown = next(fact.value for fact in facts if fact.label.en == "Shown")
    assert shown.endswith(", each with its place: 2.1:5 L10 is sentence 5 of section 2.1, on line 10 of the text")


def test_only_what_was_checked_is_called_sound() -> None:
    def read_labels(*flags: Flag, en: str | None = "Wells were dug.") -> list[str]:
        brief = make_brief([make_section("一、水源", [make_pair("打井。", en, flags=flags)])])
        return [fact.label.en for fact in lay_out(brief).facts]

    assert "To check" in read_labels()
    assert "To check" not in read_labels(Flag(kind="gloss", detail=""))
    assert "To check" not in read_labels(en=None)


def test_a_flag_without_words_of_its_own_says_what_it_means() -> None:
    flags = [Flag(kind="human", detail=""), Flag(kind="number", detail="The English lacks 5.")]
    [row] = lay_out(make_brief([make_section("一、水源", [make_pair("井5眼。", "Wells.", flags=flags)])])).parts[0].rows
    assert [mark.detail for mark in row.marks] == ["translated or corrected by a person", "The English lacks 5."]
