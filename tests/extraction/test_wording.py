import pytest
from summarizer.extraction.rating import rate_sentences
from summarizer.extraction.units import Unit
from summarizer.extraction.wording import find_figures, find_names, measure_wording

from tests.extraction.documents import make_document


def read_unit(text: str) -> Unit:
    return rate_sentences(make_document([(None, [text])]), ()).units[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市水利局局长王小明会见了来访的客人。", ["水利局", "王小明"]),
        ("《行政许可法》由国务院提请修改。", ["国务院", "《行政许可法》"]),
        ("公司、企业和部门都要调整布局，部署工作。", []),  # any of them, none by name
        ("信息先脱敏再公开。", []),
    ],
)
def test_names_are_of_persons_organs_and_works(text: str, names: list[str]) -> None:
    assert find_names(read_unit(text)) == names


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("平均下降38%，全省共1.4亿元。", ["38%", "1.4亿"]),
        ("第31次报告讲了三成用户的情况。", ["三成"]),  # which report, not how many
        ("他住在5号楼。", []),
    ],
)
def test_figures_are_quantities(text: str, figures: list[str]) -> None:
    assert find_figures(text) == figures


@pytest.mark.parametrize(
    ("text", "listing"),
    [
        ("第一，要把账目公开。", True),
        ("那么第二个问题是钱不够。", True),
        ("一是压实责任。", True),
        ("第一次会议开了三天。", False),
        ("他是第一名。", False),
    ],
)
def test_items_of_an_enumeration_are_seen_behind_openers(text: str, listing: bool) -> None:
    assert bool(measure_wording(read_unit(text))["listing"]) is listing
