"""Which documents a batch reads."""

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from summarizer.batch.folders import Folder, is_url, open_folder
from summarizer.errors import InputError, UsageError

DOCUMENT_SUFFIXES = frozenset(
    {"", ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".docx", ".pdf", ".epub"}
)
"""What a walk through a folder takes for a document; files that are named one by one may have any suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The documents of a batch."""

    base: Folder
    """The deepest folder that holds all of them; outputs mirror the paths below it."""
    paths: tuple[str, ...]
    """Relative to `base`, in the order in which they are done, each once."""
    skipped: tuple[str, ...] = ()
    """Files met on a walk that are no documents, by their suffix."""


def find_inputs(arguments: Sequence[str], *, output: str) -> Inputs:
    """Find the documents that files, folders, glob patterns and URLs stand for.

    Args:
        arguments: As the user typed them.
        output: The output folder, which is never read.

    Raises:
        UsageError: Nothing is named, or paths and URLs are mixed.
        InputError: An argument stands for nothing.
    """
    if not arguments:
        raise UsageError("no documents are named", where="batch", hint="Type `summarizer batch FOLDER -o output/`.")
    if any(map(is_url, arguments)):
        return _find_remote(arguments)
    files: dict[str, bool] = {}  # absolute path -> whether it was named itself
    bases: list[str] = []
    hidden = os.path.abspath(output)  # noqa: PTH100 - as above: links are not followed
    for argument in arguments:
        base, found, named = _expand(argument)
        bases.append(base)
        for path in found:
            if not _is_below(path, hidden):
                files[path] = files.get(path, False) or named
    base = os.path.commonpath(bases)
    relative = {Path(path).relative_to(base).as_posix(): named for path, named in files.items()}
    documents = tuple(path for path, named in sorted(relative.items()) if named or _is_document(path))
    skipped = tuple(path for path, named in sorted(relative.items()) if not (named or _is_document(path)))
    return Inputs(base=open_folder(base), paths=documents, skipped=skipped)


def read_list(lines: Iterable[str]) -> list[str]:
    """Return the paths of a list, one a line; blank lines are passed over."""
    return [line.rstrip("\r\n") for line in lines if line.strip()]


def _expand(argument: str) -> tuple[str, list[str], bool]:
    """Return the base folder of an argument, its absolute files, and whether they were named one by one."""
    path = os.path.abspath(argument)  # noqa: PTH100
    if Path(path).is_dir():
        folder = open_folder(path)
        return path, [str(Path(path, each)) for each in folder.walk()], False
    if Path(path).exists() or not glob.has_magic(argument):
        return str(Path(path).parent), [path], True
    # Path.glob takes no absolute pattern.
    found = sorted(each for each in glob.glob(path, recursive=True) if Path(each).is_file())  # noqa: PTH207
    if not found:
        raise InputError("no file matches this pattern", where=argument, hint="Check the pattern.")
    return _fixed_part(path), found, True


def _fixed_part(pattern: str) -> str:
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return str(Path(*parts[:fixed]))


def _is_below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)


def _is_document(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in DOCUMENT_SUFFIXES


def _find_remote(arguments: Sequence[str]) -> Inputs:
    if len(arguments) > 1:
        raise UsageError(
            "only one URL can be read at a time", where=arguments[1], hint="Name the folder that holds the documents."
        )
    base = open_folder(arguments[0])
    found = tuple(base.walk())
    return Inputs(
        base=base,
        paths=tuple(path for path in found if _is_document(path)),
        skipped=tuple(path for path in found if not _is_document(path)),
    )
