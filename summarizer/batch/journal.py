"""What a batch has done, so that a second run does only what is new.

A SQLite file in the output folder. It is held exclusively while a batch runs, so two runs never write to the same
folder; the lock is the database's own and ends with the process. Deleting the file costs time and nothing else.

What was written is noted before it gets its name, and again when it has it. So the program knows its own files after
it was killed between the two, and takes no file for its own that somebody has edited.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.batch.places import OWN_FOLDER
from summarizer.batch.report import Entry
from summarizer.errors import DiskError, OutputError, UsageError

PLACE = f"{OWN_FOLDER}/journal.sqlite"
"""Path of the journal below the output folder."""
BACKUP_EVERY = 20.0
"""Seconds of work that are done again at most, where a run whose journal lies elsewhere is killed."""
_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    path BLOB PRIMARY KEY,   -- as bytes, because a file's name need not be text
    origin BLOB NOT NULL,    -- absolute path or URL of the document, to tell two documents of one name apart
    sha256 TEXT NOT NULL,
    recipe TEXT NOT NULL,
    finished INTEGER NOT NULL,
    entry TEXT NOT NULL,     -- the report's entry as JSON
    outputs TEXT NOT NULL    -- {output path: [SHA-256 of each version that may stand there]}
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the journal knows of a document."""

    origin: str
    sha256: str
    recipe: str
    finished: bool
    """False: a run was stopped while it gave the document's outputs their names."""
    entry: Entry
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of each output ever written -> hashes of the versions that may stand there."""


class Journal:
    """The journal of one output folder; a context manager."""

    def __init__(self, path: Path, *, backup: Callable[[bytes], None] | None = None) -> None:
        """Open or make the journal.

        Args:
            path: The database file.
            backup: Keeps the whole database somewhere else; called from time to time and at the end.

        Raises:
            UsageError: Another run holds it.
            DiskError: It cannot be made.
        """
        self.path = path
        self._backup = backup
        self._kept = time.monotonic()
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
            self._set_aside()
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
            _check_sound(db)
            db.execute(_SCHEMA)
            db.execute(f"PRAGMA user_version={_VERSION}")
            db.execute("COMMIT")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _set_aside(self) -> None:
        self.path.replace(self.path.with_suffix(".damaged"))
        for kind in ("-wal", "-shm"):
            self.path.with_name(self.path.name + kind).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._keep()
        finally:
            self._db.close()

    def find(self, path: str) -> Record | None:
        """Return what is known of the document at a relative path.

        Raises:
            DiskError: The journal cannot be read.
        """
        rows = self._ask("SELECT * FROM documents WHERE path = ?", os.fsencode(path))
        return _read_row(rows[0])[1] if rows else None

    def list_finished(self) -> Iterator[tuple[str, Record]]:
        """Yield the path and record of each document that has its brief, in the order of their paths.

        Raises:
            DiskError: The journal cannot be read.
        """
        yield from map(_read_row, self._ask("SELECT * FROM documents WHERE finished ORDER BY path"))

    def record(self, path: str, record: Record) -> None:
        """Keep what is known of a document.

        Raises:
            DiskError: The disk is full, or the file cannot be written.
        """
        self._ask(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            os.fsencode(path),
            os.fsencode(record.origin),
            record.sha256,
            record.recipe,
            record.finished,
            json.dumps(asdict(record.entry)),
            json.dumps(dict(record.outputs)),
        )
        if time.monotonic() - self._kept >= BACKUP_EVERY:
            self._keep()

    def _keep(self) -> None:
        if self._backup:
            try:
                self._backup(self._db.serialize())
            except OutputError as exc:
                raise _unwritable(self.path, exc) from exc
            self._kept = time.monotonic()

    def _ask(self, sql: str, *values: object) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as exc:
            raise _unwritable(self.path, exc) from exc


def _check_sound(db: sqlite3.Connection) -> None:
    """Raise what a damaged file raises, unless the database is whole and of this version, or empty."""
    [sound] = db.execute("PRAGMA quick_check(1)").fetchone()
    [version] = db.execute("PRAGMA user_version").fetchone()
    if sound != "ok" or version not in {0, _VERSION}:
        raise sqlite3.DatabaseError("damaged, or of another version")


def _read_row(row: tuple[Any, ...]) -> tuple[str, Record]:
    path, origin, sha256, recipe, finished, entry, outputs = row
    known = {each.name for each in fields(Entry)}
    # An entry of another version may have other fields; what was written counts all the same.
    facts = {name: value for name, value in json.loads(entry).items() if name in known}
    facts["outputs"] = tuple(facts.get("outputs", ()))
    return os.fsdecode(path), Record(
        origin=os.fsdecode(origin),
        sha256=sha256,
        recipe=recipe,
        finished=bool(finished),
        entry=Entry(**facts),
        outputs={name: tuple(hashes) for name, hashes in json.loads(outputs).items()},
    )


def _unwritable(path: Path, exc: Exception) -> DiskError:
    reason = exc.strerror if isinstance(exc, OSError) else exc
    return DiskError(
        f"the journal cannot be written ({reason})",
        where=str(path),
        hint="Check the folder's permissions and the free space, then run the same command again.",
    )
