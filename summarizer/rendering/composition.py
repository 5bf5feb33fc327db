"""What a brief says, in the order in which it says it: which part stands where, and in which words.

The formats for readers (Markdown, HTML, DOCX) only decide how it looks.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.model import (
    Brief,
    BriefSection,
    Completeness,
    Damage,
    Document,
    Evidence,
    Flag,
    FlagKind,
    MaskedName,
    Pair,
    Selection,
    Word,
)
from summarizer.rendering.plaintext import show_plainly
from summarizer.rendering.sheet import (
    Callout,
    Entry,
    Exhibit,
    Fact,
    FigureLine,
    Gloss,
    Label,
    Mark,
    Part,
    Row,
    Sheet,
    Sign,
    TermLine,
)
from summarizer.rendering.signs import evidence_labels, signs

LISTED_ROWS = 20
"""Rows to check that the head of a brief names one by one; more would be a list that nobody follows."""
QUOTE_LENGTH = 60
"""Characters of the source that the call-out quotes for one piece of evidence; one line and a half on paper."""
_TERM_SOURCES = {
    "glossary": "your glossary 用户词汇表",
    "official": "built-in table 内置术语表",
    "cedict": "CC-CEDICT 词典",
}
_VERDICTS: dict[bool | None, Label] = {
    True: Label(en="yes", zh="有"),
    False: Label(en="not found", zh="未见"),
    None: Label(en="not checked", zh="未核"),
}


def lay_out(brief: Brief) -> Sheet:
    """Return what the brief says, part by part."""
    universal = _universal_kinds(brief.pairs)
    parts = tuple(_parts(brief, universal))
    document = brief.document
    return Sheet(
        title=Label(en=show_plainly(brief.title.en or ""), zh=show_plainly(brief.title.zh or document.source.name)),
        source=_describe_source(document),
        callout=_callout(document.completeness) if _has_chinese(document) else _NO_CHINESE,
        facts=tuple(_facts(brief, universal)),
        entries=tuple(_entries(brief, {part.id for part in parts})),
        parts=parts,
        figures=tuple(dict.fromkeys(_figure_lines(brief.pairs))),
        terms=tuple(_term_lines(brief)),
        legend=tuple(_legend(parts)),
        notes=tuple(_notes(brief)),
        signature=show_plainly(brief.signature),
    )


# --- the source --------------------------------------------------------------------------------------------------


_NO_CHINESE = Callout(
    truncated=False,
    title=Label(en="Please note", zh="请注意"),
    words=Label(en="There is no Chinese sentence in this document.", zh="这份文件里没有中文句子。"),
    exhibits=(),
)


def _has_chinese(document: Document) -> bool:
    """Tell whether there is anything that this package can work on; a document without sentences is another matter."""
    return document.character_count > 0 or not any(section.sentences for section in document.sections)


def _callout(completeness: Completeness) -> Callout:
    title = Label(en="", zh="")
    if completeness.truncated:
        title = Label(en="Incomplete source", zh="原文不完整")
    elif completeness.evidence:
        title = Label(en="Please note", zh="请注意")
    return Callout(
        truncated=completeness.truncated,
        title=title,
        words=Label(en=show_plainly(completeness.en), zh=show_plainly(completeness.zh)),
        exhibits=tuple(_exhibit(evidence) for evidence in completeness.evidence),
    )


def _exhibit(evidence: Evidence) -> Exhibit:
    return Exhibit(
        label=evidence_labels()[evidence.kind],
        line=evidence.line,
        quote=_quote(show_plainly(evidence.text), from_end=evidence.kind == "unterminated"),
        words=Label(en=show_plainly(evidence.en), zh=show_plainly(evidence.zh)),
    )


def _quote(text: str, *, from_end: bool) -> str:
    if len(text) <= QUOTE_LENGTH:
        return text
    # Where a sentence breaks off, its end is the evidence.
    return "…" + text[-QUOTE_LENGTH:] if from_end else text[:QUOTE_LENGTH] + "…"


def _facts(brief: Brief, universal: frozenset[FlagKind]) -> Iterator[Fact]:
    document, source = brief.document, brief.document.source
    yield _fact("Source", "来源", _describe_source(document))
    issued = " · ".join(filter(None, (document.metadata.get(key, "") for key in ("organ", "byline", "number", "date"))))
    if issued:
        yield _fact("Issued", "发布", issued)
    if source.damage:
        yield _fact("Damage", "损坏", "; ".join(map(_describe_damage, source.damage)))
    total = sum(len(section.sentences) for section in document.sections)
    yield _fact("Shown", "摘录", f"{len(brief.pairs)} of {_count(total, 'sentence')}{_explain_place(brief)}")
    if brief.selection.focus:
        yield _fact("Focus", "主题", ", ".join(brief.selection.focus))
    yield _fact("English", "译文", _describe_english(brief, universal))
    yield from _doubts(brief, universal)
    if document.masked:
        yield _fact("Masked names", "隐名", "; ".join(map(_describe_mask, document.masked)))


def _describe_source(document: Document) -> str:
    source = document.source
    size = f"{document.character_count:,} Chinese characters"
    return show_plainly(f"{source.name} ({source.format}, {source.encoding}, {size})")


def _explain_place(brief: Brief) -> str:
    """Say what the first row's place means, so that all the others can be read."""
    if not brief.pairs:
        return ""
    pair = brief.pairs[0]
    section, _, index = pair.id.rpartition(":")
    line = pair.key.sentence.line
    meaning = f"sentence {index} of section {section}, on line {line} of the text"
    return f", each with its place: {pair.id} L{line} is {meaning}"


