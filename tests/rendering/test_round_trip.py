"""What a person corrects in a brief is learned from it, in every format in which a brief can be edited."""

from pathlib import Path

import pytest
from summarizer.model import Brief
from summarizer.rendering import RENDERERS, RenderOptions
from summarizer.rendering.options import Layout
from summarizer.translation.memory.edited import read_edited

from tests.rendering.briefs import add_made_up_words, fill_everywhere, make_water_brief

ROWS = {
    ("本规划分三部分：水源、水渠、水库。", "The plan has three parts."),
    ("全县新打机井1.2万眼，覆盖75%的村。", "The county drilled 12 wells | covering 75% of villages."),
    ("***县长到场讲话。", "*** the county head spoke."),
    ("同时，河道疏浚还需要", "At the same time, dredging also needs"),
}
HEADINGS = {
    ("水利建设三年规划", "A three-year plan for water works"),
    ("一、水源", "I. Springs"),
    ("二、水渠", "II. Canals"),
    ("（一）开挖", "(1) Digging"),
}
CASES: tuple[tuple[str, Layout], ...] = (
    ("markdown", "table"),
    ("markdown", "interleaved"),
    ("html", "table"),
    ("html", "interleaved"),
    ("docx", "table"),
    ("docx", "interleaved"),
    ("json", "table"),
    ("csv", "table"),
)


def read_pairs(brief: Brief, format: str, layout: Layout, folder: Path) -> list[tuple[str, str]]:  # noqa: A002 - a name
    renderer = RENDERERS[format]
    path = folder / f"brief{renderer.suffix}"
    path.write_bytes(renderer.render(brief, RenderOptions(layout=layout, front_matter=True)))
    found = read_edited(path)
    assert found.unreadable == ()
    return [(pair.zh, pair.en) for pair in found.pairs]


@pytest.mark.parametrize(("format", "layout"), CASES)
def test_every_pair_and_nothing_else_is_learned(format: str, layout: Layout, tmp_path: Path) -> None:  # noqa: A002
    pairs = read_pairs(make_water_brief(), format, layout, tmp_path)
    taught = {pair for pair in pairs if pair[1]}
    assert taught == (ROWS if format == "csv" else ROWS | HEADINGS)


@pytest.mark.parametrize(("format", "layout"), CASES)
def test_words_under_a_sentence_are_not_learned(format: str, layout: Layout, tmp_path: Path) -> None:  # noqa: A002
    plain = read_pairs(make_water_brief(), format, layout, tmp_path)
    assert read_pairs(add_made_up_words(make_water_brief()), format, layout, tmp_path) == plain


@pytest.mark.parametrize(("format", "layout"), CASES)
@pytest.mark.parametrize("text", ["a | b \\| c", "*节水* `x` <b>&lt;</b>", "=1+1", "- 项 # [链接](http://a.b) ~~删~~"])
def test_signs_inside_a_text_survive(text: str, format: str, layout: Layout, tmp_path: Path) -> None:  # noqa: A002
    assert set(read_pairs(fill_everywhere(text), format, layout, tmp_path)) == {(text, text)}
