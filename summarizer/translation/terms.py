"""Set terms in Chinese text: the project's table, longest match, and how the terms are read aloud.

A `Lexicon` finds the terms of one list; `match_terms` puts several lists into an order in which the earlier wins.
Matching sees Traditional text as Simplified and looks through quotation marks, so that `“十四五”规划` is found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.data import read_lines
from summarizer.model import Term
from summarizer.text.script import to_simplified
from summarizer.text.words import cut_words, is_word

_OPENING_QUOTES = "“「『‘"
_QUOTES = frozenset(_OPENING_QUOTES + "”」』’\"'")
_ACCIDENTAL = 2
"""Terms of up to so many characters may occur by accident across two words (工|人大|妈), so words are looked at.

Longer ones hardly do: on 58 articles all rejections of three-character terms but one were mistakes of the word cutter.
"""
_RUNS_ON = {"部": "门", "法": "律院"}
"""Last characters of terms that belong to the next word where one of these follows: 生态环境部|门, 国家安全法|律."""
_SHORT = 3
"""Words of up to so many syllables are written as one in pinyin."""
_ENGLISH_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]*)?")
_ENDINGS = tuple(
    (re.compile(ending), rest)
    for ending, rest in (
        (r"'s?$", ""),
        (r"(?<=\w\w\w)(?:ies|y)$", "i"),
        (r"(?<=[sxzh])es$", ""),
        (r"(?<=\w[^su])s$", ""),
        (r"(?<=\w\w\w)(?:ing|ed)$", ""),
        (r"(?<=\w\w\w)e$", ""),
        (r"([bdgklmnprst])\1$", r"\1"),
    )
)
"""Inflections, taken off in this order, so that `policies` meets `policy` and `controlled` meets `control`."""
_ARTICLES = frozenset({"a", "an", "the"})
_PARTICLES = frozenset("的和与及或在为对")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A line of a term list."""

    zh: str
    en: str
    alternatives: tuple[str, ...] = ()
    """Other renderings that are as good."""
    field: str = ""
    """Subject field, such as `party` or `law`."""
    note: str = ""
    source: str = "official"
    """`official` for the project's table, `glossary` for the user's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term at its place: `text[start:end]` is the term as printed, quotation marks inside it included."""

    start: int
    end: int
    entry: TermEntry


class Lexicon:
    """A term list that can be searched.

    Args:
        entries: In any order; of two with the same Chinese the earlier one counts.
    """

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self._by_key: dict[str, TermEntry] = {}
        for entry in entries:
            self._by_key.setdefault(_fold(entry.zh)[0], entry)
        self._by_start: dict[str, list[str]] = {}
        for key in sorted(filter(None, self._by_key), key=len, reverse=True):
            self._by_start.setdefault(key[:2], []).append(key)

    @property
    def entries(self) -> tuple[TermEntry, ...]:
        """All entries, in their given order."""
        return tuple(self._by_key.values())

    def look_up(self, zh: str) -> TermEntry | None:
        """Return the entry of exactly this term, in either script."""
        return self._by_key.get(_fold(zh)[0])

    def match(self, text: str) -> tuple[TermMatch, ...]:
        """Find the terms of `text` from left to right, the longest at each place, without overlaps.

        >>> lexicon = Lexicon([TermEntry(zh="党建", en="Party building"), TermEntry(zh="人大", en="people's congress")])
        >>> [(m.start, m.end, m.entry.en) for m in lexicon.match("工人大妈知道「黨建」")]
        [(7, 9, 'Party building')]
        """
        folded, offsets = _fold(text)
        return tuple(_place(text, offsets, start, self._by_key[key]) for start, key in self._scan(folded))

    def _scan(self, folded: str) -> Iterator[tuple[int, str]]:
        borders: frozenset[tuple[int, int]] | None = None
        position = 0
        while position < len(folded):
            step = 1
            start = folded[position : position + 2]
            for key in (*self._by_start.get(start, ()), *(self._by_start.get(start[0], ()) if start[1:] else ())):
                end = position + len(key)
                if not folded.startswith(key, position) or folded[end : end + 1] in _RUNS_ON.get(key[-1], ()):
                    continue
                if len(key) <= _ACCIDENTAL:
                    borders = _word_spans(folded) if borders is None else borders
                    if _cuts_a_word(position, end, borders):
                        continue
                yield position, key
                step = len(key)
                break
            position += step


@cache
def load_lexicon() -> Lexicon:
    """Return the project's own table, `data/terms.tsv`."""
    rows = (line.split("\t") for line in read_lines("terms.tsv")[1:])
    return Lexicon(
        TermEntry(zh=zh, en=en, alternatives=tuple(filter(None, others.split("|"))), field=field)
        for zh, en, others, field in rows
    )


def match_terms(text: str, lexicons: Sequence[Lexicon]) -> tuple[TermMatch, ...]:
    """Find the terms of several lists; where two overlap, the one of the earlier list stands.

    Returns:
        Matches in text order, without overlaps.
    """
    found: list[TermMatch] = []
    for lexicon in lexicons:
        found += [m for m in lexicon.match(text) if all(m.end <= f.start or f.end <= m.start for f in found)]
    return tuple(sorted(found, key=lambda match: match.start))


def find_terms(text: str, lexicons: Sequence[Lexicon]) -> tuple[Term, ...]:
    """Return the terms of `text`, each once, in text order and in the text's script, as the brief lists them."""
    matches = match_terms(text, lexicons)
    return tuple(dict.fromkeys(to_term(match.entry, text[match.start : match.end]) for match in matches))


