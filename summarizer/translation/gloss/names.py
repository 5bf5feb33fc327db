"""Names and unknown characters in pinyin without tones, as English writes Chinese names."""

import re
from functools import cache

from summarizer.translation.gloss.cedict import look_up

UNREADABLE = "[?]"
"""What stands for a character whose reading nothing tells."""
_LONGEST_GIVEN = 2
"""Characters in a given name."""


def spell_person(name: str) -> str | None:
    """Return a person's name in pinyin, surname first; None where it does not begin with a surname.

    >>> spell_person("王小明"), spell_person("欧阳修"), spell_person("单田芳"), spell_person("严格执行")
    ('Wang Xiaoming', 'Ouyang Xiu', 'Shan Tianfang', None)
    """
    for size in (2, 1):
        surname = read_surname(name[:size])
        if surname and 0 < len(name) - size <= _LONGEST_GIVEN:
            return f"{surname} {spell_word(name[size:]).capitalize()}"
    return None


@cache
def read_surname(text: str) -> str:
    """Return the pinyin of a surname; empty if the dictionary knows none such."""
    for entry in look_up(text):
        if entry.is_name and any("surname " in sense for sense in entry.senses):
            return _join_syllables(entry.pinyin).capitalize()
    return ""


def spell_word(text: str) -> str:
    """Return the syllables of Han characters in one word, in small letters.

    >>> spell_word("绿荫"), spell_word("西安")
    ('lüyin', "xi'an")
    """
    spelled = ""
    for char in text:
        syllable = read_character(char)
        spelled += "'" * bool(spelled and syllable[:1] in {"a", "e", "o"}) + syllable
    return spelled


@cache
def read_character(char: str) -> str:
    """Return the usual reading of a character, by the dictionary, else by pypinyin's table."""
    entries = [entry for entry in look_up(char) if not entry.pinyin.startswith("xx")]  # which cannot be read aloud
    usual = read_usual(char) if len(entries) != 1 else ""
    if not entries:
        return _join_syllables(usual) or UNREADABLE
    best = min(entries, key=lambda entry: (entry.is_name, entry.pinyin.lower() != usual))
    return _join_syllables(best.pinyin).lower()


def read_usual(char: str) -> str:
    """Return the usual reading of a character in the dictionary's spelling, such as `lu:4`; empty if none is known.

    The dictionary gives a character's readings in alphabetical order.
    """
    # The table itself: what `pypinyin.pinyin` says of a character depends on the phrases that were loaded before.
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - loads its dictionaries
    from pypinyin.contrib.tone_convert import to_tone3  # noqa: PLC0415

    reading: str = PINYIN_DICT.get(ord(char), "").partition(",")[0]
    return to_tone3(reading, neutral_tone_with_five=True).replace("v", "u:").replace("ü", "u:") if reading else ""


def _join_syllables(pinyin: str) -> str:
    return re.sub(r"[1-5 ]", "", pinyin.replace("u:", "ü"))
