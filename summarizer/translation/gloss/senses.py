"""From a dictionary entry to the one word or phrase that stands for it in a gloss.

Dictionaries explain; a gloss needs the shortest rendering that can stand in a line. So notes in brackets go, `to` of
verbs goes, sb and sth are written out, cross-references are followed, and of several senses the first plain one is
taken: not a surname, not a classical or dialect use, not a description of grammar.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.data import read_lines
from summarizer.translation.gloss.cedict import Entry, look_up
from summarizer.translation.gloss.names import read_usual

_LONGEST = 40
"""Characters up to which a sense can stand in a line; longer ones are taken only where there is no other."""
_DEPTH = 3
"""Cross-references that are followed; the dictionary has some that lead in a circle."""

_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_NO_SENSE = re.compile(
    r"CL:|surname |also written|also pr\.|see (also )?[^\x00-\x7f]|Taiwan pr\.|abbr\. for|same as"
    r"|((old|erhua|Japanese|erroneous|archaic|ancient|nonstandard) )?variant (of|form)\b"
    r"|used (in|to|as|for|with|before|after)\b|(indicat|express)(es|ing) "
    r"|(equivalent|contrasted) (of|with)\b"
    r"|(suffix|prefix|particle|classifier|interjection|onomat\.|bound form|component|Kangxi|radical)\b"
    r"|(name|one) of the (\d|ten|twelve)\b|\"[^\"]*\" radical"
)
"""Notes, not senses."""
_RARE = re.compile(
    r"\((literary|archaic|old|dialect|slang|coll\.|vulgar|classical|Tw|HK|Cantonese|Internet slang|euphemism|loanword"
    r"|Buddhism|Taoism|chess|mahjong|dated|derog\.|joc|neologism|astronomy|heraldry|botany|zoology|geology"
    r"|bird species|music)\b|^(arch\.|old|dialect|vulgar|classical|fig\.) "
)
"""Marks of senses that are taken only where there is no other."""
_REFERENCE = re.compile(
    r"(?:variant of|abbr\. for|abbr\. of|same as|see|equivalent of|also written|short for) "
    r"(?:[\u3400-\u9fff·，、]+\|)?([\u3400-\u9fff·，、]+)"
)
_PLACE_KIND = re.compile(
    r" (?:(?:sub)?(?:prefectur|provinc|count|district)\w*[- ]level )?"
    r"(?:subprovincial |autonomous |municipal |independent |administrative )*(?:city|county|district|province)\b.*",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r",.*| (?:in|on|near|at|from|abbr\.|formerly|of (?:north|south|east|west|central))\b.*")
_PERSONS = (
    (re.compile(r"\bsb else\b"), "someone else"),
    (re.compile(r"\bsb's\b"), "someone's"),
    (re.compile(r"\bsb\b"), "someone"),
    (re.compile(r"\bsth\b"), "something"),
)
_LEADING = re.compile(r"^(?:to|an?) ")
_KINDS = {"市": "City", "县": "County", "区": "District", "省": "Province", "州": "Prefecture", "镇": "Town"}


@lru_cache(maxsize=65536)
def gloss_word(word: str, tag: str = "") -> str | None:
    """Return the English that stands for a word; an empty text where it is dropped, None where nothing is known of it.

    Args:
        word: In Simplified characters.
        tag: Its part of speech, by jieba's tags: a verb's sense is taken for a verb, a name's for a name.

    >>> gloss_word("加强", "v"), gloss_word("机遇", "n"), gloss_word("的", "uj"), gloss_word("苏州", "ns")
    ('strengthen', 'opportunity', '', 'Suzhou')
    """
    own = load_words()
    for key in (f"{word}/{tag[:1]}", word):
        if key in own:
            return own[key]
    return _choose_sense(word, tag, _DEPTH)


@cache
def load_words() -> dict[str, str]:
    """Return the project's own renderings of frequent words, `data/gloss/words.tsv`; empty where a word is dropped."""
    return {word: english for word, english, _ in _read_words()}


