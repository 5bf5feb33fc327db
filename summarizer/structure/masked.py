"""Names that the source keeps back: ***总书记, 袁××, XX省, ${name}, 李某某."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from summarizer.data import read_data
from summarizer.model import MaskedName
from summarizer.structure.blocks import Block
from summarizer.structure.phrases import Phrases
from summarizer.text.names import read_surnames
from summarizer.text.script import to_simplified

_SHORT_EMPHASIS = 12
"""Characters of the longest words that a pair of stars sets off in plain text; Markdown may emphasise more."""
_STARS = "(?:" + "|".join(f"{re.escape(char)}{{2,12}}" for char in "*＊×✕╳■▇█●○□〇") + ")"
_FIELD = r"\$\{[A-Za-z_][\w.]{0,40}\}|\{\{\s*[A-Za-z_][\w.]{0,40}\s*\}\}|#\{[A-Za-z_]\w{0,40}\}"
"""A placeholder of a template engine that was never filled."""
_BOLD = re.compile(
    r"(?:(?<!\*)(?P<a>\*{2,3})(?=\w)|(?<![*\w])(?P<b>\*{2,3})(?=[^\w\s*]))"
    r"[^*\n]{1,300}?(?:(?<=\w)|(?<=[^\w\s*])(?=\*{2,3}(?:[^\w*]|$)))(?:(?P=a)|(?P=b))(?!\*)"
)
"""Emphasis as CommonMark sees it: a pair of runs, each beside a word, or between punctuation and what is none."""


class _Forms(NamedTuple):
    """What of `data/masks.toml` tells masks, as patterns."""

    mask: re.Pattern[str]
    title: re.Pattern[str]
    some: re.Pattern[str]
    """某 that means some, from the 某 on."""
    person: re.Pattern[str]
    """What follows a name that is certainly one."""


@cache
def _read_forms() -> _Forms:
    table = tomllib.loads(read_data("masks.toml"))
    titles, places, bodies, some, person = (
        "|".join(sorted(set(table[key].split()), key=lambda word: (-len(word), word)))
        for key in ("titles", "places", "bodies", "some", "person")
    )
    words = "".join(table["surname_words"].split())
    sure = "".join(char for char in read_surnames() if char not in words)
    surname = rf"(?:[{sure}]|(?<![\u3400-\u9fff])[{words}])"
    suffix, edge = f"(?:{titles}|{places})", r"[A-Za-z0-9*×＊_/]"
    return _Forms(
        mask=re.compile(
            rf"(?<!{edge})(?<!\\)(?P<stars>{surname}[*＊×]{{2}}(?:{titles})?|{_STARS}{suffix}?)(?!{edge})"
            rf"|(?<![A-Za-z0-9])(?P<letters>{surname}[XxＸ]{{2}}(?:{titles})|(?:[XＸ]{{2,6}}|x{{2,6}}){suffix})"
            rf"|(?<![A-Za-z0-9×])(?P<named>{surname}(?:[XＸ]{{1,3}}|×))(?![A-Za-z0-9×])"
            rf"|(?P<field>{_FIELD})|(?P<some>{surname}某某?[甲乙丙丁]?|某某(?:{titles}|{bodies}))"
        ),
        title=re.compile(titles),
        some=re.compile(f"某(?:{some})"),
        person=re.compile(rf"[，。、；：（(）)”’“\s]|$|{person}"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mask:
    """A masked name at one place."""

    text: str
    kind: str
    firm: bool


def find_masked(
    blocks: Sequence[Block], title: str | None, phrases: Phrases, *, markdown: bool
) -> tuple[MaskedName, ...]:
    """Return the redacted names as printed, with their counts and lines, in the order of their first place.

    Args:
        blocks: The blocks of title, headings and text.
        title: A form or template, as its title says, has blanks to fill in and keeps no names back.
        phrases: For the words of such titles.
        markdown: Whether pairs of stars are emphasis.
    """
    blank = bool(title and phrases.exempt["template"].search(to_simplified(title)))
    masks = ((block.number, mask) for block in blocks for mask in _read_masked(block, markdown=markdown))
    found = [(number, mask) for number, mask in masks if not (blank and mask.kind in ("letters", "some", "stars"))]
    firm = {mask.text for _, mask in found if mask.firm}
    places: dict[str, list[int]] = {}
    for number, mask in found:
        if mask.text in firm:
            places.setdefault(mask.text, []).append(number)
    return tuple(
        MaskedName(text=name, count=len(lines), lines=tuple(dict.fromkeys(lines))) for name, lines in places.items()
    )


def _read_masked(block: Block, *, markdown: bool) -> Iterator[_Mask]:
    text = block.line.text
    if not re.search(r"[*＊×✕╳■▇█●○□〇XxＸ某{]", text):
        return
    plain = to_simplified(text)
    emphasis = [match.span() for match in _BOLD.finditer(plain) if _is_emphasis(plain, match, markdown=markdown)]
    for match in _read_forms().mask.finditer(plain):
        kind = str(match.lastgroup)
        inside = any(start <= match.start() < start + 3 or end - 3 <= match.start() < end for start, end in emphasis)
        if not inside and _is_name(plain, match, kind):
            yield _Mask(text=text[match.start() : match.end()], kind=kind, firm=_is_firm(plain, match, kind))


def _is_emphasis(plain: str, match: re.Match[str], *, markdown: bool) -> bool:
    """Whether two runs of stars are a pair around words, and no two names; plain text has short pairs alone."""
    inner = match.group().strip("*")
    title = _read_forms().title
    titled = title.match(inner) and title.match(plain, match.end())
    return not titled and (markdown or (len(inner) <= _SHORT_EMPHASIS and match.group().startswith("**" + inner[0])))


def _is_name(plain: str, match: re.Match[str], kind: str) -> bool:
    """Whether stars stand for a name and are no rule, bullet, rating, zero or footnote mark."""
    before, after = plain[max(0, match.start() - 1) : match.start()], plain[match.end() : match.end() + 1]
    if kind == "some":
        return not (
            match.group()[0] != "某" and len(match.group()) == 2 and _read_forms().some.match(plain, match.start() + 1)
        )
    if kind != "stars":
        return True
    if match.group()[0] == "〇" and (before + after).strip("一二三四五六七八九十百千万年") != before + after:
        return False
    if not any("\u3400" <= char <= "\u9fff" for char in match.group() + before + after):
        return bool(before + after) and (before + after)[-1] in "：，。:”" and match.group()[0] in "*＊×"
    if match.group()[0] in "□〇" and (before in ("“", "《") or after in ("”", "》")):
        return True
    return match.group()[0] not in "■●○▇█□〇" or "\u3400" <= match.group()[-1] <= "\u9fff"


def _is_firm(plain: str, match: re.Match[str], kind: str) -> bool:
    """Whether a mask is one for certain; one that may be other words counts only beside a certain one."""
    if kind == "some" and match.group()[0] != "某" and not match.group().endswith("某某"):
        return match.group()[-1] != "某" or bool(_read_forms().person.match(plain, match.end()))
    if kind == "named":
        return not ("\u3400" <= plain[match.end() : match.end() + 1] <= "\u9fff")
    return True
