"""Source text made safe to show on one line.

A scraped page may hold characters that act on the text around them or hide themselves: marks that turn the reading
direction around (so that a sentence shows other words than it holds), control characters, tag characters. They
are shown by name, such as ⟦U+202E⟧. White space becomes single spaces. Nothing else is touched; the JSON brief
keeps the exact text.
"""

import re
import unicodedata

HARMLESS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Invisible characters that only say where a line may break or how letters join."""
_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")


def show_plainly(text: str) -> str:
    """Return `text` on one line, with invisible characters that act on their surroundings shown by name.

    >>> show_plainly("付款\\u202e元001\\n整")
    '付款⟦U+202E⟧元001 整'
    """
    line = _SPACE.sub(_join, text).strip()
    return line if line.isprintable() else "".join(map(_show, line))


def _join(space: re.Match[str]) -> str:
    # The ideographic space is part of Chinese typesetting.
    return "\u3000" if set(space[0]) == {"\u3000"} else " "


def _show(char: str) -> str:
    acts = unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in HARMLESS
    return f"⟦U+{ord(char):04X}⟧" if acts or _is_noncharacter(ord(char)) else char


def _is_noncharacter(code: int) -> bool:
    # Formats such as XML and YAML refuse these; Unicode keeps them out of text for good.
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
