import csv
from io import StringIO

import pytest
from summarizer.rendering.csv import render_csv

from tests.rendering.briefs import fill_everywhere, make_water_brief


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_pair_is_a_line() -> None:
    data = render_csv(make_water_brief())
    assert data.startswith(b"\xef\xbb\xbfsource,id,")
    rows = read(data)
    assert [row["id"] for row in rows] == ["0:1", "1:2", "1:5", "2.1:3"]
    assert rows[1] == {
        "source": "water.txt",
        "id": "1:2",
        "line": "4",
        "heading_zh": "一、水源",
        "heading_en": "I. Springs",
        "zh": "全县新打机井1.2万眼，覆盖75%的村。",
        "en": "The county drilled 12 wells | covering 75% of villages.",
        "origin": "engine",
        "flags": "number: 1.2万 (12,000) is not in the English",
    }


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1", "\ufeff=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    row = read(render_csv(fill_everywhere(text)))[0]
    assert row["zh"].startswith("'")
    assert row["en"].startswith("'")
    assert row["heading_zh"].startswith("'")


@pytest.mark.parametrize("text", ['他说"好",然后|走了', "一\n二", "a,b;c"])
def test_separators_inside_a_text_break_nothing(text: str) -> None:
    rows = read(render_csv(fill_everywhere(text)))
    assert [row["zh"] for row in rows] == [text.replace("\n", " ")] * 3
