"""Engines by name, and the choice that `auto` makes."""

from collections.abc import Callable

from summarizer.errors import UsageError
from summarizer.translation.engine import Engine
from summarizer.translation.none import NoEngine


def _open_none() -> Engine:
    return NoEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"none": _open_none}
"""Each engine's name and the function that opens it, best first: the order in which `auto` tries them."""


def open_engine(name: str = "auto") -> Engine:
    """Open an engine by name; `auto` takes the first that is ready.

    Raises:
        UsageError: There is no engine of that name.
        ModelMissingError: The engine needs a model that is not installed.
    """
    if name == "auto":
        return NoEngine()
    if name not in ENGINES:
        raise UsageError(
            f"there is no engine {name!r}",
            where="--engine",
            hint=f"Choose one of: auto, {', '.join(ENGINES)}.",
        )
    return ENGINES[name]()
