"""Which documents to read, and which files their briefs become."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from summarizer.batch.names import show_name
from summarizer.errors import InputError, UnsupportedInputError, UsageError, suggest
from summarizer.reading.limits import MAX_CONTAINER_BYTES, check_size
from summarizer.rendering import RENDERERS

STDIN = "-"
STDOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document and where its brief goes."""

    path: str
    """As the user typed it; `-` is stdin."""
    targets: Mapping[str, Path | None]
    """Output format -> file; None is stdout."""

    @property
    def name(self) -> str:
        """What the brief calls the document: its file name without folders."""
        return "stdin" if self.path == STDIN else show_name(Path(self.path).name)


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of stdin for `-`.

    Raises:
        InputError: There is no such file, it is a folder, it cannot be read, or it is larger than any that is read.
    """
    if path == STDIN:
        return _read_within(sys.stdin.buffer, "stdin")
    try:
        with Path(path).open("rb") as stream:
            return _read_within(stream, path)
    except FileNotFoundError as exc:
        raise InputError("there is no such file", where=path, hint="Check the path.") from exc
    except IsADirectoryError as exc:
        raise UnsupportedInputError(
            "this is a folder", where=path, hint=f"Type `summarizer batch {path} -o output/` for the files in it."
        ) from exc
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else str(exc)
        raise InputError(f"it cannot be read ({reason})", where=path, hint="Check its name and permissions.") from exc


def _read_within(stream: BinaryIO, path: str) -> bytes:
    # A stream may have no end: no more is taken than the largest document may have.
    data = stream.read(MAX_CONTAINER_BYTES + 1)
    check_size(len(data), MAX_CONTAINER_BYTES, name=path)
    return data


def plan_jobs(paths: Sequence[str], output: str | None, formats: Sequence[str]) -> tuple[Job, ...]:
    """Decide which files the briefs of `paths` become.

    Args:
        paths: Documents; `-` is stdin.
        output: A folder (it exists as one, or ends in a slash, or several files must go there), a file, `-` for
            stdout, or None: stdout for one document.
        formats: Output formats; empty means the one that `output`'s suffix names, else Markdown.

    Raises:
        UsageError: Nothing to read, an unknown format, or outputs that would overwrite each other or an input.
    """
    if not paths:
        raise UsageError("no document is named", where="brief", hint="Type `summarizer brief FILE`, or `-` for stdin.")
    chosen = tuple(dict.fromkeys(formats)) or (_format_of(output),)
    for name in chosen:
        if name not in RENDERERS:
            raise UsageError(f"there is no format {name!r}", where="--format", hint=suggest(name, RENDERERS))
    jobs = tuple(Job(path=path, targets=_targets(path, output, chosen, len(paths))) for path in dict.fromkeys(paths))
    _check_collisions(jobs)
    return jobs


def _format_of(output: str | None) -> str:
    suffix = Path(output).suffix if output else ""
    return next((name for name, renderer in RENDERERS.items() if renderer.suffix == suffix), "markdown")


def _targets(path: str, output: str | None, formats: Sequence[str], documents: int) -> dict[str, Path | None]:
    single = documents == 1 and len(formats) == 1
    if output in {None, STDOUT}:
        if not single:
            raise UsageError("several outputs cannot share stdout", where="--output", hint="Name a folder: -o output/.")
        return {formats[0]: None}
    if single and not _is_folder(str(output)):
        return {formats[0]: Path(str(output))}
    name = "stdin" if path == STDIN else Path(path).name
    return {each: Path(str(output)) / (name + RENDERERS[each].suffix) for each in formats}


def _is_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def _check_collisions(jobs: Sequence[Job]) -> None:
    taken = {Path(job.path).resolve(): job.path for job in jobs if job.path != STDIN}
    for job in jobs:
        for target in filter(None, job.targets.values()):
            other = taken.setdefault(target.resolve(), job.path)
            if target.resolve() in {Path(each.path).resolve() for each in jobs} or other != job.path:
                raise UsageError(
                    f"the brief of {job.path} would overwrite {other} or its brief",
                    where=str(target),
                    hint="Write to another folder, or brief the documents one by one.",
                )
