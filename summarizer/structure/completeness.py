"""Whether the source is all there: the evidence, weighed, and said in one sentence in both languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.model import Completeness, Evidence, EvidenceKind, Source
from summarizer.structure.attachments import find_unenclosed
from summarizer.structure.blocks import Block
from summarizer.structure.contents import Contents, find_undelivered
from summarizer.structure.endings import Ending
from summarizer.structure.extent import Extent
from summarizer.structure.headings import Heading
from summarizer.structure.notices import Notice
from summarizer.structure.phrases import read_heading_words
from summarizer.structure.promises import find_shortfalls
from summarizer.text.ordinals import write_formal, write_han
from summarizer.text.script import count_han, to_simplified

_DECLARED = re.compile(
    r"(?:全文|本文|文章|正文|全篇|原文|字数|篇幅)(?:共计?|总计|合计|约|大约|统计|字数|长|有|为|[:：])*\s*约?"
    r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<scale>[万千]?)余?多?\s*字"
)
_SHORT_OF = 0.7
"""A text with less than this share of its declared characters is not whole; counts differ by punctuation and notes."""
_LEAST_HAN = 60
"""Han characters below which a text is too short for its length to prove anything."""
_LINKED = 0.5
_SEEN: frozenset[EvidenceKind] = frozenset(("marker", "unterminated", "transport"))
"""Evidence of a cut itself; the other kinds are counts, in which an author may have erred."""
_SHOWN = 40
"""Characters of a quotation in the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What completeness is judged by."""

    source: Source
    title: str | None
    title_line: int | None
    blocks: Sequence[Block]
    extent: Extent
    headings: Sequence[Heading]
    levels: Sequence[int]
    ending: Ending
    contents: Contents
    tail: Notice | None = None
    """The notice that the last paragraph's last words are."""
    edited: str = ""
    """The issuer's own remark that the text was shortened: （节录）."""


def judge_completeness(findings: Findings) -> Completeness:
    """Weigh the evidence and return the verdict."""
    body = [findings.blocks[index] for index in findings.extent.body]
    firm = [*_find_transport(findings), *_find_unterminated(findings), *_find_gaps(findings)]
    firm += _find_declared_length(findings, body)
    missing: list[str] = []
    for found, names in (*_find_promises(findings, body), *_find_contents(findings, body), *_find_attached(findings)):
        firm.append(found)
        missing += [name for name in names if name not in missing]
    missing += [item.text for item in firm if item.kind == "numbering_gap"]
    notices = list(_find_notices(findings, supported=bool(firm)))
    empty = list(_find_empty(findings, supported=bool(notices or firm)))
    evidence = (*notices, *empty, *firm)
    broken = findings.ending.state == "broken"
    zh, en = _summarize(evidence, missing) if evidence else _say_whole(findings)
    return Completeness(
        truncated=bool(evidence),
        zh=zh,
        en=en,
        evidence=evidence,
        missing_sections=tuple(missing) if evidence else (),
        last_sentence_complete=not broken,
    )


# --- the kinds of evidence ---------------------------------------------------------------------------------------


def _find_notices(findings: Findings, *, supported: bool) -> Iterator[Evidence]:
    """Yield the notices that count: by their strength, and by whether the text was finished before them."""
    extent = findings.extent
    whole = extent.finished or (_has_conclusion(findings) and findings.ending.state == "whole")
    notices = [*([findings.tail] if findings.tail else []), *extent.notices]
    strengths = {notice.rule.strength for notice in notices}
    if supported or "certain" in strengths or ("likely" in strengths and not whole):
        for notice in notices:
            yield _make("marker", notice.line, notice.text.strip(), notice.rule.zh, notice.rule.en)


def _has_conclusion(findings: Findings) -> bool:
    """Whether the last section is one that only ends a text."""
    if not findings.headings:
        return False
    last = to_simplified(findings.headings[-1].text)
    return last.endswith(tuple(read_heading_words().conclusions))


def _find_unterminated(findings: Findings) -> Iterator[Evidence]:
    if findings.ending.state == "broken":
        yield _make(
            "unterminated", findings.ending.line, findings.ending.text, "末句没有写完", "the last sentence breaks off"
        )


def _find_transport(findings: Findings) -> Iterator[Evidence]:
    for damage in findings.source.damage:
        if damage.kind == "cut_character":
            yield _make("transport", damage.line, "", "文件末尾断在一个字的中间", "the bytes end inside a character")
        elif damage.kind == "cut_archive":
            yield _make("transport", damage.line, "", "文件没有下载完整", "the file ends early")


def _find_declared_length(findings: Findings, body: Sequence[Block]) -> Iterator[Evidence]:
    own = sum(count_han(block.text) + len(re.findall("[A-Za-z0-9]+", block.text)) for block in body)
    for block in findings.blocks:
        match = _DECLARED.search(block.plain) if len(block.plain) <= 120 else None
        if match is None or own < _LEAST_HAN:
            continue
        scale = {"万": 10_000, "千": 1000, "": 1}[match["scale"]]
        declared = int(float(re.sub("[,，]", "", match["number"])) * scale)
        if own < _SHORT_OF * declared:
            words = block.text[match.start() : match.end()]
            yield _make(
                "declared_length",
                block.number,
                words,
                f"原文自称{declared}字，这里只有约{own}字",
                f"the source says it has {declared:,} characters; about {own:,} are here",
            )
            return
    for notice in findings.extent.notices:
        if notice.rule.kind == "remaining":
            yield _make("declared_length", notice.line, notice.text.strip(), notice.rule.zh, notice.rule.en)


