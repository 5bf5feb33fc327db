"""What HTML says beyond Markdown: languages, ids, links, explanations, and where each thing belongs on the page.

Works on the tree that the `markdown` package makes of one block of the brief, whose shape is known (see
`markdown.compose_blocks`), and on the sheet that the block was made of.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from summarizer.rendering.markdown import Block
from summarizer.rendering.sheet import (
    CHINESE,
    CUT,
    ENGLISH,
    FIGURES,
    FOCUS,
    NOTES,
    REMARKS,
    TERMS,
    Entry,
    Part,
    Row,
    Sheet,
    Sign,
)
from summarizer.rendering.signs import signs
from summarizer.text.script import count_han, is_traditional, to_traditional

_CHINESE_RUN = re.compile(r"([\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]+)")


class Enrichment:
    """Enriches the blocks of one brief.

    Args:
        sheet: What the brief says.
        script: The language tag of its Chinese: `zh-Hans` or `zh-Hant`.
    """

    def __init__(self, sheet: Sheet, script: str) -> None:
        self._sheet = sheet
        self._script = script

    def enrich(self, block: Block, root: Element) -> None:
        """Enrich the tree of one block, in place."""
        match block.kind:
            case "title":
                # A source without a title goes by its file's name.
                self._set_languages(list(root), (self._script if count_han(self._sheet.title.zh) else "en", "en"))
            case "callout":
                self._frame_callout(root)
            case "facts":
                self._link_facts(root[0])
            case "contents":
                self._link_contents(root)
            case "part":
                assert block.part is not None  # noqa: S101 - for the type checker; `compose_blocks` sets it
                self._enrich_part(block.part, root)
            case "figures":
                self._enrich_figures(root)
            case "terms":
                self._enrich_terms(root)
            case "notes":
                self._name_signs(root)
            case "empty":
                root[0].set("class", "quiet")
        _mark_chinese(root, self._script)

    def _set_languages(self, elements: list[Element], languages: tuple[str, ...]) -> None:
        for element, language in zip(elements, languages, strict=False):
            element.set("lang", language)

    # --- completeness --------------------------------------------------------------------------------------------

    def _frame_callout(self, root: Element) -> None:
        block = root[0]
        if block.tag != "blockquote":
            block.set("class", "quiet")
            return
        block.tag = "div"
        title, english, chinese = block[0], block[1], block[2]
        title.text = ""  # `[!WARNING]` is for Markdown programs that know call-outs
        title.set("class", "callout-title")
        self._set_languages([english, chinese], ("en", _tell_script("".join(chinese.itertext()), self._script)))
        label = "".join(title.itertext()).strip()
        classes = "callout" if self._sheet.callout.truncated else "callout note"
        _set(block, {"class": classes, "role": "note", "aria-label": label})

    def _link_facts(self, facts: Element) -> None:
        facts.set("class", "facts")
        for item, fact in zip(facts, self._sheet.facts, strict=True):
            if fact.rows:
                item[-1].tail = (item[-1].tail or "").removesuffix(", ".join(fact.rows))
                for row in fact.rows:
                    _add(item, "a", row, {"href": f"#{row}"}).tail = ", "
                item[-1].tail = ""

    # --- the outline ---------------------------------------------------------------------------------------------

    def _link_contents(self, root: Element) -> None:
        items = list(root.iter("li"))
        for item, entry in zip(items, self._sheet.entries, strict=True):
            below = item.findall("ul")
            item.clear()
            self._fill_item(item, entry)
            item.extend(below)
        navigation = Element("nav", {"aria-labelledby": "contents"})
        root[0].set("id", "contents")
        navigation.extend(list(root))
        navigation[-1].extend(self._link_lists())
        root[:] = [navigation]

    def _link_lists(self) -> Iterator[Element]:
        """Yield the links to what stands after the sections."""
        lists = (("figures", FIGURES, self._sheet.figures), ("terms", TERMS, self._sheet.terms), ("notes", NOTES, True))
        for name, heading, wanted in lists:
            if wanted:
                item = Element("li", {"class": "list"})
                _add(item, "a", heading, {"href": f"#{name}"})
                yield item

    def _fill_item(self, item: Element, entry: Entry) -> None:
        holder = SubElement(item, "a", {"href": f"#s{entry.id}"}) if entry.shown else SubElement(item, "span")
        if entry.id:
            _add(holder, "span", entry.id, {"class": "number"}).tail = " "
        _add(holder, "span" if entry.id else "del", entry.zh, {})
        if entry.en:
            holder.tail = " "
            _add(item, "span", entry.en, {"lang": "en", "class": "heading-en"})
        if entry.note or entry.in_focus:
            item[-1].tail = " "
            note = _add(item, "span", entry.note, {"class": "note"})
            if entry.in_focus:
                _add(note, "span", f" {FOCUS} bears on the focus", {"class": "focus"})

    # --- the rows ------------------------------------------------------------------------------------------------

    def _enrich_part(self, part: Part, root: Element) -> None:
        elements = list(root)
        head = [elements.pop(0)]
        _set(head[0], {"id": f"s{part.id}"} | ({} if part.own else {"lang": self._script}))
        if part.en:
            head.append(elements.pop(0))
            _set(head[1], {"class": "heading-en", "lang": "en"})
        if elements and elements[0].tag == "table":
            self._enrich_table(part, elements[0])
            # What Markdown says word by word below the table stands under each row's Chinese.
            del elements[1:]
        else:
            elements = list(self._group_pairs(part, elements))
        root[:] = [*head, *elements]

    def _enrich_table(self, part: Part, table: Element) -> None:
        _set(table, {"class": "pairs", "aria-labelledby": f"s{part.id}"})
        heads = [head.text for head in table.iter("th")]
        languages = {CHINESE: self._script, ENGLISH: "en"}
        texts = {at: languages[head] for at, head in enumerate(heads) if head in languages}
        lines = list(table.iter("tr"))
        for line in lines:
            # The notes of a row stand below its last text, so that the columns of all tables are in line.
            line[:] = [cell for cell, head in zip(line, heads, strict=True) if head != REMARKS]
        for line, row in zip(lines[1:], part.rows, strict=True):
            line.set("id", row.id)
            self._fill_place(line[0], row)
            for at, language in texts.items():
                _set(line[at], {"class": language.partition("-")[0], "lang": language})
                _explain_cut(line[at])
                if language == self._script:
                    self._append_words(line[at], row)
            _append_marks(line[-1], row)
        _name_roles(table)

    def _fill_place(self, cell: Element, row: Row) -> None:
        cell.clear()
        cell.tag = "th"
        cell.append(_link_place(row))

    def _group_pairs(self, part: Part, paragraphs: list[Element]) -> Iterator[Element]:
        rest = iter(paragraphs)
        for row in part.rows:
            pair = Element("div", {"class": "pair", "id": row.id})
            where, chinese = next(rest), next(rest)
            if row.words:
                next(rest)
            where.clear()
            where.set("class", "where")
            where.append(_link_place(row))
            pair.extend([where, chinese, *([next(rest)] if row.en else [])])
            self._set_languages(pair[1:], (self._script, "en"))
            for text in pair[1:]:
                _explain_cut(text)
            self._append_words(chinese, row)
            _append_marks(pair, row)
            yield pair

    def _append_words(self, holder: Element, row: Row) -> None:
        if not row.words:
            return
        words = SubElement(holder, "span", {"class": "words"})
        for word in row.words:
            item = SubElement(words, "span", {"class": "word"})
            if not word.pinyin:
                item.text = _quote(word.zh)
                continue
            ruby = _add(item, "ruby", word.zh, {})
            _add(ruby, "rt", word.pinyin, {"lang": "zh-Latn-pinyin"})
            _add(item, "span", word.en, {"class": "gloss", "lang": "en"})

    # --- the end -------------------------------------------------------------------------------------------------

    def _enrich_figures(self, root: Element) -> None:
        for line, figure in zip(_name_list(root, "figures"), self._sheet.figures, strict=True):
            self._set_languages(list(line), (self._script, "en"))
            line[2].clear()
            _set(line[2], {"role": "cell"})
            _add(line[2], "a", figure.row, {"href": f"#{figure.row}"})
            if figure.doubt:
                line[3].set("class", "doubt")

    def _enrich_terms(self, root: Element) -> None:
        for line in _name_list(root, "terms"):
            self._set_languages(list(line), (self._script, "zh-Latn-pinyin", "en"))

    def _name_signs(self, root: Element) -> None:
        heading, notes = root
        heading.set("id", "notes")
        notes.set("class", "notes")
        for item, sign in zip(list(notes)[len(self._sheet.notes) :], self._sheet.legend, strict=False):
            item.set("id", _sign_id(sign))


def _name_list(root: Element, name: str) -> list[Element]:
    """Name the heading and the table of one of the lists at the end; return the lines of the table's body."""
    heading, table = root
    heading.set("id", name)
    _set(table, {"class": name, "aria-labelledby": name})
    _name_roles(table)
    return list(table.iter("tr"))[1:]


