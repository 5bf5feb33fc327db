"""Tables that a linguist can read and extend, and the one function that opens them.

TOML for tables whose entries have a kind and a note, TSV for long two- or three-column lists, TXT for one entry
a line. A line that starts with `#` is a comment in TXT and TSV.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


def read_data(name: str) -> str:
    """Return the text of the table `name`, a path relative to this folder such as `stopwords.txt`.

    Raises:
        FileNotFoundError: There is no such table: a mistake in the program, not in its input.
    """
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def read_lines(name: str) -> tuple[str, ...]:
    """Return the entries of a TXT or TSV table: its lines without comments, blank lines and line ends."""
    lines = (line.rstrip() for line in read_data(name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@contextmanager
def open_folder(name: str) -> Iterator[Path]:
    """Yield the path of a folder of files that are no text, also where the package is kept in an archive."""
    with as_file(files(__name__).joinpath(name)) as folder:
        yield folder
