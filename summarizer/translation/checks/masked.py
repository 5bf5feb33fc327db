"""Whether names that the source masks (`***总书记`) stay masked."""

import re
from collections.abc import Iterator

from summarizer.model import Flag
from summarizer.translation.checks.candidate import Candidate

_SIGNS = "*＊×✕╳■▇█●○"
_HAN = "[\u3400-\u9fff]"
MASK = re.compile(rf"[{_SIGNS}]{{2,12}}(?={_HAN})|(?<={_HAN})[{_SIGNS}]{{2,12}}")
"""A name that the source hides."""
_ENGLISH_MASK = re.compile(
    rf"[{_SIGNS}]{{2,}}|\bX{{2,}}\b|\[[^\]]{{0,40}}(?:name|redacted|masked|withheld)[^\]]{{0,40}}\]", re.IGNORECASE
)


def find_masks(zh: str) -> tuple[str, ...]:
    """Return the masks of a Chinese text as printed, in order.

    >>> find_masks("***总书记强调，以***同志为核心")
    ('***', '***')
    """
    return tuple(match.group() for match in MASK.finditer(zh))


def check_masks(candidate: Candidate) -> Iterator[Flag]:
    """Flag an English text with fewer masks than the Chinese: a name was filled in, or dropped."""
    masks = find_masks(candidate.zh)
    left = len(_ENGLISH_MASK.findall(candidate.en))
    if left < len(masks):
        yield Flag(
            kind="masked",
            detail=f"The source masks a name ({masks[0]}, {len(masks)} times), the English only {left} times: "
            "a name in it may be the engine's guess.",
        )
