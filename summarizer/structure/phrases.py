"""The tables of words and phrases that this stage knows, as values."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from summarizer.data import read_data
from summarizer.errors import UsageError

Strength = Literal["certain", "likely", "faint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingWords:
    """Words by which headings are known; see `data/headings.toml`."""

    counted: frozenset[str]
    uncounted: frozenset[str]
    counting: frozenset[str]
    top: frozenset[str]
    plain: frozenset[str]
    conclusions: frozenset[str]
    captions: frozenset[str]
    credits: frozenset[str]
    askers: frozenset[str]
    greeted: frozenset[str]

    @property
    def alone(self) -> frozenset[str]:
        """Whole headings that need no number."""
        return self.top | self.plain


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """A kind of notice that a text is not all there; see `data/notices.toml`."""

    kind: str
    strength: Strength
    pattern: re.Pattern[str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases that completeness is judged by."""

    notices: tuple[NoticeRule, ...]
    closings: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """What stands after a whole text, by kind; see `data/closings.toml`."""
    exempt: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


@cache
def read_heading_words() -> HeadingWords:
    """Return the table of heading words."""
    table = tomllib.loads(read_data("headings.toml"))
    return HeadingWords(**{name: frozenset(words.split()) for name, words in table.items()})


@cache
def read_phrases(extra: str = "", *, where: str = "--phrases") -> Phrases:
    """Return the tables of notices and closings.

    Args:
        extra: TOML text with notices in the form of `data/notices.toml`, added to the table; a user's own.
        where: Name of the user's file, for messages.

    Raises:
        UsageError: `extra` is not in that form.
    """
    base = tomllib.loads(read_data("notices.toml"))
    closings = tomllib.loads(read_data("closings.toml"))
    own = _read_extra(extra, base["words"], where) if extra else ()
    return Phrases(
        notices=(*own, *(_make_rule(entry, base["words"]) for entry in base["notice"])),
        closings={entry["kind"]: _compile(entry["patterns"], {}) for entry in closings["closing"]},
        exempt={entry["kind"]: _compile(entry["patterns"], {}) for entry in closings["exempt"]},
    )


def _read_extra(text: str, words: Mapping[str, str], where: str) -> tuple[NoticeRule, ...]:
    hint = "See data/notices.toml for the form: [[notice]] with kind, strength, patterns, zh, en."
    try:
        table = tomllib.loads(text)
        rules = tuple(_make_rule(entry, {**words, **table.get("words", {})}) for entry in table.get("notice", ()))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, re.error) as exc:
        raise UsageError(f"the table of notices cannot be read ({exc})", where=where, hint=hint) from exc
    wrong = [rule.strength for rule in rules if rule.strength not in ("certain", "likely", "faint")]
    if wrong:
        raise UsageError(f"{wrong[0]!r} is no strength of a notice", where=where, hint=hint)
    return rules


def _make_rule(entry: Mapping[str, Any], words: Mapping[str, str]) -> NoticeRule:
    return NoticeRule(
        kind=entry["kind"],
        strength=entry["strength"],
        pattern=_compile([*entry.get("patterns", ()), *_gather(entry)], words),
        zh=entry["zh"],
        en=entry["en"],
    )


def _gather(entry: Mapping[str, Any]) -> list[str]:
    """Return the pattern of a line that has one of each list of words, in any order, and none of another."""
    if not entry.get("together"):
        return []
    wanted = "".join(f"(?=.*(?:{words}))" for words in entry["together"])
    without = f"(?!.*(?:{entry['without']}))" if entry.get("without") else ""
    return [f"^{without}{wanted}.{{2,40}}$"]


def _compile(patterns: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """Join patterns into one, with `{name}` replaced by the words of that name; other braces are quantifiers."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for _ in range(2):  # the words of a name may hold another name
        joined = re.sub(r"\{([a-z_]+)\}", lambda match: words[match[1]], joined)
    return re.compile(joined)
