"""Cutting a Chinese sentence into the units of its gloss, each with its English.

First come the parts whose English is known: masked names (***总书记: the stars stay), set terms and figures; of two
that overlap the longer stands. The rest is cut into words by rjieba, and neighbours are joined where the dictionary
has them as one entry.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.data import read_lines
from summarizer.text.figures import FigureSpan, find_figures
from summarizer.text.script import to_simplified
from summarizer.text.words import tag_words
from summarizer.translation.gloss.cedict import load_entries, look_up
from summarizer.translation.gloss.names import read_surname, spell_person, spell_word
from summarizer.translation.gloss.senses import gloss_word, load_attributes, load_words
from summarizer.translation.terms import Lexicon, match_terms

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE_MARKS = "，。、；：？！（）【】〔〕《》〈〉「」『』“”‘’…—～"
# Latin words, addresses, numbers that are no figures: up to their last letter or digit, together with the next ones.
_LATIN = rf"[^\W{_HAN}](?:[^\s{_HAN}{_WIDE_MARKS}]*[^\W{_HAN}])?[%‰℃+]*"
_PIECE = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<other>{_LATIN}(?: {_LATIN})*)|[^{_HAN}]")
_DOTS = re.compile("[·•・]")
_STRAIGHT_QUOTES = re.compile('"([^"]*)"')
_MASK = re.compile(
    r"[*＊×✕╳■▇█]{2,12}|[○〇●]{2,12}(?=\w)|(?<=[\u3400-\u9fff])[×✕╳＊](?![\d\s])|\$\{[^{}\n]{1,40}\}|\{\{[^{}\n]{1,40}\}\}"
)
_SOMEBODY = re.compile(r"(?P<surname>[\u4e00-\u9fff])(?P<hidden>某{1,2})(?P<letter>[甲乙丙丁]?)(?!些)")
_PARTS_OF_DATES = {
    "底": "end of",
    "末": "end of",
    "初": "beginning of",
    "上旬": "early",
    "中旬": "mid",
    "下旬": "late",
}
_LONGEST_WORD = 8
"""Characters up to which neighbouring words are looked up as one: longer entries are proverbs and official names."""
_PARTICLES = frozenset("的了着过得地")
_NOUNS = ("n", "vn", "an")
"""Tags of nouns, and of verbs and adjectives used as such."""
_BEFORE_NOUNS = ("uj", "a", "b")
"""Tags after which a verb is used as a noun: 的, adjectives."""
_COUNTING = frozenset("一两二三四五六七八九十几数多这那每各某此该本另首半")
"""Characters after which a measure word may stand in the same word: 一项, 这家, 多名."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A piece of a gloss."""

    text: str
    kind: Literal["word", "mask", "marks"] = "word"
    """`marks` are punctuation and other signs, as printed; a `mask` hides a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A part of the sentence whose English is known."""

    start: int
    end: int
    unit: Unit
    counts: bool = False
    """It is a number, after which a measure word may stand."""


def cut_units(sentence: str, lexicons: Sequence[Lexicon]) -> list[Unit]:
    """Return the units of a sentence in their order; nothing but dropped particles is left out.

    Args:
        sentence: In either script.
        lexicons: Term lists, the first one's terms first.
    """
    plain = to_simplified(_STRAIGHT_QUOTES.sub(r"“\1”", sentence))
    units: list[Unit] = []
    done, counted = 0, False
    for span in _find_spans(sentence, plain, lexicons):
        units += _cut_text(plain[done : span.start], counted=counted)
        units.append(span.unit)
        done, counted = span.end, span.counts
    return [*units, *_cut_text(plain[done:], counted=counted)]


# --- spans whose English is known ------------------------------------------------------------------------------------


def _find_spans(sentence: str, plain: str, lexicons: Sequence[Lexicon]) -> list[_Span]:
    masks = [
        _Span(start=match.start(), end=match.end(), unit=Unit(text=match.group(), kind="mask"))
        for match in _MASK.finditer(sentence)
    ]
    hidden = [span for match in _SOMEBODY.finditer(plain) if (span := _read_somebody(match))]
    terms = [
        _Span(start=match.start, end=match.end, unit=Unit(text=match.entry.en))
        for match in match_terms(sentence, lexicons)
    ]
    figures = [_read_figure(figure, plain) for figure in find_figures(sentence)]
    by_length = sorted([*terms, *figures], key=lambda span: span.start - span.end)
    taken: list[_Span] = []
    for span in (*masks, *hidden, *_find_foreign(plain), *by_length):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def _find_foreign(plain: str) -> Iterator[_Span]:
    """Yield the names of foreigners that have a dot between their parts."""
    for match in _foreign_name().finditer(plain):
        parts = [_spell_foreign(part) for part in _DOTS.split(match.group())]
        yield _Span(start=match.start(), end=match.end(), unit=Unit(text=" ".join(parts)))


@cache
def _foreign_name() -> re.Pattern[str]:
    part = f"[{''.join(read_lines('gloss/foreign_names.txt'))}]{{1,7}}"
    return re.compile(rf"{part}(?:{_DOTS.pattern}{part}){{1,5}}")


