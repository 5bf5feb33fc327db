"""What holds for every document, however strange: roles for all lines, exact places, nothing lost, nothing twice."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.briefs import read_document
from summarizer.model import Document, Format

_LINES = st.sampled_from(
    [
        "",
        "　　",
        "关于修缮渡口的通知",
        "一、总体要求",
        "二、主要任务",
        "（一）加固堤防。各乡镇要在汛期之前完成险段加固，并报县里备案。",
        "第三条　渡船应当检验合格。",
        "1. 清点物资；",
        "1.2 数据来源",
        "01",
        "目录",
        "附件：1.清单　2.名册",
        "附件1",
        "下面讲三点意见。",
        "要坚持理论之美、现实之美、实践之美。",
        "河水涨了一尺，渡口停航两天，对岸的学校只好放假，孩子们在堤上看水。",
        "他说：“明天再看。”可以说，谁也没有把握，只能等水退下去",
        "***同志指出，袁××已经到岗，XX省的队伍明天出发。",
        "............试读结束............",
        "登录后阅读全文",
        "剩余60%未读",
        "（未完待续）",
        "责任编辑：方晴",
        "河口县人民政府",
        "2020年3月1日",
        "（此件公开发布）",
        "相关阅读",
        "·渡口的变迁",
        "上一篇：堤上的人",
        "网友评论（3）",
        "山里人 2020-03-01 10:22",
        "版权所有 江畔网",
        "|甲|乙|",
        "| --- | --- |",
        "# 渡口",
        "## 附录",
        "```",
        "---",
        "title: 渡口",
        "<!-- 待校 -->",
        "![](a.png)",
        "* 船桨",
        "> 引文一段，说的是从前的事情，已经没有人记得了。",
        "第一條　舊橋應當修復，經費由縣府編列。",
        "Growth slowed to 2.1 percent in May, officials said.",
    ]
)
_STRANGE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40)
_DOCUMENTS = st.lists(st.one_of(_LINES, _LINES, _LINES, _STRANGE), min_size=1, max_size=40).map("\n".join)
_FORMATS: tuple[Format, ...] = ("text", "markdown")


def _read(text: str, kind: Format) -> Document | None:
    return read_document(text.encode(), name="a", format=kind, encoding="utf-8") if text.strip() else None


@pytest.mark.parametrize("kind", _FORMATS)
@settings(max_examples=120, deadline=None, derandomize=True)
@given(text=_DOCUMENTS)
def test_every_document_is_told_in_full_and_in_place(kind: Format, text: str) -> None:
    document = _read(text, kind)
    if document is not None:
        _check_roles(document)
        _check_sentences(document)
        _check_sections(document)
        _check_verdict(document)


def _check_roles(document: Document) -> None:
    assert len(document.roles) == len(document.source.lines)
    for line, role in zip(document.source.lines, document.roles, strict=True):
        assert (role.role == "blank") == (not line.text.strip())
        assert role.rule or role.role not in ("boilerplate", "marker")


def _check_sentences(document: Document) -> None:
    view = document.source.view
    end = 0
    for section in document.sections:
        for number, sentence in enumerate(section.sentences, 1):
            assert sentence.index == number
            assert sentence.start >= end
            assert re.sub(r"\s", "", view[sentence.start : sentence.end]) == re.sub(r"\s", "", sentence.text)
            assert view.count("\n", 0, sentence.start) + 1 == sentence.line
            end = sentence.end


def _check_sections(document: Document) -> None:
    """Each sentence stands in lines of content, or after a heading in its line; each content line is covered."""
    roles = {line.number: role.role for line, role in zip(document.source.lines, document.roles, strict=True)}
    lines = [section.line for section in document.sections]
    assert lines == sorted(lines)
    assert len({section.id for section in document.sections}) == len(lines)
    covered: set[int] = set()
    for section in document.sections:
        covered.add(section.line)
        assert section.heading is None or roles[section.line] == "heading"
        for sentence in section.sentences:
            last = sentence.line + document.source.view.count("\n", sentence.start, sentence.end)
            covered.update(range(sentence.line, last + 1))
            assert roles[sentence.line] in ("content", "heading")
    for line in document.source.lines:
        speaks = roles[line.number] == "content" and re.search(r"[^\W_]", line.text)
        if speaks and line.tag != "code":
            assert line.number in covered or _is_markup(line.text), line.text


def _is_markup(text: str) -> bool:
    """Whether a line of Markdown has words that are no sentence's: code, images, tables' rules, link definitions."""
    return bool(re.match(r"\s*(?:```|~~~|!?\[|<|\||[-*_=]{2}|\s{4})", text)) or "title:" in text


def _check_verdict(document: Document) -> None:
    verdict = document.completeness
    assert verdict.truncated == bool(verdict.evidence)
    assert verdict.truncated == ("不完整" in verdict.zh)
    assert verdict.truncated == ("incomplete" in verdict.en)
    count = len(document.source.lines)
    assert all(item.line is None or 1 <= item.line <= count for item in verdict.evidence)
    assert all(item.zh and item.en for item in verdict.evidence)
    shown = "".join(line.text for line in document.source.lines)
    for name in document.masked:
        assert name.count >= len(name.lines) > 0
        assert name.text in shown


_MARKUP = st.sampled_from(
    [
        *("<p>", "</p>", "<div class=nav>", "</div>", "<h1>", "</h1>", "<li>", "<br>", "<a href='/'>", "</a>"),
        *("<table><tr><td>", "</table>", "<script>", "</script>", "&nbsp;", "<!--", "-->", "<b>", "</b>"),
        *("首页", "渡口", "登录后阅读全文", "一、总体要求", "2020年3月1日"),
        "河水涨了一尺，渡口停航两天，孩子们在堤上看水。",
    ]
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(parts=st.lists(_MARKUP, max_size=40))
def test_every_page_is_told_in_full_and_in_place(parts: list[str]) -> None:
    document = _read_page("".join(parts))
    if document is not None:
        _check_roles(document)
        _check_sentences(document)
        _check_verdict(document)


def _read_page(text: str) -> Document | None:
    from summarizer.errors import EmptyInputError  # noqa: PLC0415 - beside its one use

    try:
        return read_document(text.encode(), name="a", format="html", encoding="utf-8")
    except EmptyInputError:
        return None


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_document_of_wrapped_lines_has_a_role_for_each(name: Format) -> None:
    wrapped = "次涨水的时候，渡口停航，船都拖到堤上，老人们坐在门口看水，一句话\n也不说。"
    text = "渡口\n\n" + "\n".join(f"　　第{number}{wrapped}" for number in range(20))
    document = read_document(text.encode(), name="a", format=name)
    assert len(document.roles) == text.count("\n") + 1
    assert {role.role for role in document.roles} == {"title", "blank", "content"}
