"""What spoke for and against a sentence, in plain words."""

import math
from collections.abc import Iterator, Sequence

from summarizer.extraction.rating import Rating
from summarizer.extraction.units import Topic, Unit
from summarizer.extraction.wording import Features, find_figures, find_names
from summarizer.model import Reason

_LEAST = 0.05
"""Smaller shares in the score are not worth a word."""
_MOST_EVIDENCE = 4
"""So many words of the sentence are given as evidence."""


def explain_all(rating: Rating, chosen: Sequence[int]) -> list[tuple[Reason, ...]]:
    """Return what spoke for and against each chosen sentence, weightiest first.

    Before them stands why a sentence is shown whatever its score.

    A reason's weight is what the feature adds to the score beyond what it adds for the document's average sentence.
    """
    count = max(1, len(rating.features))
    means = {w.name: math.fsum(row[w.name] for row in rating.features) / count for w in rating.weights.features}
    return [(*_explain_due(rating, i), *sorted(_explain(rating, means, i), key=_by_weight)) for i in chosen]


def _explain_due(rating: Rating, i: int) -> Iterator[Reason]:
    if not rating.units[i].sentence.complete:
        yield Reason(kind="broken_off", weight=0.0, en="is where the source breaks off, whatever it is worth")


def _by_weight(reason: Reason) -> tuple[float, str]:
    return -abs(reason.weight), reason.kind


def _explain(rating: Rating, means: Features, i: int) -> Iterator[Reason]:
    evidence = _find_evidence(rating, i)
    for weight in rating.weights.features:
        surplus = rating.features[i][weight.name] - means[weight.name]
        words = weight.more if surplus > 0 else weight.less
        share = round(weight.value * surplus, 4)
        if words and abs(share) >= _LEAST:
            found = evidence.get(weight.name, ()) if surplus > 0 else ()
            yield Reason(kind=weight.name, weight=share, en=_join(words, found))


def _join(words: str, evidence: Sequence[str]) -> str:
    return f"{words}: {', '.join(evidence[:_MOST_EVIDENCE])}" if evidence else words


def _find_evidence(rating: Rating, i: int) -> dict[str, Sequence[str]]:
    unit = rating.units[i]
    return {
        "heading": _share_terms(unit, rating.headings[unit.section]),
        "title": _share_terms(unit, rating.title),
        "cue": _list_cues(unit, "for"),
        "listing": [cue.word for cue in unit.cues if cue.kind.speaks == "order"],
        "noise": _list_cues(unit, "against"),
        "figures": find_figures(unit.text),
        "names": find_names(unit),
        "focus": rating.focus.find_words(unit),
    }


def _share_terms(unit: Unit, topic: Topic) -> list[str]:
    return [term for term in dict.fromkeys(topic.terms) if term in unit.terms]


def _list_cues(unit: Unit, speaks: str) -> list[str]:
    by_kind = {cue.kind.name: cue for cue in reversed(unit.cues) if cue.kind.speaks == speaks}
    return [f"{cue.word} ({cue.kind.en})" for cue in reversed(by_kind.values())]
