"""The files that a Firefox model consists of, as their names tell.

    model.zhen.intgemm.alphas.bin           the network
    vocab.zhen.spm                          SentencePiece, for both languages; or one for each:
    srcvocab.zhen.spm, trgvocab.zhen.spm
    lex.50.50.zhen.s2t.bin                  which words may translate which: optional, makes it faster

`zhen` stands for zh to en, `zh_hanten` for Traditional Chinese to en. Each may be packed by gzip (`.gz`), as Mozilla's
archive delivers them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(
    r"(?P<role>model|lex|vocab|srcvocab|trgvocab)\.(?:\d+\.\d+\.)?(?P<source>zh_han[st]|[a-z]{2})(?P<target>[a-z]{2})\."
    r"(?:[\w-]+\.)*(?:bin|spm)(?:\.gz)?"
)

_CODES = {"zh_hans": "zh", "zh_hant": "zt"}
"""What this project calls the scripts, as Argos does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """The files of one model."""

    source: str
    """Code of the language that it reads."""
    target: str
    """Code of the language that it writes."""
    paths: dict[str, Path]
    """By role: `model`, `vocab` or `srcvocab` and `trgvocab`, perhaps `lex`."""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Return those of the given files, or of the files in the one given folder, that are a Firefox model's by name."""
    if len(paths) == 1 and paths[0].is_dir():
        try:
            paths = sorted(paths[0].iterdir())
        except OSError:
            return []
    return [path for path in paths if _NAME.fullmatch(path.name) and path.is_file()]


def sort_files(paths: Iterable[Path]) -> ModelFiles:
    """Sort files by their roles.

    Raises:
        ValueError: They are not the files of one whole model.
    """
    matches = [(path, match) for path in paths if (match := _NAME.fullmatch(path.name))]
    pairs = sorted({(match["source"], match["target"]) for _, match in matches})
    if len(pairs) != 1:
        found = ", ".join("".join(pair) for pair in pairs) or "none"
        raise ValueError(f"files of one language pair belong here, and there are: {found}")
    by_role: dict[str, Path] = {}
    for path, match in matches:
        if match["role"] in by_role:
            raise ValueError(f"{by_role[match['role']].name} and {path.name} are two files of one kind")
        by_role[match["role"]] = path
    _check_roles(set(by_role))
    [(source, target)] = pairs
    return ModelFiles(source=_CODES.get(source, source), target=target, paths=by_role)


def _check_roles(roles: set[str]) -> None:
    if "model" not in roles:
        raise ValueError("there is no model.*.bin among them")
    if roles >= {"srcvocab", "trgvocab"} or roles & {"vocab", "srcvocab", "trgvocab"} == {"vocab"}:
        return
    raise ValueError("there is neither a vocab.*.spm nor both of srcvocab.*.spm and trgvocab.*.spm")
