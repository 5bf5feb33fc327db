"""Options that several commands share, and how their words become values."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import UsageError, suggest

if TYPE_CHECKING:
    from summarizer.model import Selection
    from summarizer.rendering import RenderOptions

NO_MEMORY = "none"
"""What `--memory` takes for none at all."""

_CHOICE = "Choosing sentences"
_SHAPE = "Shape"
_TRANSLATION = "Translation"


def _complete_engine(begun: str) -> list[str]:
    from summarizer.translation import ENGINES

    return [name for name in ("auto", *ENGINES) if name.startswith(begun)]


def _complete_format(begun: str) -> list[str]:
    from summarizer.rendering import RENDERERS

    return [name for name in RENDERERS if name.startswith(begun)]


def _complete_layout(begun: str) -> list[str]:
    from summarizer.rendering import LAYOUTS

    return [name for name in LAYOUTS if name.startswith(begun)]


Sentences = Annotated[
    str | None,
    typer.Option(
        "-n",
        "--sentences",
        metavar="N|N%",
        help="Key sentences per section, or their share; by default one to four by its content.",
        rich_help_panel=_CHOICE,
    ),
]
MaxChars = Annotated[
    int | None,
    typer.Option(
        "--max-chars",
        min=1,
        metavar="N",
        help="Budget of characters for all key sentences; shared among the sections by their content.",
        rich_help_panel=_CHOICE,
    ),
]
Focus = Annotated[
    str | None,
    typer.Option(
        "--focus",
        metavar="WORDS",
        help="What does it say about 词,词: prefer sentences that bear on them, mark their sections.",
        rich_help_panel=_CHOICE,
    ),
]
Clauses = Annotated[
    bool,
    typer.Option(
        "--clauses",
        help="Cut sentences of over 120 characters down to the clauses that carry them, with […] for the rest.",
        rich_help_panel=_CHOICE,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("-e", "--encoding", metavar="NAME", help="Encoding of the input; detected by default."),
]
PhrasesFile = Annotated[
    Path | None,
    typer.Option(
        "--phrases",
        metavar="FILE",
        help="Your own site furniture and notices of a cut (TOML), beside the built-in ones.",
        show_default=False,
    ),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="auto, or an engine that `summarizer doctor` lists.",
        autocompletion=_complete_engine,
        rich_help_panel=_TRANSLATION,
    ),
]
GlossaryFile = Annotated[
    Path | None,
    typer.Option(
        "-g",
        "--glossary",
        metavar="FILE",
        help="Your own terms (CSV, TSV, TBX); they win over the built-in ones.",
        show_default=False,
        rich_help_panel=_TRANSLATION,
    ),
]
MemoryFile = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="FILE|none",
        help="Where translations and corrections are kept; by default in your data folder.",
        show_default=False,
        rich_help_panel=_TRANSLATION,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        metavar="NAME",
        help="markdown, html, docx, csv, json; repeatable.",
        show_default=False,
        autocompletion=_complete_format,
        rich_help_panel=_SHAPE,
    ),
]
LayoutName = Annotated[
    str,
    typer.Option(
        "--layout",
        metavar="NAME",
        help="table (side by side), interleaved (Chinese above English), zh, or en.",
        autocompletion=_complete_layout,
        rich_help_panel=_SHAPE,
    ),
]
FrontMatter = Annotated[
    bool, typer.Option("--front-matter", help="Open Markdown with YAML front matter.", rich_help_panel=_SHAPE)
]
Interlinear = Annotated[
    bool,
    typer.Option("--interlinear", help="Under the Chinese, each word's pinyin and English.", rich_help_panel=_SHAPE),
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say a line for each document on stderr.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors on stderr.")]


def choose_memory(memory: str | None) -> Path | None:
    """Return the memory's file: the one that is named, the user's own where none is, None for `none`."""
    from summarizer.translation.memory import default_path

    if memory is None:
        return default_path()
    return None if memory == NO_MEMORY else Path(memory)


def parse_selection(
    sentences: str | None, max_chars: int | None, focus: str | None, *, clauses: bool = False
) -> "Selection":
    """Turn the words of the choice options into a `Selection`.

    Raises:
        UsageError: `sentences` is neither a positive number nor a percentage up to 100 %.
    """
    from summarizer.model import Selection

    per_section, share = _parse_amount(sentences) if sentences is not None else (None, None)
    words = tuple(word for word in re.split(r"[,，、;；\s]+", focus or "") if word)
    if focus is not None and not words:
        raise UsageError("there is no word in it", where="--focus", hint="Type --focus 就业,社会保险.")
    return Selection(per_section=per_section, share=share, max_chars=max_chars, focus=words, clauses=clauses)


def parse_shape(layout: str, *, front_matter: bool) -> "RenderOptions":
    """Turn the words of the shape options into `RenderOptions`.

    Raises:
        UsageError: There is no such layout.
    """
    from summarizer.rendering import LAYOUTS, RenderOptions

    known = next((name for name in LAYOUTS if name == layout), None)
    if known is None:
        raise UsageError(f"there is no layout {layout!r}", where="--layout", hint=suggest(layout, LAYOUTS))
    return RenderOptions(layout=known, front_matter=front_matter)


def _parse_amount(text: str) -> tuple[int | None, float | None]:
    """Return a number of sentences, or a share of them."""
    number = text.rstrip("%％")
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        raise UsageError(f"{text!r} is no number", where="--sentences", hint="Type -n 3 or -n 20%.")
    if number == text:
        return int(number), None
    if int(number) > 100:
        raise UsageError(f"{text} is over 100%", where="--sentences", hint="Type -n 20%.")
    return None, int(number) / 100
