"""The brief's own words for flags and evidence, from the tables that anybody can edit."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from summarizer.data import read_data
from summarizer.model import EvidenceKind, FlagKind
from summarizer.rendering.sheet import Label, Sign


@cache
def signs() -> dict[FlagKind, Sign]:
    """Return the sign of every kind of flag, in the order in which the legend explains them."""
    table = tomllib.loads(read_data("rendering/marks.toml"))
    return {kind: _read_sign(kind, table[kind]) for kind in get_args(FlagKind)}


def _read_sign(kind: FlagKind, entry: Mapping[str, Any]) -> Sign:
    return Sign(
        kind=kind,
        sign=entry["sign"],
        doubt=entry["doubt"],
        speaks=entry.get("speaks", True),
        meaning=Label(en=entry["en"], zh=entry["zh"]),
    )


@cache
def evidence_labels() -> dict[EvidenceKind, Label]:
    """Return what each kind of evidence is called in the call-out."""
    table = tomllib.loads(read_data("rendering/evidence.toml"))
    return {kind: Label(en=table[kind]["en"], zh=table[kind]["zh"]) for kind in get_args(EvidenceKind)}
