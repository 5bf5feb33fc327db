"""The engine `gguf`: a language model, run by CTranslate2, that is told to translate.

Same input, same bytes out, whatever else is translated beside it. That takes some care: activations are rounded to
8 bits, so that a last-bit difference in a matrix product may end in another word, and CTranslate2 multiplies
prompts of one length in one piece but mixed ones partly token by token. On 24 sentences, 14 came out differently
in batches of eight mixed lengths than in one of 24. So prompts are filled up, at their start, to a multiple of
`STEP` tokens, and only prompts of the same length share a batch: then none of the 24 differ from one by one, at
nine tenths of the speed of one mixed batch. The longest answer allowed follows from the length in the same way.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.errors import ModelDamagedError, ModelMissingError, TranslationError, suggest_packages
from summarizer.model import EngineInfo
from summarizer.text.script import count_han
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.gguf.prompts import Turns, unmask_names, write_request
from summarizer.translation.gguf.recipes import read_wording
from summarizer.translation.gguf.tokenizer import Tokenizer
from summarizer.translation.models import Model, list_models
from summarizer.translation.terms import Lexicon, load_lexicon

if TYPE_CHECKING:
    import ctranslate2
    from ctranslate2 import GenerationResult

STEP = 16
"""Prompts are filled up to a multiple of so many tokens: enough for a short document's sentences to share batches."""
MAX_BATCH_TOKENS = 3072
"""Prompt tokens in a batch: 64 usual sentences, whose attention states take half a gigabyte."""
MIN_ANSWER = 32
"""Tokens that an answer may always take: two characters (三农) can need a dozen."""
MAX_PIECE = 160
"""Han characters from which a sentence is translated in pieces, cut after clauses; small models lose the thread of
longer ones."""
_CLAUSE_END = re.compile(r"(?<=[；;])|(?<=[，,：:])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """One way of translating."""

    beam: int = 1
    """Hypotheses kept at each step; 1 is greedy."""
    max_piece: int = MAX_PIECE
    """Longest piece, in Han characters."""
    terms: bool = True
    """Whether the set terms that occur are told."""
    no_repeat: int = 0
    """No sequence of so many tokens may come twice; 0 allows all. The way out for what never ends otherwise."""


ATTEMPTS = (
    Decoding(),
    Decoding(beam=3),
    # Clause by clause nothing is left out, and a list of terms can't distract.
    Decoding(max_piece=30, terms=False),
)


class GgufEngine:
    """Translates with an installed language model, which is loaded at the first sentence.

    Args:
        model: The installed model.
        lexicons: Term lists, the first ones first; by default the project's own.
    """

    attempts = len(ATTEMPTS)
    heavy = True
    translates = True

    def __init__(self, model: Model, lexicons: Sequence[Lexicon] | None = None) -> None:
        self._model = model
        self._given = lexicons
        details = model.record.details
        self._turns = Turns(before=details.get("before", ""), after=details.get("after", ""))

    @property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        record = self._model.record
        return EngineInfo(
            name="gguf",
            model=record.name,
            version=record.version,
            licence=record.licence,
            advice=f"The English is machine translation by the language model {record.name}.",
        )

    @property
    def key(self) -> str:
        """Identity for the memory: the files that the model was made from, and all that it is told."""
        record = self._model.record
        terms = [(entry.zh, entry.en) for lexicon in self._lexicons for entry in lexicon.entries]
        told = sha256(repr((self._turns, ATTEMPTS, STEP, terms)).encode()).hexdigest()
        made = f"{record.sha256[:16]}+{record.details.get('adapter_sha256', '')[:16]}"
        return f"gguf:{made}:prompt{read_wording().version}:{told[:16]}"

    def follow_terms(self, lexicons: Sequence[Lexicon]) -> Engine:
        """Return an engine that is told the terms of these lists."""
        return GgufEngine(self._model, lexicons)

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence; see `Engine`."""
        decoding = ATTEMPTS[attempt]
        pieces = [list(_cut_pieces(sentence, decoding.max_piece)) for sentence in sentences]
        wanted = list(dict.fromkeys(piece for parts in pieces for piece in parts if count_han(piece)))
        done = dict(zip(wanted, self._answer(wanted, decoding), strict=True))
        return [
            _join_pieces([done.get(piece, Hypothesis(text=piece)) for piece in parts], sentence)
            for sentence, parts in zip(sentences, pieces, strict=True)
        ]

    def _answer(self, texts: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        lexicons = self._lexicons if decoding.terms else ()
        prompts = [self._make_prompt(write_request(text, lexicons)) for text in texts]
        answers = {
            number: answer
            for batch in _batch_by_length(prompts)
            for number, answer in zip(batch, self._generate([prompts[i] for i in batch], decoding), strict=True)
        }
        return [answers[number] for number in range(len(texts))]

    def _make_prompt(self, request: str) -> list[str]:
        before, after = self._markup
        prompt = [*before, *self._tokenizer.split_text(request), *after]
        return [self._filler] * (-len(prompt) % STEP) + prompt

    def _generate(self, prompts: Sequence[list[str]], decoding: Decoding) -> list[Hypothesis]:
        """Answer prompts of one length."""
        # English takes about as many tokens as Chinese; what goes on for twice as long has lost its way. The length
        # is that of the filled-up text, so that it is the same in any batch.
        longest = MIN_ANSWER + 2 * (len(prompts[0]) - sum(map(len, self._markup)))
        results = self._decode(prompts, decoding, longest)
        lost = [number for number, result in enumerate(results) if len(result.sequences[0]) >= longest]
        if lost and not decoding.no_repeat:
            again = self._decode([prompts[number] for number in lost], replace(decoding, no_repeat=4), longest)
            for number, result in zip(lost, again, strict=True):
                results[number] = result
        return [self._read(result) for result in results]

    def _decode(self, prompts: Sequence[list[str]], decoding: Decoding, longest: int) -> "list[GenerationResult]":
        try:
            results: list[GenerationResult] = self._generator.generate_batch(
                prompts,
                beam_size=decoding.beam,
                no_repeat_ngram_size=decoding.no_repeat,
                max_length=longest,
                include_prompt_in_result=False,
                suppress_sequences=self._banned,
                return_scores=True,
            )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"the language model failed ({error})",
                where=self._model.id,
                hint="If memory ran out, close other programs or choose another engine by --engine.",
            ) from error
        return results

    def _read(self, result: "GenerationResult") -> Hypothesis:
        text = " ".join(self._tokenizer.join(result.sequences[0]).split())
        return Hypothesis(text=text, score=result.scores[0])

    @cached_property
    def _lexicons(self) -> Sequence[Lexicon]:
        return (load_lexicon(),) if self._given is None else self._given

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._model.folder / "tokenizer.json")

    @cached_property
    def _markup(self) -> tuple[list[str], list[str]]:
        return self._tokenizer.split_markup(self._turns.before), self._tokenizer.split_markup(self._turns.after)

    @cached_property
    def _banned(self) -> list[list[str]]:
        return [[token] for token in self._tokenizer.find_han_tokens()]

    @cached_property
    def _filler(self) -> str:
        """Return the token that stands between documents in training: before a prompt it says nothing."""
        return self._model.record.details["filler"]

    @cached_property
    def _generator(self) -> "ctranslate2.Generator":
        import ctranslate2

        try:
            return ctranslate2.Generator(str(self._model.folder), compute_type="int8", intra_threads=_count_threads())
        except (RuntimeError, ValueError) as error:
            raise ModelDamagedError(
                f"the model cannot be loaded ({error})",
                where=self._model.id,
                hint=f"Remove it (summarizer models remove {self._model.id}) and install it again.",
            ) from error


