"""Cutting Chinese text into words, by rjieba (the dictionary and algorithm of jieba)."""


def cut_words(text: str) -> list[str]:
    """Return the words of `text` in order; joined they are the text again."""
    import rjieba  # noqa: PLC0415 - loads a dictionary

    words: list[str] = rjieba.cut(text)
    return words
