"""The engine `firefox`: sentences in, English out, one for one."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.errors import ModelDamagedError, ModelMissingError, TranslationError
from summarizer.model import EngineInfo
from summarizer.text.script import count_han, name_script, to_simplified, to_traditional
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.firefox.runtime import (
    Translator,
    open_runtime,
    open_tokenizer,
    require_runtime,
    run_translator,
)
from summarizer.translation.models import Model, list_models
from summarizer.translation.parts import join_parts, split_clauses, split_long
from summarizer.translation.processors import count_processors

if TYPE_CHECKING:
    import sentencepiece

SIMPLIFIED, TRADITIONAL, ENGLISH = "zh", "zt", "en"
_OPTIONS = "1"
"""Raise it whenever a change here or in `parts` changes what comes out: memories then forget."""
_MAX_WORKERS = 8
"""Each holds a copy of the model, some 100 MB."""
_loaded = threading.local()
"""Each thread's translators by model. They must go where they were made: with their thread, not with an engine."""
_HINT = "Type `summarizer models install FOLDER` with the folder that holds its files."


def open_firefox(model: str = "") -> Engine:
    """Open the engine on the best installed models, or on the one that is named.

    Args:
        model: A name such as `zh_en` or `zh_en-2.0`; it may translate from another language. Empty for the best from
            Chinese, of each script.

    Raises:
        ModelMissingError: There is none, or the package that runs it is not installed.
        ModelDamagedError: The one that is named is damaged.
    """
    chosen = choose_models(model)
    require_runtime(chosen[0].id)
    return FirefoxEngine(chosen)


def choose_models(model: str) -> tuple[Model, ...]:
    """Return the models to use: one, or the best for each script of Chinese, Simplified first."""
    installed = list_models("firefox")
    if model:
        return (_find_named(installed, model),)
    sound = [item for item in installed if not item.problem and item.record.target == ENGLISH]
    found = [
        next((item for item in sound if item.record.source == script), None) for script in (SIMPLIFIED, TRADITIONAL)
    ]
    chosen = tuple(item for item in found if item)
    if not chosen:
        raise ModelMissingError("no Firefox model from Chinese to English is installed", where=model, hint=_HINT)
    return chosen


def _find_named(installed: Sequence[Model], name: str) -> Model:
    found = next((item for item in installed if name in {item.record.name, item.record.folder_name}), None)
    if not found:
        names = ", ".join(item.record.folder_name for item in installed)
        hint = f"Installed are: {names}." if names else _HINT
        raise ModelMissingError("no such Firefox model is installed", where=name, hint=hint)
    if found.problem:
        raise ModelDamagedError(found.problem, where=found.id, hint="Remove it and install it again.")
    return found


class FirefoxEngine:
    """Translates by installed Firefox models; loads them at the first translation, once for each thread.

    Args:
        models: At least one; the first also serves a script that has none of its own.
    """

    attempts = 2
    heavy = True
    translates = True

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = {model.record.source: model for model in models}
        self._counters: dict[str, _PieceCounter] = {}

    @cached_property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        records = [model.record for model in self._models.values()]
        name, version = "+".join(record.name for record in records), "+".join(record.version for record in records)
        return EngineInfo(
            name="firefox",
            model=name,
            version=version,
            licence=", ".join(dict.fromkeys(record.licence for record in records)),
            advice=f"The English is machine translation by the Firefox model {name} {version}.",
        )

    @cached_property
    def key(self) -> str:
        """Identity for the memory: the models by their content, and the version of the options."""
        return f"firefox/{'+'.join(model.record.sha256[:16] for model in self._models.values())}/{_OPTIONS}"

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence, at the second attempt clause by clause; those without Han come back as they are.

        The engine has no scores.

        Raises:
            TranslationError: A model cannot be loaded or fails.
        """
        unique = [sentence for sentence in dict.fromkeys(sentences) if self._is_translatable(sentence)]
        parted = {sentence: self._split(sentence, by_clause=attempt > 0) for sentence in unique}
        jobs = list(dict.fromkeys((self._choose(zh).id, part) for zh, parts in parted.items() for part in parts))
        done = dict(zip(jobs, self._workers.map(self._translate_part, jobs), strict=True))
        texts = {
            zh: join_parts(parts, [done[self._choose(zh).id, part] for part in parts]) for zh, parts in parted.items()
        }
        return [Hypothesis(text=texts.get(sentence, sentence)) for sentence in sentences]

    def _is_translatable(self, sentence: str) -> bool:
        if self._models.keys() & {SIMPLIFIED, TRADITIONAL}:
            return count_han(sentence) > 0
        return any(char.isalpha() for char in sentence)

    def _choose(self, sentence: str) -> Model:
        script = TRADITIONAL if name_script(sentence) == "zh-Hant" else SIMPLIFIED
        return self._models.get(script) or next(iter(self._models.values()))

    def _split(self, sentence: str, *, by_clause: bool) -> list[str]:
        model = self._choose(sentence)
        counter = self._counters.setdefault(model.id, _PieceCounter(model))
        text = _convert(sentence.strip(), model)
        clauses = split_clauses(text) if by_clause else [text]
        return [part for clause in clauses for part in split_long(clause, counter.count) if part.strip()]

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=min(count_processors(), _MAX_WORKERS), thread_name_prefix="firefox")

    def _translate_part(self, job: tuple[str, str]) -> str:
        """Translate a part of a sentence on the model of this id, in a thread of the engine's own."""
        id_, part = job
        model = next(model for model in self._models.values() if model.id == id_)
        try:
            return run_translator(_load_translator(model), part.strip()).strip()
        except (OSError, ValueError, RuntimeError) as exc:
            raise _fail(model, exc) from exc


def _load_translator(model: Model) -> Translator:
    """Return this thread's translator of a model."""
    loaded: dict[str, Translator] = _loaded.__dict__
    key = f"{model.folder}@{model.record.sha256}"
    if key not in loaded:
        loaded[key] = open_runtime(model.folder)
    return loaded[key]


class _PieceCounter:
    """Counts how many pieces of a model's vocabulary a text has."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def count(self, text: str) -> int:
        return len(self._processor.encode(text))

    @cached_property
    def _processor(self) -> "sentencepiece.SentencePieceProcessor":
        try:
            return open_tokenizer(self._model.folder)
        except (OSError, RuntimeError, ValueError) as exc:
            raise _fail(self._model, exc) from exc


def _convert(text: str, model: Model) -> str:
    converters = {SIMPLIFIED: to_simplified, TRADITIONAL: to_traditional}
    converter = converters.get(model.record.source)
    return converter(text) if converter else text


def _fail(model: Model, exc: Exception) -> TranslationError:
    return TranslationError(
        f"the model failed ({exc})",
        where=model.id,
        hint="Remove it by `summarizer models remove` and install it again, or choose another --engine.",
    )
