"""Options that a person always uses, from `summarizer.toml` or `[tool.summarizer]` in `pyproject.toml`.

    engine = "argos"          # for every command that has the option
    glossary = "terms.csv"    # paths are relative to the file's folder
    [batch]                   # for one command
    format = ["markdown", "html"]

The nearest file counts, found upward from the working folder. The command line wins over it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from summarizer.cli.options import NO_MEMORY
from summarizer.errors import UsageError, suggest

FILE = "summarizer.toml"
PATHS = frozenset({"glossary", "memory", "output", "phrases"})
"""Options whose values are paths."""

Options = dict[str, Any]


def load_defaults(file: Path | None, commands: Mapping[str, Iterable[str]]) -> dict[str, Options]:
    """Return default options by command.

    Args:
        file: The configuration file; None looks for one.
        commands: The option names of each command.

    Raises:
        UsageError: The file cannot be read, is not TOML, or names an option that no command has.
    """
    path = file or find_file(Path.cwd())
    if path is None:
        return {}
    table = _read(path)
    known = {name for names in commands.values() for name in names}
    general = {key.replace("-", "_"): value for key, value in table.items() if not isinstance(value, dict)}
    _check(general, known, path)
    defaults = {}
    for command, names in commands.items():
        own = {key.replace("-", "_"): value for key, value in table.get(command, {}).items()}
        _check(own, names, path)
        chosen = {key: value for key, value in general.items() if key in set(names)} | own
        defaults[command] = {key: _to_value(key, value, path.parent) for key, value in chosen.items()}
    _check({key: None for key, value in table.items() if isinstance(value, dict)}, commands, path)
    return defaults


def find_file(folder: Path) -> Path | None:
    """Return the nearest configuration file in `folder` or above it."""
    for each in (folder, *folder.parents):
        if (each / FILE).is_file():
            return each / FILE
        project = each / "pyproject.toml"
        if project.is_file() and "[tool.summarizer" in project.read_text(encoding="utf-8", errors="replace"):
            return project
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise UsageError(
            f"it cannot be read ({exc})", where=str(path), hint="Mend it, or name another by --config."
        ) from exc
    if path.name == FILE:
        return table
    section: dict[str, Any] = table.get("tool", {}).get("summarizer", {})
    return section


def _check(options: Mapping[str, object], known: Iterable[str], path: Path) -> None:
    names = sorted(known)
    for key in options:
        if key not in names:
            raise UsageError(f"there is no option {key!r}", where=str(path), hint=suggest(key, names))


def _to_value(key: str, value: object, folder: Path) -> object:
    """Make paths independent of the working folder, and numbers what the command line would give."""
    if key in PATHS and isinstance(value, str) and value != NO_MEMORY and "://" not in value:
        return str(folder / Path(value).expanduser())
    if key == "format" and isinstance(value, str):
        return [value]
    if key == "sentences":
        return str(value)
    return ",".join(value) if key == "focus" and isinstance(value, list) else value
