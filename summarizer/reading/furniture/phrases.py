"""The table of furniture phrases, and which of its groups a line belongs to.

A phrase is compared with a whole line, never with a part of one, so that a sentence that mentions a button stays.
The header of `data/furniture.toml` says how phrases are written.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast, get_args

from summarizer.data import read_data
from summarizer.errors import UsageError

Where = Literal["anywhere", "edges", "head", "tail"]
Opens = Literal["", "list", "rest"]

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_DIGITS = re.compile(r"\d[\d,.]*")
# Full-width signs and letters become their ASCII twins; white space and Markdown emphasis go.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, " \t\u3000\xa0\u200b\ufeff`"))
_FOLD |= {ord("、"): ",", ord("。"): ".", ord("‧"): "·", ord("・"): "·", ord("•"): "·"}
_ENDS = "()[]{}【】〔〕「」『』《》〈〉“”\"'·.,:;!?|-—–_=#*+~^>»›→↑↓▲▼►▶●■◆★☆※…&/\\"
_KEPT_ENDS = _ENDS.replace("#", "")
# A phrase that is open on both sides fits many lines; a long one of these is more likely a sentence that says such a
# thing. Statements of liability alone are long.
_LONGEST_OPEN = {"disclaimer": 400, "site": 400}
_LONGEST_OPEN_ELSE = 40
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Phrases of one kind with one meaning."""

    kind: str
    """Name of the rule, as the brief shows it."""
    phrases: tuple[str, ...]
    where: Where = "edges"
    opens: Opens = ""
    weak: bool = False
    """Counts only beside other furniture."""
    note: str = ""


@cache
def parse_phrases(table: str, *, where: str) -> tuple[Group, ...]:
    """Read a table of furniture phrases.

    Args:
        table: TOML, as in `data/furniture.toml`.
        where: Name of the file, for messages.

    Raises:
        UsageError: It is no such table.
    """
    hint = 'Each [[group]] needs kind = "..." and phrases = ["...", ...].'
    try:
        groups = tomllib.loads(table).get("group", [])
        return tuple(_parse_group(group) for group in groups)
    except tomllib.TOMLDecodeError as exc:
        raise UsageError(f"this is no table of phrases ({exc})", where=where, hint=hint) from exc
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise UsageError(f"a group of phrases is not as it should be ({exc})", where=where, hint=hint) from exc


def _parse_group(group: Mapping[str, object]) -> Group:
    phrases, where, opens = group["phrases"], group.get("where", "edges"), group.get("opens", "")
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise ValueError("phrases must be a list of texts")
    if where not in get_args(Where) or opens not in get_args(Opens):
        raise ValueError(f"where = {where!r} or opens = {opens!r} is unknown")
    empty = next((phrase for phrase in phrases if not any(_fold_phrase(phrase))), None)
    if empty is not None:
        raise ValueError(f"phrase {empty!r} has no words in it")
    return Group(
        kind=str(group["kind"]),
        phrases=tuple(phrases),
        where=cast("Where", where),
        opens=cast("Opens", opens),
        weak=bool(group.get("weak", False)),
        note=str(group.get("note", "")),
    )


def strip_links(text: str) -> str:
    """Return a line of Markdown with the words of its links alone."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def fold_line(text: str) -> str:
    """Return what of a line is compared with phrases.

    >>> fold_line("　【相关阅读】："), fold_line("* [上一篇](12.md)"), fold_line("（12）"), fold_line("分享 到")
    ('相关阅读', '上一篇', '#', '分享到')
    """
    text = strip_links(text).translate(_FOLD).lower().strip(_ENDS)
    return _DIGITS.sub("#", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wild:
    """A phrase with `*` in it."""

    parts: tuple[str, ...]
    group: Group

    def fits(self, line: str) -> bool:
        """Tell whether the whole line is the phrase; linear in the line's length."""
        first, *middle, last = self.parts
        if not first and len(line) > _LONGEST_OPEN.get(self.group.kind, _LONGEST_OPEN_ELSE):
            return False
        if not (line.startswith(first) and line.endswith(last)) or len(line) < len(first) + len(last):
            return False
        at, end = len(first), len(line) - len(last)
        for part in middle:
            at = line.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """The phrases, ready to be looked up."""

    exact: Mapping[str, list[Group]]
    anchored: Mapping[str, list[_Wild]]
    """By their first character."""
    open: Sequence[_Wild]
    hint: re.Pattern[str] = field(repr=False)
    """Finds a piece that one of the open phrases needs; most lines have none."""

    def knows(self, folded: str) -> bool:
        """Tell whether a word alone is a phrase of the table."""
        return folded in self.exact

    def find_groups(self, folded: str) -> tuple[Group, ...]:
        """Return the groups that a folded line belongs to, in the order of the table."""
        if not folded or len(folded) > _LONGEST:
            return ()
        return tuple(dict.fromkeys(self._find(folded)))

    def _find(self, folded: str) -> Iterator[Group]:
        yield from self.exact.get(folded, ())
        yield from (wild.group for wild in self.anchored.get(folded[0], ()) if wild.fits(folded))
        if self.hint.search(folded):
            yield from (wild.group for wild in self.open if wild.fits(folded))


def make_phrasebook(extra: tuple[Group, ...] = ()) -> Phrasebook:
    """Return the phrasebook of the built-in table and the user's own groups, which come first."""
    return _make_phrasebook((*extra, *_read_builtin()))


@cache
def _read_builtin() -> tuple[Group, ...]:
    return parse_phrases(read_data("furniture.toml"), where="furniture.toml")


@cache
def _make_phrasebook(groups: tuple[Group, ...]) -> Phrasebook:
    exact: dict[str, list[Group]] = {}
    anchored: dict[str, list[_Wild]] = {}
    open_: list[_Wild] = []
    for group in groups:
        for phrase in group.phrases:
            parts = _fold_phrase(phrase)
            if len(parts) == 1:
                exact.setdefault(parts[0], []).append(group)
            elif parts[0]:
                anchored.setdefault(parts[0][0], []).append(_Wild(parts=parts, group=group))
            else:
                open_.append(_Wild(parts=parts, group=group))
    needed = {re.escape(max(wild.parts, key=len)) for wild in open_}
    return Phrasebook(exact=exact, anchored=anchored, open=open_, hint=re.compile("|".join(sorted(needed)) or "$^"))


def _fold_phrase(phrase: str) -> tuple[str, ...]:
    """Return the pieces of a phrase between its `*`, folded as lines are."""
    parts = phrase.translate(_FOLD).lower().split("*")
    parts[0] = parts[0].lstrip(_KEPT_ENDS)
    parts[-1] = parts[-1].rstrip(_KEPT_ENDS)
    return tuple(parts)
