"""What a batch has done, so that a second run does only what is new.

A SQLite file in the output folder. It is held exclusively while a batch runs, so two runs never write to the same
folder; the lock is the database's own and ends with the process. Deleting the file costs time and nothing else.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from summarizer.batch.report import Entry
from summarizer.errors import OutputError, UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    path TEXT PRIMARY KEY,
    origin TEXT NOT NULL,    -- absolute path or URL of the document, to tell two documents of one name apart
    sha256 TEXT NOT NULL,
    recipe TEXT NOT NULL,
    finished INTEGER NOT NULL,
    entry TEXT NOT NULL,     -- the report's entry as JSON
    outputs TEXT NOT NULL    -- {output path: sha256 of what was written}
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the journal knows of a document."""

    origin: str
    sha256: str
    recipe: str
    finished: bool
    """False: a run was stopped while it wrote the document's outputs."""
    entry: Entry
    outputs: dict[str, str]


class Journal:
    """The journal of one output folder; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open or make the journal.

        Raises:
            UsageError: Another run holds it.
            OutputError: It cannot be made.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open()
        except sqlite3.DatabaseError as exc:
            if "locked" in str(exc):
                raise UsageError(
                    "another batch is writing to this folder", where=str(path.parent.parent), hint="Wait until it ends."
                ) from exc
            if isinstance(exc, sqlite3.OperationalError):
                raise _unwritable(path, exc) from exc
            # Not a database any more: it only saved time, so it is set aside and begun anew.
            path.replace(path.with_suffix(".damaged"))
            self._db = self._open()
        except OSError as exc:
            raise _unwritable(path, exc) from exc

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
        try:
            db.execute("PRAGMA locking_mode=EXCLUSIVE")
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("BEGIN EXCLUSIVE")
            db.execute(_SCHEMA)
            db.execute("COMMIT")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def find(self, path: str) -> Record | None:
        """Return what is known of the document at a relative path."""
        row = self._db.execute(
            "SELECT origin, sha256, recipe, finished, entry, outputs FROM documents WHERE path = ?", (path,)
        ).fetchone()
        if row is None:
            return None
        origin, sha256, recipe, finished, entry, outputs = row
        return Record(
            origin=origin,
            sha256=sha256,
            recipe=recipe,
            finished=bool(finished),
            entry=Entry(**json.loads(entry)),
            outputs=json.loads(outputs),
        )

    def record(self, path: str, record: Record) -> None:
        """Keep what is known of a document.

        Raises:
            OutputError: The disk is full, or the file cannot be written.
        """
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    path,
                    record.origin,
                    record.sha256,
                    record.recipe,
                    record.finished,
                    json.dumps(asdict(record.entry)),
                    json.dumps(record.outputs),
                ),
            )
        except sqlite3.Error as exc:
            raise _unwritable(self.path, exc) from exc


def _unwritable(path: Path, exc: Exception) -> OutputError:
    return OutputError(
        f"the journal cannot be written ({exc})",
        where=str(path),
        hint="Check the folder's permissions and the free space, then run the same command again.",
    )
