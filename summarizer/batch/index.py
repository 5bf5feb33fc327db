"""The report of a batch as JSON and CSV, and the index of its briefs as Markdown and HTML.

They hold no times and no absolute paths: a batch that was interrupted and run again writes the same bytes as one that
was not.
"""

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from string import Template
from typing import Any
from urllib.parse import quote

from summarizer.batch.folders import Folder, write_output
from summarizer.batch.report import Entry, Report
from summarizer.data import read_data
from summarizer.rendering.csv import make_safe
from summarizer.rendering.names import show_name
from summarizer.rendering.plaintext import show_plainly
from summarizer.rendering.policy import hash_inline

COLUMNS = ("Document", "Title", "English title", "Date", "Organ", "Characters", "Complete", "Engine", "Flags")


def write_index(report: Report, out: Folder, others: Sequence[Entry] = ()) -> None:
    """Write `report.json` and `report.csv` of a run, and `index.md` and `index.html` of all briefs.

    Args:
        report: What became of each document.
        out: The output folder.
        others: Entries of briefs in it that other runs made, also of documents that this one did not reach.

    Raises:
        OutputError: One of the files cannot be written.
    """
    entries = _prepare(report.entries)
    made = {entry.path for entry in others}
    everything = _prepare([*(entry for entry in report.entries if entry.path not in made), *others])
    for name, text in (
        ("report.json", _render_json(entries)),
        ("report.csv", _render_csv(entries)),
        ("index.md", _render_markdown(everything)),
        ("index.html", _render_html(everything)),
    ):
        # Names that are not UTF-8 have no other form in JSON.
        write_output(out, name, text.encode("utf-8", "backslashreplace"))


def _prepare(entries: Sequence[Entry]) -> list[Entry]:
    """Sort by path, and let a duplicate show the facts of the document whose brief serves it."""
    by_path = {entry.path: entry for entry in entries}
    ordered = sorted(entries, key=lambda entry: entry.path)
    return [_resolve(entry, by_path.get(entry.duplicate_of)) for entry in ordered]


def _resolve(entry: Entry, original: Entry | None) -> Entry:
    if original is None:
        return entry
    return replace(original, path=entry.path, status=entry.status, reason="", duplicate_of=entry.duplicate_of)


def _render_json(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.status for entry in entries)
    report = {"schema_version": 1, "counts": counts, "documents": list(map(_to_plain, entries))}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _to_plain(entry: Entry) -> dict[str, Any]:
    # Unlike dataclasses.asdict, this copies nothing: there may be many thousands.
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _render_csv(entries: Sequence[Entry]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(Entry.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        names = {name: show_name(getattr(entry, name)) for name in ("path", "duplicate_of")}
        cells = _to_plain(entry) | names | {"outputs": " ".join(map(show_name, entry.outputs))}
        writer.writerow({key: make_safe(value) if isinstance(value, str) else value for key, value in cells.items()})
    return "\ufeff" + out.getvalue()  # so that spreadsheets read it as UTF-8


def _cells(entry: Entry) -> tuple[str, ...]:
    name = show_name(entry.path)
    if entry.failed or entry.status == "skipped":
        return (name, "", "", "", "", "", f"{entry.status}: {entry.reason}", "", "")
    return (
        f"{name} (same as {show_name(entry.duplicate_of)})" if entry.duplicate_of else name,
        entry.title_zh or "—",
        entry.title_en,
        entry.date,
        entry.organ,
        str(entry.characters),
        entry.completeness_en if entry.truncated else "yes",
        entry.engine,
        f"{entry.flagged}; edited" if entry.status == "edited" else str(entry.flagged),
    )


def _link(entry: Entry, preferred: str) -> str:
    """Return the address of a document's brief, in the preferred format if it has that; empty if it has none."""
    path = next((each for each in entry.outputs if each.endswith(preferred)), next(iter(entry.outputs), ""))
    return quote(os.fsencode(path))


def _render_markdown(entries: Sequence[Entry]) -> str:
    lines = ["# Briefs", "", _summary(entries), ""]
    lines += [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for entry in entries:
        first, *rest = map(_escape_markdown, _cells(entry))
        link = _link(entry, ".md")
        lines.append(f"| {' | '.join([f'[{first}]({link})' if link else first, *rest])} |")
    return "\n".join(lines) + "\n"


def _escape_markdown(text: str) -> str:
    plain = show_plainly(text)
    for char in "\\`*_[]<>|&":
        plain = plain.replace(char, f"\\{char}")
    return plain


def _render_html(entries: Sequence[Entry]) -> str:
    head = "".join(f'<th scope="col" aria-sort="none"><button>{escape(name)}</button></th>' for name in COLUMNS)
    body = "\n".join(map(_render_row, entries))
    script = read_data("index.js")
    return Template(read_data("index.html")).substitute(
        script_hash=hash_inline(script),
        script=script,
        summary=escape(_summary(entries)),
        columns="<col>" * len(COLUMNS),
        head=head,
        body=body,
    )


def _render_row(entry: Entry) -> str:
    first, title, *rest = (escape(show_plainly(cell)) for cell in _cells(entry))
    link = escape(_link(entry, ".html"))
    kind = "cut" if entry.truncated else entry.status
    cells = "".join([f'<td lang="zh">{title}</td>', *(f"<td>{cell}</td>" for cell in rest)])
    head = f'<a href="{link}">{first}</a>' if link else first
    return f'<tr class="{kind}"><th scope="row">{head}</th>{cells}</tr>'


def _summary(entries: Sequence[Entry]) -> str:
    made = [entry for entry in entries if entry.status in {"written", "edited"}]
    parts = [f"{len(made)} briefs", f"{sum(entry.truncated for entry in made)} of incomplete sources"]
    words = {"edited": "edited by hand", "duplicate": "duplicates", "pending": "not reached"}
    for status in ("edited", "duplicate", "failed", "skipped", "pending"):
        count = sum(entry.status == status for entry in entries)
        if count:
            parts.append(f"{count} {words.get(status, status)}")
    return ", ".join(parts) + "."
