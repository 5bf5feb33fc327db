from collections.abc import Sequence
from pathlib import Path

import pytest
from summarizer.model import EngineInfo, Rendering, Segment
from summarizer.translation import Hypothesis, Translator, open_translator
from summarizer.translation.glossary import Glossary
from summarizer.translation.memory import Approved, Memory, Recollection
from summarizer.translation.terms import TermEntry


class TableEngine:
    """Translates by a table of sentences and their English, attempt by attempt."""

    info = EngineInfo(name="table", model="m", version="1", licence="none")
    key = "table"
    heavy = False
    translates = True

    def __init__(self, *tables: dict[str, str]) -> None:
        self.tables = tables
        self.attempts = len(tables)
        self.asked: list[tuple[int, list[str]]] = []

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        self.asked.append((attempt, list(sentences)))
        return [Hypothesis(text=self.tables[attempt].get(sentence, ""), score=-0.5) for sentence in sentences]


def test_equal_segments_are_translated_once_and_in_order() -> None:
    engine = TableEngine({"你好。": "Hello.", "再见。": "Goodbye."})
    segments = [Segment(zh=zh) for zh in ("你好。", "再见。", "你好。")]
    assert [r.en for r in Translator(engine).translate(segments)] == ["Hello.", "Goodbye.", "Hello."]
    assert engine.asked == [(0, ["你好。", "再见。"])]


def kinds(rendering: Rendering) -> list[str]:
    return [flag.kind for flag in rendering.flags]


SALES = "去年销量增长到5.64亿件。"
RIGHT = "Sales grew to 564 million units last year."
WRONG = "Sales grew to 5.71 billion units last year."


def test_a_wrong_figure_is_mended_by_another_attempt() -> None:
    engine = TableEngine({SALES: WRONG, "你好。": "Hello."}, {SALES: RIGHT})
    first, second = Translator(engine).translate([Segment(zh=SALES), Segment(zh="你好。")])
    assert engine.asked == [(0, [SALES, "你好。"]), (1, [SALES])]
    assert (first.en, kinds(first)) == (RIGHT, ["retried"])
    assert "failed on number" in first.flags[0].detail
    assert [(figure.zh, figure.ok) for figure in first.figures if figure.zh == "5.64亿"] == [("5.64亿", True)]
    assert (second.en, second.flags) == ("Hello.", ())


def test_a_slip_of_powers_of_ten_is_put_right_and_told() -> None:
    (rendering,) = Translator(TableEngine({SALES: "Sales grew to 5.64 billion last year."})).translate(
        [Segment(zh=SALES)]
    )
    assert (rendering.en, kinds(rendering)) == ("Sales grew to 564 million last year.", ["corrected"])
    assert rendering.flags[0].detail == "5.64 billion → 564 million."


def test_the_least_bad_attempt_is_kept_and_stays_marked() -> None:
    engine = TableEngine({SALES: WRONG}, {SALES: ""}, {SALES: "Sales sales sales sales sales sales."})
    (rendering,) = Translator(engine).translate([Segment(zh=SALES)])
    assert (rendering.en, kinds(rendering)) == (WRONG, ["number"])
    assert "564 million" in rendering.flags[0].detail
    assert rendering.figures[-1].ok is False


def test_a_rendering_to_compare_is_not_called_a_failure() -> None:
    zh = "去年党建经费增长到5.64亿元。"
    engine = TableEngine(
        {zh: "Last year funds for the party grew to 5.71 billion yuan."},
        {zh: "Last year Party building funds grew to 564 million yuan."},
    )
    (rendering,) = Translator(engine).translate([Segment(zh=zh)])
    assert [flag.detail for flag in rendering.flags] == ["Translated again: the first translation failed on number."]


def test_another_engine_has_the_last_word_and_is_named() -> None:
    other = TableEngine({SALES: RIGHT})
    (rendering,) = Translator(TableEngine({SALES: WRONG}), fallback=other).translate([Segment(zh=SALES)])
    assert rendering.en == RIGHT
    assert "by table/m-1" in rendering.flags[0].detail


def test_a_gloss_is_marked_and_neither_checked_nor_mended() -> None:
    engine = TableEngine({SALES: "go-year"}, {SALES: RIGHT})
    engine.translates = False
    (rendering,) = Translator(engine).translate([Segment(zh=SALES)])
    assert (rendering.en, kinds(rendering)) == ("go-year", ["gloss"])
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    ("segment", "made", "shown"),
    [
        (Segment(zh="一、扩大内需", kind="heading"), "I. Expand domestic demand.", "I. Expand domestic demand"),
        (Segment(zh="他说的是美国", kind="title"), "He means the U.S.", "He means the U.S."),
        (Segment(zh="村民们还要", complete=False), "The villagers also want...", "The villagers also want"),
        (Segment(zh="村民们种了树。"), "The villagers planted trees.", "The villagers planted trees."),
    ],
)
def test_english_ends_as_the_chinese_does(segment: Segment, made: str, shown: str) -> None:
    asked = segment.zh if segment.complete else f"{segment.zh}……"
    (rendering,) = Translator(TableEngine({asked: made})).translate([segment])
    assert rendering.en == shown


def test_the_glossary_is_enforced_where_that_is_safe_and_its_use_is_told() -> None:
    terms = Glossary("mine.csv", [TermEntry(zh="内需", en="home demand", source="glossary")])
    zh, other = "内需不足，工厂停工。", "内需不足，店铺关门。"
    engine = TableEngine(
        {zh: "Domestic demand is weak and plants stand idle.", other: "Shops close as buyers stay away."}
    )
    translator = Translator(engine, glossary=terms)
    renderings = translator.translate([Segment(zh=zh), Segment(zh=other)])
    assert renderings[0].en == "Home demand is weak and plants stand idle."
    assert kinds(renderings[1]) == ["glossary"]
    bundle = translator.bundle(renderings)
    assert bundle.glossary == "mine.csv: 1 hit, 1 miss"
    assert f"glossary:{terms.key}" in bundle.signature


def test_what_a_person_approved_is_used_and_changes_the_key(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite", strict=True)
    engine = TableEngine({SALES: WRONG})
    translator = Translator(engine, memory=Recollection(memory))
    before = translator.key
    memory.approve([Approved(zh=SALES, en="Last year 564 million were sold.")])
    (rendering,) = translator.translate([Segment(zh=SALES)])
    assert (rendering.en, rendering.origin, kinds(rendering)) == (
        "Last year 564 million were sold.",
        "human",
        ["human"],
    )
    assert [figure.ok for figure in rendering.figures if figure.zh == "5.64亿"] == [True]
    assert engine.asked == []
    assert translator.key != before


def test_english_that_a_person_writes_into_an_empty_column_can_be_learned(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    (empty,) = open_translator("none", memory=path).translate([Segment(zh=SALES)])
    assert empty.en is None
    assert Memory(path, strict=True).find_shown(SALES) == {""}


def test_the_users_terms_are_in_a_gloss(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.csv"
    glossary.write_text("zh,en\n水库,the Lake\n", encoding="utf-8")
    [rendering] = open_translator("gloss", glossary=glossary).translate([Segment(zh="二、水库很大")])
    assert rendering.en == "II. The Lake · very big"
