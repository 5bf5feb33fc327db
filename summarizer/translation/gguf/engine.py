"""The engine `gguf`: a language model, run by CTranslate2, that is told to translate.

Same input, same bytes out, whatever else is translated beside it. That takes some care: activations are rounded to
8 bits, so that a last-bit difference in a matrix product may end in another word, and CTranslate2 multiplies
prompts of one length in one piece but mixed ones partly token by token. On 24 sentences, 14 came out differently
in batches of eight mixed lengths than in one of 24. So prompts are filled up, at their start, to one of a few
lengths, and only prompts of the same length share a batch: then none of the 24 differ from one by one. The longest
answer allowed follows from the length in the same way.

The lengths are powers of two and those half as long again. Each word of an answer takes a pass over all weights,
which costs as much for a dozen sentences as for one, so that few large batches are best. At 0.12 s for a pass and
0.01 s for each token in it, 24 sentences of official prose take 54 s of processor time by these lengths and 73 s by
multiples of 16; 200 of news take 171 s and 179 s.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from math import prod
from typing import TYPE_CHECKING

from summarizer.errors import ModelDamagedError, ModelMissingError, TranslationError, suggest_packages
from summarizer.model import EngineInfo
from summarizer.text.script import count_han
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.gguf.names import mask_names
from summarizer.translation.gguf.prompts import (
    Turns,
    is_title,
    write_again,
    write_request,
    write_title,
)
from summarizer.translation.gguf.recipes import read_wording
from summarizer.translation.gguf.tokenizer import Tokenizer
from summarizer.translation.models import Model, list_models
from summarizer.translation.parts import join_parts, split_clauses, split_long
from summarizer.translation.processors import share_processors
from summarizer.translation.terms import Lexicon, load_lexicon

if TYPE_CHECKING:
    import ctranslate2
    from ctranslate2 import GenerationResult

MIN_PROMPT = 32
"""Tokens to which the shortest prompts are filled up."""
MAX_BATCH_TOKENS = 1536
"""Prompt tokens in a batch, counted for each hypothesis: 24 usual sentences. More are hardly faster, and the whole
would no longer stay within 3 GB of memory."""
MIN_ANSWER = 32
"""Tokens that an answer may always take: two characters (三农) can need a dozen."""
STRONG_LIMIT = 100
"""Length (`_measure`) above which a sentence is cut at full stops and semicolons."""
WEAK_LIMIT = 120
"""Length above which it is also cut at commas. Of two sentences of 180 and 210, whole, one lost half of its
clauses and got an invention for them; in parts of 100 neither did, and parts of 60 read like parts."""
TITLE_BEAM = 4
"""Titles are few, and what a reader sees first. Of seven, greedy search got one right, and this five."""


_OPTIONS = (MIN_PROMPT, STRONG_LIMIT, WEAK_LIMIT, TITLE_BEAM)

Write = Callable[[str, Sequence[Lexicon]], str]
"""Writes the request for a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """One way of translating."""

    beam: int = 1
    """Hypotheses kept at each step; 1 is greedy."""
    by_clause: bool = False
    """Each clause is translated alone."""
    again: bool = False
    """The other request is made, in which terms stand in the text."""
    no_repeat: int = 0
    """No sequence of so many tokens may come twice; 0 allows all. The way out for what never ends otherwise."""


