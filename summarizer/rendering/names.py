"""Names of files as a person can read them."""

import os
from pathlib import Path

from summarizer.rendering.plaintext import show_plainly

STDIN = "-"
"""Path that stands for standard input."""


def name_document(path: str) -> str:
    """Return what a brief calls the document at `path`: its file name without folders, or `stdin`.

    >>> name_document("reports/a.txt"), name_document("-")
    ('a.txt', 'stdin')
    """
    return "stdin" if path == STDIN else show_name(Path(path).name)


def show_name(path: str) -> str:
    """Return a file's name or path for a message or a brief: on one line, without terminal codes, always encodable.

    Names that are not UTF-8 come from old archives, where they are in GB 18030.

    >>> show_name(os.fsdecode("简报.txt".encode("gb18030")))
    '简报.txt'
    >>> show_name("a\\x1b[2Jb\\nc")
    'a⟦U+001B⟧[2Jb c'
    """
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return show_plainly(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return show_plainly(raw.decode("utf-8", "backslashreplace"))
