"""Argos packages (`.argosmodel`): what is in one, and what it says of itself.

A package is a zip archive with one folder that holds `metadata.json`, a `README.md` with the licence,
`sentencepiece.model` (or `bpe.model`) and `model/`, a CTranslate2 model.
"""

import json
import re
from dataclasses import dataclass

METADATA_FILE = "metadata.json"
TOKENIZERS = ("sentencepiece.model", "bpe.model")
MODEL_FILE = "model/model.bin"

_CODE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*")
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,20}")

_LICENCES = {
    r"CC[- ]?0": "CC0-1.0",
    r"CC[- ]BY[- ]NC[- ]SA[- ]4\.0": "CC-BY-NC-SA-4.0",
    r"CC[- ]BY[- ]NC[- ]4\.0": "CC-BY-NC-4.0",
    r"CC[- ]BY[- ]SA[- ]4\.0": "CC-BY-SA-4.0",
    r"CC[- ]BY[- ]4\.0": "CC-BY-4.0",
    r"Apache(?: License)?,?(?: Version)?[- ]2": "Apache-2.0",
    r"\bMIT\b": "MIT",
}
"""How the README files of packages name their licences; the first that is found counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a package says of itself."""

    source: str
    target: str
    version: str
    target_prefix: str = ""
    """A token that tells a model of several target languages which one to write."""

    @property
    def name(self) -> str:
        """The language pair, such as `zh_en`."""
        return f"{self.source}_{self.target}"


def parse_metadata(text: str) -> Metadata:
    """Read a `metadata.json`.

    Raises:
        ValueError: It is not the metadata of a translation package.
    """
    try:
        values = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(values, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - one error for all that is wrong with the text
    if values.get("type", "translate") != "translate":
        raise ValueError(f"it is a package of type {values['type']!r}, not a translation model")
    metadata = Metadata(
        source=_read_text(values, "from_code", _CODE),
        target=_read_text(values, "to_code", _CODE),
        version=_read_text(values, "package_version", _VERSION),
        target_prefix=str(values.get("target_prefix") or ""),
    )
    if metadata.source == metadata.target:
        raise ValueError("it translates a language into itself")
    return metadata


def _read_text(values: dict[str, object], key: str, shape: re.Pattern[str]) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError(f"its {key!r} is {value!r}")
    return value


def detect_licence(readme: str) -> str:
    """Return the licence that a package's README names, by its SPDX name; `unknown` if it names none.

    >>> detect_licence("The model is under the CC BY 4.0 licence.")
    'CC-BY-4.0'
    """
    matches = ((match.start(), name) for shape, name in _LICENCES.items() if (match := re.search(shape, readme)))
    return min(matches, default=(0, "unknown"))[1]