@cache
def load_attributes() -> dict[str, str]:
    """Return how words are rendered before a noun (`economic` for economy), where that is another word."""
    return {word: attribute for word, _, attribute in _read_words() if attribute}


def _read_words() -> Iterator[tuple[str, str, str]]:
    for line in read_lines("gloss/words.tsv"):
        word, english, attribute = (*line.split("\t"), "", "")[:3]
        yield word, english, attribute


def _choose_sense(word: str, tag: str, depth: int) -> str | None:
    entries = _order_entries(word, look_up(word), tag)
    senses = [(entry, sense) for entry in entries for sense in _split_senses(entry)]
    cleaned = [(clean_sense(sense, entry, word), sense) for entry, sense in senses if not _NO_SENSE.match(sense)]
    usable = [(text, sense) for text, sense in cleaned if text]
    if usable:
        return _LEADING.sub("", min(usable, key=lambda item: _badness(item[0], item[1], tag))[0])
    return _follow_reference(entries, tag, depth)


def _order_entries(word: str, entries: Sequence[Entry], tag: str) -> list[Entry]:
    """Put names first where the word is one, else last; of a character's readings the usual one first."""
    named = tag.startswith(("nr", "ns", "nt", "nz"))
    usual = read_usual(word) if len(word) == 1 and len(entries) > 1 else ""
    return sorted(entries, key=lambda entry: (entry.is_name != named, entry.pinyin.lower() != usual))


def _split_senses(entry: Entry) -> Iterator[str]:
    for sense in entry.senses:
        # A semicolon inside brackets separates nothing.
        yield from (part.strip() for part in re.split(r";(?![^(]*\))", sense) if part.strip())


def _badness(text: str, sense: str, tag: str) -> tuple[bool, bool, bool]:
    """Order senses: plain ones first, then short ones, then those of the word's own part of speech."""
    is_verb = sense.startswith("to ")
    wrong_kind = not is_verb if tag in {"v", "vd"} else is_verb if tag in {"n", "a", "ad", "an", "d"} else False
    return bool(_RARE.search(sense)), len(text) > _LONGEST, wrong_kind


def clean_sense(sense: str, entry: Entry, word: str) -> str:
    """Return a sense without notes; empty if nothing but notes is in it."""
    fig = re.search(r"\bfig\. ([^;]+)", sense)
    text = fig[1] if fig else re.sub(r"^(lit\.|esp\.|usu\.|also|i\.e\.|e\.g\.|or) ", "", sense)
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    text = re.sub(r"[\u3400-\u9fff|]+", "", re.split(r"[(\[]", text)[0])
    if entry.is_name and text[:1].isupper():
        text = _shorten_name(text, word).partition(" or ")[0]
    for pattern, written in _PERSONS:
        text = pattern.sub(written, text)
    text = re.split(r",? (?:esp\.|usu\.|i\.e\.|e\.g\.|lit\.|etc\b|abbr\.)|:", text)[0]
    text = re.sub(r"\s+", " ", text).strip(" ,;.…()")
    return text if len(text) <= _LONGEST else text.partition(",")[0]


def _shorten_name(text: str, word: str) -> str:
    """Return a name without what the dictionary says of its bearer."""
    name = _AFTER_NAME.sub("", text)
    match = _PLACE_KIND.search(name)
    if not match or match.start() == 0:
        return name
    kind = _KINDS.get(word[-1:], "")
    return f"{name[: match.start()]} {kind}".strip()


def _follow_reference(entries: Sequence[Entry], tag: str, depth: int) -> str | None:
    if depth:
        for sense in (sense for entry in entries for sense in entry.senses):
            match = _REFERENCE.search(sense)
            if match and (found := _choose_sense(match[1], tag, depth - 1)):
                return found
    return None
