"""Reading a document of any supported format."""

import hashlib
from collections.abc import Iterable, Iterator

from summarizer.errors import EmptyInputError
from summarizer.model import Format, Line, Source
from summarizer.reading.formats import tell_format
from summarizer.reading.furniture import Group, mark_furniture
from summarizer.reading.limits import MAX_CHARACTERS, MAX_LINES, check_count
from summarizer.reading.pages import Block, Raw
from summarizer.reading.registry import READERS


def read_source(
    data: bytes,
    *,
    name: str,
    encoding: str | None = None,
    format: Format | None = None,  # noqa: A002 - the field's name
    phrases: tuple[Group, ...] = (),
) -> Source:
    """Read a document's bytes into its source view.

    Args:
        data: The whole file.
        name: Its name without folders; the suffix helps to tell the format.
        encoding: Wins over whatever the bytes declare.
        format: Wins over what name and content suggest.
        phrases: The user's own groups of furniture phrases, from `parse_phrases`.

    Raises:
        InputError: It cannot be read; the subclass says why.
        UsageError: There is no such encoding.
    """
    kind = format or tell_format(data, name=name)
    page = READERS[kind](Raw(data=data, name=name, encoding=encoding))
    check_count(len(page.blocks), MAX_LINES, "lines", name=name)
    check_count(sum(len(block.text) for block in page.blocks), MAX_CHARACTERS, "characters", name=name)
    if not any(block.text.strip() for block in page.blocks):
        raise EmptyInputError("there is no text in it", where=name, hint="Check that the download is complete.")
    blocks = mark_furniture(page.blocks, format=kind, title=page.declared.get("title", ""), phrases=phrases)
    return Source(
        name=name,
        format=kind,
        encoding=page.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        lines=tuple(_number_lines(blocks)),
        damage=page.damage,
        declared=page.declared,
    )


def _number_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    start = 0
    for number, block in enumerate(blocks, 1):
        yield Line(
            number=number,
            start=start,
            text=block.text,
            tag=block.tag,
            bold=block.bold,
            link_share=block.link_share,
            in_article=block.in_article,
            area=block.area,
            furniture=block.furniture,
        )
        start += len(block.text) + 1
