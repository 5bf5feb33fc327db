"""Sentences cut into words, ready to be rated."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.extraction.cues import Cue, find_cues
from summarizer.model import Document, Sentence
from summarizer.text.script import is_traditional, to_simplified
from summarizer.text.words import is_term, tag_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence with all that rating needs to know of its words."""

    section: int
    """Position of its section in the document."""
    sentence: Sentence
    text: str
    """The sentence in Simplified characters, one for one."""
    words: tuple[str, ...]
    """Its words; joined they are `text`."""
    tags: tuple[str, ...]
    """The part of speech of each word."""
    terms: tuple[str, ...]
    """Its words that say what it is about, in order, repeated as they are."""
    cues: tuple[Cue, ...]
    """What it says of itself by the way it is worded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A title or heading, as far as sentences are compared with it; empty where there is none."""

    text: str
    """In Simplified characters."""
    terms: tuple[str, ...]


def list_units(document: Document, simplify: Callable[[str], str]) -> tuple[Unit, ...]:
    """Return the sentences of a document in order, cut into words; a sentence that is repeated comes once.

    The sentence that breaks off is its own, even where what is left of it repeats another.

    Args:
        document: Where they stand.
        simplify: What turns its texts into Simplified characters, see `find_simplifier`.
    """
    places: dict[tuple[str, bool], tuple[int, Sentence]] = {}
    for number, section in enumerate(document.sections):
        for sentence in section.sentences:
            places.setdefault(("".join(sentence.text.split()), sentence.complete), (number, sentence))
    return tuple(_make_unit(number, sentence, simplify(sentence.text)) for number, sentence in places.values())


def find_simplifier(document: Document) -> Callable[[str], str]:
    """Return what turns a text of this document into Simplified characters of the same number; often nothing to do."""
    sample = "".join(sentence.text for section in document.sections for sentence in section.sentences)
    return to_simplified if is_traditional(sample) else str


def make_topic(text: str) -> Topic:
    """Return the topic of a Simplified heading."""
    return Topic(text=text, terms=find_terms(text))


def find_terms(text: str) -> tuple[str, ...]:
    """Return the words of a Simplified text that say what it is about, in order."""
    return tuple(word for word, _ in tag_words(text) if is_term(word))


def _make_unit(section: int, sentence: Sentence, text: str) -> Unit:
    tagged = tag_words(text)
    words = tuple(word for word, _ in tagged)
    return Unit(
        section=section,
        sentence=sentence,
        text=text,
        words=words,
        tags=tuple(tag for _, tag in tagged),
        terms=tuple(word for word in words if is_term(word)),
        cues=tuple(find_cues(text, words)),
    )
