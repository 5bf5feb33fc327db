"""Cutting Chinese text into words, by rjieba (the dictionary and algorithm of jieba)."""


def cut_words(text: str) -> list[str]:
    """Return the words of `text` in order; joined they are the text again."""
    import rjieba  # noqa: PLC0415 - loads a dictionary

    words: list[str] = rjieba.cut(text)
    return words


def is_word(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    import rjieba  # noqa: PLC0415 - loads a dictionary

    return bool(rjieba.has_word(text))
