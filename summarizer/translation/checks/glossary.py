"""Whether set terms are rendered as they should be."""

import re
from collections.abc import Iterator, Sequence

from summarizer.model import Flag, Term
from summarizer.translation.checks.candidate import Candidate

_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "with", "by", "at", "s"})
# Stems need not be words; a word must only give the same stem in all its forms.
_ENDINGS = re.compile(r"(?<=\w{3})(?:i[sz](?:ation|ing|ed|e)|ings?|ies|ied|ed|es|s|y|e)$")


def check_glossary(candidate: Candidate) -> Iterator[Flag]:
    """Flag terms of which neither the rendering nor an alternative is in the English.

    The user's own glossary is taken by the word (but for inflection and small words); from the project's table it is
    enough that all words of a rendering occur, for English moves them about (`governance of the country`).
    """
    words = split_stems(candidate.en)
    for term in candidate.terms:
        if not holds_term(term, words):
            yield Flag(kind="glossary", detail=_tell_missing(term))


def holds_term(term: Term, words: Sequence[str]) -> bool:
    """Tell whether the stems of an English text hold a rendering of a term."""
    renderings = [stems for en in (term.en, *term.alternatives) if (stems := split_stems(en))]
    if term.source == "glossary":
        return any(_holds_run(words, stems) for stems in renderings)
    held = set(words)
    return not renderings or any(held.issuperset(stems) for stems in renderings)


def split_stems(en: str) -> list[str]:
    """Return the words of an English text without small words and endings.

    >>> split_stems("the modernization of industries"), split_stems("modernizing industry")
    (['modern', 'industr'], ['modern', 'industr'])
    """
    return [_ENDINGS.sub("", word) for word in _WORD.findall(en.lower().replace("’", "'")) if word not in _SMALL_WORDS]


def _holds_run(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(list(words[at : at + len(run)]) == list(run) for at in range(len(words) - len(run) + 1))


def _tell_missing(term: Term) -> str:
    owner = "your glossary has" if term.source == "glossary" else "the set rendering is"
    return f"{term.zh}: {owner} “{term.en}”."
