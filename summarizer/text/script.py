"""Which script a text is in."""

import re
from functools import cache
from typing import Literal

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def count_han(text: str) -> int:
    """Return the number of Han characters in `text`.

    >>> count_han("增长5%，达到3万人")
    6
    """
    return len(_HAN.findall(text))


@cache
def _converter(config: str) -> object:
    import opencc  # noqa: PLC0415 - loads its dictionaries; only Traditional text needs it

    return opencc.OpenCC(config)


_TRADITIONAL = re.compile("[這個們來對說時會國學發實應關與為過還沒後從開進動業產經濟務員總書記黨選舉義]")
_SIMPLIFIED = re.compile("[这个们来对说时会国学发实应关与为过还没后从开进动业产经济务员总书记党选举义]")


def is_traditional(text: str) -> bool:
    """Tell whether `text` is mostly in Traditional characters, by the most frequent ones that differ.

    >>> is_traditional("這個問題還沒解決"), is_traditional("这个问题还没解决"), is_traditional("")
    (True, False, False)
    """
    return len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text))


def to_simplified(text: str) -> str:
    """Return `text` in Simplified characters, one for one (same length), for matching only.

    >>> to_simplified("習近平強調")
    '习近平强调'
    """
    return text.translate(_simplified_table())


def to_traditional(text: str) -> str:
    """Return `text` in Traditional characters, by OpenCC's phrases; its length may change.

    >>> to_traditional("头发"), to_traditional("发展")
    ('頭髮', '發展')
    """
    converted: str = _converter("s2t").convert(text)  # type: ignore[attr-defined]
    return converted


def name_script(text: str) -> Literal["zh-Hans", "zh-Hant"]:
    """Return the language tag of Chinese `text` by the characters that only one of the two scripts has.

    >>> name_script("會議強調改革"), name_script("会议强调改革"), name_script("水")
    ('zh-Hant', 'zh-Hans', 'zh-Hans')
    """
    chars = set(_HAN.findall(text))
    simplified: str = _converter("s2t").convert("".join(sorted(chars)))  # type: ignore[attr-defined]
    only_simplified = len(chars - set(simplified))
    only_traditional = sum(ord(char) in _simplified_table() for char in chars)
    return "zh-Hant" if only_traditional > only_simplified else "zh-Hans"


@cache
def _simplified_table() -> dict[int, str]:
    """Map each Traditional character to its Simplified form, by OpenCC's character rules.

    Phrase rules could change the length, and offsets would no longer fit; characters on lines of their own meet none.
    """
    chars = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))]
    converted: list[str] = _converter("t2s").convert("\n".join(chars)).split("\n")  # type: ignore[attr-defined]
    return {ord(old): new for old, new in zip(chars, converted, strict=True) if new != old and len(new) == 1}
