"""Engines by name, and the choice that `auto` makes.

firefox    Firefox's models, if somebody has put them here: on general text the best of all
argos      an Argos package: small, fast, general
gguf       a language model: better at official prose, a hundred times slower
gloss      word by word from a dictionary: always ready, but no translation
none       leaves the English column empty
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.errors import ModelError, UsageError, suggest
from summarizer.translation.argos.discovery import list_foreign_models
from summarizer.translation.argos.engine import open_argos
from summarizer.translation.engine import Engine
from summarizer.translation.firefox.engine import open_firefox
from summarizer.translation.gguf.engine import open_gguf
from summarizer.translation.gloss.engine import open_gloss
from summarizer.translation.models import Model, list_models
from summarizer.translation.none import NoEngine


def _open_none(model: str) -> Engine:  # noqa: ARG001 - has no models
    return NoEngine()


ENGINES: dict[str, Callable[[str], Engine]] = {
    "firefox": open_firefox,
    "argos": open_argos,
    "gguf": open_gguf,
    "gloss": open_gloss,
    "none": _open_none,
}
"""Each engine's name and the function that opens it, best first: the order in which `auto` tries them.

The function takes a model's name, empty for the best that is installed; it loads nothing heavy (engines load their
model at the first translation) and raises `ModelMissingError` where the engine has no model, or needs a package that
is not installed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineState:
    """Whether an engine could translate now."""

    name: str
    engine: Engine | None
    error: ModelError | None
    """Why it could not, and the command that mends it."""


def open_engine(name: str = "auto") -> Engine:
    """Open an engine by name; `auto` takes the first that is ready.

    Args:
        name: `auto`, a name of `ENGINES`, or one with a model: `argos:zh_en-1.9`.

    Raises:
        UsageError: There is no engine of that name.
        ModelMissingError: The engine needs a model that is not installed.
        ModelDamagedError: The model that was asked for is damaged.
    """
    if name == "auto":
        return next(state.engine for state in survey_engines() if state.engine)
    family, _, model = name.partition(":")
    if family not in ENGINES:
        raise UsageError(f"there is no engine {name!r}", where="--engine", hint=suggest(family, ["auto", *ENGINES]))
    return ENGINES[family](model)


def survey_engines() -> Iterator[EngineState]:
    """Yield each engine's state, best first; nothing is opened before it is asked for."""
    for name, opener in ENGINES.items():
        try:
            yield EngineState(name=name, engine=opener(""), error=None)
        except ModelError as error:
            yield EngineState(name=name, engine=None, error=error)


def list_installed() -> list[Model]:
    """Return the models on this machine, also those that other programs installed; damaged ones with their problem."""
    return [*list_models(), *list_foreign_models()]
