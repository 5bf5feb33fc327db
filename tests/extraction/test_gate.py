"""Floors under the choice of sentences, on documents that were written and marked for this project.

The floors only go up. They lie a little below what is reached, so that another word list of equal worth passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from summarizer.extraction import extract
from summarizer.model import Selection

from tests.extraction.documents import make_document

CASES = Path(__file__).parent.parent / "cases" / "extraction" / "documents.md"

LEAST_F1 = 0.83
LEAST_FIRST = 0.90
"""Share of sections whose one chosen sentence is a key sentence."""


@dataclass(kw_only=True)
class Marked:
    """A document of the cases."""

    title: str
    sections: list[tuple[str | None, list[str]]] = field(default_factory=lambda: [(None, [])])
    marks: dict[str, str] = field(default_factory=dict)
    """The mark of each sentence: `+`, `-` or `!`."""


def read_cases() -> Iterator[Marked]:
    document = None
    for line in CASES.read_text(encoding="utf-8").partition("\n# ")[2].splitlines():
        mark, _, text = line.partition(" ")
        if document is None or mark == "#":
            if document:
                yield document
            document = Marked(title=line.removeprefix("# "))
        elif mark == "##":
            document.sections.append((text, []))
        elif text:
            document.sections[-1][1].append(text)
            document.marks[text] = mark
    assert document
    yield document


DOCUMENTS = list(read_cases())


def choose(document: Marked, selection: Selection) -> list[str]:
    """Return the marks of the chosen sentences."""
    extracted = extract(make_document(document.sections, document.title), selection)
    return [document.marks[key.text] for key in extracted.sentences]


def measure_f1(selection: Selection) -> float:
    marks = [mark for document in DOCUMENTS for mark in choose(document, selection)]
    gold = sum(mark == "+" for document in DOCUMENTS for mark in document.marks.values())
    return 2 * marks.count("+") / (len(marks) + gold)


def test_cases_are_read_whole() -> None:
    marks = [mark for document in DOCUMENTS for mark in document.marks.values()]
    assert len(DOCUMENTS) == 7
    assert set(marks) == {"+", "-", "!"}
    assert all(document.sections[1:] for document in DOCUMENTS)


def test_key_sentences_are_chosen() -> None:
    assert measure_f1(Selection()) >= LEAST_F1


def test_first_choice_of_a_section_is_a_key_sentence() -> None:
    marks = [mark for document in DOCUMENTS for mark in choose(document, Selection(per_section=1))]
    assert marks.count("+") / len(marks) >= LEAST_FIRST


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.title for document in DOCUMENTS])
def test_chaff_is_never_chosen(document: Marked) -> None:
    extracted = extract(make_document(document.sections, document.title), Selection())
    assert [key.text for key in extracted.sentences if document.marks[key.text] == "!"] == []
