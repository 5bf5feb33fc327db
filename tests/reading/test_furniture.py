from collections.abc import Iterator
from pathlib import Path

import pytest
from summarizer.errors import UsageError
from summarizer.model import Format
from summarizer.reading import parse_phrases, read_source

CASES = Path(__file__).parent.parent / "cases" / "furniture.txt"


def read_cases() -> Iterator[tuple[str, Format, list[tuple[bool, str]]]]:
    for part in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = part.rstrip("\n").split("\n")
        name, _, kind = head.partition(" | ")
        marked = [(line[0] == "-", line[2:]) for line in lines if line]
        yield name, "markdown" if kind == "markdown" else "text", marked


@pytest.mark.parametrize(("name", "kind", "lines"), [pytest.param(*case, id=case[0]) for case in read_cases()])
def test_furniture_is_told_from_content(name: str, kind: Format, lines: list[tuple[bool, str]]) -> None:
    source = read_source("\n".join(text for _, text in lines).encode(), name="a", format=kind)
    assert [line.text for line in source.lines if line.furniture] == [text for gone, text in lines if gone], name


def test_a_users_own_phrases_count() -> None:
    text = "春耕\n今年的春耕比往年早，各地都在抢墒播种，农机手忙得不可开交。\n本报热线：12345\n"
    table = '[[group]]\nkind = "hotline"\nwhere = "tail"\nphrases = ["本报热线:*"]\n'
    phrases = parse_phrases(table, where="own.toml")
    assert not any(line.furniture for line in read_source(text.encode(), name="a.txt").lines)
    source = read_source(text.encode(), name="a.txt", phrases=phrases)
    assert [(line.text, line.furniture) for line in source.lines if line.furniture] == [("本报热线：12345", "hotline")]


@pytest.mark.parametrize(
    "table",
    [
        "[[group]",
        "group = 1",
        '[[group]]\nphrases = ["甲"]',
        '[[group]]\nkind = "x"',
        '[[group]]\nkind = "x"\nphrases = "甲"',
        '[[group]]\nkind = "x"\nphrases = ["甲"]\nwhere = "top"',
        '[[group]]\nkind = "x"\nphrases = ["*"]',
    ],
)
def test_a_table_that_is_none_is_a_clear_error(table: str) -> None:
    with pytest.raises(UsageError, match=r"own\.toml"):
        parse_phrases(table, where="own.toml")


PAGE = """<html><head><title>渡口的变迁_地方频道_江畔网</title></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">要闻</a></li></ul>
<div class="path"><a href="/">首页</a> > <a href="/d">地方</a> > 正文</div>
<h1>渡口的变迁</h1>
<div>2021年3月4日　来源：江畔晚报</div>
<ul><li><a href="#">新浪微博</a></li><li><a href="#">微信好友</a></li></ul>
<div class="text">
<p>清晨六点，渡口的第一班船离岸，船上坐着二十几个赶集的乡亲，挑着担子，说着收成。</p>
<p><b>从木船到铁船</b></p>
<p>三十年前，这里只有一条木船，遇到大风就停航，乡亲们只好绕行四十里山路。</p>
<p>如今铁船每天往返十二趟，船票只要一元钱，老人和学生都免费，来往方便多了。</p>
<p>船工老秦说：“等桥修好了，我就退休。”</p>
</div>
<p>责任编辑：秦山</p>
<div><a href="/x">返回首页</a></div>
<div><h3>相关阅读</h3><ul><li><a href="/1">大桥合龙</a></li><li><a href="/2">码头搬迁</a></li></ul></div>
<div id="comments"><p>小河：我小时候天天坐这条船上学，现在想起来还很怀念，谢谢记者写得这么好。</p></div>
<div class="footer">版权所有 江畔网</div></body></html>"""


def test_a_web_page_keeps_its_article_alone() -> None:
    source = read_source(PAGE.encode(), name="a.html")
    assert [line.text for line in source.lines if not line.furniture] == [
        "渡口的变迁",
        "2021年3月4日　来源：江畔晚报",
        "清晨六点，渡口的第一班船离岸，船上坐着二十几个赶集的乡亲，挑着担子，说着收成。",
        "从木船到铁船",
        "三十年前，这里只有一条木船，遇到大风就停航，乡亲们只好绕行四十里山路。",
        "如今铁船每天往返十二趟，船票只要一元钱，老人和学生都免费，来往方便多了。",
        "船工老秦说：“等桥修好了，我就退休。”",
        "责任编辑：秦山",
    ]
