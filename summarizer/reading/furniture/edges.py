"""Furniture of a page that is lines alone: scraped text, Markdown, the text of a PDF.

The document reaches from its first to its last paragraph. Before and after these, a line is furniture where the
table says so; between them only where the table says that it is so anywhere.
"""

from collections.abc import Iterable, Sequence

from summarizer.reading.furniture.lines import (
    Item,
    is_channel,
    is_floor,
    is_html_comment,
    is_navigation_row,
    is_path,
    is_path_to,
    is_site_title,
)
from summarizer.reading.furniture.phrases import Group

Found = dict[int, str]
"""Line index to the name of the rule."""

_HEAD_ITEMS = 12
_TITLE_LENGTH = 4
_CHANNEL_RUN = 4
_LAST_SECTION = 12
_COMMENT_MARKS = 2
_COMMENT_WITHIN = 12


def find_in_text(items: Sequence[Item]) -> Found:
    """Return the furniture of a page without layout."""
    found = mark_anywhere(items) | mark_comments(items) | mark_floors(items) | mark_titles(items[:_HEAD_ITEMS])
    found |= mark_last_section([item for item in items if item.index not in found])
    found |= mark_lists([item for item in items if item.index not in found])
    rest = [item for item in items if item.index not in found]
    first, last = bound_paragraphs(rest)
    found |= mark_run([item for item in items if item.index < first], "head", found)
    found |= mark_channels([item for item in items if item.index < first])
    return found | mark_run([item for item in items if item.index > last], "tail", found)


def mark_anywhere(items: Iterable[Item]) -> Found:
    """Mark the lines that are furniture wherever they stand."""
    found = {}
    for item in items:
        group = next((group for group in item.groups if group.where == "anywhere"), None)
        if group:
            found[item.index] = group.kind
        elif is_html_comment(item):
            found[item.index] = "html_comment"
    return found


def bound_paragraphs(items: Sequence[Item]) -> tuple[int, int]:
    """Return the indices of the first and the last paragraph that no group claims; of all lines where there is none."""
    own = [item.index for item in items if item.is_paragraph and not _claims(item)]
    if own:
        return own[0], own[-1]
    return (0, max((item.index for item in items if not item.groups), default=-1)) if items else (0, -1)


def _claims(item: Item) -> bool:
    return any(not group.weak for group in item.groups)


def mark_titles(head: Sequence[Item]) -> Found:
    """Mark, above a title, the title with the site's name and the path to the page, and rows of section names."""
    found = {item.index: "navigation" for item in head if is_navigation_row(item)}
    found |= {item.index: "breadcrumb" for item in head if is_path(item)}
    for place, item in enumerate(head):
        for other in head[place + 1 :]:
            title = other.plain
            if len(title) < _TITLE_LENGTH or title == item.plain:
                continue
            if is_site_title(item, title):
                found[item.index] = "site_title"
            elif is_path_to(item, title):
                found[item.index] = "breadcrumb"
    return found


def mark_channels(head: Sequence[Item]) -> Found:
    """Mark runs of lines that are nothing but names of a site's sections."""
    found: Found = {}
    run: list[int] = []
    for item in [*head, None]:
        if item is not None and is_channel(item):
            run.append(item.index)
            continue
        if len(run) >= _CHANNEL_RUN:
            found |= dict.fromkeys(run, "navigation")
        run = []
    return found


def mark_floors(items: Sequence[Item]) -> Found:
    """Mark the answers in a forum: from the first line that heads one, below the post, where more follow."""
    posts = [place for place, item in enumerate(items) if item.is_paragraph]
    floors = [place for place, item in enumerate(items) if posts and place > posts[0] and is_floor(item)]
    return {item.index: "comments" for item in items[floors[0] :]} if len(floors) >= _COMMENT_MARKS else {}


def mark_comments(items: Sequence[Item]) -> Found:
    """Mark readers' comments: from a heading of such, where times, floors or buttons follow, to the end.

    A section of a document about what readers said has the heading but not those.
    """
    started = False
    for place, item in enumerate(items):
        started = started or item.is_paragraph
        group = item.in_group("tail", "edges")
        if not (started and group and group.kind == "comments"):
            continue
        near = items[place + 1 : place + 1 + _COMMENT_WITHIN]
        marks = sum(other.is_comment_mark or _says(other, "comments") for other in near)
        if marks >= _COMMENT_MARKS:
            return {other.index: "comments" for other in items[place:]}
    return {}


def _says(item: Item, kind: str) -> bool:
    return any(group.kind == kind for group in item.groups)


def mark_lists(items: Sequence[Item]) -> Found:
    """Mark lists of other pages with their headings.

    Where paragraphs follow, only entries with a bullet, a date or a link go with the heading.
    """
    found: Found = {}
    last = max(
        (item.index for item in items if item.is_paragraph and not item.groups and not item.is_entry), default=-1
    )
    place = 0
    while place < len(items):
        group = _opener(items[place])
        place += 1
        if group is None:
            continue
        inside = items[place - 1].index < last
        end = place
        while end < len(items) and _continues(items[end], inside=inside):
            end += 1
        if end > place or not inside:
            found |= {item.index: group.kind for item in items[place - 1 : end]}
        place = end
    return found


def mark_last_section(items: Sequence[Item]) -> Found:
    """Mark a short last section that only advertises: its heading says so, and so does each of its paragraphs."""
    for place in range(max(1, len(items) - _LAST_SECTION), len(items)):
        group = next((group for group in items[place].groups if group.opens == "rest" and group.where == "tail"), None)
        after = items[place + 1 :]
        if group is None or group.kind != "promotion" or not any(item.is_promotion for item in after):
            continue
        if all(item.is_promotion or not (item.is_paragraph or item.is_heading) for item in after):
            return {item.index: group.kind for item in items[place:]}
    return {}


def _opener(item: Item) -> Group | None:
    return next((group for group in item.groups if group.opens == "list"), None)


def _continues(item: Item, *, inside: bool) -> bool:
    return item.is_marked_entry if inside else item.is_entry


def mark_run(items: Sequence[Item], edge: str, found: Found) -> Found:
    """Mark the furniture of one edge; `found` is what other rules have marked there already."""
    marked: Found = {}
    opened = ""
    for run in _split_runs(items, edge, found):
        own = [(item, item.in_group("edges", edge)) for item in run if item.index not in found]
        groups = [group for _, group in own if group]
        strong = len(own) < len(run) or any(not group.weak for group in groups)
        several = len({item.folded for item, group in own if group} - {"#"}) >= 3
        if strong or several:
            marked |= {item.index: group.kind for item, group in own if group}
    for item in items if edge == "tail" else ():
        group = item.in_group("edges", edge)
        if item.index in marked and group and group.opens == "rest":
            opened = opened or group.kind
        if opened and item.index not in found:
            marked.setdefault(item.index, opened)
    return marked


def _split_runs(items: Sequence[Item], edge: str, found: Found) -> list[list[Item]]:
    """Return the runs of neighbouring lines that are furniture or may be."""
    runs: list[list[Item]] = [[]]
    for item in items:
        if item.index in found or item.in_group("edges", edge):
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
