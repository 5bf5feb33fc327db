"""XML from strangers: the parts of DOCX and EPUB files."""

from typing import TYPE_CHECKING

from summarizer.errors import OversizeInputError, UnsupportedInputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_TAGS = 2_000_000
"""An element takes about 120 bytes of memory, so that a tree stays below 250 MB; a long book has 300,000."""


def parse_xml(data: bytes, *, name: str, part: str, cut: bool = False) -> "_Element | None":
    """Return the root of a part's tree; nothing is fetched and no entity is expanded.

    Args:
        data: The part; an empty one has no root.
        name: Of the file, for messages.
        part: Of the part, for messages.
        cut: The part is known to end early, and what there is of it is wanted.

    Raises:
        OversizeInputError: It has too many elements.
        UnsupportedInputError: It is no well-formed XML, or declares entities.
    """
    from lxml import etree  # noqa: PLC0415 - only these formats need it

    if not data:
        return None
    if b"<!ENTITY" in data.replace(b"\x00", b""):  # UTF-16 reads as ASCII once its nulls are gone
        raise UnsupportedInputError(
            f"its part {part!r} declares XML entities, as no word processor writes",
            where=name,
            hint="Don't trust it; ask for another copy.",
        )
    if data.count(b"<") > 2 * _MAX_TAGS:
        raise OversizeInputError(
            f"its part {part!r} has more than {_MAX_TAGS:,} elements",
            where=name,
            hint="Split it into smaller files, for instance by chapters.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=cut
    )
    try:
        root: _Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise UnsupportedInputError(
            f"its part {part!r} is no well-formed XML",
            where=name,
            hint="Open it in a word processor and save it again.",
        ) from exc
    return root


def local_name(element: "_Element") -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def find_child(element: "_Element | None", name: str) -> "_Element | None":
    """Return the first child of this local name."""
    return None if element is None else next((child for child in element if local_name(child) == name), None)


def find_all(element: "_Element | None", name: str) -> "list[_Element]":
    """Return the children of this local name."""
    return [] if element is None else [child for child in element if local_name(child) == name]


def read_attribute(element: "_Element | None", name: str = "val") -> str | None:
    """Return an attribute by its local name: one of the element's own namespace, or of none.

    WordprocessingML has two namespaces, Transitional and Strict, with the same names.
    """
    if element is None:
        return None
    tag = element.tag
    value: str | None = element.get(tag[: tag.rfind("}") + 1] + name)
    return element.get(name) if value is None else value
