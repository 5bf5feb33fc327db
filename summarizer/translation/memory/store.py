"""The translation memory: one SQLite file that many runs may use at once.

It holds three things apart, so that what a person approved is never mixed up with what a machine wrote:

- `machine`: what an engine made of a sentence, under the engine's key. A changed model, version or option has
  another key, so nothing stale is served.
- `approved`: what a person corrected or imported, by Chinese sentence.
- `shown`: what briefs said, by Chinese sentence; `learn` compares an edited brief with it.

A memory never stops a run. One that is damaged is renamed and a new one begun; one that cannot be opened or written
is left alone. Both are logged as warnings, once.
"""

import json
import logging
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from summarizer.errors import OutputError
from summarizer.translation.engine import Hypothesis
from summarizer.translation.memory.matching import fold_sentence, tidy_text

Result = TypeVar("Result")

FILE_VARIABLE = "SUMMARIZER_MEMORY"
"""Environment variable that moves the memory."""

_APPLICATION = 0x53554D4D
"""Marks the file as a memory of this program (`PRAGMA application_id`, SUMM in ASCII)."""
_VERSION = 1
_WAIT = 10.0
"""Seconds that a run waits for another one's write; writes take milliseconds."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_SCHEMA = """
CREATE TABLE IF NOT EXISTS machine (
    engine TEXT NOT NULL, source TEXT NOT NULL, english TEXT, score REAL,
    PRIMARY KEY (engine, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS approved (
    source TEXT NOT NULL PRIMARY KEY, chinese TEXT NOT NULL, english TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (
    source TEXT NOT NULL, english TEXT NOT NULL, PRIMARY KEY (source, english)
) WITHOUT ROWID;
"""

_log = logging.getLogger("summarizer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A translation that a person stands for."""

    zh: str
    en: str
    note: str = ""


def tidy_entry(entry: Approved) -> Approved:
    """Return an entry as the memory keeps it."""
    return Approved(zh=tidy_text(entry.zh), en=tidy_text(entry.en), note=tidy_text(entry.note))


def default_path() -> Path:
    """Return where the memory stands unless the user says otherwise: in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only runs with a memory need it

    moved = os.environ.get(FILE_VARIABLE)
    if moved:
        return Path(moved).expanduser().absolute()
    return user_data_path("summarizer", appauthor=False) / "memory.sqlite"


class Memory:
    """A translation memory in a file; nothing is opened before it is first used.

    Every method may be called from several threads, and after a fork. Unless `strict`, none of them raises for a
    file that is damaged, locked or closed to writing: a read finds nothing, a write is left out.

    Args:
        path: The file; it and its folder are made at the first write.
        strict: Raise where the file cannot be used, for commands that are about the memory itself.

    Raises:
        OutputError: From every method of a strict memory: the file cannot be used.
    """

    def __init__(self, path: Path, *, strict: bool = False) -> None:
        self.path = path
        self.strict = strict
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._closing: weakref.finalize[[sqlite3.Connection, int], Memory] | None = None
        self._process = 0
        self._identity: tuple[int, int] | None = None
        self._usable = True
        self._approved: tuple[int, dict[str, Approved]] | None = None

    # --- machine output ------------------------------------------------------------------------------------------

    def recall(self, engine: str, sentences: Iterable[str]) -> dict[str, Hypothesis]:
        """Return what the engine with this key made of those of `sentences` that it had before."""
        wanted = json.dumps(list(dict.fromkeys(sentences)))

        def read(connection: sqlite3.Connection) -> dict[str, Hypothesis]:
            rows = connection.execute(
                "SELECT source, english, score FROM machine"
                " WHERE engine = ? AND source IN (SELECT value FROM json_each(?))",
                (engine, wanted),
            )
            return {source: Hypothesis(text=english, score=score) for source, english, score in rows}

        return self._read(read, {})

    def store(self, engine: str, results: Iterable[tuple[str, Hypothesis]]) -> None:
        """Keep what an engine made of sentences."""
        rows = [(engine, source, result.text, result.score) for source, result in results]
        self._write("INSERT OR REPLACE INTO machine VALUES (?, ?, ?, ?)", rows)

    # --- what people approved ------------------------------------------------------------------------------------

    def read_approved(self) -> dict[str, Approved]:
        """Return all approved translations by their folded Chinese, in the order of the Chinese."""
        return self._read(self._load_approved, {})

    def approve(self, entries: Iterable[Approved]) -> int:
        """Keep translations as approved, over earlier ones of the same Chinese; return how many are new or changed.

        Each text is kept on one line and without control characters, so that every format can hold it; an entry that
        is then without Chinese or English is left out.
        """
        known = self.read_approved()
        tidied = map(tidy_entry, entries)
        latest = {fold_sentence(entry.zh): entry for entry in tidied if entry.zh and entry.en}
        rows = [(key, entry.zh, entry.en, entry.note) for key, entry in latest.items() if known.get(key) != entry]
        self._write("INSERT OR REPLACE INTO approved VALUES (?, ?, ?, ?)", rows)
        self._approved = None
        return len(rows)

    # --- what briefs said ----------------------------------------------------------------------------------------

    def record_shown(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep what a brief says: pairs of Chinese and English."""
        rows = sorted({(fold_sentence(zh), en) for zh, en in pairs})
        self._write("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)

    def find_shown(self, zh: str) -> frozenset[str]:
        """Return all English that briefs had beside this Chinese."""
        key = fold_sentence(zh)

        def read(connection: sqlite3.Connection) -> frozenset[str]:
            rows = connection.execute("SELECT english FROM shown WHERE source = ?", (key,))
            return frozenset(english for (english,) in rows)

        return self._read(read, frozenset())

    # --- the file ------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file; the next use opens it again. A memory that nobody holds any more closes by itself."""
        with self._lock:
            if self._closing is not None:
                self._closing()
            self._connection = self._closing = self._approved = None

    def _read(self, query: Callable[[sqlite3.Connection], Result], nothing: Result) -> Result:
        with self._lock:
            return self._try(query, nothing) if self._connection or self.path.exists() else nothing

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(statement, rows)

        if rows:
            with self._lock:
                self._try(write, None)

    def _try(self, action: Callable[[sqlite3.Connection], Result], nothing: Result) -> Result:
        for _ in range(2):
            if not self._usable:
                break
            try:
                return action(self._connect())
            except (sqlite3.Error, OSError) as exc:
                self.close()
                if not self._set_aside(exc):
                    self._refuse(f"it cannot be used ({exc})")
        return nothing

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=_WAIT, check_same_thread=False)
            self._connection, self._process, self._approved = connection, os.getpid(), None
            self._closing = weakref.finalize(self, _close_own, connection, os.getpid())
            status = self.path.stat()
            self._identity = status.st_dev, status.st_ino
            _prepare(connection)
        return self._connection

    def _load_approved(self, connection: sqlite3.Connection) -> dict[str, Approved]:
        # The stamp changes when another connection has written; own writes forget the table themselves.
        (stamp,) = connection.execute("PRAGMA data_version").fetchone()
        if self._approved is None or self._approved[0] != stamp:
            rows = connection.execute("SELECT source, chinese, english, note FROM approved ORDER BY source")
            self._approved = stamp, {key: Approved(zh=zh, en=en, note=note) for key, zh, en, note in rows}
        return self._approved[1]

    def _set_aside(self, exc: Exception) -> bool:
        """Rename the file if `exc` says that it is damaged; say so, and return whether a new one can begin."""
        if getattr(exc, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            return False
        try:
            status = self.path.stat()
            if (status.st_dev, status.st_ino) != self._identity:
                return True  # another run was quicker: what stands here now is the new memory
            aside = _free_name(self.path)
            for suffix in ("", "-wal", "-shm"):
                part = Path(f"{self.path}{suffix}")
                if part.exists():
                    part.rename(f"{aside}{suffix}")
        except OSError:
            return False
        _log.warning("%s: the translation memory is damaged. It is kept as %s; a new one begins.", self.path, aside)
        return True

    def _refuse(self, reason: str) -> None:
        if self.strict:
            raise OutputError(reason, where=str(self.path), hint="Mend that, or name another file by --memory.")
        self._usable = False
        _log.warning("%s: %s. This run goes on without the translation memory.", self.path, reason)


def _close_own(connection: sqlite3.Connection, process: int) -> None:
    """Close a connection, but for one that was opened before a fork: that belongs to the other process."""
    if process == os.getpid():
        connection.close()


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; refuse one that isn't ours to write.

    Raises:
        sqlite3.Error: The file is damaged, of another program, or of a later version of this one.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != _APPLICATION:
        raise sqlite3.DatabaseError("it is the database of another program")
    if version > _VERSION:
        raise sqlite3.DatabaseError("a later version of summarizer wrote it")
    if version < _VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} {marks} COMMIT;")
    # With WAL a crash of the machine can lose the last run's entries, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")


def _free_name(path: Path) -> Path:
    """Return a name for a damaged file that nothing else has."""
    names = (path.with_name(f"{path.name}.damaged{n}") for n in ("", *(f"-{i}" for i in range(2, 10_000))))
    return next(name for name in names if not name.exists())
