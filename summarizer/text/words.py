"""Cutting Chinese text into words, by rjieba (the dictionary and algorithm of jieba)."""

from functools import cache, lru_cache

from summarizer.data import read_lines


def cut_words(text: str) -> list[str]:
    """Return the words of `text` in order; joined they are the text again."""
    import rjieba  # noqa: PLC0415 - loads a dictionary

    words: list[str] = rjieba.cut(text)
    return words


def is_word(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    import rjieba  # noqa: PLC0415 - loads a dictionary

    return bool(rjieba.has_word(text))


def tag_words(text: str) -> list[tuple[str, str]]:
    """Return the words of `text` in order, each with its part of speech (jieba's tags: `n`, `nr`, `v`, `x`, ...).

    >>> tag_words("北京增长")
    [('北京', 'ns'), ('增长', 'v')]
    """
    import rjieba  # noqa: PLC0415 - loads a dictionary

    words: list[tuple[str, str]] = rjieba.tag(text)
    return words


@cache
def read_stop_words() -> frozenset[str]:
    """Return the words that say nothing of a text's topic (`data/stopwords.txt`)."""
    return frozenset(word for line in read_lines("stopwords.txt") for word in line.split())


@lru_cache(maxsize=1 << 16)
def is_term(word: str) -> bool:
    """Tell whether a word can say what a text is about: two characters or more, no stop word, no bare number.

    >>> [is_term(word) for word in ("改革", "的", "我们", "2023", "GDP", "。")]
    [True, False, False, False, True, False]
    """
    return len(word) > 1 and any(c.isalpha() for c in word) and word not in read_stop_words()
