"""Names that the source masks (`***总书记`): how they get through a language model, and stay masked.

A model that has read much official prose knows whose name `***总书记` hides, and writes it. So it never sees a mask:
a placeholder that looks like any name stands for it, and becomes the mask again in the English. Where the model
fills in the name all the same, that is masked afterwards.
"""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.text.names import read_surnames
from summarizer.translation.checks.masked import MASK
from summarizer.translation.gguf.recipes import Phrase, read_wording


def hide_names(text: str) -> str:
    """Return `text` with a placeholder for each masked name.

    >>> hide_names("***总书记和王**强调")
    'Zhang San总书记和王XXX强调'
    """
    return MASK.sub(_choose_placeholder, text)


def mask_names(english: str, source: str) -> str:
    """Return the English with the masks of its source, in order, for the placeholders and for names filled in.

    >>> mask_names("Zhang San, the general secretary, and Wang XXX stressed", "***总书记和王**强调")
    '***, the general secretary, and Wang ** stressed'
    """
    masks = [match.group() for match in MASK.finditer(source)]
    if not masks:
        return english
    found = list(_stand_ins(source).finditer(english))
    parts, done = [], 0
    for number, match in enumerate(found):
        parts += [english[done : match.start()], masks[min(number, len(masks) - 1)]]
        done = match.end()
    return "".join([*parts, english[done:]])


def find_phrases(text: str) -> Iterator[Phrase]:
    """Yield the set phrases in which `text` has a masked name, with its placeholder as the model is told them."""
    hidden, name = hide_names(text), read_wording().name
    for phrase in read_wording().phrases:
        written = Phrase(zh=phrase.zh.format(name=name), en=phrase.en.format(name=name))
        if written.zh in hidden:
            yield written


def _choose_placeholder(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    beside_surname = len(match.group()) == 2 and before[-1:] in _surnames()
    return read_wording().rest if beside_surname else read_wording().name


@cache
def _surnames() -> frozenset[str]:
    return frozenset(read_surnames())


def _stand_ins(source: str) -> re.Pattern[str]:
    """Return the pattern of what stands for a masked name in English, but for what the source itself says."""
    wording = read_wording()
    words = [word for guess in wording.guesses for word in guess.en if _tell_surname(guess.zh, word) not in source]
    own = [rf"{re.escape(word)}+" for word in (wording.name, wording.rest) if word not in source]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join([*map(re.escape, words), *own]) or '(?!)'})(?![A-Za-z]|['’]an\b)")


def _tell_surname(zh: str, word: str) -> str:
    """Return which part of a Chinese name the English word stands for."""
    return zh if " " in word else zh[0]
