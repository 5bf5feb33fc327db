"""What a format's reader is given and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.model import Damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A file as it came."""

    data: bytes
    name: str
    """File name without folders, for messages and as a hint at the format."""
    encoding: str | None = None
    """The encoding that the user asked for; None lets the bytes decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line before it has its number; the fields are those of `Line`."""

    text: str
    tag: str = ""
    bold: bool = False
    link_share: float = 0.0
    in_article: bool | None = None
    area: str = ""
    furniture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document's visible blocks in order, and how they were read."""

    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    damage: tuple[Damage, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself: `title`, `author`, `date`, `organ`."""
