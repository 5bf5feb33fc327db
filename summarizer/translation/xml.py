"""XML from strangers: term bases and translation memories of other programs."""

from typing import Any

from summarizer.errors import InputError


def parse_xml(data: bytes, where: str) -> Any:
    """Parse XML; no entity is expanded, nothing is fetched.

    Raises:
        InputError: It is not well-formed, or declares entities.
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise InputError(f"it is no well-formed XML ({exc})", where=where, hint="Export it again.") from exc
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.entities()):
        raise InputError("it declares XML entities, which are not read", where=where, hint="Export it without them.")
    return root