def open_gguf(name: str = "") -> GgufEngine:
    """Open the engine with an installed model.

    Args:
        name: The model's folder name; empty for the best: one with an adapter before others, then the largest.

    Raises:
        ModelMissingError: No such model is installed, or a package that it needs isn't.
    """
    models = [model for model in list_models("gguf") if not model.problem and name in {"", model.record.folder_name}]
    if not models:
        raise ModelMissingError(
            f"the model {name} is not installed" if name else "no language model is installed",
            where="gguf",
            hint="Install one: summarizer models install",
        )
    try:
        import tokenizers  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise ModelMissingError(
            "a package that it needs is not installed", where="gguf", hint=suggest_packages("gguf")
        ) from error
    return GgufEngine(max(models, key=_rank_model))


def _rank_model(model: Model) -> tuple[bool, int, str]:
    return bool(model.record.details.get("adapter")), model.record.size, model.record.folder_name


def _count_threads() -> int:
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _batch_by_length(prompts: Sequence[list[str]]) -> Iterator[list[int]]:
    """Yield the numbers of prompts that go into one batch: all of one length, longest first."""
    order = sorted(range(len(prompts)), key=lambda number: -len(prompts[number]))
    for length, group in groupby(order, key=lambda number: len(prompts[number])):
        numbers = list(group)
        size = max(1, MAX_BATCH_TOKENS // length)
        yield from (numbers[start : start + size] for start in range(0, len(numbers), size))


def _cut_pieces(sentence: str, most: int) -> Iterator[str]:
    """Cut a sentence after clauses into pieces of at most `most` Han characters, where its clauses allow that."""
    piece = ""
    for clause in _CLAUSE_END.split(sentence):
        if piece and count_han(piece) + count_han(clause) > most:
            yield piece
            piece = ""
        piece += clause
    if piece:
        yield piece


def _join_pieces(answers: Sequence[Hypothesis], sentence: str) -> Hypothesis:
    texts = [answer.text.strip() for answer in answers if answer.text and answer.text.strip()]
    scores = [answer.score for answer in answers if answer.score is not None]
    # Each piece but the last goes on, whatever stop the model gave it.
    text = " ".join([re.sub(r"[.,;:]?$", ",", text) for text in texts[:-1]] + texts[-1:])
    return Hypothesis(text=unmask_names(text, sentence), score=min(scores, default=None))
