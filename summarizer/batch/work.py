"""What is done to one document, in a worker process or on a machine of a cluster."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.batch.folders import Folder
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry
from summarizer.briefs import Draft, draft, finish, read_document
from summarizer.errors import OutputError, SummarizerError
from summarizer.model import Brief, Translation
from summarizer.rendering import RENDERERS, count_doubtful
from summarizer.translation import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document to do."""

    path: str
    base: Folder
    out: Folder
    recipe: Recipe
    known: Mapping[str, str]
    """Output path -> hash of what an earlier run wrote there."""
    overwrite: bool
    """Whether whatever stands at the output paths may be replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document that waits for its translation."""

    sha256: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a document, and what was written."""

    sha256: str
    entry: Entry
    outputs: Mapping[str, str]
    """Output path -> hash of what was written."""


def prepare(task: Task) -> Prepared:
    """Read a document and choose its key sentences.

    Raises:
        InputError: It cannot be read.
    """
    data = task.base.read(task.path)
    name = task.path.rsplit("/", 1)[-1]
    document = read_document(data, name=name, encoding=task.recipe.encoding)
    return Prepared(sha256=document.source.sha256, draft=draft(document, task.recipe.selection))


def deliver(task: Task, prepared: Prepared, translation: Translation) -> Result:
    """Make a prepared document's brief of its translation and write it in all formats.

    Raises:
        OutputError: It cannot be written, or somebody else's file is in its place.
    """
    brief = finish(prepared.draft, translation)
    outputs = {}
    for name in task.recipe.formats:
        path = task.path + RENDERERS[name].suffix
        data = RENDERERS[name].render(brief, task.recipe.shape)
        outputs[path] = _write_output(task, path, data)
    return Result(sha256=prepared.sha256, entry=describe(task.path, brief, tuple(outputs)), outputs=outputs)


def process(task: Task) -> Result:
    """Do the whole line for one document, with an engine that this process keeps open.

    Raises:
        SummarizerError: Any of what the stages raise.
    """
    translator, lock = _translator(task.recipe)
    prepared = prepare(task)
    with lock:
        translation = translator.bundle(translator.translate(prepared.draft.segments))
    return deliver(task, prepared, translation)


def describe(path: str, brief: Brief, outputs: tuple[str, ...]) -> Entry:
    """Sum up a written brief for the report and the index."""
    document = brief.document
    return Entry(
        path=path,
        status="written",
        title_zh=brief.title.zh or "",
        title_en=brief.title.en or "",
        date=document.metadata.get("date", ""),
        organ=document.metadata.get("organ", ""),
        characters=document.character_count,
        truncated=document.completeness.truncated,
        completeness_zh=document.completeness.zh,
        completeness_en=document.completeness.en,
        engine=brief.engine.signature,
        sentences=len(brief.pairs),
        flagged=count_doubtful(brief),
        outputs=outputs,
    )


def describe_failure(path: str, error: SummarizerError) -> Entry:
    """Say in the report why a document has no brief."""
    reason = f"{error.what}. {error.hint}" if error.hint else error.what
    return Entry(path=path, status="failed", reason=reason)


def _write_output(task: Task, path: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    there = task.out.find(path)
    if there == data:
        return digest
    ours = there is None or hashlib.sha256(there).hexdigest() == task.known.get(path)
    if not (ours or task.overwrite):
        raise OutputError(
            f"{path} was edited, or was not written by this program",
            where=task.path,
            hint="Keep its corrections by `summarizer memory learn`, or move it away, or run again with --force.",
        )
    task.out.write(path, data)
    return digest


@cache
def _translator(recipe: Recipe) -> tuple[Translator, threading.Lock]:
    # A cluster's worker may run several documents in threads; engines and memories are used by one at a time.
    return recipe.open_translator(), threading.Lock()