def _spell_foreign(part: str) -> str:
    known = next((gloss_word(part, "nr") for entry in look_up(part) if entry.is_name), None)
    return known or spell_word(part).capitalize()


def _read_somebody(match: re.Match[str]) -> _Span | None:
    """Read 李某 and 王某某 as a name that is kept back."""
    surname = read_surname(match["surname"])
    letter = {"甲": " A", "乙": " B", "丙": " C", "丁": " D"}.get(match["letter"], "")
    text = f"{surname} {'X' * len(match['hidden'])}{letter}"
    return _Span(start=match.start(), end=match.end(), unit=Unit(text=text)) if surname else None


def _read_figure(figure: FigureSpan, plain: str) -> _Span:
    """Read a figure, a date together with the part of it that follows: 2022年12月底."""
    counts = figure.unit in {"number", "vague"}
    part = next((part for part in _PARTS_OF_DATES if plain.startswith(part, figure.end)), "")
    if figure.unit == "date" and part:
        text = f"{_PARTS_OF_DATES[part]} {figure.en}"
        return _Span(start=figure.start, end=figure.end + len(part), unit=Unit(text=text))
    return _Span(start=figure.start, end=figure.end, unit=Unit(text=figure.en), counts=counts)


# --- words -----------------------------------------------------------------------------------------------------------


def _cut_text(text: str, *, counted: bool) -> Iterator[Unit]:
    """Yield the units of a text without spans.

    Args:
        text: In Simplified characters.
        counted: A number stands before it, so that it may begin with a measure word.
    """
    if counted:
        text = text.lstrip()
        measure = next((word for word in _measures_by_length() if text.startswith(word)), "")
        if _measures().get(measure):
            yield Unit(text=_measures()[measure])
        text = text[len(measure) :]
    for match in _PIECE.finditer(text):
        if match["han"]:
            yield from _gloss_run(match["han"])
        elif not match.group().isspace():  # words are set apart anyway
            yield Unit(text=match.group(), kind="word" if match["other"] else "marks")


@cache
def _measures() -> dict[str, str]:
    """Return measure words by how they are written after a number: most not at all (`data/gloss/measures.tsv`)."""
    rows = (line.partition("\t") for line in read_lines("gloss/measures.tsv"))
    return {word: english.strip() for word, _, english in rows}


@cache
def _measures_by_length() -> tuple[str, ...]:
    return tuple(sorted(_measures(), key=len, reverse=True))


def _gloss_run(run: str) -> Iterator[Unit]:
    words = list(_join_words(tag_words(run)))
    before = ""
    for (word, tag), (_, following) in zip(words, [*words[1:], ("", "")], strict=True):
        attribute = load_attributes().get(word) if following.startswith(_NOUNS) else None
        noun = tag == "v" and before.startswith(_BEFORE_NOUNS)
        texts = [attribute] if attribute else _gloss_any(word, "n" if noun else tag)
        yield from (Unit(text=text) for text in texts if text)
        before = tag


def _join_words(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Join neighbouring words that are one entry of the dictionary, the longest first."""
    at = 0
    while at < len(words):
        size = next((size for size in range(_count_joinable(words, at), 1, -1) if _is_entry(words, at, size)), 1)
        joined = "".join(word for word, _ in words[at : at + size])
        yield joined, words[at][1] if size == 1 else ""
        at += size


def _count_joinable(words: Sequence[tuple[str, str]], at: int) -> int:
    length = count = 0
    for word, _ in words[at:]:
        length += len(word)
        if length > _LONGEST_WORD:
            break
        count += 1
    return count


def _is_entry(words: Sequence[tuple[str, str]], at: int, size: int) -> bool:
    parts = [word for word, _ in words[at : at + size]]
    joined = "".join(parts)
    # Two single characters that the word cutter kept apart are rarely the word that they look like (年|前, 中|的).
    return joined in load_words() or (len(joined) > 2 and joined in load_entries() and not _PARTICLES & set(parts))


def _gloss_any(word: str, tag: str) -> Iterator[str]:
    """Yield the English of a word: by its entry, else as a name, else by the longest entries that it is made of."""
    whole = gloss_word(word, tag)
    if whole is not None:
        yield whole
    elif tag.startswith("nr") and (name := spell_person(word)):
        yield name
    elif len(word) == 1:
        yield spell_word(word)
    else:
        yield from _gloss_parts(word, tag)


def _gloss_parts(word: str, tag: str) -> Iterator[str]:
    if word[0] in _COUNTING and word[1:] in _measures():
        yield from filter(None, (gloss_word(word[0]), _measures()[word[1:]]))
        return
    if tag.startswith(("nr", "ns")) and len(word) <= 3 and gloss_word(word[:2]) is None:
        yield spell_word(word).capitalize()
        return
    at = 0
    while at < len(word):
        part, text = _take_part(word[at:])
        yield text
        at += len(part)


def _take_part(text: str) -> tuple[str, str]:
    """Return the longest beginning of a text that has an English, and that English; at least one character."""
    for size in range(min(_LONGEST_WORD, len(text)), 1, -1):
        known = gloss_word(text[:size])
        if known is not None:
            return text[:size], known
    single = gloss_word(text[0])
    return text[0], spell_word(text[0]) if single is None else single
