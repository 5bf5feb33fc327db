"""Names that the source keeps back: ***总书记, 袁××, XX省, ${name}, 李某某."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.model import MaskedName
from summarizer.structure.blocks import Block
from summarizer.structure.phrases import Phrases
from summarizer.text.names import read_surnames
from summarizer.text.script import to_simplified

_TITLES = (
    "总书记|副?主席|副?总理|副?书记|副?部长|副?省长|副?市长|副?县长|副?区长|副?厅长|副?局长|副?处长|副?主任|副?院长|副?校长|委员|"
    "同志|先生|女士|小姐|教授|博士|律师|法官|检察官|医生|老师|记者|将军|司令员?|董事长|总经理|经理|总统|首相|大使|代表|院士"
)
_PLACES = (
    "省|市|县|区|州|旗|镇|乡|村|街道?|路|号|楼|国|大学|学院|中学|小学|学校|幼儿园|医院|公司|集团|银行|酒店|宾馆|局|厅|部|委|院|所|站|厂|店|"
    "社区?|小区|法院|检察院|派出所|公安局|支队|大队|办公室|协会|基金会?|报|网|日|月|年|人"
)
_SHORT_EMPHASIS = 12
_TITLE = re.compile(rf"(?:{_TITLES})")
_BODIES = "公司|集团|单位|企业|学校|大学|中学|小学|医院|银行|法院|机关|协会|省|市|县|区|镇|乡|村|街道|小区|局|厅"
"""What 某某 before it keeps back the name of."""
_WORDS = "于向应何任方成关常解连全有后从安通别归包班"
"""Surnames that are more often words: 于XX镇, 向***同志学习. They open a name only where nothing stands before them."""
_SURNAME = rf"(?:[{''.join(char for char in read_surnames() if char not in _WORDS)}]|(?<![\u3400-\u9fff])[{_WORDS}])"
_STARS = r"(?:\*{2,12}|＊{2,12}|×{2,12}|✕{2,12}|╳{2,12}|■{2,12}|▇{2,12}|█{2,12}|●{2,12}|○{2,12}|□{2,12}|〇{2,12})"
_MASKED = re.compile(
    rf"(?<![A-Za-z0-9*×＊_/\\])(?P<stars>{_SURNAME}[*＊×]{{2}}(?:{_TITLES})?|{_STARS}(?:(?:{_TITLES})|(?:{_PLACES}))?)(?![A-Za-z0-9*×＊_/])"
    rf"|(?<![A-Za-z0-9])(?P<letters>{_SURNAME}[XxＸ]{{2}}(?:{_TITLES})|(?:[XＸ]{{2,6}}|x{{2,6}})(?:(?:{_TITLES})|(?:{_PLACES})))"
    rf"|(?<![A-Za-z0-9×])(?P<named>{_SURNAME}(?:[XＸ]{{1,3}}|×))(?![A-Za-z0-9×])"
    r"|(?P<field>\$\{[A-Za-z_][\w.]{0,40}\}|\{\{\s*[A-Za-z_][\w.]{0,40}\s*\}\}|#\{[A-Za-z_]\w{0,40}\})"
    rf"|(?P<some>{_SURNAME}某某?[甲乙丙丁]?|某某(?:{_TITLES})|某某(?:{_BODIES}))"
)
_FIRM = re.compile(
    r"[，。、；：（(）)”’“的与和及诉系向将被称说等在因于为经之甲乙丙丁\s]|$"
    r"|[也又还已未先再便就则却曾均都不]|表示|承认|认为|交代|供[述认]|驾驶|手?持|伙同|拒|赔|辩|犯|涉嫌|触犯|利用|通过|多次|夫妇|一家|本人|借|买|卖|给|告|起诉|上诉"
)
"""What follows a name that is certainly one; before other words it may be no name (`西安某高校`)."""
_COMMON = re.compile(
    r"某(?:些|人|种|个|处|天|日|年|月|地|国|市|省|县|区|镇|乡|村|校|项|位|名|家|件|次|时|样|类|方面?|部|门|段|间|所|厂|店|院|单位|公司|企业"
    r"|高校|大学|中学|小学|医院|银行|机关|机构|品牌|平台|楼盘|小区|工地|酒店|餐厅|景区|商场|超市|学校|工厂|集团|媒体|网站|报|台|路|街)"
)
_BOLD = re.compile(
    r"(?:(?<!\*)(?P<a>\*{2,3})(?=\w)|(?<![*\w])(?P<b>\*{2,3})(?=[^\w\s*]))"
    r"[^*\n]{1,300}?(?:(?<=\w)|(?<=[^\w\s*])(?=\*{2,3}(?:[^\w*]|$)))(?:(?P=a)|(?P=b))(?!\*)"
)
"""Emphasis as CommonMark sees it: a pair of runs, each beside a word, or between punctuation and what is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mask:
    """A masked name at one place."""

    text: str
    kind: str
    firm: bool


