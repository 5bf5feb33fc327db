"""Furniture of a web page, by links, areas, the title's place and the main-text finder, besides the phrases.

A page is head, title, body and foot. The body reaches from the first to the last paragraph of the article. Above the
title and below the first sure piece of furniture after the body, everything goes; inside the body only what links,
areas or phrases betray.
"""

from collections.abc import Sequence
from itertools import takewhile

from summarizer.reading.furniture.edges import Found, mark_anywhere, mark_lists, mark_run
from summarizer.reading.furniture.lines import Item, is_navigation_row, is_path_to
from summarizer.text.script import to_simplified

_SEPARATORS = ("-", "_", "|", "｜", "—", "–", "·", "@", ":", "：", "»", ">", "/")
_AREA_RULES = {"nav": "navigation", "aside": "sidebar", "footer": "page_foot", "comment": "comments"}
_LINKED = 0.5
_ALL_LINK = 0.8
_SHORT = 40
_TITLE_LENGTH = 4
# Running text that the main-text finder leaves out still is the document's, if it has so many Han characters.
_SURE_PARAGRAPH = 40
# Running text in another language, which the main-text finder keeps: so many characters that end as a sentence does.
_SURE_FOREIGN = 60
_STOPS = (".", ":", "!", "?", "。", "：")


def find_in_web(items: Sequence[Item], title: str) -> Found:
    """Return the furniture of a web page; `title` is the one that its head declares."""
    title = to_simplified(title)
    heads = {item.index for item in items if item.is_heading and _is_title(item, title)}
    sites = {item.index: "site_title" for item in items if heads and _is_site_name(item, title)}
    found = sites | _find_around(items, title)
    return {index: kind for index, kind in found.items() if index not in heads}


def _is_site_name(item: Item, title: str) -> bool:
    """Tell whether a heading is what the declared title names behind the title itself: the site."""
    text = to_simplified(item.plain)
    before = title.partition(text)[0].rstrip() if len(text) > 1 and text in title else ""
    return item.is_heading and before.endswith(_SEPARATORS)


def _find_around(items: Sequence[Item], title: str) -> Found:
    found = mark_anywhere(items)
    body = [item for item in items if _is_body(item)] or [item for item in items if _is_kept(item)]
    if not body:
        return found | mark_run(items, "tail", found)
    listed = _find_introduced(items, body[-1])
    first, last = body[0].index, max(listed, default=body[-1].index)
    head = [item for item in items if item.index < first]
    foot = [item for item in items if item.index > last]
    found |= mark_head(head, title, found)
    found |= mark_inside([item for item in items if first <= item.index <= last and item.index not in listed], found)
    return found | mark_foot(foot, found)


def _find_introduced(items: Sequence[Item], last: Item) -> set[int]:
    """Return the indices of the list that the last paragraph introduces, if it does."""
    if not last.plain.endswith(("：", ":")):
        return set()
    following = (item for item in items if item.index > last.index)
    listed = takewhile(lambda item: item.block.tag == "li" and not item.in_group("tail", "edges"), following)
    return {item.index for item in listed}


def _is_body(item: Item) -> bool:
    foreign = item.block.in_article is True and len(item.plain) >= _SURE_FOREIGN and item.plain.endswith(_STOPS)
    if (
        not (item.is_paragraph or foreign)
        or item.block.link_share >= _LINKED
        or any(not group.weak for group in item.groups)
    ):
        return False
    if item.block.in_article is not False:
        return item.block.area != "comment"
    return item.han >= _SURE_PARAGRAPH and not item.block.area and "。" in item.plain


def _is_kept(item: Item) -> bool:
    """Tell whether the main-text finder keeps a line of a page without paragraphs."""
    return item.block.in_article is True and not item.block.area and not item.is_heading and not is_linked(item)


def is_linked(item: Item) -> bool:
    """Tell whether a block is mostly links to other pages; attachments are part of the document."""
    return item.block.link_share >= _LINKED and not item.plain.startswith(("附件", "附表", "附录"))


def mark_head(head: Sequence[Item], title: str, found: Found) -> Found:
    """Mark what stands above the title, and what links, areas or phrases betray between it and the body."""
    titles = [item for item in head if _is_title(item, title)] or [
        item for item in head if item.block.tag in {"h1", "h2"} and not item.block.area
    ][-1:]
    marked = mark_run(head, "head", found) | _mark_outside(head, "head")
    for item in head:
        above = bool(titles) and item.index < titles[-1].index and item not in titles
        betrayed = (is_linked(item) and item not in titles) or item.block.area in {"nav", "aside", "footer", "comment"}
        if above and item.block.in_article is True and item.is_paragraph:
            continue
        if (above or betrayed or is_navigation_row(item) or is_path_to(item, title)) and item not in titles[-1:]:
            marked.setdefault(item.index, "page_head" if above else "links")
    return {index: kind for index, kind in marked.items() if index not in {item.index for item in titles}}


def _is_title(item: Item, title: str) -> bool:
    text = to_simplified(item.plain)
    return len(text) >= _TITLE_LENGTH and (title == text or (title.startswith(text) and len(text) >= len(title) / 3))


def mark_inside(body: Sequence[Item], found: Found) -> Found:
    """Mark boxes inside the article: blocks that are nothing but a link, or in an area, and not part of its text."""
    marked = mark_lists([item for item in body if item.index not in found])
    for item in body:
        block = item.block
        outside = block.in_article is False and not item.is_paragraph
        link = block.link_share >= _ALL_LINK and len(item.plain) < _SHORT and not block.tag.startswith("h")
        if outside and (block.area or (link and is_linked(item))):
            marked.setdefault(item.index, _name_area(item) or "links")
    return {index: kind for index, kind in marked.items() if index not in found}


def mark_foot(foot: Sequence[Item], found: Found) -> Found:
    """Mark everything from the first sure piece of furniture on."""
    marked = mark_run(foot, "tail", found) | _mark_outside(foot, "tail")
    ended = False
    for item in foot:
        sure = item.index in found or item.index in marked or is_linked(item)
        ended = ended or sure or bool(item.block.area)
        if ended and item.index not in found:
            marked.setdefault(item.index, _name_area(item) or ("links" if is_linked(item) else "page_foot"))
    return marked


def _name_area(item: Item) -> str:
    """Return the rule that an area stands for, in a reader's words; "" outside areas."""
    return _AREA_RULES.get(item.block.area, item.block.area)


def _mark_outside(items: Sequence[Item], edge: str) -> Found:
    """Mark even weak phrases that the main-text finder leaves out."""
    grouped = ((item, item.in_group("edges", edge)) for item in items if item.block.in_article is False)
    return {item.index: group.kind for item, group in grouped if group}
