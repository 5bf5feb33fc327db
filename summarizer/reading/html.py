"""HTML: the visible text's blocks, in order.

A block is a run of text between two block-level borders or line breaks, as a reader sees it. Each knows its tag, how
much of it is link text, in which area of the page it stands, and whether trafilatura's main-text finder keeps it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.errors import EmptyInputError, OversizeInputError
from summarizer.model import Damage
from summarizer.reading.areas import Area, choose_areas, name_area
from summarizer.reading.decoding import decode
from summarizer.reading.limits import MAX_HTML_BYTES, MAX_TAGS, check_count, check_size
from summarizer.reading.pages import Block, Page, Raw
from summarizer.reading.text import refuse_binary

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN = {
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "head", "title",
    "select", "datalist", "textarea", "canvas", "audio", "video", "map", "noframes", "rp", "rt",
}  # fmt: skip
_BLOCKS = {
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "caption", "ul", "br", "img", "button", "label",
}  # fmt: skip
_SECTIONING = {"blockquote", "details", "br", "img", "button", "label", "table", "tbody", "tr", "div", "center"}
_META_NAMES = {
    "title": ("articletitle", "og:title", "dc.title"),
    "author": ("author", "article:author", "dc.creator"),
    "date": ("pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "dc.date"),
    "organ": ("contentsource", "source", "dc.publisher"),
}
_SENTENCE = re.compile(r"[，。；！？、]")
_LINE_END = "\x1e"  # stands for a line end inside <pre> while white space is collapsed
_CHANCE = 12
_AREA_DEPTH = 8
_ARTICLE_LIMIT = 4 << 20  # trafilatura takes about a second for so much
_TAGS = {
    "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "p": "p", "li": "li", "td": "td",
    "th": "th", "dt": "li", "dd": "li", "caption": "caption", "figcaption": "caption", "pre": "code",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_EDGES = " \t\r\n\f\xa0\u3000\u200b\ufeff"
# White space that holds a line break is the page author's wrapping; between two wide characters it means nothing.
_WRAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
# An opening tag as a browser sees it, quoted values and all; possessive, so that it is linear on any input.
_OPENING = re.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SEPARATOR = re.compile(r"[=\s/]+")
_PLAIN_OPENING = re.compile(r"<([a-zA-Z][\w:-]{0,40})[\s/][^<>]*+>")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
# Elements that hold nothing, or end by themselves where the next one starts.
_UNNESTED = frozenset(
    {"area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
     "param", "source", "td", "th", "tr", "track", "wbr"}
)  # fmt: skip
_MAX_DEPTH = 1000
# The parser's time grows with the square of an element's attributes: 1,000 take 2 ms, 10,000 a second.
_MAX_ATTRIBUTES = 500


def read_html(raw: Raw) -> Page:
    """Read a web page.

    Raises:
        OversizeInputError: It is too large, or nested too deeply.
        UnsupportedInputError: It is no text.
        UsageError: There is no such encoding.
    """
    check_size(len(raw.data), MAX_HTML_BYTES, name=raw.name)
    decoded = decode(raw.data, encoding=raw.encoding, markup=True)
    refuse_binary(decoded.text, name=raw.name)
    check_count(decoded.text.count("<"), MAX_TAGS, "tags", name=raw.name)
    text = limit_attributes(decoded.text, name=raw.name)
    root = parse_html(text, name=raw.name)
    blocks = mark_article(find_blocks(root), find_article(text))
    damage = place_damage(decoded.damage, blocks)
    return Page(blocks=blocks, encoding=decoded.encoding, damage=damage, declared=read_meta(root))


def place_damage(damage: Sequence[Damage], blocks: Sequence[Block], *, before: int = 0) -> tuple[Damage, ...]:
    """Return the damage of a page's bytes with its place among the blocks, of which there are `before` more before."""
    bad = next((number for number, block in enumerate(blocks, before + 1) if "\ufffd" in block.text), None)
    end = before + len(blocks) or None
    return tuple(replace(each, line=bad if each.kind == "bad_bytes" else end) for each in damage)