def find_masked(
    blocks: Sequence[Block], title: str | None, phrases: Phrases, *, markdown: bool
) -> tuple[MaskedName, ...]:
    """Return the redacted names as printed, with their counts and lines, in the order of their first place.

    Args:
        blocks: The blocks of title, headings and text.
        title: A form or template, as its title says, has blanks to fill in and keeps no names back.
        phrases: For the words of such titles.
        markdown: Whether pairs of stars are emphasis.
    """
    blank = bool(title and phrases.exempt["template"].search(to_simplified(title)))
    masks = ((block.number, mask) for block in blocks for mask in _read_masked(block, markdown=markdown))
    found = [(number, mask) for number, mask in masks if not (blank and mask.kind in ("letters", "some", "stars"))]
    firm = {mask.text for _, mask in found if mask.firm}
    places: dict[str, list[int]] = {}
    for number, mask in found:
        if mask.text in firm:
            places.setdefault(mask.text, []).append(number)
    return tuple(
        MaskedName(text=name, count=len(lines), lines=tuple(dict.fromkeys(lines))) for name, lines in places.items()
    )


def _read_masked(block: Block, *, markdown: bool) -> Iterator[_Mask]:
    text = block.line.text
    if not re.search(r"[*＊×✕╳■▇█●○□〇XxＸ某{]", text):
        return
    plain = to_simplified(text)
    emphasis = [match.span() for match in _BOLD.finditer(plain) if _is_emphasis(plain, match, markdown=markdown)]
    for match in _MASKED.finditer(plain):
        kind = str(match.lastgroup)
        inside = any(start <= match.start() < start + 3 or end - 3 <= match.start() < end for start, end in emphasis)
        if not inside and _is_name(plain, match, kind):
            yield _Mask(text=text[match.start() : match.end()], kind=kind, firm=_is_firm(plain, match, kind))


def _is_emphasis(plain: str, match: re.Match[str], *, markdown: bool) -> bool:
    """Whether two runs of stars are a pair around words, and no two names; plain text has short pairs alone."""
    inner = match.group().strip("*")
    titled = _TITLE.match(inner) and _TITLE.match(plain, match.end())
    return not titled and (markdown or (len(inner) <= _SHORT_EMPHASIS and match.group().startswith("**" + inner[0])))


def _is_name(plain: str, match: re.Match[str], kind: str) -> bool:
    """Whether stars stand for a name and are no rule, bullet, rating, zero or footnote mark."""
    before, after = plain[max(0, match.start() - 1) : match.start()], plain[match.end() : match.end() + 1]
    if kind == "some":
        return not (match.group()[0] != "某" and len(match.group()) == 2 and _COMMON.match(plain, match.start() + 1))
    if kind != "stars":
        return True
    if match.group()[0] == "〇" and (before + after).strip("一二三四五六七八九十百千万年") != before + after:
        return False
    if not any("\u3400" <= char <= "\u9fff" for char in match.group() + before + after):
        return bool(before + after) and (before + after)[-1] in "：，。:”" and match.group()[0] in "*＊×"
    if match.group()[0] in "□〇" and (before in ("“", "《") or after in ("”", "》")):
        return True
    return match.group()[0] not in "■●○▇█□〇" or "\u3400" <= match.group()[-1] <= "\u9fff"


def _is_firm(plain: str, match: re.Match[str], kind: str) -> bool:
    """Whether a mask is one for certain; one that may be other words counts only beside a certain one."""
    if kind == "some" and match.group()[0] != "某" and not match.group().endswith("某某"):
        return match.group()[-1] != "某" or bool(_FIRM.match(plain, match.end()))
    if kind == "named":
        return not ("\u3400" <= plain[match.end() : match.end() + 1] <= "\u9fff")
    return True
