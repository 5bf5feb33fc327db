"""Names that the source keeps back: ***总书记, 袁××, XX省, ${name}, 李某某."""

import re
from collections.abc import Iterator, Sequence

from summarizer.model import MaskedName
from summarizer.structure.blocks import Block
from summarizer.structure.phrases import Phrases
from summarizer.text.script import to_simplified

_TITLES = (
    "总书记|副?主席|副?总理|副?书记|副?部长|副?省长|副?市长|副?县长|副?区长|副?厅长|副?局长|副?处长|副?主任|副?院长|副?校长|委员|"
    "同志|先生|女士|小姐|教授|博士|律师|法官|检察官|医生|老师|记者|将军|司令员?|董事长|总经理|经理|总统|首相|大使|代表|院士"
)
_PLACES = (
    "省|市|县|区|州|旗|镇|乡|村|街道?|路|号|楼|国|大学|学院|中学|小学|学校|幼儿园|医院|公司|集团|银行|酒店|宾馆|局|厅|部|委|院|所|站|厂|店|"
    "社区?|小区|法院|检察院|派出所|公安局|支队|大队|办公室|协会|基金会?|报|网|日|月|年|人"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费薛雷贺倪"
    "汤罗毕郝安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛狄贝臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡"
    "凌霍万柯管卢莫房解应丁邓郁崔龚程邢裴陆荣翁段侯宁仇甘武符刘景龙叶黎白蒲乔温庄晏柴瞿阎连欧牛关游尚向古易廖耿满匡文寇辛阙简曾沙丰"
)
_STARS = r"(?:\*{2,12}|＊{2,12}|×{2,12}|✕{2,12}|╳{2,12}|■{2,12}|▇{2,12}|█{2,12}|●{2,12}|○{2,12})"
_MASKED = re.compile(
    rf"(?<![A-Za-z0-9*×＊_/\\])(?P<stars>(?:[{_SURNAMES}])?{_STARS}(?:(?:{_TITLES})|(?:{_PLACES}))?)(?![A-Za-z0-9*×＊_/])"
    rf"|(?<![A-Za-z0-9])(?P<letters>(?:[{_SURNAMES}])?(?:[XＸ]{{2,6}}|x{{2,6}})(?:(?:{_TITLES})|(?:{_PLACES})))"
    rf"|(?<![A-Za-z0-9])(?P<named>[{_SURNAMES}](?:[XＸ]{{1,3}}|×))(?![A-Za-z0-9\u3400-\u9fff×]|\d)"
    r"|(?P<field>\$\{[A-Za-z_][\w.]{0,40}\}|\{\{\s*[A-Za-z_][\w.]{0,40}\s*\}\}|#\{[A-Za-z_]\w{0,40}\})"
    rf"|(?P<some>(?:[{_SURNAMES}]某某|[{_SURNAMES}]某(?=[，。、；：（(的与和在因向于将被称说等]|[甲乙丙丁]))[甲乙丙丁]?|某某(?:{_TITLES}))"
)
_BOLD = re.compile(r"(?<!\*)(\*{2,3})(?=[^\s*])[^*\n]{1,300}?(?<=[^\s*])\1(?!\*)")


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
    places: dict[str, list[int]] = {}
    for block in blocks:
        for name, kind in _read_masked(block, markdown=markdown):
            if not (blank and kind == "letters"):
                places.setdefault(name, []).append(block.number)
    return tuple(
        MaskedName(text=name, count=len(lines), lines=tuple(dict.fromkeys(lines))) for name, lines in places.items()
    )


def _read_masked(block: Block, *, markdown: bool) -> Iterator[tuple[str, str]]:
    text = block.line.text
    if not re.search(r"[*＊×✕╳■▇█●○XxＸ某{]", text):
        return
    emphasis = [match.span() for match in _BOLD.finditer(text)] if markdown else []
    for match in _MASKED.finditer(to_simplified(text)):
        kind = str(match.lastgroup)
        inside = any(start <= match.start() < start + 3 or end - 3 <= match.start() < end for start, end in emphasis)
        if not inside and _is_name(text, match, kind):
            yield text[match.start() : match.end()], kind


def _is_name(text: str, match: re.Match[str], kind: str) -> bool:
    """Whether stars stand for a name and are no rule, bullet, rating or footnote mark."""
    if kind != "stars":
        return True
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if not any("\u3400" <= char <= "\u9fff" for char in match.group() + around):
        return bool(around) and around[-1] in "：，。:”" and match.group()[0] in "*＊×"
    return match.group()[0] not in "■●○▇█" or "\u3400" <= match.group()[-1] <= "\u9fff"
