"""How many sentences of each section are shown."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from summarizer.model import Selection

_ONE_MORE_FROM = (2, 6, 12, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360)
"""By default one sentence, and one more from each of these numbers of sentences on. People who mark key sentences
mark one to three a section, however long; but which three the rating tells less surely the longer it is, and a fourth
of twelve is right as often as the third. Sixty sentences without a heading are more than one section."""


def allot_sentences(counts: Sequence[int], selection: Selection, in_focus: Collection[int] = ()) -> list[int]:
    """Return how many sentences of each section may be shown at most.

    Args:
        counts: How many sentences each section has.
        selection: What the user wants; by default each section's content decides.
        in_focus: The sections that bear on the focus; each of the others shows one sentence, unless a number is named.

    >>> allot_sentences([1, 4, 40, 0], Selection())
    [1, 2, 4, 0]
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
        return 1 if aside else count
    return 1 if aside else 1 + bisect_right(_ONE_MORE_FROM, count)
