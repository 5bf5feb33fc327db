"""Where the brief of a document stands in the output folder.

`reports/a.txt` becomes `reports/a.txt.md`: the suffix is added, not exchanged, so that `a.txt` and `a.html` have
briefs of their own. Two kinds of path need another name, with a mark that follows from the document's path: those that
a batch's own files have, and those that would be too long for a file system.
"""

from hashlib import sha256

INDEX_FILES = ("report.json", "report.csv", "index.md", "index.html")
"""What a batch writes about itself, at the top of the output folder."""
OWN_FOLDER = ".summarizer"
"""The journal and files that are being written, in the output folder."""
LONGEST = 255
"""Bytes in a name, on all file systems in use."""


def place_output(path: str, suffix: str) -> str:
    """Return the output path of a document, relative like its own.

    >>> place_output("reports/a.txt", ".md")
    'reports/a.txt.md'
    >>> place_output("index", ".md")
    'index~1bc04b52.md'
    >>> place_output("字" * 90, ".md")[-12:]
    '~cedf9328.md'
    """
    folder, slash, name = path.rpartition("/")
    mark = f"~{_hash(path)}"
    if not folder and (name + suffix).casefold() in INDEX_FILES:
        return f"{name}{mark}{suffix}"
    if len(_encode(name + suffix)) > LONGEST:
        room = LONGEST - len(_encode(mark + suffix))
        name = _encode(name)[:room].decode("utf-8", "ignore") + mark
    return _rename_top(folder) + slash + name + suffix


def _rename_top(folder: str) -> str:
    top, slash, rest = folder.partition("/")
    own = top.casefold() in {*INDEX_FILES, OWN_FOLDER}
    return f"{top}~{_hash(top)}{slash}{rest}" if own else folder


def _hash(path: str) -> str:
    return sha256(_encode(path)).hexdigest()[:8]


def _encode(path: str) -> bytes:
    # The bytes of a name that is not UTF-8 come as surrogates.
    return path.encode("utf-8", "surrogateescape")
