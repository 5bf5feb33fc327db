"""What is done to one document, in a worker process or on a machine of a cluster."""

import hashlib
import platform
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.batch.folders import Folder
from summarizer.batch.places import place_output
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry
from summarizer.briefs import Draft, add_words, draft, finish, read_document
from summarizer.errors import ModelError, SummarizerError
from summarizer.model import Brief, Translation
from summarizer.rendering import RENDERERS, count_doubtful
from summarizer.rendering.names import show_name
from summarizer.text.dates import find_day
from summarizer.translation import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document to do."""

    path: str
    base: Folder
    out: Folder
    recipe: Recipe
    fingerprint: str
    """Of the recipe where the batch was started; a worker of a cluster must have the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document that waits for its translation."""

    sha256: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """An output that is written and waits for its name."""

    name: str
    """What the output folder calls it until then."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a document."""

    sha256: str
    entry: Entry
    staged: Mapping[str, Staged]
    """By output path."""


def prepare(task: Task) -> Prepared:
    """Read a document and choose its key sentences.

    Raises:
        InputError: It cannot be read.
    """
    data = task.base.read(task.path)
    name = show_name(task.path.rpartition("/")[2])
    document = read_document(data, name=name, encoding=task.recipe.encoding, phrases=task.recipe.phrases)
    return Prepared(sha256=document.source.sha256, draft=draft(document, task.recipe.selection))


def deliver(task: Task, prepared: Prepared, translation: Translation) -> Result:
    """Make a prepared document's brief of its translation and stage it in all formats.

    Raises:
        OutputError: It cannot be written.
    """
    brief = finish(prepared.draft, translation)
    if task.recipe.interlinear:
        brief = add_words(brief)
    staged = {}
    for name in task.recipe.formats:
        path = place_output(task.path, RENDERERS[name].suffix)
        data = RENDERERS[name].render(brief, task.recipe.shape)
        staged[path] = Staged(name=task.out.stage(data, path=path), sha256=hashlib.sha256(data).hexdigest())
    return Result(sha256=prepared.sha256, entry=describe(task.path, brief, tuple(staged)), staged=staged)


def process(task: Task) -> Result:
    """Do the whole line for one document, with an engine that this process keeps open.

    Raises:
        ModelError: This process would make other briefs than the one that started the batch.
        SummarizerError: Any of what the stages raise.
    """
    translator, fingerprint, lock = _open_here(task.recipe)
    if fingerprint != task.fingerprint:
        raise ModelError(
            f"the worker {platform.node()} has other versions or models than the machine that started the batch",
            where=task.path,
            hint="Install the same versions and models on all machines.",
        )
    prepared = prepare(task)
    with lock:
        translation = translator.bundle(translator.translate(prepared.draft.segments))
    return deliver(task, prepared, translation)


def describe(path: str, brief: Brief, outputs: tuple[str, ...]) -> Entry:
    """Sum up a written brief for the report and the index."""
    document = brief.document
    printed = document.metadata.get("date", "")
    return Entry(
        path=path,
        status="written",
        title_zh=brief.title.zh or "",
        title_en=brief.title.en or "",
        date=str(find_day(printed) or printed),
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


@cache
def _open_here(recipe: Recipe) -> tuple[Translator, str, threading.Lock]:
    """Return this process's translator, the recipe's fingerprint with it, and what keeps threads from sharing it."""
    # A cluster's worker may run several documents in threads; engines and memories are used by one at a time.
    translator = recipe.open_translator()
    return translator, recipe.fingerprint(translator), threading.Lock()
