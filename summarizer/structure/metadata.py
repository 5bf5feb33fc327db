"""Byline, date, document number and organ, where they are certain.

What a line of credits looks like is told by its form (a date, a number of an official document, a key before a colon);
the words come from `data/bylines.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from summarizer.data import read_data
from summarizer.model import Source
from summarizer.structure.blocks import Block
from summarizer.text.names import read_surnames
from summarizer.text.words import is_word

_PUBLISHED = ("html", "markdown", "epub")
"""Formats that say of themselves what their publisher says; in DOCX and PDF files a program says who typed when."""
_LONGEST = 90
"""Characters of the longest line of credits."""
_DATE = (
    r"(?:(?:19|20)\d{2}[ ]?(?:年[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日?)?|[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|[一二][〇零○Ｏ0-9一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|民国[一二三四五六七八九十百〇零0-9]{1,4}年(?:[一二三四五六七八九十0-9]{1,2}月(?:[一二三四五六七八九十0-9]{1,3}日)?)?)"
)
_DATE_LINE = re.compile(
    rf"[（(【\[]?\s*{_DATE}(?:\s*(?:(?:星期|周)[一二三四五六日天]|[上下]午|\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?))*\s*[）)】\]]?$"
)
_DATE_FOUND = re.compile(_DATE)
_YEAR = r"(?:〔|\[|［|【|（|\()(?:19|20)\d{2}(?:〕|\]|］|】|）|\))"
_NUMBER = re.compile(rf"[\u3400-\u9fff]{{1,12}}{_YEAR}第?\s?\d{{1,5}}号|{_YEAR}[\u3400-\u9fff]{{1,8}}第?\s?\d{{1,6}}号")
_NUMBER_LINE = re.compile(
    rf"[（(]?(?:{_NUMBER.pattern})[）)]?$|第\s?\d{{1,4}}\s?号$|[^，。；：]{{2,20}}令\s*第?\s?[\d一二三四五六七八九十百]{{1,5}}\s?号$"
)
_REMARK = re.compile(
    r"[（(【\[](?:作者|记者|编辑|责编|编译|来源|据|原载|本文作者|责任编辑|执笔|图片来源|文/|根据)[^。）)】\]]{0,60}[）)】\]]$"
)
_PASSED = re.compile(
    rf"^[（(]?(?:根据)?{_DATE}.{{0,60}}(?:通过|公布|发布|施行|批准|修订|修正|印发)[）)]?$|^[（(]{_DATE}[^）)。]{{0,12}}[）)]$"
)
_POET = re.compile(
    r"[〔【（(\[](?:先秦|汉|东汉|魏|晋|东晋|南北朝|南朝|隋|唐|五代|南唐|宋|北宋|南宋|金|元|明|清|近代|现代|当代|民国)[〕】）)\]]\s*[\u3400-\u9fff]{2,4}$"
)
_COUNTED = re.compile(
    r"^[（(]?(?:全文|本文|全篇)(?:共|约|大约|总共|共计)*\s*\d[\d,，]*\s*字(?:[，,、 \u3000]?.{0,20})?$"
)
_AUTHOR = re.compile(
    r"(?:作者|撰文|文|撰稿)\s*[:：/︱|｜丨]\s*(?!责任|责编|编辑|来源)"
    r"([\u3400-\u9fff·]{2,20}?(?=$|[\s　（(|｜、，,]|来源|编辑|责编|责任)"
    r"|[A-Z][A-Za-z.'-]{0,20}(?: [A-Z][A-Za-z.'-]{0,20}){0,3})"
)
_SOURCE = re.compile(r"(?:来源|稿源|发布单位|发布机构|发文机关)\s*[:：]\s*([\u3400-\u9fffA-Za-z·]{2,20})")
_CLAUSES = re.compile(r"[，。；：！？,;:!?、“”]")


def is_date(plain: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(plain) <= 40 and bool(_DATE_LINE.match(plain))


def is_byline(plain: str) -> bool:
    """Whether a line says who wrote, edited, issued or published a text, or when, and nothing else.

    >>> is_byline("来源：新华社 2023-05-01"), is_byline("2023年5月1日"), is_byline("国发〔2023〕5号")
    (True, True, True)
    >>> is_byline("2023年5月1日起，新办法开始施行。"), is_byline("记者：您为什么留下来？")
    (False, False)
    """
    if len(plain) > _LONGEST or not plain:
        return False
    forms = (_DATE_LINE, _NUMBER_LINE, _REMARK, _PASSED, _COUNTED, _POET, *_read_printed())
    return any(form.match(plain) for form in forms) or _is_keyed(plain) or _is_dated(plain)


def is_head_fact(plain: str) -> bool:
    """Whether a line of credits is one above the first paragraph alone: 时间：…, 地点：…."""
    return bool(_read_forms()["head_fact"].match(plain))


def is_organ(plain: str) -> bool:
    """Whether a line is the name of an organ and nothing else, as under an official document."""
    return len(plain) <= 30 and not _CLAUSES.search(plain) and bool(_read_forms()["organ"].match(plain))


def is_signatory(plain: str) -> bool:
    """Whether a line names who signed: an organ, or a person with or without a post.

    >>> is_signatory("河口县教育局"), is_signatory("审判员　田丰"), is_signatory("船又走了")
    (True, True, False)
    """
    return is_organ(plain) or is_author(plain)


def is_author(plain: str) -> bool:
    """Whether a line above a text names its authors: 陆鸣, 江畔大学校长 陆鸣, 顾衡1　沈芷2."""
    if len(plain) > 40 or not _read_forms()["author"].match(plain):
        return False
    return len(plain) > 3 or not is_word(plain)  # 安全 and 任务 could be names by their first character


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
    dated = _DATE_FOUND.match(source.declared.get("date", ""))
    declared = {"byline": "author", "date": "date", "organ": "organ"} if source.format in _PUBLISHED else {}
    known = {ours: source.declared[theirs] for ours, theirs in declared.items() if source.declared.get(theirs)}
    known |= ({"date": dated.group()} if dated and declared else {}) | found
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


# --- forms of lines ----------------------------------------------------------------------------------------------


def _is_keyed(plain: str) -> bool:
    """Whether a line is a key with a value that is no sentence; after a person's key, a name."""
    match = _read_forms()["keyed"].match(plain)
    if match is None or plain.endswith(("。", "；", "？", "！", "?", "!", "…", "，")):
        return False
    value = plain[match.end() :].strip()
    if match["person"] and match["person"] not in ("文", "图"):
        return len(re.split(r"[|｜丨\s]", value)[0]) <= 4 or bool(_read_forms()["named"].match(value))
    return len(re.findall("[，。；]", value)) <= 1


