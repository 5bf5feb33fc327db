"""The engine `gloss`: instant, always ready, and no translation: each word stands where it stood in the Chinese.

    2012年底，全国网民达5.64亿。    End of 2012, whole nation · netizens · reach · 564 million.

A raised dot separates words; a comma or another mark takes its place.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from summarizer.data import read_data
from summarizer.model import EngineInfo
from summarizer.text.script import count_han
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.gloss.cedict import LICENCE, read_date
from summarizer.translation.gloss.units import Unit, cut_units
from summarizer.translation.terms import Lexicon, load_lexicon

_SEPARATORS = {"word": " · ", "mask": " "}
"""What stands before a word, by what comes before it; after a mark nothing does."""
_OPTIONS = "1"
"""Raise it whenever a change of this folder's code changes what comes out: memories then forget."""
_TABLES = ("terms.tsv", "gloss/words.tsv", "gloss/measures.tsv")
_MODEL = "cc-cedict"

_MARKS = {
    **dict.fromkeys("，、,", ", "),
    **dict.fromkeys("。．.", ". "),
    **dict.fromkeys("；;", "; "),
    **dict.fromkeys("：:", ": "),
    **dict.fromkeys("？?", "? "),
    **dict.fromkeys("！!", "! "),
    **dict.fromkeys("（(", " ("),
    **dict.fromkeys("）)", ") "),
    **dict.fromkeys("【〔［[", " ["),
    **dict.fromkeys("】〕］]", "] "),
    **dict.fromkeys("“「《『", " “"),
    **dict.fromkeys("”」》』", "” "),
    **dict.fromkeys("‘〈", " ‘"),
    **dict.fromkeys("’〉", "’ "),
    "…": "… ",
    "—": " – ",
    "％": "% ",
    "～": "–",
    "·": " ",
    "\u3000": " ",
}
"""How English prints the marks; spaces before closing and after opening ones are taken out afterwards."""
_TIDY = (
    (re.compile(r"–(?:\s*–)+"), "–"),
    (re.compile(r"…(?:\s*…)+"), "…"),
    (re.compile(r"\s+"), " "),
    (re.compile(r" (?=[,.;:?!)\]”’…%])"), ""),
    (re.compile(r"(?<=[(\[“‘]) "), ""),
)
_ENDS = "。？！"
"""Marks after which a word gets a capital; so does the first."""
_WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)
"""Full-width digits and letters."""
_ADVICE = (
    "The English is a gloss, not a translation: the words stand in Chinese order, separated by “·”, each by its first "
    "sense in the dictionary CC-CEDICT; figures and set terms are rendered as English has them, names are in pinyin. "
    "To get a translation, type `summarizer models install`."
)


def open_gloss(model: str = "") -> Engine:  # noqa: ARG001 - it has one dictionary
    """Open the engine; it is always ready."""
    return GlossEngine()


class GlossEngine:
    """Glosses by CC-CEDICT; loads it at the first sentence.

    Args:
        lexicons: Term lists, the first ones first; by default the project's own.
    """

    attempts = 1
    heavy = False
    translates = False

    def __init__(self, lexicons: Sequence[Lexicon] | None = None) -> None:
        self._given = lexicons

    @cached_property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        return EngineInfo(name="gloss", model=_MODEL, version=read_date(), licence=LICENCE, advice=_ADVICE)

    @cached_property
    def key(self) -> str:
        """Identity for the memory: the dictionary's date, the tables, and the version of the rules."""
        terms = [(entry.zh, entry.en) for lexicon in self._given or () for entry in lexicon.entries]
        tables = "".join(read_data(name) for name in _TABLES) + repr(terms)
        return f"gloss/{read_date()}/{hashlib.sha256(tables.encode()).hexdigest()[:16]}/{_OPTIONS}"

    @cached_property
    def _lexicons(self) -> Sequence[Lexicon]:
        return (load_lexicon(),) if self._given is None else self._given

    def follow_terms(self, lexicons: Sequence[Lexicon]) -> Engine:
        """Return an engine that renders the terms of these lists."""
        return GlossEngine(lexicons)

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:  # noqa: ARG002 - protocol
        """Gloss each sentence; those without Han come back as they are."""
        return [Hypothesis(text=self._gloss(sentence) if count_han(sentence) else sentence) for sentence in sentences]

    def _gloss(self, sentence: str) -> str:
        return join_units(cut_units(sentence.strip(), self._lexicons))


def join_units(units: Iterable[Unit]) -> str:
    """Return the line of a gloss: words separated by dots, or by the sentence's own marks where it has some.

    >>> join_units([Unit(text="we"), Unit(text="grow"), Unit(text="，", kind="marks"), Unit(text="slowly")])
    'We · grow, slowly'
    """
    parts: list[str] = []
    before, opening = "marks", True
    for unit in units:
        if unit.kind == "marks":
            parts.append(_MARKS.get(unit.text, unit.text))
            opening = unit.text in _ENDS or (opening and not unit.text.isalnum())
        else:
            text = unit.text.translate(_WIDE)
            parts += [_SEPARATORS.get(before, ""), _capitalize(text) if opening else text]
            opening = False
        before = unit.kind
    return _tidy_line("".join(parts))


def _capitalize(text: str) -> str:
    """Write the first word with a capital, unless it is an address or a name of another shape (iPhone)."""
    return text[:1].upper() + text[1:] if re.match(r"[a-zà-ü'-]+(?: |$)", text) else text


def _tidy_line(line: str) -> str:
    for pattern, written in _TIDY:
        line = pattern.sub(written, line)
    return line.strip()
