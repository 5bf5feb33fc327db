"""How many sentences of each section are shown."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from summarizer.model import Selection

_ONE_MORE_FROM = (2, 6, 100, 200, 400, 800, 1600, 3200, 6400, 12800)
"""By default one sentence, and one more from each of these numbers of sentences on. People who mark key sentences
mark one to three a section, however long; three hundred sentences without a heading are not one section."""


def allot_sentences(counts: Sequence[int], selection: Selection, in_focus: Collection[int] = ()) -> list[int]:
    """Return how many sentences of each section may be shown at most.

    Args:
        counts: How many sentences each section has.
        selection: What the user wants; by default each section's content decides.
        in_focus: The sections that bear on the focus; by default each of the others shows one sentence.

    >>> allot_sentences([1, 4, 40, 0], Selection())
    [1, 2, 3, 0]
    >>> allot_sentences([1, 4, 40, 0], Selection(share=0.2))
    [1, 1, 8, 0]
    """
    return [
        min(count, _allot(count, selection, aside=bool(in_focus) and i not in in_focus))
        for i, count in enumerate(counts)
    ]


def _allot(count: int, selection: Selection, *, aside: bool) -> int:
    if selection.per_section is not None:
        return selection.per_section
    if selection.share is not None:
        # Halves are rounded up: 20 % of 8 sentences are 2.
        return max(1, int(selection.share * count + 0.5))
    if selection.max_chars is not None:
        return count
    return 1 if aside else 1 + bisect_right(_ONE_MORE_FROM, count)
