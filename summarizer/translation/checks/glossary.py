"""Whether set terms are rendered as they should be."""

from collections.abc import Iterator

from summarizer.model import Flag, Term
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.terms import count_rendering, list_stems

_SMALL_WORDS = frozenset({"of", "in", "on", "for", "to", "and", "or", "with", "by", "at"})


def check_glossary(candidate: Candidate) -> Iterator[Flag]:
    """Flag terms of which neither the rendering nor an alternative is in the English.

    The user's own glossary is taken by the word (but for inflection and articles); from the project's table it is
    enough that all words of a rendering occur, for English moves them about (`governance of the country`).
    """
    for term in candidate.terms:
        if not holds_term(term, candidate.en):
            yield Flag(kind="glossary", detail=_tell_missing(term))


def holds_term(term: Term, en: str) -> bool:
    """Tell whether an English text holds a rendering of a term."""
    renderings = (term.en, *term.alternatives)
    if term.source == "glossary":
        return any(count_rendering(en, rendering) for rendering in renderings)
    held = set(list_stems(en))
    return any(held.issuperset(set(list_stems(rendering)) - _SMALL_WORDS) for rendering in renderings)


def _tell_missing(term: Term) -> str:
    owner = "your glossary has" if term.source == "glossary" else "the set rendering is"
    return f"{term.zh}: {owner} “{term.en}”."