def _link_place(row: Row) -> Element:
    """Return the link of a row to itself, with the reasons for which it was chosen."""
    link = Element("a", {"class": "place", "href": f"#{row.id}", "aria-describedby": f"why-{row.id}"})
    link.text = f"{row.id} "
    _add(link, "span", f"L{row.line}", {"class": "line"})
    section, _, index = row.id.rpartition(":")
    where = f"Sentence {index} of section {section}, on line {row.line} of the text."
    reasons = f" Chosen because: {row.reasons}." if row.reasons else ""
    _add_tip(link, f"{where} This links to it 本行链接.{reasons}").set("id", f"why-{row.id}")
    return link


def _explain_cut(holder: Element) -> None:
    """Explain the sign where a sentence breaks off; a holder's text is plain, without elements in it."""
    if holder.text and holder.text.endswith(CUT):
        holder.text = holder.text.removesuffix(CUT)
        _add_sign(holder, signs()["broken_off"], "cut")


def _append_marks(holder: Element, row: Row) -> None:
    if row.marks:
        marks = SubElement(holder, "ul", {"class": "marks", "lang": "en"})
        for mark in row.marks:
            item = SubElement(marks, "li", {"class": "doubt"} if mark.sign.doubt else {})
            _add_sign(item, mark.sign, "sign").tail = _quote(f" {mark.detail}")


