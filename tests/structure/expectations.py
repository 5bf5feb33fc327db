"""The cases of `tests/cases/structure`: documents with a mark before each line, and what must be found in them.

The header of `government.txt` there says how they are written. `check_case` compares one with what the package finds
and returns each single expectation, held or not, under the figure that it counts for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.briefs import read_document
from summarizer.model import Document, Format

CASES = Path(__file__).parents[1] / "cases" / "structure"
_FORMATS: dict[str, Format] = {"text": "text", "markdown": "markdown", "html": "html"}
_KEPT = frozenset({"content", "heading"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document and what is expected of it."""

    name: str
    format: Format
    expected: dict[str, str]
    """What stands behind each `=`, by its first word; `whole` and `cut` both under `verdict`."""
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    """The document's lines as they go into the file."""
    runs_in: dict[int, str] = field(default_factory=dict)
    """Of headings that open a paragraph, and of content before a notice in its last words: those words, by place."""

    @property
    def data(self) -> bytes:
        """The file."""
        data = "\n".join(self.lines).encode(self.expected.get("encoding", "utf-8"))
        return data[: len(data) - int(self.expected.get("drop bytes", "0"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One thing that must hold."""

    figure: str
    held: bool
    detail: str


def read_cases() -> list[Case]:
    """Return all cases, in the order of their files' names."""
    return [case for path in sorted(CASES.glob("*.txt")) for case in _read_file(path)]


def check_case(case: Case) -> list[Expectation]:
    """Return every expectation of a case, held or not."""
    document = read_document(case.data, name="case", format=case.format)
    checks = _check_title, _check_headings, _check_lines, _check_verdict, _check_missing, _check_masked, _check_metadata
    return [expectation for check in checks for expectation in check(case, document)]


# --- reading -----------------------------------------------------------------------------------------------------


def _read_file(path: Path) -> Iterator[Case]:
    for part in ("\n" + path.read_text(encoding="utf-8")).split("\n== ")[1:]:
        head, *rest = part.rstrip("\n").split("\n")
        name, _, kind = head.rpartition(" | ")
        expected = dict(_read_expected(line[2:]) for line in rest if line.startswith("= "))
        body = [line for line in rest if not line.startswith("= ")]
        marks = tuple(line[:1] or "." for line in body)
        lines = [line[2:] for line in body]
        runs_in = {}
        for place, mark in enumerate(marks):
            if (mark.isdigit() and "|" in lines[place]) or (mark == "+" and re.search(r"\|[（…]", lines[place])):
                runs_in[place], lines[place] = lines[place].split("|")[0], lines[place].replace("|", "", 1)
        yield Case(
            name=name,
            format=_FORMATS[kind],
            expected=expected,
            marks=marks,
            lines=tuple(lines),
            runs_in=runs_in,
        )


def _read_expected(text: str) -> tuple[str, str]:
    key, _, value = text.partition(":")
    return ("verdict", text.strip()) if key in ("whole", "cut") else (key, value.strip())


# --- comparing ---------------------------------------------------------------------------------------------------


def _check_title(case: Case, document: Document) -> Iterator[Expectation]:
    titles = [_show(line) for mark, line in zip(case.marks, case.lines, strict=True) if mark == "T"]
    wanted = case.expected.get("title", titles[0] if titles else "-")
    found = document.title or "-"
    yield Expectation(figure="title", held=_squeeze(found) == _squeeze(wanted), detail=f"title {found!r}")


def _check_headings(case: Case, document: Document) -> Iterator[Expectation]:
    found = {_squeeze(section.heading): section.level for section in document.sections if section.heading}
    wanted = _list_headings(case)
    for heading, level in wanted.items():
        yield Expectation(figure="headings found", held=heading in found, detail=f"no heading {heading!r}")
        if heading in found:
            held = found[heading] == level
            yield Expectation(figure="levels", held=held, detail=f"level {found[heading]} of {heading!r}")
    for heading in found:
        yield Expectation(figure="headings right", held=heading in wanted, detail=f"extra heading {heading!r}")


def _list_headings(case: Case) -> dict[str, int]:
    wanted: dict[str, int] = {}
    level = 0
    for place, (mark, line) in enumerate(zip(case.marks, case.lines, strict=True)):
        if mark.isdigit():
            level = int(mark)
            wanted[_squeeze(_show(case.runs_in.get(place, line)).strip("# *"))] = level
        elif mark == "&":
            wanted[wanted_key := _squeeze("".join([*wanted][-1:])) + _squeeze(_show(line))] = level
            del wanted[[key for key in wanted if wanted_key.startswith(key) and key != wanted_key][-1]]
    return wanted


def _check_lines(case: Case, document: Document) -> Iterator[Expectation]:
    roles = _pair_roles(case, document)
    for mark, line, role, covered in roles:
        shown = _show(line)
        if mark in "-!":
            yield Expectation(figure="furniture", held=role not in _KEPT, detail=f"kept {shown!r} as {role}")
        elif mark == "+":
            held = role in _KEPT and covered
            yield Expectation(figure="content", held=held, detail=f"lost {shown!r} as {role}, sentences {covered}")
        elif mark == "b":
            yield Expectation(figure="bylines", held=role not in _KEPT, detail=f"byline {shown!r} as {role}")
        elif mark == "~":
            held = role not in ("heading", "title")
            yield Expectation(figure="neutral lines", held=held, detail=f"{shown!r} as {role}")


def _pair_roles(case: Case, document: Document) -> Iterator[tuple[str, str, str, bool]]:
    """Yield mark, line, role, and whether its words stand in sentences, of each line that shows something."""
    said = _squeeze("".join(s.text for section in document.sections for s in section.sentences))
    lines = document.source.lines
    at = 0
    for place, (mark, line) in enumerate(zip(case.marks, case.lines, strict=True)):
        if case.format != "html":
            source, role = lines[place].text, document.roles[place].role
            said_here = _find_words(case.runs_in.get(place, line)) in said or mark.isdigit()
            yield mark, line, role, said_here if source == line else True
            continue
        shown = _squeeze(_show(line))
        if mark == "." or not shown:
            continue
        start = next((i for i in range(at, len(lines)) if shown.startswith(_squeeze(lines[i].text))), None)
        if start is None:
            yield mark, line, "absent", False
        else:
            at = start + 1
            yield mark, line, document.roles[start].role, shown in said


def _find_words(line: str) -> str:
    text = re.sub(r"^\s*(?:[-*+]|\d+\.)\s+", "", line)
    return _squeeze(re.sub(r"^[\s　]+", "", text))


def _check_verdict(case: Case, document: Document) -> Iterator[Expectation]:
    verdict = case.expected["verdict"]
    kinds = {item.kind for item in document.completeness.evidence}
    shown = ", ".join(f"{item.kind}@{item.line} {item.text[:30]!r}" for item in document.completeness.evidence)
    cut = verdict != "whole"
    held = document.completeness.truncated == cut
    yield Expectation(figure="verdict", held=held, detail=f"said {'cut' if kinds else 'whole'}: {shown}")
    for kind in verdict.partition(":")[2].split():
        yield Expectation(figure="evidence", held=kind in kinds, detail=f"no {kind} among {shown}")
    for number, (mark, line) in enumerate(zip(case.marks, case.lines, strict=True), 1):
        if mark == "!" and case.format != "html":
            told = any(item.line == number for item in document.completeness.evidence if item.kind == "marker")
            yield Expectation(figure="notices told", held=told, detail=f"notice {line!r} not told")
    broken = case.expected.get("last", "broken" if "unterminated" in verdict else "whole") == "broken"
    held = document.completeness.last_sentence_complete != broken
    yield Expectation(figure="last sentence", held=held, detail=f"last sentence said {'whole' if broken else 'broken'}")


def _check_missing(case: Case, document: Document) -> Iterator[Expectation]:
    wanted = [_squeeze(name) for name in case.expected.get("missing", "").split("|") if name.strip()]
    found = [_squeeze(name) for name in document.completeness.missing_sections]
    for name in wanted:
        held = any(name in other for other in found)
        yield Expectation(figure="missing told", held=held, detail=f"missing {name!r} not among {found}")
    for name in found:
        held = any(other in name for other in wanted)
        yield Expectation(figure="missing right", held=held, detail=f"told as missing: {name!r}")


def _check_masked(case: Case, document: Document) -> Iterator[Expectation]:
    found = {name.text: name.count for name in document.masked}
    wanted = dict(_read_count(part) for part in case.expected.get("masked", "").split(" | ") if part.strip())
    for name, count in wanted.items():
        held = found.get(name) == count
        yield Expectation(figure="masks told", held=held, detail=f"mask {name!r} {count} times, not {found}")
    for name in found:
        yield Expectation(figure="masks right", held=name in wanted, detail=f"no mask: {name!r}")


def _read_count(part: str) -> tuple[str, int]:
    name, _, count = part.strip().rpartition(" ")
    return name, int(count)


def _check_metadata(case: Case, document: Document) -> Iterator[Expectation]:
    for key in ("byline", "date", "number", "organ"):
        if key in case.expected:
            found = document.metadata.get(key, "-")
            held = _squeeze(found) == _squeeze(case.expected[key])
            yield Expectation(figure="metadata", held=held, detail=f"{key} {found!r}")


def _show(line: str) -> str:
    """Return what a reader sees of a line of HTML; other lines as they are but for a heading's `#`."""
    return re.sub(r"^#+ ", "", re.sub(r"<title>.*</title>|<[^>]+>", "", line))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