def _find_gaps(findings: Findings) -> Iterator[Evidence]:
    """Yield the holes in a row of numbered headings: 一、 二、 四、."""
    seen = {to_simplified(block.plain) for block in findings.blocks}
    rows: dict[tuple[str, int], int] = {}
    for heading, level in zip(findings.headings, findings.levels, strict=True):
        if heading.label is None or len(heading.label.numbers) > 1:
            continue
        for other in [key for key in rows if key[1] > level]:
            del rows[other]
        key = (heading.style, level)
        number, last = heading.label.number, rows.get(key)
        rows[key] = number
        if last is None or not 1 < number - last <= 4 or heading.label.system in ("named", "bare"):
            continue
        for absent in range(last + 1, number):
            shown = _write_like(heading, absent)
            if not any(plain.startswith(to_simplified(shown)) for plain in seen):
                yield _make(
                    "numbering_gap", heading.line, shown, f"编号跳过“{shown}”", f"the numbering skips “{shown}”"
                )


def _write_like(heading: Heading, number: int) -> str:
    """Return a heading's number as `number` would stand there: `四、` for 三、, `第五条` for 第三条."""
    assert heading.label is not None  # noqa: S101 - numbered headings only
    label = heading.text[: heading.label.end].strip()
    if heading.label.system == "han_formal":
        return write_formal(number, traditional=heading.text != to_simplified(heading.text)) + label[-1:]
    han = re.search("[一二三四五六七八九十百零〇]+", to_simplified(label))
    if han:
        return label[: han.start()] + write_han(number) + label[han.end() :]
    return re.sub(r"\d+", str(number), label, count=1)


def _find_promises(findings: Findings, body: Sequence[Block]) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    shortfalls = find_shortfalls(findings.title, findings.title_line, body, findings.headings, findings.levels)
    for item in shortfalls:
        names_zh, names_en = "、".join(f"“{name}”" for name in item.missing), ", ".join(f"“{n}”" for n in item.missing)
        evidence = _make(
            "missing_section",
            item.line,
            item.text,
            f"预告{item.promised}项，只见{item.delivered}项，缺{names_zh}",
            f"{item.promised} parts are announced and {item.delivered} delivered; {names_en} never comes",
        )
        yield evidence, item.missing


def _find_contents(findings: Findings, body: Sequence[Block]) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    names = find_undelivered(findings.contents, body) if findings.contents.entries else ()
    if names:
        line = next(line for line, entry in findings.contents.entries if entry == names[0])
        total = len(findings.contents.entries)
        evidence = _make(
            "missing_section",
            line,
            names[0],
            f"目录列出{total}项，正文缺{len(names)}项",
            f"the table of contents lists {total} parts; {len(names)} of them are not in the text",
        )
        yield evidence, names


def _find_attached(findings: Findings) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    if attached := find_unenclosed(findings.blocks):
        evidence = _make(
            "missing_section",
            attached.line,
            attached.missing[0],
            f"列出附件{attached.listed}件，只附有{attached.enclosed}件",
            f"{attached.listed} attachments are listed and {attached.enclosed} enclosed",
        )
        yield evidence, attached.missing


def _find_empty(findings: Findings, *, supported: bool) -> Iterator[Evidence]:
    """Yield the last heading, where nothing follows it."""
    if findings.ending.state != "heading" or not findings.headings:
        return
    last = findings.headings[-1]
    word = to_simplified(last.text).strip("：: ")
    following = (block for block in findings.blocks if block.number > last.last_line and block.kind != "blank")
    links = next(following, None)
    if links is not None and links.line.link_share >= _LINKED and not supported:
        return  # 参见 and its like head a list of links
    if supported or (len(findings.headings) > 1 and word not in read_heading_words().plain):
        yield _make("empty_section", last.line, last.text, "标题之下没有正文", "nothing follows the heading")


# --- words -------------------------------------------------------------------------------------------------------


def _make(kind: EvidenceKind, line: int | None, text: str, zh: str, en: str) -> Evidence:
    return Evidence(kind=kind, line=line, text=text, zh=zh, en=en)


def _summarize(evidence: Sequence[Evidence], missing: Sequence[str]) -> tuple[str, str]:
    zh, en = [], []
    where = next((item for item in evidence if item.kind in ("marker", "unterminated", "empty_section")), None)
    if where is not None:
        zh.append(f"在第{where.line}行中断（{where.zh}）")
        en.append(f"it is cut off at line {where.line} ({where.en})")
    if any(item.kind == "unterminated" and item is not where for item in evidence):
        zh.append("末句没有写完")
        en.append("its last sentence breaks off")
    for item in evidence:
        if item.kind in ("declared_length", "transport") and item is not where:
            zh.append(item.zh)
            en.append(item.en)
    if missing:
        more_zh, more_en = ("等", " and others") if len(missing) > 4 else ("", "")
        zh.append("、".join(f"“{_clip(name)}”" for name in missing[:4]) + more_zh + "预告而未见")
        en.append(f"announced but missing: {', '.join(f'“{_clip(name)}”' for name in missing[:4])}{more_en}")
    seen = any(item.kind in _SEEN for item in evidence)
    verdict_zh, verdict_en = ("原文不完整", "is incomplete") if seen else ("原文看来不完整", "appears incomplete")
    return f"{verdict_zh}：{'；'.join(zh)}。", f"The source {verdict_en}: {'; '.join(en)}."


def _say_whole(findings: Findings) -> tuple[str, str]:
    if findings.edited:
        return (
            f"原文看来完整，但发布者注明“{findings.edited}”。",
            f"The source appears complete, but its issuer says that it was shortened: “{findings.edited}”.",
        )
    return "原文看来完整。", "The source appears complete."


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
