"""Byline, date, document number and organ, where they are certain."""

import re
from collections.abc import Sequence

from summarizer.model import Source
from summarizer.structure.blocks import Block

_PUBLISHED = ("html", "markdown", "epub")
"""Formats that say of themselves what their publisher says; in DOCX and PDF files a program says who typed when."""
_DATE = (
    r"(?:(?:19|20)\d{2}[ ]?(?:年[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日?)?|[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|[一二][〇零○九0-9一二三四五六七八]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
_DATE_LINE = re.compile(
    rf"[（(【\[]?\s*{_DATE}(?:\s*(?:星期[一二三四五六日天]|\d{{1,2}}:\d{{2}}(?::\d{{2}})?))*\s*[）)】\]]?$"
)
_DATE_FOUND = re.compile(_DATE)
_NUMBER = re.compile(r"[\u3400-\u9fff]{1,12}(?:〔|\[|［|【|（)(?:19|20)\d{2}(?:〕|\]|］|】|）)第?\s?\d{1,5}号")
_NUMBER_LINE = re.compile(rf"[（(]?{_NUMBER.pattern}[）)]?$|第\s?\d{{1,4}}\s?号$|.{{2,20}}令\s*第?\s?\d{{1,4}}\s?号$")
_KEYED = re.compile(
    r"[（(【\[]?(?:作者|文|来源|来自|记者|编辑|责任编辑|责编|编译|翻译|译者|校对|审核|撰文|撰稿|供稿|出品|图|摄影|整理|发布时间|发稿时间"
    r"|发布日期|发布人|发布单位|发布机构|更新时间|更新于|时间|日期|原文链接|原标题|字号|浏览次数|浏览量|点击数?|阅读数?|阅读量|稿源|原载"
    r"|发文机关|发文字号|成文日期|主题分类|索引号|有效性|公文种类|作者简介|作者单位|本刊记者|本报记者|通讯员|文章来源)"
    r"\s*[:：/︱|｜丨]"
)
_CREDIT = re.compile(
    r"[（(【\[]?(?:(?:本报|本刊|本网|新华社|人民日报|特约)?(?:记者|通讯员|评论员)[ \u3000:：]?"
    r"[\u3400-\u9fff·、 \u3000]{2,30}"
    r"|[\u3400-\u9fff]{2,8}(?:社|网|报|刊)(?:记者|通讯员)?[ \u3000][\u3400-\u9fff· \u3000]{2,20})[）)】\]]?$"
)
_PERSON_NOTE = re.compile(
    r"[（(【\[](?:作者|记者|编辑|责编|编译|来源|据|原载|本文作者|责任编辑|执笔|图片来源|文/)[^。）)】\]]{0,60}[）)】\]]$"
)
_ORGAN = re.compile(
    r"[\u3400-\u9fff]{2,24}(?:委员会|人民政府|办公厅|办公室|国务院|厅|局|部|署|总局|法院|检察院|常委会|工会|协会|联合会|银行|公司|大学|学校|学院|党委|党组|支部)"
    r"(?:办公室|办公厅)?$"
)
_AUTHOR = re.compile(
    r"(?:作者|撰文|文|撰稿)\s*[:：/︱|｜丨]\s*([\u3400-\u9fffA-Za-z·. ]{2,20}?)(?=$|[\s　（(|]|来源|编辑|责编)"
)
_SOURCE = re.compile(r"(?:来源|稿源|发布单位|发布机构|发文机关)\s*[:：]\s*([\u3400-\u9fffA-Za-z·]{2,20})")
_PASSED = re.compile(
    rf"^[（(]?(?:根据)?{_DATE}.{{0,60}}(?:通过|公布|发布|施行|批准|修订|修正|印发)[）)]?$|^[（(]{_DATE}[^）)。]{{0,12}}[）)]$"
)


def is_byline(plain: str) -> bool:
    """Whether a line says who wrote, edited, issued or published a text, or when, and nothing else.

    >>> is_byline("来源：新华社 2023-05-01"), is_byline("2023年5月1日"), is_byline("国发〔2023〕5号")
    (True, True, True)
    >>> is_byline("2023年5月1日起，新办法开始施行。")
    False
    """
    if len(plain) > 90:
        return False
    return bool(
        _DATE_LINE.match(plain)
        or _NUMBER_LINE.match(plain)
        or (_KEYED.match(plain) and not plain.endswith(("。", "；")))
        or _CREDIT.match(plain)
        or _PERSON_NOTE.match(plain)
        or _PASSED.match(plain)
        or (len(plain) < 60 and _DATE_FOUND.match(plain) and re.search("来源|作者|编辑|:\\d\\d|：\\d\\d", plain))
    )


def is_organ(plain: str) -> bool:
    """Whether a line is the name of an organ and nothing else, as under an official document."""
    return len(plain) <= 30 and bool(_ORGAN.match(plain))


def find_metadata(source: Source, head: Sequence[Block], tail: Sequence[Block]) -> dict[str, str]:
    """Return what is certain of `byline`, `date`, `number` and `organ`.

    Args:
        source: For what the file declares of itself.
        head: The blocks around the title, before the text.
        tail: The blocks of the signature, after the text.
    """
    found = _find_keyed((*head, *tail))
    organs = [block.text for block in tail if is_organ(block.plain)]
    dates = (_DATE_FOUND.search(block.plain) for block in (*head, *tail) if is_byline(block.plain))
    if organs:
        found.setdefault("organ", organs[0])
    if date := next(filter(None, dates), None):
        found["date"] = date.group()
    declared = {"byline": "author", "date": "date", "organ": "organ"} if source.format in _PUBLISHED else {}
    known = {ours: source.declared[theirs] for ours, theirs in declared.items() if source.declared.get(theirs)} | found
    return {key: known[key] for key in ("byline", "date", "number", "organ") if key in known}


def _find_keyed(blocks: Sequence[Block]) -> dict[str, str]:
    """Return what lines say with a key or in a set form: 作者：…, 来源：…, 国发〔2023〕5号; the first of each."""
    found: dict[str, str] = {}
    for key, pattern in (("byline", _AUTHOR), ("organ", _SOURCE), ("number", _NUMBER)):
        for block in blocks:
            if match := pattern.search(block.plain):
                group = 1 if pattern.groups else 0
                found[key] = block.text[match.start(group) : match.end(group)].strip()
                break
    return found