def _fact(en: str, zh: str, value: str, *, has_commands: bool = False) -> Fact:
    return Fact(label=Label(en=en, zh=zh), value=show_plainly(value), has_commands=has_commands)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _describe_damage(damage: Damage) -> str:
    where = f", first on line {damage.line}" if damage.line and damage.count > 1 else ""
    where = where or (f" on line {damage.line}" if damage.line else "")
    match damage.kind:
        case "bad_bytes":
            return _count(damage.count, "undecodable byte") + where
        case "cut_character":
            return "the bytes end inside a character" + where
        case "cut_archive":
            return "the file's container ends early" + where
        case "picture_pages":
            return _count(damage.count, "page") + " without a text layer, not read"


def _describe_mask(mask: MaskedName) -> str:
    lines = "line" if len(mask.lines) == 1 else "lines"
    return f"{mask.text} ×{mask.count} ({lines} {', '.join(map(str, mask.lines))})"


def count_doubtful(brief: Brief) -> int:
    """Return how many rows carry a flag that asks the reader to check them."""
    return len(_list_doubtful(brief))


def _list_doubtful(brief: Brief) -> list[str]:
    return [pair.id for pair in brief.pairs if any(signs()[flag.kind].doubt for flag in pair.rendering.flags)]


def _is_translated(brief: Brief) -> bool:
    return any(pair.rendering.en is not None for pair in brief.pairs)


def _describe_english(brief: Brief, universal: frozenset[FlagKind]) -> str:
    if not _is_translated(brief):
        return "none; nothing was translated"
    kinds = [sign.meaning.en for sign in signs().values() if sign.kind in universal]
    return "; ".join([_engine_name(brief), *kinds])


def _doubts(brief: Brief, universal: frozenset[FlagKind]) -> Iterator[Fact]:
    label, total = Label(en="To check", zh="待核"), _count(len(brief.pairs), "row")
    doubtful = _list_doubtful(brief)
    if doubtful:
        first = f", the first {LISTED_ROWS} of them" if len(doubtful) > LISTED_ROWS else ""
        yield Fact(label=label, value=f"{len(doubtful)} of {total}{first}:", rows=tuple(doubtful[:LISTED_ROWS]))
    elif _is_translated(brief) and not universal:
        # Of a mere gloss nothing can be checked, so nothing is said.
        yield Fact(label=label, value=f"nothing; the checks found no doubt in {total}")


