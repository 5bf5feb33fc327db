"""Whether the English goes round in circles, as engines do when they lose their place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.model import Flag
from summarizer.translation.checks.candidate import Candidate

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_LOOP = 12
_TIMES = {1: 4, 2: 3, 3: 3, 4: 3}
"""How often a run of so many words must stand in a row to be a loop; longer runs twice. `Very, very` is English."""
_PHRASE = 6
"""A phrase of so many words that comes three times, in one sentence, is a loop even with other words between."""


def check_repetition(candidate: Candidate) -> Iterator[Flag]:
    """Flag words that follow themselves again and again, unless the Chinese does the same."""
    words = _WORD.findall(candidate.en)
    lowered = [word.lower() for word in words]
    loop = _find_loop(lowered) or _find_refrain(lowered)
    if loop and not _repeats_itself(candidate.zh):
        start, size, times = loop
        phrase = " ".join(words[start : start + size])
        yield Flag(kind="repetition", detail=f"The English repeats itself: “{phrase}” comes {times} times.")


def _find_loop(words: Sequence[str]) -> tuple[int, int, int] | None:
    """Return start, size and number of rounds of the first run of words that follows itself too often."""
    for size in range(1, _LONGEST_LOOP + 1):
        needed = (_TIMES.get(size, 2) - 1) * size
        same = 0
        for at in range(len(words) - size):
            same = same + 1 if words[at] == words[at + size] and not words[at].isdigit() else 0
            if same >= needed:
                return at + 1 - same, size, same // size + 1
    return None


def _find_refrain(words: Sequence[str]) -> tuple[int, int, int] | None:
    phrases = [tuple(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1)]
    if not phrases:
        return None
    phrase, times = Counter(phrases).most_common(1)[0]
    return (phrases.index(phrase), _PHRASE, times) if times >= 3 else None


def _repeats_itself(zh: str) -> bool:
    """Tell whether four Han characters of the Chinese come three times or more."""
    parts = Counter(run[at : at + 4] for run in _HAN_RUN.findall(zh) for at in range(len(run) - 3))
    return any(times >= 3 for times in parts.values())