@cache
def to_term(entry: TermEntry, printed: str) -> Term:
    """Return an entry as the brief shows it: as `printed` in the text but for quotation marks, with its pinyin."""
    return Term(
        zh="".join(char for char in printed if char not in _QUOTES),
        en=entry.en,
        pinyin=spell_pinyin(entry.zh),
        source=entry.source,
        alternatives=entry.alternatives,
    )


def count_rendering(english: str, rendering: str) -> int:
    """Return how often a rendering stands in an English text, in any inflection, with or without articles.

    >>> count_rendering("It expanded its domestic demand.", "expand domestic demand")
    0
    >>> count_rendering("By expanding the domestic demand ...", "expand domestic demand")
    1
    """
    wanted = list_stems(rendering)
    found = list_stems(english)
    size = len(wanted)
    return sum(found[at : at + size] == wanted for at in range(len(found) - size + 1)) if wanted else 0


@lru_cache(maxsize=4096)
def list_stems(english: str) -> tuple[str, ...]:
    """Return the words of an English text without articles and inflection.

    >>> list_stems("the policies were controlled"), list_stems("a policy controls")
    (('polici', 'wer', 'control'), ('polici', 'control'))
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", english) if not unicodedata.combining(char))
    words = _ENGLISH_WORD.findall(plain.lower().replace("’", "'"))
    return tuple(_stem(word) for word in words if word not in _ARTICLES)


def _stem(word: str) -> str:
    """Return what the inflected forms of a word have in common; different words may share it."""
    for ending, rest in _ENDINGS:
        word = ending.sub(rest, word)
    return word


def spell_pinyin(zh: str) -> str:
    """Return the pinyin of a term with tone marks, syllables of a word joined.

    Readings come from pypinyin's phrase table, so that 行长 is read háng zhǎng, and from `data/readings.tsv`. What
    isn't Han stays as it is.

    >>> spell_pinyin("党的建设"), spell_pinyin("网信办"), spell_pinyin("西安事变")
    ('dǎng de jiànshè', 'wǎngxìnbàn', "xī'ān shìbiàn")
    """
    syllables = _syllables(zh)
    words = []
    position = 0
    for word in _reading_words(zh):
        words.append("de" if word == "的" else _join_syllables(syllables[position : position + len(word)]))
        position += len(word)
    return re.sub(r" (?=[、，])", "", " ".join(words))


def _syllables(zh: str) -> list[str]:
    """Return one reading for each character."""
    _load_readings()
    import pypinyin  # noqa: PLC0415 - loads its dictionaries

    # `list`: one item for each character that isn't Han; the annotation of the library forgets that it takes lists.
    return [reading[0] for reading in pypinyin.pinyin(zh, errors=list)]  # type: ignore[arg-type]


@cache
def _load_readings() -> None:
    import pypinyin  # noqa: PLC0415 - loads its dictionaries

    rows = (line.split("\t") for line in read_lines("readings.tsv"))
    pypinyin.load_phrases_dict({zh: [[syllable] for syllable in reading.split()] for zh, reading in rows})


def _fold(text: str) -> tuple[str, list[int]]:
    """Return `text` for matching (Simplified, no quotation marks) and each remaining character's offset in it."""
    offsets = [i for i, char in enumerate(text) if char not in _QUOTES]
    simplified = to_simplified(text)
    return "".join(simplified[i] for i in offsets), offsets


def _place(text: str, offsets: Sequence[int], start: int, entry: TermEntry) -> TermMatch:
    length = len(_fold(entry.zh)[0])
    first, last = offsets[start], offsets[start + length - 1]
    printed = text[first : last + 1]
    # A term that begins with a quoted part owns the opening mark too: “十四五”规划.
    if first and text[first - 1] in _OPENING_QUOTES and any(char in _QUOTES for char in printed):
        first -= 1
    return TermMatch(start=first, end=last + 1, entry=entry)


def _word_spans(text: str) -> frozenset[tuple[int, int]]:
    spans = []
    position = 0
    for word in cut_words(text):
        spans.append((position, position + len(word)))
        position += len(word)
    return frozenset(spans)


def _cuts_a_word(start: int, end: int, words: Iterable[tuple[int, int]]) -> bool:
    """Whether a word begins outside [start, end) and ends inside, or the other way round."""
    return any(a < start < b < end or start < a < end < b for a, b in words)


def _reading_words(zh: str) -> Iterator[str]:
    """Cut a term into the words that pinyin writes as one: short terms whole, stray single characters joined."""
    if len(zh) <= _SHORT and not _PARTICLES & set(zh):
        yield zh
        return
    pending = ""
    for word in (word for part in re.split("(?<!目)(的)", zh) for word in cut_words(part)):
        if len(word) == 1 and word not in _PARTICLES and not re.match(r"\W", word):
            pending += word
            continue
        if pending:
            yield pending
        pending = ""
        yield from _split_word(word)
    if pending:
        yield pending


def _split_word(word: str) -> list[str]:
    """Cut a long dictionary word (中央军事委员会) into the shorter dictionary words that it is made of, if it is."""
    if len(word) <= _SHORT:
        return [word]
    for size in (2, 3):
        head, tail = word[:size], word[size:]
        if is_word(head) and (is_word(tail) or len(tail) > _SHORT):
            return [head, *_split_word(tail)]
    return [word]


def _join_syllables(syllables: Sequence[str]) -> str:
    """Join syllables into a word, with an apostrophe before one that begins with a vowel."""
    first, *rest = syllables
    return first + "".join(f"'{s}" if s[0] in "aāáǎàeēéěèoōóǒò" else s for s in rest)