def _add_sign(holder: Element, sign: Sign, name: str) -> Element:
    """Add a sign that links to its meaning in the notes and shows it where it is pointed at, focused or touched."""
    place = _sign_id(sign)
    link = _add(holder, "a", sign.sign, {"class": name, "href": f"#{place}", "aria-describedby": place})
    _add_tip(link, f"{sign.meaning.en} {sign.meaning.zh}")
    return link


def _add_tip(holder: Element, text: str) -> Element:
    # Not part of the link's name: screen readers read it as the link's description.
    return _add(holder, "span", text, {"class": "tip", "aria-hidden": "true"})


def _sign_id(sign: Sign) -> str:
    return f"sign-{sign.kind}"


# --- the tree ----------------------------------------------------------------------------------------------------


def _name_roles(table: Element) -> None:
    """Say what each element of a table is: on a narrow screen it is laid out as blocks and would no longer tell."""
    table.set("role", "table")
    roles = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for element in table.iter():
        if element.tag in roles:
            element.set("role", roles[element.tag])
    for line in table.iter("tr"):
        for head in line.findall("th"):
            in_first = line is next(table.iter("tr"))
            _set(head, {"scope": "col", "role": "columnheader"} if in_first else {"scope": "row", "role": "rowheader"})


def _mark_chinese(element: Element, script: str, *, marked: bool = False) -> None:
    """Wrap the Chinese runs in what is not Chinese as a whole, so that they are set and spoken as such.

    Args:
        element: Where to look, in place.
        script: The language tag of the source's Chinese.
        marked: Whether the element stands in one that is marked as Chinese.
    """
    language = element.get("lang", script if marked else "")
    marked = language in {"zh-Hans", "zh-Hant"}
    children = list(element)
    content: list[Element] = []
    if not marked:
        element.text, content = _split_runs(element.text or "", script)
    for child in children:
        _mark_chinese(child, script, marked=marked)
        content.append(child)
        if not marked:
            child.tail, wrapped = _split_runs(child.tail or "", script)
            content += wrapped
    element[:] = content


def _tell_script(text: str, script: str) -> str:
    """Return the language tag of a Chinese text in a brief of `script`: the brief's own words are Simplified."""
    own = script == "zh-Hant" and not is_traditional(text) and to_traditional(text) != text
    return "zh-Hans" if own else script


def _split_runs(text: str, script: str) -> tuple[str, list[Element]]:
    """Return the text before the first Chinese run, and the runs as elements, each with the text after it."""
    first, *rest = _CHINESE_RUN.split(text)
    spans: list[Element] = []
    for run, after in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", {"lang": _tell_script(run, script)})
        span.text, span.tail = run, after
        spans.append(span)
    return first, spans


def _add(parent: Element, tag: str, text: str, attributes: dict[str, str]) -> Element:
    child = SubElement(parent, tag, attributes)
    child.text = _quote(text)
    return child


def _set(element: Element, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        element.set(name, value)


def _quote(text: str) -> str:
    # The serializer takes what looks like an entity for one, and quotes all else.
    return text.replace("&", "&amp;")
