"""Which documents a batch reads."""

import glob
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from summarizer.batch.folders import Folder, LocalFolder, RemoteFolder, is_url, open_folder, open_url
from summarizer.errors import UsageError

DOCUMENT_SUFFIXES = frozenset(
    {"", ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".docx", ".pdf", ".epub"}
)
"""What a walk through a folder takes for a document; files that are named one by one may have any suffix."""
_NO_DOCUMENT = "Its suffix is not one of a document."
_OUTPUT = "It lies in the output folder."


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The documents of a batch."""

    base: Folder
    """The deepest folder that holds all of them; outputs mirror the paths below it."""
    paths: tuple[str, ...]
    """Relative to `base`, in the order in which they are done, each once."""
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Path of each file that is not done -> why, in a sentence."""
    unlisted: tuple[str, ...] = ()
    """Folders whose files are unknown, because they cannot be listed."""


@dataclass(slots=True)
class _Found:
    """What the arguments stand for so far, by absolute path."""

    named: dict[str, bool] = field(default_factory=dict)
    """Each file -> whether it was named itself, rather than met on a walk."""
    bases: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)

    def add(self, path: str, *, named: bool) -> None:
        self.named[path] = self.named.get(path, False) or named

    def walk(self, path: str) -> None:
        below = path.rstrip(os.sep) + os.sep
        for each in LocalFolder(path).walk(lambda folder: self.unlisted.add(below + folder)):
            self.add(below + each, named=False)


def find_inputs(arguments: Sequence[str], *, output: str, listed: Sequence[str] = ()) -> Inputs:
    """Find the documents that files, folders, glob patterns and URLs stand for.

    A file that is named and does not exist is a document too: it fails by itself, when its turn comes.

    Args:
        arguments: As the user typed them.
        output: The output folder, which is never read.
        listed: Files and folders by their names alone, as a list has them. Relative ones keep their path from the
            working folder, so that the outputs of one list and the next lie together.

    Raises:
        UsageError: Nothing is named, what is named stands for nothing, or paths and URLs are mixed.
    """
    if not (arguments or listed):
        raise UsageError("no documents are named", where="batch", hint="Type `summarizer batch FOLDER -o output/`.")
    everything = [*arguments, *listed]
    if any(map(is_url, everything)):
        return _find_remote(everything, output)
    found = _Found()
    for argument in arguments:
        _expand(argument, found)
    for path in listed:
        _add_listed(path, found)
    return _sort_out(found, output)


def read_list(data: bytes) -> list[str]:
    """Return the paths of a list, one a line; blank lines are passed over.

    Where the list has NUL characters, these part the paths, as `find -print0` writes them.

    >>> read_list("\\ufeffa b.txt\\r\\n\\nc.txt".encode())
    ['a b.txt', 'c.txt']
    """
    plain = data.removeprefix(b"\xef\xbb\xbf")
    lines = plain.split(b"\0") if b"\0" in plain else [line.rstrip(b"\r") for line in plain.split(b"\n")]
    return [os.fsdecode(line) for line in lines if line.strip()]


def _expand(argument: str, found: _Found) -> None:
    path = _make_absolute(argument)
    if _is_folder(path):
        found.bases.add(path)
        found.walk(path)
    elif os.path.lexists(path) or not glob.has_magic(argument):
        found.bases.add(_parent(path))
        found.add(path, named=True)
    else:
        _expand_pattern(path, argument, found)


def _expand_pattern(path: str, argument: str, found: _Found) -> None:
    parts = Path(path).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    base, pattern = Path(*parts[:fixed]), str(Path(*parts[fixed:]))
    try:
        # Unlike glob.glob, this does not follow links to folders, which may go round in circles.
        matches = sorted(map(str, base.glob(pattern)))
    except ValueError as exc:
        raise UsageError(f"this is no pattern ({exc})", where=argument, hint="Write ** between slashes.") from exc
    visible = [match for match in matches if not _is_hidden(match, base, pattern)]
    if not visible:
        raise UsageError("no file matches this pattern", where=argument, hint="Check the pattern.")
    found.bases.add(str(base))
    for match in visible:
        if _is_folder(match):
            found.walk(match)
        else:
            found.add(match, named=True)


def _is_hidden(match: str, base: Path, pattern: str) -> bool:
    """Whether a pattern met a hidden file or folder that it does not name as one."""
    hidden = any(part.startswith(".") for part in Path(match).relative_to(base).parts)
    return hidden and not any(part.startswith(".") for part in Path(pattern).parts)


def _add_listed(argument: str, found: _Found) -> None:
    path, here = _make_absolute(argument), _make_absolute(".")
    stays = path != argument and _is_below(path, here)
    found.bases.add(here if stays else _parent(path))
    if _is_folder(path):
        found.walk(path)
    else:
        found.add(path, named=True)