def _read_printed() -> tuple[re.Pattern[str], ...]:
    return tuple(_read_forms()[name] for name in ("published", "letterhead", "credit"))


def _is_dated(plain: str) -> bool:
    named = re.search("来源|作者|编辑|:\\d\\d|：\\d\\d", plain)
    return len(plain) < 60 and bool(named and _DATE_FOUND.match(plain))


@cache
def _read_forms() -> dict[str, re.Pattern[str]]:
    """Return the forms that are made of the words of `data/bylines.toml`."""
    table = tomllib.loads(read_data("bylines.toml"))
    words = {key: _join(words) for key, words in table.items()}
    persons, posts = words["persons"], words["posts"]
    facts = _join(f"{table['facts']} {table['head_facts']}")
    organs, publishers = words["organs"], words["publishers"]
    name = rf"[{read_surnames()}][\u3400-\u9fff]?(?:[ \u3000]?[\u3400-\u9fff])(?![\u3400-\u9fff])"
    unit, key, gap = "[\u3400-\u9fff（）()·、]", r"\s*[:：/︱|｜丨]", r"[、, \u3000]+"
    note, clock = r"[\d*＊]{0,3}", r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    reporter, bracket, closing = "(?:记者|通讯员|评论员|特派员)", r"[（(【\[]?", r"[）)】\]]?"
    publisher = rf"[\u3400-\u9fffA-Za-z]{{1,12}}(?:{publishers})"
    return {
        "credit": re.compile(
            rf"{bracket}(?:{unit}{{0,12}}{reporter}[ \u3000:：]{{0,2}}{name}(?:{gap}{name}){{0,7}}\s*){{1,4}}{closing}$"
            rf"|{bracket}{unit}{{2,8}}[社网报刊](?:{reporter})?[ \u3000]+{name}(?:{gap}{name}){{0,5}}{closing}$"
        ),
        "letterhead": re.compile(rf"{unit}{{2,24}}(?:{organs})文件$"),
        "keyed": re.compile(rf"[（(【\[]?(?:(?P<person>{persons})|{facts})\s*[）)】\]]?{key}"),
        "head_fact": re.compile(rf"(?:{words['head_facts']}){key}"),
        "named": re.compile(
            rf"{name}|[A-Za-z@_]|(?:本报|本刊|本网)?(?:{posts})|.{{0,40}}(?:{persons}|{facts}){key}"
            rf"|[\u3400-\u9fff]{{2,12}}(?:{publishers}|{organs})"
        ),
        "organ": re.compile(rf"{unit}{{2,28}}(?:{organs})$"),
        "author": re.compile(
            rf"(?:{unit}{{2,24}}[ \u3000]{{1,4}})?{name}{note}(?:[、，, \u3000]+{name}{note}){{0,7}}$"
            rf"|{unit}{{0,32}}(?:{posts})[ \u3000:：]{{0,4}}{name}(?:[ \u3000]+{name}){{0,3}}$"
        ),
        "published": re.compile(
            rf"{_DATE}{clock}[ \u3000|｜·]+{publisher}$|{publisher}[ \u3000|｜·]*{_DATE}{clock}$"
            rf"|(?:{facts})[ \u3000]+{_DATE}[^。]{{0,24}}$"
            rf"|{unit}{{2,24}}(?:{organs})[ \u3000]+{_DATE}$"
        ),
    }


def _join(words: str) -> str:
    """Return the words as alternatives, longest first, so that a word never hides a longer one."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))
