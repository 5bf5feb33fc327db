"""The line itself: bytes in, brief out.

    bytes -> Source -> Document -> Extract -> segments -> renderings -> Brief

`make_brief` does it all for one document. `draft` and `finish` are its two halves, so that a batch can translate
the segments of many documents at once.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.extraction import extract
from summarizer.model import (
    Bilingual,
    Brief,
    BriefSection,
    Document,
    EngineInfo,
    Extract,
    Format,
    KeySentence,
    Pair,
    Rendering,
    Segment,
    Selection,
    Term,
    Translation,
)
from summarizer.reading import parse_phrases, read_source
from summarizer.structure import analyze, read_phrases

if TYPE_CHECKING:
    from summarizer.translation import Translator

_PHRASES_HINT = "Give [[group]] tables with kind and phrases, or [[notice]] tables as in data/notices.toml."


NAMED_MISSING = 20
"""Missing sections that a brief names one by one; more than that are counted, not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A brief before translation."""

    extract: Extract
    segments: tuple[Segment, ...]
    """Title, headings and key sentences, each once, in the order in which the brief shows them."""


def read_document(
    data: bytes,
    *,
    name: str,
    encoding: str | None = None,
    format: Format | None = None,  # noqa: A002 - the field's name
    phrases: str = "",
) -> Document:
    """Read a document and find its structure.

    Args:
        data: The whole file.
        name: Its name without folders.
        encoding: Wins over whatever the bytes declare.
        format: Wins over what name and content suggest.
        phrases: The user's own furniture and notices, from `load_phrases`.

    Raises:
        InputError: It cannot be read.
        UsageError: `phrases` is no such table.
    """
    groups = parse_phrases(phrases, where="--phrases")
    return analyze(read_source(data, name=name, encoding=encoding, format=format, phrases=groups), phrases=phrases)


def load_phrases(path: Path) -> str:
    """Read a user's own table of phrases and check it: `[[group]]` of furniture, `[[notice]]` of a cut.

    Its forms are those of `data/furniture.toml` and `data/notices.toml`; one file may hold both.

    Raises:
        UsageError: It cannot be read, or is no such table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, ValueError) as exc:
        raise UsageError(f"it cannot be read ({exc})", where=str(path), hint=_PHRASES_HINT) from exc
    strange = sorted(set(tables) - {"group", "notice", "words"})
    if strange or not tables:
        what = f"there is no table {strange[0]!r} of phrases" if strange else "there is no phrase in it"
        raise UsageError(what, where=str(path), hint=_PHRASES_HINT)
    parse_phrases(text, where=str(path))
    read_phrases(text, where=str(path))
    return text


def draft(document: Document, selection: Selection) -> Draft:
    """Choose a document's key sentences and list what must be translated."""
    extracted = extract(document, selection)
    return Draft(extract=extracted, segments=tuple(dict.fromkeys(_segments(extracted))))


def finish(draft: Draft, translation: Translation) -> Brief:
    """Put the translation of a draft's segments into the brief."""
    by_segment = dict(zip(draft.segments, translation.renderings, strict=True))
    document = draft.extract.document
    sections = tuple(_sections(draft.extract, by_segment))
    title = _title_segment(document)
    counts = Counter(term for part in sections for pair in part.pairs for term in pair.rendering.terms)
    return Brief(
        signature=_signature(draft.extract, translation.signature),
        document=document,
        title=Bilingual(zh=document.title, en=by_segment[title].en if title else None),
        sections=sections,
        engine=translation.engine,
        selection=draft.extract.selection,
        method=draft.extract.method,
        terms=tuple(sorted(counts.items(), key=_by_count)),
        glossary=translation.glossary,
        missing=tuple(Bilingual(zh=each.zh, en=by_segment[each].en) for each in _missing_segments(document)),
    )


