"""A sentence word by word: each word as printed, how it is read aloud, and what it says in English.

For learners, and for whoever checks a translation. Set terms and figures stay whole, everything else is cut by the
word cutter and glossed as the engine `gloss` does it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from summarizer.model import Word
from summarizer.text.figures import find_figures
from summarizer.text.script import count_han, to_simplified
from summarizer.text.words import cut_words
from summarizer.translation.gloss.units import cut_units
from summarizer.translation.terms import load_lexicon, spell_pinyin


def list_words(zh: str) -> tuple[Word, ...]:
    """Return the words of a Chinese text in order; joined they are the text again.

    >>> [(word.zh, word.pinyin, word.en) for word in list_words("推动改革。")]
    [('推动', 'tuīdòng', 'promote'), ('改革', 'gǎigé', 'reform'), ('。', '', '')]
    """
    return tuple(_gloss_all(_cut(zh)))


def _cut(zh: str) -> Iterator[str]:
    """Yield terms and figures, and the words between them."""
    done = 0
    for start, end in _find_wholes(zh):
        yield from cut_words(zh[done:start])
        yield zh[start:end]
        done = end
    yield from cut_words(zh[done:])


def _find_wholes(zh: str) -> list[tuple[int, int]]:
    """Return the places of terms and figures in order; where two overlap, the longer stands."""
    terms = [(match.start, match.end) for match in load_lexicon().match(zh)]
    figures = [(figure.start, figure.end) for figure in find_figures(zh)]
    taken: list[tuple[int, int]] = []
    for start, end in sorted([*terms, *figures], key=lambda place: place[0] - place[1]):
        if all(end <= other[0] or other[1] <= start for other in taken):
            taken.append((start, end))
    return sorted(taken)


def _gloss_all(words: Iterable[str]) -> Iterator[Word]:
    """Yield the words; neighbours without a Chinese character, such as a mark and a blank, are one."""
    for is_chinese, group in groupby(words, key=lambda word: count_han(word) > 0):
        if is_chinese:
            yield from map(_gloss, group)
        else:
            yield Word(zh="".join(group), pinyin="", en="")


def _gloss(word: str) -> Word:
    plain = to_simplified(word)
    units = cut_units(plain, (load_lexicon(),))
    # Figures are spelled word by word: the digits hold their syllables apart.
    pinyin = " ".join(map(spell_pinyin, cut_words(plain))) if any(map(str.isdigit, plain)) else spell_pinyin(plain)
    return Word(zh=word, pinyin=pinyin, en=" ".join(unit.text for unit in units))
