"""What a person changed in a brief, kept as approved.

A brief doesn't say which of its English a machine wrote. The memory knows: it keeps what briefs said beside each
Chinese sentence. English that no brief said there is a correction; English that one said is none, however old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from summarizer.translation.memory.edited import EditedPair, read_edited
from summarizer.translation.memory.matching import fold_english, fold_sentence
from summarizer.translation.memory.store import Approved, Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learned from a brief."""

    learned: tuple[Approved, ...] = ()
    """Corrections, in the order of the brief."""
    unchanged: int = 0
    emptied: int = 0
    """Rows whose English was deleted; nothing is learned from those."""
    unknown: tuple[EditedPair, ...] = ()
    """Rows of which the memory doesn't know what the brief said, so that nobody can tell whether they changed."""
    unreadable: tuple[str, ...] = ()


def learn_brief(path: Path, memory: Memory, *, original: Path | None = None, take_all: bool = False) -> Lesson:
    """Keep the English that a person changed in a brief.

    Args:
        path: The edited brief.
        memory: What the brief's makers used; gains the corrections.
        original: The brief as it was before, for briefs that were written without this memory.
        take_all: Take rows that the memory doesn't know as approved, too.

    Raises:
        InputError: A brief cannot be read.
        OutputError: The memory cannot be used.
    """
    edited = read_edited(path)
    before = _group_by_source(read_edited(original).pairs) if original else {}
    learned: list[Approved] = []
    unknown: list[EditedPair] = []
    unchanged = emptied = 0
    for pair in edited.pairs:
        shown = memory.find_shown(pair.zh) | before.get(fold_sentence(pair.zh), frozenset())
        if fold_english(pair.en) in {fold_english(en) for en in shown}:
            unchanged += 1
        elif not pair.en:
            emptied += bool(shown)
        elif shown or take_all:
            learned.append(Approved(zh=pair.zh, en=pair.en))
        else:
            unknown.append(pair)
    memory.approve(learned)
    return Lesson(
        learned=tuple(learned),
        unchanged=unchanged,
        emptied=emptied,
        unknown=tuple(unknown),
        unreadable=edited.unreadable,
    )


def _group_by_source(pairs: Iterable[EditedPair]) -> dict[str, frozenset[str]]:
    grouped: dict[str, frozenset[str]] = {}
    for pair in pairs:
        key = fold_sentence(pair.zh)
        grouped[key] = grouped.get(key, frozenset()) | {pair.en}
    return grouped
