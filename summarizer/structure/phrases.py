"""The tables of words and phrases that this stage knows, as values."""

import tomllib
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingWords:
    """Words by which headings are known; see `data/headings.toml`."""

    counted: frozenset[str]
    counting: frozenset[str]
    top: frozenset[str]
    plain: frozenset[str]

    @property
    def alone(self) -> frozenset[str]:
        """Whole headings that need no number."""
        return self.top | self.plain


@cache
def read_heading_words() -> HeadingWords:
    """Return the table of heading words."""
    table = tomllib.loads(read_data("headings.toml"))
    return HeadingWords(**{name: frozenset(table[name].split()) for name in ("counted", "counting", "top", "plain")})
