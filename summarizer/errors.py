"""The exceptions of this package, one tree.

    SummarizerError               anything this package raises on purpose
      InputError                  a document cannot be read
        EmptyInputError           it holds no text at all
        UnsupportedInputError     a binary file, an unknown format, a locked or scanned document
        OversizeInputError        it is, or unpacks to, more than the limits allow
      UsageError                  an option, a path or a name that makes no sense
      ModelError                  a translation model cannot be installed or loaded
        ModelMissingError         no such model is installed
        ModelDamagedError         a package or file is not what it should be
      TranslationError            an engine failed on a text
      OutputError                 a result cannot be written
        DiskError                 the disk is full or read-only: nothing else can be written either

Every message has three beats: what happened, on which input, what to do next. They are kept apart so that a
program can show them as it likes; `str(error)` joins them.
"""

import shlex
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, requires


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint for a name that does not exist: the nearest one, or all there are.

    >>> suggest("argo", ["argos", "gloss"])
    "Did you mean 'argos'?"
    >>> suggest("xyz", ["argos", "gloss"])
    'Choose one of: argos, gloss.'
    """
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Choose one of: {', '.join(names)}."


def suggest_packages(extra: str) -> str:
    """Return a hint for an optional part whose packages are missing: the command that installs them.

    It names the packages themselves and the running interpreter, so that it works as it stands, however this package
    was installed.

    Args:
        extra: An extra of `pyproject.toml`.
    """
    wanted = " ".join(shlex.quote(requirement) for requirement in _list_requirements(extra) or [f"summarizer[{extra}]"])
    return f"Type `{shlex.quote(sys.executable)} -m pip install {wanted}`."


def _list_requirements(extra: str) -> list[str]:
    try:
        parts = [requirement.partition(";") for requirement in requires("summarizer") or []]
    except PackageNotFoundError:  # run from a bare folder of sources
        return []
    return [wanted.strip() for wanted, _, when in parts if when.replace("'", '"').strip() == f'extra == "{extra}"']


class SummarizerError(Exception):
    """Base of all errors that this package raises on purpose.

    Args:
        what: What happened, as a clause without a full stop.
        where: The input it happened on: a file, a line, an option. May be empty.
        hint: What to do next, as a sentence. May be empty.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.hint}" if self.hint else head

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments would be lost when an error crosses a process border.
        return (_rebuild, (type(self), self.what, self.where, self.hint))


def _rebuild(kind: type[SummarizerError], what: str, where: str, hint: str) -> SummarizerError:
    return kind(what, where=where, hint=hint)


class InputError(SummarizerError):
    """A document cannot be read."""


class EmptyInputError(InputError):
    """A document holds no text at all."""


class UnsupportedInputError(InputError):
    """A binary file, an unknown format, a locked or a scanned document."""


class OversizeInputError(InputError):
    """A document is, or unpacks to, more than the limits allow."""


class UsageError(SummarizerError):
    """An option, a path or a name makes no sense."""


class ModelError(SummarizerError):
    """A translation model cannot be installed or loaded."""


class ModelMissingError(ModelError):
    """No such model is installed."""


class ModelDamagedError(ModelError):
    """A model package is not what it should be."""


class TranslationError(SummarizerError):
    """An engine failed on a text."""


class OutputError(SummarizerError):
    """A result cannot be written."""


class DiskError(OutputError):
    """The disk is full or read-only, so that nothing else can be written either."""
