"""Lines as the rules for furniture see them, and the shapes that tell what a line is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_lines
from summarizer.reading.furniture.phrases import Group, Phrasebook, fold_line, strip_links
from summarizer.reading.pages import Block
from summarizer.text.script import count_han, is_traditional, to_simplified

_SENTENCE = re.compile(r"[，。；！？,;!?]")
_STOP = re.compile(r"[。！？!?；;：:…”」』）)】]$")
_NUMBERED = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百零〇]+[章节節条條款编編部讲講篇、.．]|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.、．](?!\d)|#{1,6}\s)"
)
_TOKENS = re.compile(r"[\s|｜·•>›»/→\-_]+")
_STEPS = re.compile(r"[\u3400-\u9fffA-Za-z]\s*(?:>{1,2}|›|»|→|＞|&gt;)\s*(?=[\u3400-\u9fffA-Za-z])")
_FLOOR = re.compile(r"#?\d{1,4}\s*[楼F](?=[\s:：,，]|$)")
_BUTTONS = re.compile(r"[\s\u3000|｜丨·•/【】\[\]（）()〔〕]+")
_COMMENT = re.compile(r"\s*<!--.*-->\s*$")
_BULLET = re.compile(r"[·•■◆●▪□>»\[]|[-*+] ")
_PROMOTION = re.compile(r"公众号|微信|二维码|订阅|扫码|关注|QQ|打赏|赞赏|支付宝|RSS|邮箱|知识星球|粉丝", re.IGNORECASE)
_LINK_LINE = re.compile(r"[-*+·•>\s\d.]*\[[^\]]*\]\([^)]*\)\s*$")
_DATED = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_SPEAKER = re.compile(
    r"(?:#?\d+\s*(?:楼|樓|F|#)\b|\d+小时前|\d+天前|\d+分钟前|回复$|回覆$|举报$|顶\[?\d|支持[(（\[]\d|\d{1,2}:\d{2}(?::\d{2})?\s*$)"
)
_BUTTON_ROW = Group(kind="buttons", phrases=())
_NAVIGATION_WORDS = 2
_NAVIGATION_TOKENS = 5
# A paragraph: so many Han characters with a mark between or after clauses. Headings and titles stay below it,
# 15 was the longest of 400 headings with a comma in them.
_PROSE_HAN = 16
_LONG_LINE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line that is not blank."""

    index: int
    """Its place among all lines of the page, from 0."""
    block: Block
    plain: str
    """Its text in Simplified characters, without outer white space."""
    folded: str
    groups: tuple[Group, ...]
    han: int

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text."""
        return self.han >= _PROSE_HAN and _SENTENCE.search(self.plain) is not None

    @property
    def is_entry(self) -> bool:
        """Whether it could be an entry of a list of other pages' titles."""
        return len(self.plain) <= 60 and not self.plain.endswith(("。", "；", ";")) and not _NUMBERED.match(self.plain)

    @property
    def is_marked_entry(self) -> bool:
        """Whether a bullet, a date or a link says that it is such an entry."""
        bullet = self.plain.startswith(("·", "•", "■", "◆", "●", "▪", "□", ">", "»", "[", "- ", "* ", "+ "))
        return self.is_entry and (
            bullet or _LINK_LINE.match(self.plain) is not None or _DATED.search(self.plain) is not None
        )

    @property
    def is_comment_mark(self) -> bool:
        """Whether it looks like the line above or below a reader's comment: a time, a floor, a button."""
        return (
            self.han < _PROSE_HAN
            and len(self.plain) < 60
            and (_SPEAKER.search(self.plain) is not None or _DATED.search(self.plain) is not None)
        )

    @property
    def is_promotion(self) -> bool:
        """Whether it speaks of ways to follow or to pay the author."""
        return _PROMOTION.search(self.plain) is not None

    @property
    def is_heading(self) -> bool:
        """Whether its markup says that it is a heading."""
        return self.block.tag[:1] == "h" and self.block.tag[1:].isdigit()

    def in_group(self, *wheres: str) -> Group | None:
        """Return its first group that counts at one of these places or anywhere, if there is one."""
        return next((group for group in self.groups if group.where == "anywhere" or group.where in wheres), None)