# --- the outline -------------------------------------------------------------------------------------------------


def _entries(brief: Brief, shown: set[str]) -> Iterator[Entry]:
    for part, depth in zip(brief.sections, _depths(brief.sections), strict=True):
        heading = _heading(part, alone=len(brief.sections) == 1)
        total = len(part.section.sentences)
        yield Entry(
            id=part.section.id,
            depth=depth,
            zh=heading.zh,
            en=heading.en,
            note=f"{len(part.pairs)} of {_count(total, 'sentence')}" if total else "",
            in_focus=part.in_focus,
            shown=part.section.id in shown,
        )
    for missing in brief.missing:
        note = "announced, not in the source 预告而未见"
        yield _missing_entry(show_plainly(missing.zh or ""), note, en=show_plainly(missing.en or ""))
    if rest := len(brief.document.completeness.missing_sections) - len(brief.missing):
        yield _missing_entry("…", f"{rest} more, not in the source either 另有{rest}项未见; the JSON brief lists them")


def _missing_entry(zh: str, note: str, *, en: str = "") -> Entry:
    return Entry(id="", depth=1, zh=zh, en=en, note=note, shown=False)


def _depths(sections: Sequence[BriefSection]) -> list[int]:
    """Return each section's depth: its level, but at most one below the section before it."""
    depths: list[int] = []
    levels: list[int] = []
    for part in sections:
        level = part.section.level
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        depths.append(len(levels))
    return depths


def _heading(part: BriefSection, *, alone: bool) -> Label:
    if part.heading.zh:
        return Label(en=show_plainly(part.heading.en or ""), zh=show_plainly(part.heading.zh))
    # The brief's own words stand in one line, unlike a heading of the source and its English.
    return Label(en="", zh="Key sentences 要句") if alone else Label(en="", zh="Opening 开头")


# --- the rows ----------------------------------------------------------------------------------------------------


def _parts(brief: Brief, universal: frozenset[FlagKind]) -> Iterator[Part]:
    depths = _depths(brief.sections)
    for at, (part, depth) in enumerate(zip(brief.sections, depths, strict=True)):
        if part.pairs or _leads_to_rows(brief.sections, depths, at):
            heading = _heading(part, alone=len(brief.sections) == 1)
            yield Part(
                id=part.section.id,
                depth=depth,
                zh=heading.zh,
                en=heading.en,
                own=not part.heading.zh,
                in_focus=part.in_focus,
                rows=tuple(_row(pair, universal) for pair in part.pairs),
            )


def _leads_to_rows(sections: Sequence[BriefSection], depths: Sequence[int], at: int) -> bool:
    """Tell whether a section without rows of its own has rows somewhere below it."""
    for below in range(at + 1, len(sections)):
        if depths[below] <= depths[at]:
            return False
        if sections[below].pairs:
            return True
    return False


def _row(pair: Pair, universal: frozenset[FlagKind]) -> Row:
    sentence, rendering = pair.key.sentence, pair.rendering
    broken_off = not sentence.complete or any(flag.kind == "broken_off" for flag in rendering.flags)
    return Row(
        id=pair.id,
        line=sentence.line,
        zh=show_plainly(pair.key.text or sentence.text),
        en=show_plainly(rendering.en or ""),
        broken_off=broken_off,
        marks=tuple(_marks(rendering.flags, universal)),
        reasons="; ".join(show_plainly(reason.en) for reason in pair.key.reasons if reason.weight > 0),
        words=tuple(map(_gloss, pair.words)),
    )


def _gloss(word: Word) -> Gloss:
    return Gloss(zh=show_plainly(word.zh), pinyin=show_plainly(word.pinyin), en=show_plainly(word.en))