def make_brief(
    data: bytes,
    *,
    name: str,
    translator: "Translator",
    selection: Selection | None = None,
    encoding: str | None = None,
    phrases: str = "",
) -> Brief:
    """Make the brief of one document.

    Args:
        data: The whole file.
        name: Its name without folders.
        translator: What makes the English.
        selection: How key sentences are chosen; by default each section's content decides.
        encoding: Wins over whatever the bytes declare.
        phrases: The user's own furniture and notices, from `load_phrases`.

    Raises:
        InputError: The document cannot be read.
        TranslationError: The engine failed.
        UsageError: `phrases` is no such table.
    """
    document = read_document(data, name=name, encoding=encoding, phrases=phrases)
    drafted = draft(document, selection or Selection())
    return finish(drafted, translator.bundle(translator.translate(drafted.segments)))


def add_words(brief: Brief) -> Brief:
    """Return the brief with each row's sentence word by word: as printed, in pinyin, in English."""
    from summarizer.translation.interlinear import list_words  # noqa: PLC0415 - loads the dictionary's readings

    sections = (
        replace(part, pairs=tuple(replace(pair, words=list_words(pair.key.text)) for pair in part.pairs))
        for part in brief.sections
    )
    return replace(brief, sections=tuple(sections))


def outline(document: Document, selection: Selection) -> Brief:
    """Make the brief of a document without its English: no engine is needed."""
    drafted = draft(document, selection)
    # Not by the engine `none`: terms and figures, which go with a translation, take longer than the outline itself.
    info = EngineInfo(name="none", model="", version="", licence="")
    renderings = tuple(Rendering(en=None) for _ in drafted.segments)
    return finish(drafted, Translation(renderings=renderings, engine=info, signature=f"engine:{info.signature}"))


def _segments(extracted: Extract) -> Iterator[Segment]:
    document = extracted.document
    title = _title_segment(document)
    if title:
        yield title
    keys = _group_by_section(extracted)
    for section in document.sections:
        if section.heading:
            yield Segment(zh=section.heading, kind="heading")
        for key in keys[section.id]:
            yield Segment(zh=key.text, complete=key.sentence.complete)
    yield from _missing_segments(document)


def _missing_segments(document: Document) -> Iterator[Segment]:
    for name in document.completeness.missing_sections[:NAMED_MISSING]:
        yield Segment(zh=name, kind="heading")


def _title_segment(document: Document) -> Segment | None:
    return Segment(zh=document.title, kind="title") if document.title else None


def _sections(extracted: Extract, by_segment: dict[Segment, Rendering]) -> Iterator[BriefSection]:
    keys = _group_by_section(extracted)
    for section in extracted.document.sections:
        heading = by_segment[Segment(zh=section.heading, kind="heading")].en if section.heading else None
        pairs = tuple(
            Pair(
                id=f"{section.id}:{key.sentence.index}",
                key=key,
                rendering=by_segment[Segment(zh=key.text, complete=key.sentence.complete)],
            )
            for key in keys[section.id]
        )
        yield BriefSection(
            section=section,
            heading=Bilingual(zh=section.heading, en=heading),
            pairs=pairs,
            in_focus=section.id in extracted.focus_sections,
        )


def _group_by_section(extracted: Extract) -> Mapping[str, list[KeySentence]]:
    keys: dict[str, list[KeySentence]] = {section.id: [] for section in extracted.document.sections}
    for key in extracted.sentences:
        keys[key.section].append(key)
    return keys


def _by_count(item: tuple[Term, int]) -> tuple[int, str]:
    term, count = item
    return -count, term.zh


def _signature(extracted: Extract, translation: str) -> str:
    selection = extracted.selection
    parts = [
        "src:zh",
        f"enc:{extracted.document.source.encoding}",
        f"rank:{extracted.method}",
        f"n:{_amount(selection)}",
        translation,
    ]
    if extracted.document.phrases:
        parts.append(f"phrases:{extracted.document.phrases}")
    if selection.max_chars:
        parts.append(f"max:{selection.max_chars}")
    if selection.focus:
        parts.append(f"focus:{','.join(selection.focus)}")
    if selection.clauses:
        parts.append("clauses")
    return "|".join([*parts, f"v:{_version()}"])


@cache
def _version() -> str:
    return version("summarizer")


def _amount(selection: Selection) -> str:
    if selection.share is not None:
        return f"{selection.share:.0%}"
    return str(selection.per_section or "auto")