def make_items(blocks: Sequence[Block], book: Phrasebook) -> list[Item]:
    """Return the lines that are not blank and that no reader of a format has marked already."""
    traditional = is_traditional("".join(block.text for block in blocks[:200]))
    return [
        _make_item(index, block, book, traditional=traditional)
        for index, block in enumerate(blocks)
        if block.text.strip() and not block.furniture
    ]


def _make_item(index: int, block: Block, book: Phrasebook, *, traditional: bool) -> Item:
    plain = block.text.strip()
    if traditional and len(plain) <= _LONG_LINE:
        plain = to_simplified(plain)
    short = plain if len(plain) <= _LONG_LINE and block.tag != "code" else ""
    folded = fold_line(short)
    groups = book.find_groups(folded) or ((_BUTTON_ROW,) if is_button_row(short, book) else ())
    return Item(index=index, block=block, plain=plain, folded=folded, groups=groups, han=count_han(plain[:_LONG_LINE]))


def is_html_comment(item: Item) -> bool:
    """Tell whether a line of text is an HTML comment."""
    return _COMMENT.match(item.plain) is not None


def is_navigation_row(item: Item) -> bool:
    """Tell whether a line is a row of the names of a site's sections: `首页 国内 国际 财经 体育`."""
    if len(item.plain) > 200 or _SENTENCE.search(item.plain):
        return False
    tokens = [token for token in _TOKENS.split(item.plain) if token]
    known = sum(token in channel_words() for token in tokens)
    brief = sum(map(len, tokens)) <= 5 * len(tokens)
    return len(tokens) >= _NAVIGATION_TOKENS and brief and known >= _NAVIGATION_WORDS


def is_button_row(text: str, book: Phrasebook) -> bool:
    """Tell whether a line is a row of buttons and nothing else: `【打印】 【关闭】`, `回复 举报`, `点赞 | 在看`."""
    tokens = [token for token in _BUTTONS.split(strip_links(text)) if token]
    if not 2 <= len(tokens) <= 12 or len("".join(tokens)) > 60:
        return False
    folded = [fold_line(token) for token in tokens]
    return any(word != "#" for word in folded) and all(book.knows(word) for word in folded)


def is_path(item: Item) -> bool:
    """Tell whether a line is a path to a page: `江畔网 > 产业 > 农业`."""
    return len(item.plain) <= 80 and len(_STEPS.findall(item.plain)) >= 2 and _SENTENCE.search(item.plain) is None


def is_floor(item: Item) -> bool:
    """Tell whether a line heads an answer in a forum: `3楼 阿水 2013-11-02 22:05`."""
    return item.han < _PROSE_HAN and _FLOOR.match(item.plain) is not None


def is_channel(item: Item) -> bool:
    """Tell whether a line is the name of a site's section and nothing else."""
    return item.plain in channel_words()


@cache
def channel_words() -> frozenset[str]:
    """Names of a news site's sections."""
    return frozenset(word for line in read_lines("channel_words.txt") for word in line.split())


def is_path_to(item: Item, title: str) -> bool:
    """Tell whether a line is the path to a page with this title: `首页 新闻 <title>`."""
    text = item.plain
    return (
        text != title and text.endswith(title) and text.startswith(("首页", "主页", "当前位置", "您", "位置", "Home"))
    )


def is_site_title(item: Item, title: str) -> bool:
    """Tell whether a line is this title with the site's name behind it: `<title>_频道_某某网`."""
    rest = item.plain.removeprefix(title).strip()
    return item.plain.startswith(title) and len(rest) > 1 and rest[0] in "-_|｜–—·" and len(rest) <= 40
