"""Whether the English says all that the Chinese says: it is long enough, and no set term is without any trace.

The length of a good translation can be foretold well: on 2,760 pairs of news, encyclopedic and official prose by
human translators, the letters of the English are, within a factor of 1.2 for two thirds of them,

    4.3 for each Han character, but 0.6 for a light one (see `data/light_characters.txt`), 0.27 for each Latin letter
    or digit of the Chinese, and 5

(least squares, each text type weighted equally). English of less than `_SHORTEST` of that lacks something: so short
are 0.7 % of the human translations, and 97 % of those of which only the first two fifths are left.

A dropped clause is too short to show in the length, but takes its set terms with it. Of a term of four characters or
more, human translations leave no word of any of its renderings in 0.3 % of 2,760 lines, mostly for a synonym.
"""

from collections.abc import Iterator
from functools import cache

from summarizer.data import read_lines
from summarizer.model import Flag, Term
from summarizer.text.script import count_han
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.terms import list_stems

_PER_HAN, _PER_LIGHT, _PER_LATIN, _AT_LEAST = 4.3, 0.6, 0.27, 5.0
_SHORTEST = 0.645
_SETTLED_HAN = 25
"""From so many Han characters on; shorter texts vary more, so that less is asked of them, down to a third less."""
_FEWEST_HAN = 6
_LEAST_TERM = 4
"""Characters of a term whose absence says something: shorter ones have too many good renderings."""
_ROOT = 5
"""Letters that words of one family share: ideology, ideological."""
_SMALL_WORDS = frozenset({"of", "in", "on", "for", "to", "and", "or", "with", "by", "at"})


def check_omission(candidate: Candidate) -> Iterator[Flag]:
    """Flag an English text that is too short, or has no trace of a set term."""
    yield from check_length(candidate)
    if lost := [term for term in candidate.terms if is_lost(term, candidate.en)]:
        named = ", ".join(f"{term.zh} = {term.en}" for term in lost)
        yield Flag(kind="omission", detail=f"The English has no trace of {named}.")


def is_lost(term: Term, en: str) -> bool:
    """Tell whether no word of any rendering of a term of the project's table is in the English."""
    if term.source != "official" or count_han(term.zh) < _LEAST_TERM:
        return False
    renderings = " ".join((term.en, *term.alternatives))
    return _list_roots(renderings).isdisjoint(_list_roots(en))


def _list_roots(en: str) -> set[str]:
    return {stem[:_ROOT] for stem in list_stems(en) if stem not in _SMALL_WORDS}


def check_length(candidate: Candidate) -> Iterator[Flag]:
    """Flag an English text that is empty or far too short."""
    if count_han(candidate.zh) and not candidate.en.strip():
        yield Flag(kind="omission", detail="There is no English.")
    elif (han := count_han(candidate.zh)) >= _FEWEST_HAN:
        share = count_letters(candidate.en) / foretell_letters(candidate.zh)
        if share < _SHORTEST * (1 - max(0, _SETTLED_HAN - han) / _SETTLED_HAN / 3):
            short = f"The English is too short, about {share:.0%} of the usual length"
            yield Flag(kind="omission", detail=f"{short}: part of the Chinese is missing.")


def count_letters(en: str) -> int:
    """Return the number of characters of an English text without white space."""
    return sum(not char.isspace() for char in en)


def foretell_letters(zh: str) -> float:
    """Return the usual number of characters, without white space, of the English for a Chinese text."""
    han = count_han(zh)
    light = sum(char in _light_characters() for char in zh)
    latin = sum(char.isascii() and char.isalnum() for char in zh)
    return _PER_HAN * (han - light) + _PER_LIGHT * light + _PER_LATIN * latin + _AT_LEAST


@cache
def _light_characters() -> frozenset[str]:
    return frozenset("".join(read_lines("light_characters.txt")))
