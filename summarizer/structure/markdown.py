"""What each line of a Markdown text is. A line reader, not a renderer: source lines must keep their numbers.

It follows CommonMark where a reader of the rendered page would see the difference: ATX and setext headings, fenced
code, front matter, HTML comments, lists, tables, quotations, images, thematic breaks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.text.script import count_han

MarkKind = Literal["blank", "text", "heading", "item", "cell", "code", "media", "rule", "comment", "matter"]

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]+|(?=[^\s#!\w])|(?=[\u3400-\u9fff]))(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_BREAK = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+·•]|\d{1,3}[.)])[ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*[-*+·•][ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]{0,60}\])")
_REFERENCE = re.compile(r"[ \t]{0,3}\[[^\]\n]{1,60}\]:[ \t]*\S")
_EMPHASIS = re.compile(r"(?<![*\w])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![*])")
_ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){1,200})(?<=\S)\1[：:]?$")
_CODE_SPAN = re.compile(r"(`{1,2})([^`\n]{1,200})\1")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one line of Markdown is."""

    kind: MarkKind
    text: str = ""
    """What a reader of the rendered page sees of it."""
    level: int = 0
    bold: bool = False
    indent: int = 0
    quoted: bool = False


def read_markdown(lines: Sequence[str]) -> list[Mark]:
    """Return what each line is; as many marks as lines."""
    marks = list(_read_lines(lines))
    for index in range(1, len(marks)):
        if _SETEXT.match(lines[index]) and marks[index - 1].kind == "text" and not marks[index - 1].quoted:
            level = 1 if "=" in lines[index] else 2
            marks[index - 1] = replace(marks[index - 1], kind="heading", level=level)
            marks[index] = Mark(kind="rule")
    return marks


def strip_markup(text: str) -> str:
    """Return a line's text without inline markup: emphasis, links, images, code ticks, tags.

    >>> strip_markup("**一、** 使用 `git` 见[说明](a.md)")
    '一、 使用 git 见说明'
    """
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _CODE_SPAN.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _TAG.sub("", text).strip()


def _read_lines(lines: Sequence[str]) -> Iterator[Mark]:
    index = 0
    closing = _find_front_matter_end(lines)
    while index <= closing:
        yield Mark(kind="matter", text=lines[index].strip())
        index += 1
    fence, comment = "", False
    for line in lines[index:]:
        opened = _FENCE.match(line)
        if fence:
            yield Mark(kind="code", text=line.strip())
            if opened and opened[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif opened:
            fence = opened[1]
            yield Mark(kind="code", text=line.strip())
        elif comment or line.lstrip().startswith("<!--"):
            comment = "-->" not in line
            yield Mark(kind="comment", text=line.strip())
        else:
            yield _read_line(line)


def _find_front_matter_end(lines: Sequence[str]) -> int:
    """Return the index of the line that closes a YAML or TOML front matter, or -1."""
    if not lines or lines[0].strip() not in ("---", "+++"):
        return -1
    for index, line in enumerate(lines[1:200], 1):
        if line.strip() == lines[0].strip():
            body = [text for text in lines[1:index] if text.strip()]
            return index if body and all(re.match(r"\s|[\w-]+\s*[:=]|#|-|\]|\}", text) for text in body) else -1
    return -1


def _read_line(line: str) -> Mark:
    quote = _QUOTE.match(line)
    body = line[quote.end() :] if quote else line
    text = body.strip()
    indent = len(body) - len(body.lstrip())
    if not text:
        return Mark(kind="blank")
    if _BREAK.match(body) or (_TABLE_RULE.match(body) and "|" in body):
        return Mark(kind="rule", quoted=bool(quote))
    if heading := _ATX.match(body):
        shown = strip_markup(heading[2])
        kind: MarkKind = "heading" if shown else "blank"
        return Mark(kind=kind, text=shown, level=len(heading[1]), quoted=bool(quote))
    return _read_text_line(body, text, indent, quoted=bool(quote))


def _read_text_line(body: str, text: str, indent: int, *, quoted: bool) -> Mark:
    if _REFERENCE.match(body):
        return Mark(kind="matter", text=text)
    shown = strip_markup(text)
    if not shown:
        return Mark(kind="media", text=text)
    if text.startswith("|") and text.count("|") > 1:
        cells = [strip_markup(cell) for cell in text.strip("|").split("|")]
        return Mark(kind="cell", text=" ".join(cell for cell in cells if cell), quoted=quoted)
    if _ITEM.match(body):
        bullet = _BULLET.match(body)
        return Mark(
            kind="item", text=strip_markup(body[bullet.end() :]) if bullet else shown, indent=indent, quoted=quoted
        )
    # Many Chinese writers indent their paragraphs by four spaces; only what is not mainly Han is code.
    if indent >= 4 and "\u3000" not in body[:indent] and count_han(text) * 3 < len(text):
        return Mark(kind="code", text=text)
    return Mark(kind="text", text=shown, bold=bool(_ALL_BOLD.match(text)), indent=indent, quoted=quoted)
