"""Choosing among rated sentences: so many a section, or as many as a budget of characters allows."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.extraction.redundancy import Shown
from summarizer.extraction.terms import Vector

_TRIES = 20
"""So many sentences of a section that no longer fit are passed over for the next best, then the gap is left: filling
it with whatever is short enough would bring in the poorest sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be chosen."""

    section: int
    score: float
    vector: Vector
    figures: frozenset[str]
    """All numbers in it: sentences that differ in them don't say the same."""
    cost: int
    """The characters that it takes where it is shown."""


def choose_sentences(candidates: Sequence[Candidate], limits: Sequence[int], budget: int | None) -> list[int]:
    """Return the positions of the chosen candidates, in order; no two of them say the same.

    Args:
        candidates: The sentences of a document in order.
        limits: The most sentences of each section.
        budget: The most characters in all; None where only the limits count.
    """
    choice = _Choice(candidates, limits)
    if budget is None:
        for i in choice.best_first:
            choice.take(i)
    else:
        choice.cover(budget)
        choice.fill(budget)
    return sorted(choice.taken)


class _Choice:
    """What is chosen so far, best sentences first."""

    def __init__(self, candidates: Sequence[Candidate], limits: Sequence[int]) -> None:
        self.candidates = candidates
        self.best_first = sorted(range(len(candidates)), key=lambda i: (-candidates[i].score, i))
        self.taken: set[int] = set()
        self.cost = 0
        self._shown = Shown()
        self._room = list(limits)
        self._by_section: list[list[int]] = [[] for _ in limits]
        for i in self.best_first:
            self._by_section[candidates[i].section].append(i)
        self._sizes = [sum(candidates[i].cost for i in part) for part in self._by_section]
        self._spent = [0] * len(limits)

    def take(self, i: int) -> bool:
        """Take a sentence, unless its section has its number or what it says is shown already."""
        candidate = self.candidates[i]
        if (
            i in self.taken
            or not self._room[candidate.section]
            or self._shown.holds(candidate.vector, candidate.figures)
        ):
            return False
        self._shown.add(candidate.vector, candidate.figures)
        self.taken.add(i)
        self._room[candidate.section] -= 1
        self._spent[candidate.section] += candidate.cost
        self.cost += candidate.cost
        return True

    def cover(self, budget: int) -> None:
        """Take one sentence of each section, the largest section first, within its share of the budget.

        A section's share of what is left grows with its content. Where all can have one, so much is kept back
        that all get one, if need be their shortest.
        """
        cheapest = [min((self.candidates[i].cost for i in part), default=0) for part in self._by_section]
        kept = sum(cheapest) if sum(cheapest) <= budget else 0
        size = sum(self._sizes)
        for section in sorted(range(len(self._sizes)), key=lambda section: (-self._sizes[section], section)):
            left = budget - self.cost
            if not self._sizes[section]:
                continue
            kept = max(0, kept - cheapest[section])
            share = max(left * self._sizes[section] // size, cheapest[section])
            self._take_first(section, min(share, left - kept))
            size -= self._sizes[section]

    def fill(self, budget: int) -> None:
        """Spend what is left: the next sentence goes to the section that shows least of its content."""
        sources = [self._offer(section, budget) for section in range(len(self._sizes))]
        queue = [(self._sate(section), section) for section in range(len(sources)) if self._sizes[section]]
        heapq.heapify(queue)
        while queue:
            _, section = heapq.heappop(queue)
            if next(sources[section], False):
                heapq.heappush(queue, (self._sate(section), section))

    def _take_first(self, section: int, allowance: int) -> bool:
        fitting = (i for i in self._by_section[section] if self.candidates[i].cost <= allowance)
        return any(self.take(i) for i in fitting)

    def _sate(self, section: int) -> float:
        return self._spent[section] / self._sizes[section]

    def _offer(self, section: int, budget: int) -> Iterator[bool]:
        """Take the section's next best fitting sentence at each step, until there is none."""
        tries = _TRIES
        for i in self._by_section[section]:
            if i in self.taken:
                continue
            if self.cost + self.candidates[i].cost > budget:
                tries -= 1
                if not tries:
                    return
            elif self.take(i):
                yield True
