"""Which documents to read, and which files their briefs become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import UsageError, suggest
from summarizer.rendering import RENDERERS
from summarizer.rendering.names import STDIN, name_document

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
        return name_document(self.path)


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
