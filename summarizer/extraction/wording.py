"""What a sentence's own wording tells, whatever stands around it."""

import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from summarizer.data import read_lines
from summarizer.extraction.cues import Cue
from summarizer.extraction.units import Unit
from summarizer.text.names import read_surnames

Features = dict[str, float]
"""What was measured of a sentence, by name; all between 0 and 1."""

_FIGURE = re.compile(
    # Possessive, and from the first digit only, so that it is linear on any input.
    r"(?<![第\d])(?<!\d[,.])\d[\d,.]*+\s?(?:[%％‰]|[多余几]?[万亿千百]|美?元|[人家个次倍吨项名套台户岁分种件]|小时|公里|平方)"
    r"|(?<![一二两三四五六七八九十百千])[一二两三四五六七八九十百千]++(?:成|倍|[万亿])|百分之[一二三四五六七八九十百点]+"
)
_WORK = re.compile(r"《[^《》]{2,40}》")
_QUOTED = re.compile(r"[“「『][^”」』]{1,200}[”」』]")
_QUESTION = re.compile(r"[？?][”’」』）)]*$")
_FINISHED = re.compile(r"[。！？!?…；;.：:][”’」』）)》】\]*]*$")

_ATTRIBUTION = re.compile(
    r"^[^“”「」『』：:]{0,40}(?:(?<![小传学听据])说|说道|表示|介绍|介绍道|称|指出|坦言|感慨|感叹|解释|解释道|补充道|回忆道|如是说|告诉[^，。]{0,8}(?:记者|本报))[。：:]?$"
)
_SHORT, _LONG = 10, 40
"""Lengths, in characters, between which a sentence gains by being longer; the gain is logarithmic. A longer one says
no more to the reader's purpose: the fit gave nothing for more than 40."""
_MANY_CUES, _MUCH_NOISE, _MANY_FIGURES, _MANY_NAMES = 3, 2, 2, 2
"""So many count fully; more than that tell no more."""
_LONGEST_NATIVE_NAME = 4
_CHATTER = 8
"""Characters of text for each word of chatter, at which a sentence counts as nothing else."""


def measure_wording(unit: Unit) -> Features:
    """Return what can be told from a sentence alone."""
    text = unit.text
    return {
        "cue": _saturate(count_kinds(unit.cues, "for"), _MANY_CUES),
        "listing": float(any(cue.kind.speaks == "order" for cue in unit.cues)),
        "noise": _saturate(count_kinds(unit.cues, "against") + is_attribution(text), _MUCH_NOISE),
        "question": float(bool(_QUESTION.search(text))),
        "chatter": _saturate(_CHATTER * sum(cue.kind.speaks == "chatter" for cue in unit.cues), len(text)),
        "figures": _saturate(len(find_figures(text)), _MANY_FIGURES),
        "names": _saturate(len(find_names(unit)), _MANY_NAMES),
        "quoted": float(bool(_QUOTED.search(text))),
        "density": sum(map(len, unit.terms)) / len(text),
        "length": min(1.0, max(0.0, math.log(len(text) / _SHORT) / math.log(_LONG / _SHORT))),
        "fragment": float(not unit.sentence.complete or not _FINISHED.search(text)),
    }


def count_kinds(cues: Iterable[Cue], speaks: str) -> int:
    """Return how many kinds of cues there are of those that speak `for` or `against` a sentence."""
    return len({cue.kind.name for cue in cues if cue.kind.speaks == speaks})


def is_attribution(text: str) -> bool:
    """Tell whether a sentence only says who speaks; what is said stands in its neighbours.

    >>> is_attribution("镇长李明向记者介绍道。"), is_attribution("李明介绍，全镇共有水井40口。")
    (True, False)
    """
    return bool(_ATTRIBUTION.search(text))


def find_figures(text: str) -> list[str]:
    """Return the figures of a text with the first character of their unit.

    >>> find_figures("平均下降38%，全省共1.4亿元")
    ['38%', '1.4亿']
    """
    return _FIGURE.findall(text)


def find_names(unit: Unit) -> list[str]:
    """Return the persons, organs and 《titles》 that a sentence names, each once."""
    works = _WORK.findall(unit.text)
    named = (word for word, tag in zip(unit.words, unit.tags, strict=True) if len(word) > 1 and _is_name(word, tag))
    return list(dict.fromkeys([*(word for word in named if not any(word in work for work in works)), *works]))


@lru_cache(maxsize=1 << 16)
def _is_name(word: str, tag: str) -> bool:
    if tag.startswith("nr"):
        # The tagger guesses: 脱敏 is a person to it. Foreign names are spelt with many characters.
        return word[0] in read_surnames() or len(word) > _LONGEST_NATIVE_NAME
    return (tag == "nt" and not word.endswith("组织")) or _names_organ(word)


def _names_organ(word: str) -> bool:
    endings = _read_endings()
    if word.endswith(endings["!"]):
        return False
    return word.endswith(endings[""]) or any(
        word.endswith(ending) and len(word) >= len(ending) + 2 for ending in endings["-"]
    )


@cache
def _read_endings() -> dict[str, tuple[str, ...]]:
    """Return the endings by what stands before them in the table."""
    endings = [ending for line in read_lines("organ_endings.txt") for ending in line.split()]
    marked = {mark: tuple(ending[1:] for ending in endings if ending[0] == mark) for mark in "-!"}
    return marked | {"": tuple(ending for ending in endings if ending[0] not in "-!")}


def _saturate(count: float, enough: float) -> float:
    return min(count, enough) / enough
