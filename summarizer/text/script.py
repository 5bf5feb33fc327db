"""Which script a text is in."""

import re
from functools import cache

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def count_han(text: str) -> int:
    """Return the number of Han characters in `text`.

    >>> count_han("增长5%，达到3万人")
    6
    """
    return len(_HAN.findall(text))


def to_simplified(text: str) -> str:
    """Return `text` in Simplified characters, one for one (same length), for matching only.

    >>> to_simplified("習近平強調")
    '习近平强调'
    """
    return text.translate(_simplified_table())


@cache
def _simplified_table() -> dict[int, str]:
    """Map each Traditional character to its Simplified form, by OpenCC's character rules.

    Phrase rules could change the length, and offsets would no longer fit; characters on lines of their own meet none.
    """
    import opencc  # noqa: PLC0415 - loads its dictionaries

    chars = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))]
    converted: list[str] = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {ord(old): new for old, new in zip(chars, converted, strict=True) if new != old and len(new) == 1}
