"""`summarizer doctor`: what is installed, what `auto` takes, and what would make it better."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.config import find_file
from summarizer.cli.console import write_result

if TYPE_CHECKING:
    from summarizer.translation.registry import EngineState

_EXTRAS: Mapping[str, Sequence[str]] = {
    "gguf": ("gguf", "jinja2", "safetensors", "tokenizers"),
    "firefox": ("fxtranslate",),
    "cluster": ("dask", "distributed", "fsspec"),
}
"""The optional parts, and the modules that each needs."""


def show_health() -> None:
    """Show what is installed, which engine `auto` takes and why, and the commands that mend what is missing."""
    from summarizer.translation.registry import survey_engines

    states = list(survey_engines())
    lines = [*_tell_program(), "", *_tell_engines(states), "", *_tell_models(), "", *_tell_memory(), *_tell_extras()]
    write_result("".join(f"{line}\n" for line in lines).encode())


def _tell_program() -> Iterator[str]:
    yield f"summarizer {version('summarizer')}, Python {platform.python_version()}, {platform.system()}"
    config = find_file(Path.cwd())
    yield f"Defaults: {config}" if config else "Defaults: none (no summarizer.toml from here upward)"


def _tell_engines(states: "Sequence[EngineState]") -> Iterator[str]:
    yield "Engines, best first:"
    for state in states:
        if state.engine:
            info = state.engine.info
            model = f" {info.model} {info.version}".rstrip()
            licence = f", licence {info.licence}" if info.licence else ""
            yield f"  {state.name:8} ready{model and ':' + model}{licence}"
        else:
            reason = f"{state.error.what}. {state.error.hint}" if state.error else ""
            yield f"  {state.name:8} not ready: {reason}"
    taken = next(state for state in states if state.engine)
    passed = [state.name for state in states[: states.index(taken)]]
    why = f"the first that is ready (not ready: {', '.join(passed)})" if passed else "the best"
    yield f"--engine auto takes {taken.name}, {why}."
    if taken.engine and not taken.engine.translates:
        yield "For real translations, type: summarizer models install"


def _tell_models() -> Iterator[str]:
    from summarizer.translation.models import models_folder
    from summarizer.translation.registry import list_installed

    models = list_installed()
    yield f"Models, in {models_folder()}:" if models else f"Models: none, in {models_folder()}"
    for model in models:
        yield f"  {model.id}, licence {model.record.licence}"
        if model.problem:
            mend = "" if model.foreign else f"; type: summarizer models remove {model.id}"
            yield f"    damaged: {model.problem}{mend}"


def _tell_memory() -> Iterator[str]:
    from summarizer.errors import OutputError
    from summarizer.translation.memory import Memory, default_path

    path = default_path()
    try:
        count = len(Memory(path, strict=True).read_approved())
        yield f"Memory: {path}, {count} {'correction' if count == 1 else 'corrections'}"
    except OutputError as error:
        yield f"Memory: {error}"


def _tell_extras() -> Iterator[str]:
    from summarizer.errors import suggest_packages

    for extra, modules in _EXTRAS.items():
        complete = all(find_spec(name) for name in modules)
        yield f"Packages for {extra}: {'installed' if complete else f'missing. {suggest_packages(extra)}'}"
