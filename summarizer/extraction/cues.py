"""Cue words: what a sentence says of itself by the way it is worded (`data/cues.toml`)."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_data

_MARKS = "“”\"'「」『』‘’（）() \u3000"
"""Marks that may stand before a cue that counts only at the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of cue."""

    name: str
    en: str
    """What it says of a sentence, in plain words."""
    speaks: str
    """`for`, `against`, `order` or `chatter`."""
    unless: str = ""
    """Characters that must not follow a word of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue word and its kind."""

    kind: Kind
    word: str
    at_start: bool
    """Whether it counts only where the sentence begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that `data/cues.toml` holds."""

    openers: frozenset[str]
    """Words that a sentence may begin with before it comes to the point."""
    by_start: Mapping[str, tuple[Cue, ...]]
    """The cues by their first two characters; those of one character by that."""


@cache
def read_cues() -> Table:
    """Return the table of cues."""
    table = tomllib.loads(read_data("cues.toml"))
    openers = frozenset(table.pop("openers"))
    cues: defaultdict[str, list[Cue]] = defaultdict(list)
    for name, part in table.items():
        kind = Kind(name=name, en=part["en"], speaks=part["speaks"], unless=part.get("unless", ""))
        for entry in part["words"]:
            word = entry.removeprefix("^")
            cues[word[:2]].append(Cue(kind=kind, word=word, at_start=word != entry))
    return Table(openers=openers, by_start={start: tuple(found) for start, found in cues.items()})


def find_cues(text: str, words: Sequence[str]) -> list[Cue]:
    """Return the cues of a sentence, in order.

    Args:
        text: The sentence in Simplified characters.
        words: Its words, joined they are `text`; a cue is looked for where a word begins.
    """
    table = read_cues()
    found: list[Cue] = []
    at, opening = 0, True
    for word in words:
        start = text[at : at + 2]
        candidates = table.by_start.get(start, ()) if len(start) == 2 else ()
        if len(word) == 1:
            candidates += table.by_start.get(word, ())
        if candidates:
            found += [cue for cue in candidates if (opening or not cue.at_start) and _stands_at(cue, text, at)]
        opening = opening and (word in table.openers or not word.strip(_MARKS))
        at += len(word)
    return found


def _stands_at(cue: Cue, text: str, at: int) -> bool:
    after = text[at + len(cue.word) :][:1] if cue.kind.unless else ""
    return text.startswith(cue.word, at) and not (after and after in cue.kind.unless)
