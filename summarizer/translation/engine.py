"""The protocol that every engine follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from summarizer.model import EngineInfo
from summarizer.translation.terms import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What an engine makes of one sentence."""

    text: str | None
    """None: the engine has nothing to offer (the engine `none`)."""
    score: float | None = None
    """Mean log-probability per output token, where the engine has one."""


class Engine(Protocol):
    """Translates Chinese sentences into English ones."""

    @property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        ...

    @property
    def key(self) -> str:
        """Identity for the memory: changes whenever model, version or options change the output."""
        ...

    @property
    def heavy(self) -> bool:
        """Whether one instance should serve a whole machine: its model is large, or it keeps all cores busy."""
        ...

    @property
    def translates(self) -> bool:
        """Whether it writes running English, which the checks apply to; a gloss or nothing at all is not."""
        ...

    @property
    def attempts(self) -> int:
        """How many different ways of translating it has, at least 1."""
        ...

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence; `len(result) == len(sentences)`, in the same order.

        Args:
            sentences: Chinese sentences of any length; empty ones and ones without Han are allowed.
            attempt: 0 for the usual way, up to `attempts - 1` for others (other decoding options, another
                prompt), tried on sentences whose translation failed the checks.

        Raises:
            TranslationError: The engine failed as a whole.
        """
        ...


@runtime_checkable
class TermFollower(Protocol):
    """An engine that can render terms as it is told to."""

    def follow_terms(self, lexicons: Sequence[Lexicon]) -> Engine:
        """Return the same engine with other term lists.

        Args:
            lexicons: The lists whose renderings it uses, the first ones first.
        """
        ...


class WrappedEngine:
    """An engine that adds something to another one and is like it in all else.

    Args:
        engine: The other one.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        return self.engine.info

    @property
    def key(self) -> str:
        """The engine's own key."""
        return self.engine.key

    @property
    def heavy(self) -> bool:
        """Whether one instance of the engine should serve a whole machine."""
        return self.engine.heavy

    @property
    def translates(self) -> bool:
        """Whether the engine writes running English."""
        return self.engine.translates

    @property
    def attempts(self) -> int:
        """How many different ways of translating the engine has."""
        return self.engine.attempts