def _marks(flags: Sequence[Flag], universal: frozenset[FlagKind]) -> Iterator[Mark]:
    for flag in flags:
        sign = signs()[flag.kind]
        # A sentence that breaks off shows its sign in both columns.
        if flag.kind not in universal and flag.kind != "broken_off":
            yield Mark(sign=sign, detail=show_plainly(flag.detail if sign.speaks else "") or sign.meaning.en)


def _universal_kinds(pairs: Sequence[Pair]) -> frozenset[FlagKind]:
    """Return the kinds of flag that every row has and that say nothing of the single row: told once, at the top."""
    kinds = [{flag.kind for flag in pair.rendering.flags} for pair in pairs]
    common = set.intersection(*kinds) if kinds else set()
    return frozenset(kind for kind in common if not signs()[kind].speaks and kind != "broken_off")


# --- the end -----------------------------------------------------------------------------------------------------


def _figure_lines(pairs: Sequence[Pair]) -> Iterator[FigureLine]:
    for pair in pairs:
        for figure in pair.rendering.figures:
            yield FigureLine(
                zh=show_plainly(figure.zh),
                en=show_plainly(figure.en),
                row=pair.id,
                verdict=_VERDICTS[figure.ok],
                doubt=figure.ok is False,
            )


def _term_lines(brief: Brief) -> Iterator[TermLine]:
    for term, count in brief.terms:
        yield TermLine(
            zh=show_plainly(term.zh),
            pinyin=show_plainly(term.pinyin),
            en=show_plainly(term.en),
            count=count,
            source=_TERM_SOURCES.get(term.source, term.source),
        )


def _legend(parts: Sequence[Part]) -> Iterator[Sign]:
    rows = [row for part in parts for row in part.rows]
    seen = {mark.sign.kind for row in rows for mark in row.marks}
    for sign in signs().values():
        if sign.kind in seen or (sign.kind == "broken_off" and any(row.broken_off for row in rows)):
            yield sign


def _notes(brief: Brief) -> Iterator[Fact]:
    yield _fact("Left out as site furniture", "略去的网页杂项", _describe_furniture(brief), has_commands=True)
    yield _fact("Key sentences", "选句", f"{_describe_selection(brief.selection)}, rated by {brief.method}")
    engine = brief.engine
    if engine.name != "none":
        licence = f"licence {engine.licence}" if engine.licence else ""
        yield _fact("Engine", "引擎", ", ".join(filter(None, (_engine_name(brief), licence))))
    if engine.advice and engine.name != "none":
        yield _fact("About the English", "关于译文", engine.advice, has_commands=True)
    if brief.glossary:
        yield _fact("Glossary", "词汇表", brief.glossary)


def _engine_name(brief: Brief) -> str:
    engine = brief.engine
    return " ".join(filter(None, (engine.name, engine.model, engine.version)))


def _describe_furniture(brief: Brief) -> str:
    rules = Counter(role.rule for role in brief.document.roles if role.role == "boilerplate")
    if not rules:
        return "nothing"
    kinds = ", ".join(
        f"{rule.replace('_', ' ')} {count}"
        for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    )
    return f"{_count(rules.total(), 'line')} ({kinds}); a brief in JSON (`-f json`) lists them"


def _describe_selection(selection: Selection) -> str:
    if selection.share is not None:
        amount = f"{selection.share:.0%} of each section's sentences"
    elif selection.per_section is not None:
        amount = f"at most {selection.per_section} a section"
    else:
        amount = "as many as each section's content asks for"
    budget = f"at most {selection.max_chars:,} characters in all" if selection.max_chars else ""
    focus = f"preferring {', '.join(selection.focus)}" if selection.focus else ""
    clauses = "long ones cut down to the clauses that carry them ([…])" if selection.clauses else ""
    return ", ".join(filter(None, (amount, budget, focus, clauses)))