def parse_html(text: str, *, name: str) -> "_Element":
    """Return the root of a page's tree.

    Raises:
        EmptyInputError: There is no element in it.
        OversizeInputError: It is nested too deeply for the parser even after `flatten`, which would drop the rest.
    """
    root, whole = _parse_tree(text)
    if not whole:
        root, whole = _parse_tree(flatten(text))
    if not whole:
        raise OversizeInputError(
            "its elements are nested more than 2,000 levels deep",
            where=name,
            hint="Open it in a browser, copy the text and save it as .txt.",
        )
    if root is None:
        raise EmptyInputError("there is no text in it", where=name, hint="Check that the download is complete.")
    return root


def _parse_tree(text: str) -> "tuple[_Element | None, bool]":
    """Return the root of a page's tree, if it has an element, and whether the tree is the whole page."""
    from lxml import etree  # noqa: PLC0415 - only HTML needs it

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace").replace(b"\x00", b""), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, not _hit_limit(parser.error_log)


def _hit_limit(log: object) -> bool:
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in log)  # type: ignore[attr-defined]


def flatten(text: str) -> str:
    """Return a page without the tags below its thousandth level; where blocks were, lines break.

    Pages nested so deeply are broken or made by programs gone wrong; their text still is text.
    """
    kept: list[str] = []
    opened: list[tuple[str, bool]] = []
    depth = start = 0
    for match in _TAG.finditer(text):
        closes, name = match[1] == "/", match[2].lower()
        if name in _UNNESTED:
            continue
        drop = False
        if not closes:
            drop = depth >= _MAX_DEPTH
            opened.append((name, drop))
            depth += not drop
        elif opened and opened[-1][0] == name:
            drop = opened.pop()[1]
            depth -= not drop
        if drop:
            kept += [text[start : match.start()], "<br>" if name in _BLOCKS else ""]
            start = match.end()
    return "".join([*kept, text[start:]])


def limit_attributes(text: str, *, name: str) -> str:
    """Return the page with no element that has so many attributes that the parser would stall.

    A stray quotation mark can make half a page look like one tag; then dropping the attributes of all tags heals it.

    Raises:
        OversizeInputError: Even so it would stall.
    """
    if not _has_monster(text):
        return text
    text = _PLAIN_OPENING.sub(r"<\1>", text)
    if _has_monster(text):
        raise OversizeInputError(
            f"one of its elements has more than {_MAX_ATTRIBUTES} attributes",
            where=name,
            hint="Open it in a browser, copy the text and save it as .txt.",
        )
    return text


def _has_monster(text: str) -> bool:
    long = (match[0] for match in _OPENING.finditer(text) if match.end() - match.start() > _MAX_ATTRIBUTES)
    return any(len(_SEPARATOR.findall(_QUOTED.sub("=", tag))) > 2 * _MAX_ATTRIBUTES for tag in long)


@dataclass(slots=True)
class _Run:
    """The text gathered since the last block border."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    tag: str = ""
    areas: tuple["Area", ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a piece of text say of it."""

    tag: str = ""
    areas: tuple["Area", ...] = ()
    in_link: bool = False
    keeps_lines: bool = False


def find_blocks(root: "_Element") -> tuple[Block, ...]:
    """Return the blocks of a tree's visible text, in order."""
    found = list(_walk(root))
    areas = choose_areas([(areas, _weigh_prose(block)) for block, areas in found])
    return tuple(replace(block, area=area) for (block, _), area in zip(found, areas, strict=True))


def _weigh_prose(block: Block) -> int:
    """Return how many characters of running text a block has: outside links, in a block with a sentence's marks."""
    return round(len(block.text) * (1 - block.link_share)) if _SENTENCE.search(block.text) else 0


