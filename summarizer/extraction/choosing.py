"""Choosing among rated sentences: so many a section, or as many as a budget of characters allows."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.extraction.redundancy import Shown
from summarizer.extraction.terms import Vector

WORTHY = 0.4
"""Share of its section's best score that a sentence needs to be shown beside it. What is below is chaff (greetings,
asides, captions), to which a section has no right only because there is room. Between 0.3 and 0.5 neither key
sentences nor highlights are chosen better or worse, see tests/benchmarks/fit_weights.py."""
_TRIES = 20
"""So many sentences of a section that no longer fit are passed over for the next best, then the gap is left: filling
it with whatever is short enough would bring in the poorest sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be chosen."""

    section: int
    score: float
    vector: Vector
    facts: frozenset[str] = frozenset()
    """What sentences that say the same have in common, see `redundancy.find_facts`."""
    cost: int
    """The characters that it takes where it is shown."""
    due: bool = False
    """It comes before all others of its section, whatever its score."""


def choose_sentences(
    candidates: Sequence[Candidate], limits: Sequence[int], budget: int | None = None, *, chaff: bool = False
) -> list[int]:
    """Return the positions of the chosen candidates, in order; no two of them say the same.

    Args:
        candidates: The sentences of a document in order.
        limits: The most sentences of each section.
        budget: The most characters in all; None where only the limits count.
        chaff: Whether to fill a section's number with whatever it has.
    """
    choice = _Choice(candidates, limits)
    if budget is None:
        for i in choice.best_first:
            if chaff or choice.is_worthy(i):
                choice.take(i)
    else:
        choice.cover(budget)
        choice.fill(budget)
    return sorted(choice.taken)


class _Choice:
    """What is chosen so far, best sentences first."""

    def __init__(self, candidates: Sequence[Candidate], limits: Sequence[int]) -> None:
        self.candidates = candidates
        self.best_first = sorted(range(len(candidates)), key=lambda i: (not candidates[i].due, -candidates[i].score, i))
        self.taken: set[int] = set()
        self.cost = 0
        self._shown = Shown()
        self._room = list(limits)
        self._by_section: list[list[int]] = [[] for _ in limits]
        for i in self.best_first:
            self._by_section[candidates[i].section].append(i)
        self._sizes = [sum(candidates[i].cost for i in part) for part in self._by_section]
        self._spent = [0] * len(limits)
        self._least = [WORTHY * max((candidates[i].score for i in part), default=0.0) for part in self._by_section]

    def is_worthy(self, i: int) -> bool:
        """Tell whether a sentence is good enough to stand beside the best of its section."""
        candidate = self.candidates[i]
        return candidate.due or candidate.score >= self._least[candidate.section]

    def take(self, i: int) -> bool:
        """Take a sentence, unless its section has its number or what it says is shown already."""
        candidate = self.candidates[i]
        if i in self.taken or not self._room[candidate.section]:
            return False
        if not candidate.due and self._shown.holds(candidate.vector, candidate.facts):
            return False
        self._shown.add(candidate.vector, candidate.facts)
        self.taken.add(i)
        self._room[candidate.section] -= 1
        self._spent[candidate.section] += candidate.cost
        self.cost += candidate.cost
        return True

    def cover(self, budget: int) -> None:
        """Take one sentence of each section, if the budget has room for so many.

        Then the largest section comes first, and a section's share of what is left grows with its content. So much
        is kept back that all get a worthy sentence, or, if need be, their shortest. Where there is no room even for
        those, the sections with the best sentences come first.
        """
        reserves = self._find_reserves(budget)
        if reserves is None:
            for section in dict.fromkeys(self.candidates[i].section for i in self.best_first):
                self._take_first(section, budget - self.cost)
            return
        kept, size = sum(reserves), sum(self._sizes)
        for section in sorted(range(len(self._sizes)), key=lambda section: (-self._sizes[section], section)):
            left = budget - self.cost
            kept -= reserves[section]
            share = max(left * self._sizes[section] // max(1, size), reserves[section])
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

    def _find_reserves(self, budget: int) -> list[int] | None:
        """What each section needs to show a worthy sentence, or else its shortest; None where that is too much."""
        worthy = [self._find_least_cost(filter(self.is_worthy, part)) for part in self._by_section]
        shortest = [self._find_least_cost(part) for part in self._by_section]
        return next((costs for costs in (worthy, shortest) if sum(costs) <= budget), None)

    def _find_least_cost(self, part: Iterable[int]) -> int:
        return min((self.candidates[i].cost for i in part), default=0)

    def _take_first(self, section: int, allowance: int) -> bool:
        fitting = [i for i in self._by_section[section] if self.candidates[i].cost <= allowance]
        return any(self.take(i) for i in fitting)

    def _sate(self, section: int) -> float:
        return self._spent[section] / self._sizes[section]

    def _offer(self, section: int, budget: int) -> Iterator[bool]:
        """Take the section's next best fitting sentence at each step, until there is none worthy."""
        tries = _TRIES
        for i in filter(self.is_worthy, self._by_section[section]):
            if i in self.taken:
                continue
            if self.cost + self.candidates[i].cost > budget:
                tries -= 1
                if not tries:
                    return
            elif self.take(i):
                yield True
