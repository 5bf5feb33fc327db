"""Rating sentences: one linear combination of their features, readable weight by weight."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.extraction.features import measure_all
from summarizer.extraction.focus import Focus, find_focus
from summarizer.extraction.terms import Vector, make_vector, weigh_terms
from summarizer.extraction.units import Topic, Unit, find_simplifier, list_units, make_topic
from summarizer.extraction.weights import Weights, read_weights, tell_register
from summarizer.extraction.wording import Features
from summarizer.model import Document
from summarizer.text.script import to_simplified


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The sentences of a document and what each is worth."""

    units: tuple[Unit, ...]
    title: Topic
    headings: tuple[Topic, ...]
    """Of each section."""
    vectors: tuple[Vector, ...]
    """The tf-idf vector of each sentence."""
    features: tuple[Features, ...]
    scores: tuple[float, ...]
    """How likely a reader would mark each sentence, 0 to 1, as the weights see it."""
    weights: Weights
    focus: Focus

    @property
    def method(self) -> str:
        """Signature of the rating, such as `lexrank+cues-1`."""
        suffix = "/spoken" if self.weights.register == "spoken" else ""
        return f"lexrank+cues-{self.weights.version}{suffix}"


def rate_sentences(document: Document, focus: Sequence[str]) -> Rating:
    """Rate the sentences of a document; a sentence that is repeated is rated where it first stands.

    Args:
        document: What to rate.
        focus: The words of the topic that a reader asks for; may be empty.
    """
    simplify = find_simplifier(document)
    units = list_units(document, simplify)
    title = make_topic(simplify(document.title or ""))
    headings = tuple(make_topic(simplify(section.heading or "")) for section in document.sections)
    idf = weigh_terms([unit.terms for unit in units])
    vectors = tuple(make_vector(unit.terms, idf) for unit in units)
    found = find_focus(units, headings, [to_simplified(word) for word in focus])
    measured = measure_all(
        units, vectors, make_vector(title.terms, idf), [make_vector(heading.terms, idf) for heading in headings]
    )
    features = tuple({**row, "focus": value} for row, value in zip(measured, found.values, strict=True))
    weights = read_weights(tell_register(units))
    return Rating(
        units=units,
        title=title,
        headings=headings,
        vectors=vectors,
        features=features,
        scores=tuple(combine(row, weights) for row in features),
        weights=weights,
        focus=found,
    )


def combine(row: Features, weights: Weights) -> float:
    """Return the score of a sentence with the features `row`, 0 to 1."""
    total = math.fsum((weights.base, *(weight.value * row[weight.name] for weight in weights.features)))
    # Rounded so that the last bits of a platform's arithmetic decide nothing.
    return round(1 / (1 + math.exp(-total)), 9)
