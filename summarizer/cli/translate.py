"""`summarizer translate`: Chinese lines on stdin, English lines on stdout, one for one."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.cli.console import say, write_result
from summarizer.cli.options import EngineName, GlossaryFile, MemoryFile, Quiet, choose_memory

if TYPE_CHECKING:
    from summarizer.model import Rendering
    from summarizer.translation import Translator

_CHUNK = 256
"""Lines that are translated at once: enough to fill an engine's batches, few enough to see the work go on."""


def translate_lines(
    engine: EngineName = "auto",
    glossary: GlossaryFile = None,
    memory: MemoryFile = None,
    quiet: Quiet = False,
) -> None:
    """Translate Chinese lines on stdin to English lines on stdout, one for one; doubts go to stderr.

    Example: summarizer translate < sentences.txt > sentences.en
    """
    from summarizer.translation import open_translator

    translator = open_translator(engine, glossary=glossary, memory=choose_memory(memory))
    if translator.engine.info.advice and not quiet:
        say(f"summarizer: {translator.engine.info.advice}")
    done = 0
    for lines in _read_chunks():
        renderings = _translate(lines, translator)
        write_result("".join(f"{rendering.en or ''}\n" for rendering in renderings).encode())
        if not quiet:
            _tell_doubts(renderings, done)
        done += len(lines)


def _read_chunks() -> Iterator[list[str]]:
    from summarizer.reading.decoding import decode

    text = decode(sys.stdin.buffer.read()).text
    lines = iter(text.removesuffix("\n").split("\n")) if text else iter(())
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


def _translate(lines: Sequence[str], translator: "Translator") -> "list[Rendering]":
    """Translate lines; those without a word stay empty."""
    from summarizer.model import Rendering, Segment

    words = [line.strip() for line in lines]
    done = iter(translator.translate([Segment(zh=text) for text in words if text]))
    return [next(done) if text else Rendering(en="") for text in words]


def _tell_doubts(renderings: "Sequence[Rendering]", before: int) -> None:
    from summarizer.rendering import signs

    for number, rendering in enumerate(renderings, start=before + 1):
        for flag in rendering.flags:
            if signs()[flag.kind].doubt:
                say(f"summarizer: line {number}: {flag.kind.replace('_', ' ')}: {flag.detail}")