def _walk(root: "_Element") -> Iterator[tuple[Block, tuple[Area, ...]]]:
    from lxml import etree  # noqa: PLC0415 - only HTML needs it

    # An explicit stack: the depth of the tree is the author's choice, and Python's own is not.
    stack = [_Context()]
    run = _Run()
    skipped: object = None
    for serial, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        name = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if skipped is None and starts and name in _HIDDEN:
            skipped = element
        if skipped is None:
            if name in _BLOCKS:
                yield from _close(run)
            if starts:
                stack.append(_enter(name, element, stack[-1], serial))
                _gather(run, element.text, stack[-1])
        if not starts:
            if skipped is None:
                stack.pop()
            elif skipped is element:
                skipped = None
            if skipped is None:
                _gather(run, element.tail, stack[-1])
    yield from _close(run)


def _enter(name: str, element: "_Element", around: _Context, serial: int) -> _Context:
    area = name_area(name, element.get("class") or "", element.get("id") or "")
    tag = _TAGS.get(name, "" if name in _BLOCKS and name not in _SECTIONING else around.tag)
    return _Context(
        tag=tag,
        areas=(*around.areas, Area(name=area, serial=serial))
        if area and len(around.areas) < _AREA_DEPTH
        else around.areas,
        in_link=around.in_link or (name == "a" and _leads_away(element.get("href"))),
        keeps_lines=around.keeps_lines or name == "pre",
    )


def _leads_away(href: str | None) -> bool:
    """Whether a link leads to another page; headings often link to themselves. A lone `#` is a button's."""
    return href is not None and not (href.startswith("#") and len(href) > 1)


def _gather(run: _Run, text: str | None, context: _Context) -> None:
    if not text:
        return
    if context.keeps_lines:
        text = text.replace("\n", _LINE_END)
    run.parts.append(text if context.keeps_lines else _WRAP.sub("", text))
    if not text.isspace():
        run.tag = run.tag or context.tag
        run.areas = run.areas or context.areas
        run.linked += len(_squeeze(text)) * context.in_link


def _close(run: _Run) -> Iterator[tuple[Block, tuple[Area, ...]]]:
    """Give out the gathered text as a block, if there is any, and start anew."""
    if run.parts:
        text = "".join(run.parts)
        for line in text.split(_LINE_END):
            shown = _tidy(line) if _LINE_END not in text else line.rstrip()
            if shown.strip(_EDGES):
                share = min(1.0, run.linked / max(1, len(_squeeze(text))))
                yield Block(text=shown, tag=run.tag, link_share=round(share, 3)), run.areas
        run.parts, run.linked, run.tag, run.areas = [], 0, "", ()


def _tidy(text: str) -> str:
    """Collapse white space as a browser does."""
    return _SPACE.sub(" ", text.strip(_EDGES))


def find_article(text: str) -> list[str]:
    """Return the lines of what trafilatura takes for the main text, without white space; none where it finds none."""
    if len(text) > _ARTICLE_LIMIT:
        return []
    import logging  # noqa: PLC0415 - beside what it quiets

    import trafilatura  # noqa: PLC0415 - only HTML needs it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints about bad pages are no message of ours
    found = trafilatura.extract(text, include_comments=False, include_tables=True, include_formatting=False) or ""
    parts = (_squeeze(part).lstrip("-") for line in found.split("\n") for part in line.split("|"))
    return [part for part in parts if part]


def mark_article(blocks: tuple[Block, ...], article: list[str]) -> tuple[Block, ...]:
    """Say of each block whether the article's lines hold it; an empty article says nothing of any block."""
    if not article:
        return blocks
    whole, joined = set(article), "".join(article)

    def holds(text: str) -> bool:
        # A short text may stand anywhere by chance; a long one is the same text, however the lines were cut.
        return text in whole or (len(text) >= _CHANCE and text in joined)

    return tuple(replace(block, in_article=holds(_squeeze(block.text))) for block in blocks)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def read_meta(root: "_Element") -> Mapping[str, str]:
    """Return what a page's head says of it: title, author, date, organ."""
    named = {
        (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower(): _tidy(
            meta.get("content") or ""
        )
        for meta in root.iter("meta")
    }
    found = {key: next((named[name] for name in names if named.get(name)), "") for key, names in _META_NAMES.items()}
    if not found["title"]:
        found["title"] = _tidy(next((title.text or "" for title in root.iter("title")), ""))
    return {key: value for key, value in found.items() if value}
