"""The outline of a document for a terminal: what it says, what it lacks, and what was left out of it.

The lines are plain text, each with what it is, so that a terminal can colour them. All of the source's own text is
made safe to show, so that no document can move a cursor.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.model import Brief, Document, Role
from summarizer.rendering.columns import fit, measure_width, pad
from summarizer.rendering.composition import lay_out
from summarizer.rendering.plaintext import show_plainly
from summarizer.rendering.sheet import CUT, FOCUS, Callout, Entry, Row, Sheet

Style = Literal["plain", "title", "warning", "sound", "head", "heading", "sentence", "aside"]
"""What a line is: the title, a warning, a good sign, the head of a part, a heading of the source, a key sentence, or
something said beside."""

_FACTS = ("Issued", "Damage", "Focus", "Masked names")
"""What of the brief's facts concerns the document itself."""
_ROLE_STYLES: dict[Role, Style] = {
    "title": "title",
    "heading": "heading",
    "marker": "warning",
    "boilerplate": "aside",
}
_NARROWEST = 40
_OF = " of "


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """A line of the outline."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineOptions:
    """What is shown."""

    width: int = 100
    """Columns of the terminal; longer lines of the tree and of the listing are cut, evidence never is."""
    why: bool = False
    """Say what spoke for each key sentence."""
    lines: bool = False
    """List every line of the source with its role."""


def render_outline(brief: Brief, options: OutlineOptions) -> str:
    """Return the outline as plain text."""
    return "".join(f"{line.text}\n" for line in list_outline(brief, options))


def list_outline(brief: Brief, options: OutlineOptions) -> Iterator[OutlineLine]:
    """Yield the lines of the outline."""
    sheet = lay_out(brief)
    width = max(_NARROWEST, options.width)
    yield OutlineLine(text=sheet.title.zh, style="title")
    yield OutlineLine(text=f"{sheet.source}, {_count_sentences(brief.document)}", style="aside")
    yield from _list_facts(sheet)
    yield _BLANK
    yield from _list_verdict(sheet.callout)
    yield _BLANK
    yield from _list_sections(brief, sheet, width, why=options.why)
    yield _BLANK
    yield from _list_furniture(brief.document, width)
    if options.lines:
        yield _BLANK
        yield from _list_lines(brief.document, width)


_BLANK = OutlineLine(text="")


def _count_sentences(document: Document) -> str:
    total = sum(len(section.sentences) for section in document.sections)
    return f"{total:,} sentence{'' if total == 1 else 's'}"


def _list_facts(sheet: Sheet) -> Iterator[OutlineLine]:
    for fact in sheet.facts:
        if fact.label.en in _FACTS:
            style: Style = "warning" if fact.label.en == "Damage" else "plain"
            yield OutlineLine(text=f"{fact.label.en} {fact.label.zh}: {fact.value}", style=style)


def _list_verdict(callout: Callout) -> Iterator[OutlineLine]:
    style: Style = "warning" if callout.title.en else "sound"
    sign = "⚠" if callout.title.en else "✓"
    title = f"{callout.title.en} {callout.title.zh}: ".lstrip(" :") if callout.title.en else ""
    yield OutlineLine(text=f"{sign} {title}{callout.words.en}", style=style)
    yield OutlineLine(text=f"  {callout.words.zh}", style=style)
    for exhibit in callout.exhibits:
        yield OutlineLine(text=f"  - {exhibit.label.en} {exhibit.label.zh}{exhibit.account}")


# --- sections ----------------------------------------------------------------------------------------------------


def _list_sections(brief: Brief, sheet: Sheet, width: int, *, why: bool) -> Iterator[OutlineLine]:
    yield OutlineLine(text=f"Sections 章节: {sum(bool(entry.id) for entry in sheet.entries)}", style="head")
    rows = {part.id: part.rows for part in sheet.parts}
    reasons = {pair.id: pair.key.reasons for pair in brief.pairs}
    places = {part.section.id: part.section.line for part in brief.sections}
    for entry, (branch, trunk) in zip(sheet.entries, draw_branches([e.depth for e in sheet.entries]), strict=True):
        yield _make_heading(entry, branch, places.get(entry.id), width)
        for row in rows.get(entry.id, ()):
            yield _make_sentence(row, f"{trunk}  ", width)
            for reason in reasons.get(row.id, ()) if why else ():
                sign = "+" if reason.weight > 0 else "-"
                text = f"{trunk}      {sign} {show_plainly(reason.en)}"
                yield OutlineLine(text=fit(text, width), style="aside")


def _make_heading(entry: Entry, branch: str, line: int | None, width: int) -> OutlineLine:
    focus = f"{FOCUS} " if entry.in_focus else ""
    # Which of a section's sentences are shown can be seen; how many it has cannot.
    note = entry.note.partition(_OF)[2] or entry.note
    beside = "  " + " · ".join(filter(None, (f"L{line}" if line else "", note)))
    heading = f"{branch}{focus}{entry.id}  {entry.zh}" if entry.id else f"{branch}{entry.zh}"
    text = fit(heading, max(_NARROWEST // 2, width - measure_width(beside))) + beside
    return OutlineLine(text=text, style="heading" if entry.id else "warning")


def _make_sentence(row: Row, trunk: str, width: int) -> OutlineLine:
    place = f"{trunk}{row.place}  "
    cut = f" {CUT}" if row.broken_off else ""
    text = fit(row.zh, max(_NARROWEST // 2, width - measure_width(place) - measure_width(cut)))
    return OutlineLine(text=f"{place}{text}{cut}", style="sentence")


def draw_branches(depths: Sequence[int]) -> list[tuple[str, str]]:
    """Return for each node of a tree what is drawn before it, and before what hangs from it.

    Args:
        depths: Of each node in order, 1 for the highest; never more than one below the node before it.

    >>> draw_branches([1, 2, 1])
    [('├─ ', '│  │'), ('│  └─ ', '│     '), ('└─ ', '   ')]
    """
    drawn = []
    open_below: frozenset[int] = frozenset()
    for depth in reversed(depths):
        stems = "".join("│  " if level in open_below else "   " for level in range(1, depth))
        last = depth not in open_below
        trunk = stems + ("   " if last else "│  ")
        below = "│" if depth + 1 in open_below else ""
        drawn.append((f"{stems}{'└─ ' if last else '├─ '}", trunk + below))
        open_below = frozenset(level for level in open_below if level < depth) | {depth}
    return drawn[::-1]


# --- lines -------------------------------------------------------------------------------------------------------


def _list_furniture(document: Document, width: int) -> Iterator[OutlineLine]:
    by_rule: dict[str, list[int]] = defaultdict(list)
    for line, role in zip(document.source.lines, document.roles, strict=True):
        if role.role == "boilerplate":
            by_rule[role.rule].append(line.number)
    total = sum(map(len, by_rule.values()))
    yield OutlineLine(text=f"Left out 略去: {total:,} line{'' if total == 1 else 's'}", style="head")
    for rule, numbers in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        text = f"  {len(numbers):>5,}  {pad(rule.replace('_', ' '), 20)}  L{_join_numbers(numbers)}"
        yield OutlineLine(text=fit(text, width), style="aside")


def _join_numbers(numbers: Sequence[int]) -> str:
    """Return ascending line numbers with runs drawn together: `3-7, 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _list_lines(document: Document, width: int) -> Iterator[OutlineLine]:
    yield OutlineLine(text="Lines 逐行", style="head")
    digits = len(str(len(document.roles)))
    rules = [f"{role.role} {role.rule.replace('_', ' ')}".rstrip() for role in document.roles]
    column = max(map(len, rules), default=0)
    for line, role, rule in zip(document.source.lines, document.roles, rules, strict=True):
        text = f"{line.number:>{digits}}  {pad(rule, column)}  {show_plainly(line.text)}".rstrip()
        yield OutlineLine(text=fit(text, width), style=_ROLE_STYLES.get(role.role, "plain"))