def _sort_out(found: _Found, output: str) -> Inputs:
    """Part documents from files that are none; refuse what stands for nothing."""
    base = os.path.commonpath(found.bases)
    start = len(base.rstrip("/")) + 1
    find_real = cache(os.path.realpath)  # the same few folders again and again
    hidden = None if is_url(output) else find_real(output)
    paths: list[str] = []
    skipped: dict[str, str] = {}
    for path, named in sorted(found.named.items()):
        if hidden and _is_below(find_real(_parent(path)), hidden):
            if named or _is_below(base, hidden):
                skipped[path[start:]] = _OUTPUT
        elif named or _is_document(path):
            paths.append(path[start:])
        else:
            skipped[path[start:]] = _NO_DOCUMENT
    _check_any(paths, skipped, found, base)
    return Inputs(
        base=open_folder(base),
        paths=tuple(path.replace(os.sep, "/") for path in paths),
        skipped=skipped,
        unlisted=tuple(sorted(path[start:] or "." for path in found.unlisted)),
    )


def _check_any(paths: Sequence[str], skipped: Mapping[str, str], found: _Found, base: str) -> None:
    if not paths and _OUTPUT in skipped.values():
        raise UsageError(
            "the documents lie in the output folder", where=base, hint="Choose another folder for the briefs: -o DIR."
        )
    if not (paths or skipped or found.unlisted):
        raise UsageError("there are no documents in it", where=base, hint="Check the folder.")
    if paths and not any(os.path.lexists(path) for path in found.named):
        raise UsageError("there is no such file", where=next(iter(found.named)), hint="Check the path.")


def _make_absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links and change relative paths


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a name is too long


def _parent(path: str) -> str:
    return path.rpartition(os.sep)[0] or os.sep


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_document(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in DOCUMENT_SUFFIXES


def _find_remote(arguments: Sequence[str], output: str) -> Inputs:
    local = next((argument for argument in arguments if not is_url(argument)), None)
    if local is not None:
        raise UsageError("paths and URLs cannot be read together", where=local, hint="Run one batch for each.")
    schemes = {argument.partition("://")[0].lower() for argument in arguments}
    if len(schemes) > 1:
        raise UsageError("these URLs are of several kinds", where=arguments[-1], hint="Run one batch for each.")
    found = [item for argument in arguments for item in _expand_url(argument)]
    base = posixpath.commonpath([folder for folder, _, _ in found]) if found else ""
    if not base and len(arguments) > 1:
        raise UsageError("these URLs have no folder in common", where=arguments[-1], hint="Run one batch for each.")
    return _sort_out_remote(arguments, found, base, output)


def _sort_out_remote(
    arguments: Sequence[str], found: Sequence[tuple[str, str, bool]], base: str, output: str
) -> Inputs:
    files, _ = open_url(arguments[0])
    hidden = open_url(output)[1] if is_url(output) and type(open_url(output)[0]) is type(files) else None
    named: dict[str, bool] = {}
    for _, path, is_named in found:
        if hidden is None or not _is_below(path, hidden):
            relative = path[len(base) :].lstrip("/")
            named[relative] = named.get(relative, False) or is_named
    if not named:
        raise UsageError("there are no documents in it", where=arguments[0], hint="Check the address.")
    documents = {path for path, is_named in named.items() if is_named or _is_document(path)}
    return Inputs(
        base=RemoteFolder(files.unstrip_protocol(base)),
        paths=tuple(sorted(documents)),
        skipped=dict.fromkeys(sorted(named.keys() - documents), _NO_DOCUMENT),
    )


def _expand_url(url: str) -> Iterator[tuple[str, str, bool]]:
    """Yield, for each file that a URL stands for, its base folder, its path, and whether it was named itself."""
    files, path = open_url(url)
    if _ask(url, files.isdir, path) or not path:
        folder = RemoteFolder(url)
        yield from ((path, f"{path}/{each}", False) for each in folder.walk(lambda _: None))
    elif glob.has_magic(url):
        fixed = path[: next(at for at, char in enumerate(path) if char in "*?[")].rpartition("/")[0]
        matches: Iterable[str] = sorted(_ask(url, files.glob, path))
        yield from ((fixed, match, True) for match in matches if not files.isdir(match))
    else:
        yield (path.rpartition("/")[0], path, True)


def _ask(url: str, question: Any, path: str) -> Any:
    try:
        return question(path)
    except Exception as exc:  # stores raise what their client libraries have
        raise UsageError(f"it cannot be listed ({exc})", where=url, hint="Check the address.") from exc
