"""The report of a batch as JSON and CSV, and the index of its briefs as Markdown and HTML.

They hold no times and no absolute paths: a batch that was interrupted and run again writes the same bytes as one that
was not.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from string import Template
from urllib.parse import quote

from summarizer.batch.folders import Folder
from summarizer.batch.report import Entry, Report
from summarizer.data import read_data

COLUMNS = ("Document", "Title", "English title", "Date", "Organ", "Characters", "Complete", "Engine", "Flags")


def write_index(report: Report, out: Folder) -> None:
    """Write `report.json`, `report.csv`, `index.md` and `index.html` into the output folder.

    Raises:
        OutputError: One of them cannot be written.
    """
    entries = sorted(report.entries, key=lambda entry: entry.path)
    by_path = {entry.path: entry for entry in entries}
    for name, render in (
        ("report.json", _render_json),
        ("report.csv", _render_csv),
        ("index.md", _render_markdown),
        ("index.html", _render_html),
    ):
        shown = [_resolve(entry, by_path) for entry in entries]
        out.write(name, render(shown).encode("utf-8", "backslashreplace"))


def _resolve(entry: Entry, by_path: dict[str, Entry]) -> Entry:
    """Let a duplicate show the facts of the document whose brief serves it."""
    original = by_path.get(entry.duplicate_of)
    if original is None:
        return entry
    facts = asdict(original) | {"path": entry.path, "status": entry.status, "duplicate_of": entry.duplicate_of}
    return Entry(**facts)


def _render_json(entries: Sequence[Entry]) -> str:
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.status] = counts.get(entry.status, 0) + 1
    report = {"schema_version": 1, "counts": counts, "documents": [asdict(entry) for entry in entries]}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _render_csv(entries: Sequence[Entry]) -> str:
    out = io.StringIO()
    rows = [asdict(entry) | {"outputs": " ".join(entry.outputs)} for entry in entries]
    writer = csv.DictWriter(out, fieldnames=list(Entry.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _defuse(value) for key, value in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()  # so that spreadsheets read it as UTF-8


def _defuse(value: object) -> object:
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _cells(entry: Entry) -> tuple[str, ...]:
    if entry.status in {"failed", "skipped", "pending"}:
        return (entry.path, f"{entry.status}: {entry.reason}", "", "", "", "", "", "", "")
    complete = entry.completeness_en if entry.truncated else "yes"
    return (
        entry.path,
        entry.title_zh or "—",
        entry.title_en,
        entry.date,
        entry.organ,
        str(entry.characters),
        complete,
        entry.engine,
        str(entry.flagged),
    )


def _render_markdown(entries: Sequence[Entry]) -> str:
    lines = ["# Briefs", "", _summary(entries), ""]
    lines += [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for entry in entries:
        first, *rest = map(_escape_markdown, _cells(entry))
        link = f"[{first}]({quote(entry.outputs[0])})" if entry.outputs else first
        lines.append(f"| {' | '.join([link, *rest])} |")
    return "\n".join(lines) + "\n"


def _escape_markdown(text: str) -> str:
    plain = " ".join(text.split())
    for char in "\\`*_[]<>|&":
        plain = plain.replace(char, f"\\{char}")
    return plain


def _render_html(entries: Sequence[Entry]) -> str:
    head = "".join(f'<th scope="col" aria-sort="none"><button>{escape(name)}</button></th>' for name in COLUMNS)
    body = "\n".join(map(_render_row, entries))
    return Template(read_data("index.html")).substitute(summary=escape(_summary(entries)), head=head, body=body)


def _render_row(entry: Entry) -> str:
    first, *rest = (escape(" ".join(cell.split())) for cell in _cells(entry))
    link = f'<a href="{escape(quote(entry.outputs[0]))}">{first}</a>' if entry.outputs else first
    kind = "cut" if entry.truncated else entry.status
    cells = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr class="{kind}"><th scope="row">{link}</th>{cells}</tr>'


def _summary(entries: Sequence[Entry]) -> str:
    written = sum(entry.status == "written" for entry in entries)
    cut = sum(entry.truncated and entry.status == "written" for entry in entries)
    parts = [f"{written} briefs", f"{cut} of incomplete sources"]
    for status, words in (("duplicate", "duplicates"), ("failed", "failed"), ("skipped", "skipped")):
        count = sum(entry.status == status for entry in entries)
        if count:
            parts.append(f"{count} {words}")
    return ", ".join(parts) + "."
