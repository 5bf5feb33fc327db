"""The engine `argos`: sentences in, English out, one for one."""

from collections.abc import Sequence
from functools import cached_property

from summarizer.model import EngineInfo
from summarizer.text.script import count_han, name_script, to_simplified, to_traditional
from summarizer.translation.argos.decoding import WAYS, Decoder, Translated, Way
from summarizer.translation.argos.discovery import Package
from summarizer.translation.argos.package import MODEL_FILE
from summarizer.translation.argos.routes import SIMPLIFIED, TRADITIONAL, Route, choose_routes
from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.models.store import hash_file
from summarizer.translation.parts import join_parts, split_clauses, split_long

_OPTIONS = "1"
"""Raise it whenever a change here, in `decoding` or in `parts` changes what comes out: memories then forget."""


def open_argos(model: str = "") -> Engine:
    """Open the engine on the best installed packages, or on the one that is named.

    Raises:
        ModelMissingError: There is none.
        ModelDamagedError: The one that is named is damaged.
    """
    return ArgosEngine(choose_routes(model))


class ArgosEngine:
    """Translates by installed Argos packages; loads them at the first translation.

    Args:
        routes: The ways to English, at least one; the first also serves a script that has none of its own.
    """

    attempts = len(WAYS)
    heavy = True
    translates = True

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = {route.script: route for route in routes}
        self._decoders: dict[str, Decoder] = {}

    @cached_property
    def info(self) -> EngineInfo:
        """What the brief says of the engine."""
        routes = self._routes.values()
        name, version = "+".join(route.name for route in routes), "+".join(route.version for route in routes)
        return EngineInfo(
            name="argos",
            model=name,
            version=version,
            licence=", ".join(dict.fromkeys(route.licence for route in routes)),
            advice=f"The English is machine translation by the Argos model {name} {version}.",
        )

    @cached_property
    def key(self) -> str:
        """Identity for the memory: the packages by their content, and the version of the options."""
        packages = [package for route in self._routes.values() for package in route.packages]
        hashes = (package.model.record.sha256 or hash_file(package.model.folder / MODEL_FILE) for package in packages)
        return f"argos/{'+'.join(hash_value[:16] for hash_value in hashes)}/{_OPTIONS}"

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        """Translate each sentence; those without Han come back as they are.

        For the same list the result is the same, whatever the number of processors.

        Raises:
            TranslationError: The model cannot be loaded or fails.
        """
        by_script: dict[str, list[str]] = {}
        for sentence in dict.fromkeys(sentences):
            if count_han(sentence):
                by_script.setdefault(self._choose_script(sentence), []).append(sentence)
        done: dict[str, Hypothesis] = {}
        for script, chosen in by_script.items():
            done |= zip(chosen, self._translate_by(self._routes[script], chosen, WAYS[attempt]), strict=True)
        return [done.get(sentence) or Hypothesis(text=sentence) for sentence in sentences]

    def _choose_script(self, sentence: str) -> str:
        script = TRADITIONAL if name_script(sentence) == "zh-Hant" else SIMPLIFIED
        return script if script in self._routes else next(iter(self._routes))

    def _translate_by(self, route: Route, sentences: Sequence[str], way: Way) -> list[Hypothesis]:
        first, *others = [self._open_decoder(package) for package in route.packages]
        convert = to_traditional if route.script == TRADITIONAL else to_simplified
        texts = [convert(sentence.strip()) for sentence in sentences]
        results = _translate_texts(first, texts, way)
        scores = [result.score for result in results]
        for decoder in others:
            results = _translate_texts(decoder, [result.text for result in results], WAYS[0])
            scores = [score + result.score for score, result in zip(scores, results, strict=True)]
        return [Hypothesis(text=result.text, score=score) for result, score in zip(results, scores, strict=True)]

    def _open_decoder(self, package: Package) -> Decoder:
        return self._decoders.setdefault(package.model.id, Decoder(package))


def _translate_texts(decoder: Decoder, texts: Sequence[str], way: Way) -> list[Translated]:
    """Translate texts of any length, the parts of long ones as texts of their own."""
    parted = [_split(text, decoder, way) for text in texts]
    unique = list(dict.fromkeys(part for parts in parted for part in parts))
    translated = dict(zip(unique, decoder.translate(unique, way), strict=True))
    return [_join(parts, [translated[part] for part in parts]) for parts in parted]


def _split(text: str, decoder: Decoder, way: Way) -> list[str]:
    clauses = split_clauses(text) if way.by_clause else [text]
    return [part for clause in clauses for part in split_long(clause, decoder.count) if part.strip()]


def _join(parts: Sequence[str], translated: Sequence[Translated]) -> Translated:
    pieces = sum(part.pieces for part in translated)
    return Translated(
        text=join_parts(parts, [part.text for part in translated]),
        score=sum(part.score * part.pieces for part in translated) / max(pieces, 1),
        pieces=pieces,
    )