ATTEMPTS = (
    Decoding(),
    Decoding(again=True),
    Decoding(beam=3),
    # Clause by clause nothing is left out, but it reads worst.
    Decoding(by_clause=True),
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
        told = sha256(repr((self._turns, ATTEMPTS, _OPTIONS, terms)).encode()).hexdigest()
        made = f"{record.sha256[:16]}+{record.details.get('adapter_sha256', '')[:16]}"
        return f"gguf:{made}:prompt{read_wording().version}:{told[:16]}"

    def follow_terms(self, lexicons: Sequence[Lexicon]) -> Engine:
        """Return an engine that is told the terms of these lists."""
        return GgufEngine(self._model, lexicons)

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence; see `Engine`."""
        decoding = ATTEMPTS[attempt]
        pieces = [_cut_pieces(sentence, decoding) for sentence in sentences]
        wanted = list(dict.fromkeys(piece for parts in pieces for piece in parts if count_han(piece)))
        # Only what is whole can be a title: a clause has no full stop either.
        titles = {parts[0] for parts in pieces if len(parts) == 1 and is_title(parts[0])}
        done = self._answer(wanted, titles, decoding)
        return [
            _join_pieces(parts, [done.get(piece, Hypothesis(text=piece)) for piece in parts], sentence)
            for sentence, parts in zip(sentences, pieces, strict=True)
        ]

    def _answer(self, texts: Sequence[str], titles: AbstractSet[str], decoding: Decoding) -> dict[str, Hypothesis]:
        write = write_again if decoding.again else write_request
        wider = replace(decoding, beam=TITLE_BEAM)
        return {
            **self._answer_prompts([text for text in texts if text in titles], write_title, wider),
            **self._answer_prompts([text for text in texts if text not in titles], write, decoding),
        }

    def _answer_prompts(self, texts: Sequence[str], write: Write, decoding: Decoding) -> dict[str, Hypothesis]:
        prompts = [self._make_prompt(write(text, self._lexicons)) for text in texts]
        return {
            texts[number]: answer
            for batch in _batch_by_length(prompts, MAX_BATCH_TOKENS // decoding.beam)
            for number, answer in zip(batch, self._generate([prompts[i] for i in batch], decoding), strict=True)
        }

    def _make_prompt(self, request: str) -> list[str]:
        before, after = self._markup
        prompt = [*before, *self._tokenizer.split_text(request), *after]
        return self._fill(_round_length(len(prompt)) - len(prompt)) + prompt

    def _fill(self, size: int) -> list[str]:
        """Return so many tokens that say nothing: one that ends a document, and empty lines after it.

        By how likely a model holds 23 reference translations: 40 of these before each prompt cost it 0.004 a token,
        40 ends of documents 0.10, 40 bare line breaks 0.12.
        """
        return [self._filler, *self._tokenizer.split_markup("\n") * size][:size]

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
        """Return the token that stands between documents in training."""
        return self._model.record.details["filler"]

    @cached_property
    def _generator(self) -> "ctranslate2.Generator":
        import ctranslate2

        # One batch after the other, by all threads: two at once would read the weights twice.
        threads = prod(share_processors())
        try:
            return ctranslate2.Generator(str(self._model.folder), compute_type="int8", intra_threads=threads)
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


def _round_length(length: int) -> int:
    """Return the length to which a prompt of this length is filled up.

    >>> [_round_length(length) for length in (5, 32, 33, 49, 97)]
    [32, 32, 48, 64, 128]
    """
    size = MIN_PROMPT
    while size < length:
        size = size * 3 // 2 if length <= size * 3 // 2 else size * 2
    return size


def _batch_by_length(prompts: Sequence[list[str]], most: int) -> Iterator[list[int]]:
    """Yield the numbers of prompts that go into one batch: all of one length and `most` tokens, longest first."""
    order = sorted(range(len(prompts)), key=lambda number: -len(prompts[number]))
    for length, group in groupby(order, key=lambda number: len(prompts[number])):
        numbers = list(group)
        size = max(1, most // length)
        yield from (numbers[start : start + size] for start in range(0, len(numbers), size))


def _cut_pieces(sentence: str, decoding: Decoding) -> list[str]:
    if decoding.by_clause:
        return split_clauses(sentence)
    return split_long(sentence, _measure, strong=STRONG_LIMIT, weak=WEAK_LIMIT)


def _measure(text: str) -> int:
    """Return how long a text is in Han characters; three other ones make as much work."""
    han = count_han(text)
    return han + (len(text) - han) // 3


def _join_pieces(pieces: Sequence[str], answers: Sequence[Hypothesis], sentence: str) -> Hypothesis:
    scores = [answer.score for answer in answers if answer.score is not None]
    text = join_parts(pieces, [answer.text or "" for answer in answers])
    return Hypothesis(text=mask_names(text, sentence), score=min(scores, default=None))
