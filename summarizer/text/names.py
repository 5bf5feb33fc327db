"""Chinese personal names: which characters can open one."""

from functools import cache

from summarizer.data import read_lines


@cache
def read_surnames() -> str:
    """Return the single-character surnames, as one text to build a character class from."""
    return "".join(dict.fromkeys(char for line in read_lines("surnames.txt") for char in line if not char.isspace()))
