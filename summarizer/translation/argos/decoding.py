"""Translating lists of texts on one package by CTranslate2: batches, threads and ways of searching."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.errors import TranslationError
from summarizer.translation.argos.discovery import Package
from summarizer.translation.argos.tokens import Tokenizer, open_tokenizer
from summarizer.translation.processors import share_processors

if TYPE_CHECKING:
    import ctranslate2

_BATCH_PIECES = 512
"""Source pieces in a batch, padding included. On a model of the official shape and one core 256 takes 14 % more time,
1,024 as much as 512; and a document of thirty sentences still makes a batch for each of two cores. It must not depend
on their number: what shares a batch with a sentence can change the last bit of its score.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of searching for a translation.

    The length penalty is always 1: the score is then the mean log-probability per piece, by which the authors of the
    OPUS-MT models, which the official packages are, search as well. The 0.2 of Argos Translate favours short
    translations, and its users see clauses dropped.
    """

    beam_size: int = 4
    coverage_penalty: float = 0
    no_repeat: int = 0
    """No sequence of so many pieces may come twice; 0 allows all."""
    rank: int = 0
    """Which of the translations found is taken, 0 for the best."""
    by_clause: bool = False
    """Each clause is translated alone."""


WAYS = (
    Way(),
    Way(by_clause=True),
    # Pieces of the source that nothing attends to cost 0.2 (the value of Wu et al. 2016, section 7), and loops stop.
    # Shorter sequences than four pieces may rightly come twice: names, set phrases.
    Way(beam_size=8, coverage_penalty=0.2, no_repeat=4),
    Way(beam_size=6, rank=1),
)
"""The usual way, and what is tried on sentences whose translation failed the checks, likely cures first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text's translation and its mean log-probability per piece."""

    text: str
    score: float
    pieces: int


class Decoder:
    """Runs one package; loads it at the first use.

    Args:
        package: The package.
    """

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The package's tokeniser."""
        try:
            return open_tokenizer(self.package.model.folder, self.package.metadata)
        except (OSError, RuntimeError, ValueError) as exc:
            raise self._fail(exc) from exc

    @cached_property
    def _translator(self) -> "ctranslate2.Translator":
        import ctranslate2  # noqa: PLC0415 - takes a quarter of a second to load

        workers, threads = share_processors()
        try:
            return ctranslate2.Translator(
                str(self.package.model.folder / "model"), inter_threads=workers, intra_threads=threads
            )
        except (OSError, RuntimeError, ValueError) as exc:
            raise self._fail(exc) from exc

    def count(self, text: str) -> int:
        """Return how many pieces a text has."""
        return len(self.tokenizer.encode(text))

    def translate(self, texts: Sequence[str], way: Way) -> list[Translated]:
        """Translate each text, none of which is empty.

        Raises:
            TranslationError: The model cannot be loaded or fails.
        """
        sources = [self.tokenizer.encode(text) for text in texts]
        prefix = self.package.metadata.target_prefix
        try:
            # CTranslate2 sorts by length, cuts into batches, and puts the results back into the given order.
            results = self._translator.translate_batch(
                sources,
                target_prefix=[[prefix]] * len(sources) if prefix else None,
                max_batch_size=_BATCH_PIECES,
                batch_type="tokens",
                beam_size=way.beam_size,
                num_hypotheses=way.rank + 1,
                coverage_penalty=way.coverage_penalty,
                no_repeat_ngram_size=way.no_repeat,
                length_penalty=1,
                return_scores=True,
                replace_unknowns=True,
            )
        except (RuntimeError, ValueError) as exc:
            raise self._fail(exc) from exc
        targets = [result.hypotheses[way.rank] for result in results]
        scores = [result.scores[way.rank] for result in results]
        if way.coverage_penalty:
            scores = self._score(sources, targets)
        return [
            Translated(text=self._decode(target, prefix), score=score, pieces=max(len(target), 1))
            for target, score in zip(targets, scores, strict=True)
        ]

    def _score(self, sources: Sequence[list[str]], targets: Sequence[list[str]]) -> list[float]:
        """Return mean log-probabilities where the search's own scores hold penalties as well."""
        results = self._translator.score_batch(sources, targets, max_batch_size=_BATCH_PIECES, batch_type="tokens")
        return [sum(result.log_probs) / max(len(result.log_probs), 1) for result in results]

    def _decode(self, pieces: Sequence[str], prefix: str) -> str:
        return self.tokenizer.decode(pieces[1:] if prefix and pieces[:1] == [prefix] else pieces)

    def _fail(self, exc: Exception) -> TranslationError:
        return TranslationError(
            f"the model failed ({exc})",
            where=self.package.model.id,
            hint="Remove it by `summarizer models remove` and install it again, or choose another --engine.",
        )
