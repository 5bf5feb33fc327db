"""Whether set terms are rendered as they should be."""

from collections.abc import Iterator

from summarizer.model import Flag, FlagKind, Term
from summarizer.translation.checks.candidate import Candidate
from summarizer.translation.checks.omission import is_lost
from summarizer.translation.terms import count_rendering, list_stems

_SMALL_WORDS = frozenset({"of", "in", "on", "for", "to", "and", "or", "with", "by", "at"})


def check_glossary(candidate: Candidate) -> Iterator[Flag]:
    """Flag terms of which neither the rendering nor an alternative is in the English.

    The user's own glossary is taken by the word (but for inflection and articles). From the project's table it is
    enough that all words of a rendering occur, for English moves them about (`governance of the country`); and it is
    only shown to compare (`term`), for there are other good renderings: a tenth of the terms in 1,748 lines by human
    translators have one that the table lacks. One without any trace is an omission, and told as such.
    """
    for term in candidate.terms:
        if not holds_term(term, candidate.en) and not is_lost(term, candidate.en):
            kind: FlagKind = "glossary" if term.source == "glossary" else "term"
            yield Flag(kind=kind, detail=f"{term.zh} = {term.en}")


def holds_term(term: Term, en: str) -> bool:
    """Tell whether an English text holds a rendering of a term."""
    renderings = (term.en, *term.alternatives)
    if term.source == "glossary":
        return any(count_rendering(en, rendering) for rendering in renderings)
    held = set(list_stems(en))
    return any(held.issuperset(set(list_stems(rendering)) - _SMALL_WORDS) for rendering in renderings)
