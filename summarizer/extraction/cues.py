"""Cue words: what a sentence says of itself by the way it is worded (`data/cues.toml`)."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_data

_LEAD = "“”\"'「」『』‘’（）() \u3000"
"""What may stand before a cue that counts only at the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of cue."""

    name: str
    en: str
    """What it says of a sentence, in plain words."""
    speaks: str
    """`for`, `against` or `chatter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue word and its kind."""

    kind: Kind
    word: str
    at_start: bool
    """Whether it counts only where the sentence begins."""


@cache
def read_cues() -> Mapping[str, tuple[Cue, ...]]:
    """Return the cues by their first two characters; those of one character by that."""
    cues: defaultdict[str, list[Cue]] = defaultdict(list)
    for name, table in tomllib.loads(read_data("cues.toml")).items():
        kind = Kind(name=name, en=table["en"], speaks=table["speaks"])
        for entry in table["words"]:
            word = entry.removeprefix("^")
            cues[word[:2]].append(Cue(kind=kind, word=word, at_start=word != entry))
    return {start: tuple(found) for start, found in cues.items()}


def find_cues(text: str, words: Sequence[str]) -> list[Cue]:
    """Return the cues of a sentence, in order.

    Args:
        text: The sentence in Simplified characters.
        words: Its words, joined they are `text`; a cue is looked for where a word begins.
    """
    cues = read_cues()
    opening = len(text) - len(text.lstrip(_LEAD))
    found, at = [], 0
    for word in words:
        start = text[at : at + 2]
        candidates = cues.get(start, ()) if len(start) == 2 else ()
        if len(word) == 1:
            candidates += cues.get(word, ())
        found += [cue for cue in candidates if text.startswith(cue.word, at) and (not cue.at_start or at <= opening)]
        at += len(word)
    return found
