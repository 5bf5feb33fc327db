"""Opening a translator: the engine with all that makes its output trustworthy."""

from pathlib import Path

from summarizer.translation.engine import Engine, TermFollower
from summarizer.translation.glossary import Glossary, read_glossary
from summarizer.translation.labels import LabelledEngine
from summarizer.translation.memory import Memory, Recollection, RememberedEngine
from summarizer.translation.registry import open_engine, survey_engines
from summarizer.translation.terms import load_lexicon
from summarizer.translation.translator import Translator


def open_translator(engine: str = "auto", *, glossary: Path | None = None, memory: Path | None = None) -> Translator:
    """Open an engine with the user's glossary and the translation memory.

    Args:
        engine: As `open_engine` takes it. `auto` also takes a second engine, where one is ready, for sentences that
            the first cannot do; an engine that is named works alone.
        glossary: The user's term list.
        memory: The memory's file, made where it is missing; None goes without.

    Raises:
        UsageError: There is no engine of that name.
        ModelError: Its model is missing or damaged.
        InputError: The glossary cannot be read.
    """
    terms = read_glossary(glossary) if glossary else None
    first = open_engine(engine)
    second = _find_fallback(first) if engine == "auto" else None
    store = Memory(memory) if memory else None
    return Translator(
        _equip(first, store, terms),
        fallback=_equip(second, store, terms) if second else None,
        glossary=terms,
        memory=Recollection(store) if store else None,
    )


def _equip(engine: Engine, store: Memory | None, terms: Glossary | None) -> Engine:
    """Give an engine the user's terms, if it can follow them, a memory where that saves time, and heading numbers."""
    if terms and isinstance(engine, TermFollower):
        engine = engine.follow_terms((terms.lexicon, load_lexicon()))
    remembered = RememberedEngine(engine, store) if store and engine.heavy else engine
    return LabelledEngine(remembered)


def _find_fallback(first: Engine) -> Engine | None:
    if not first.translates:
        return None
    others = (state.engine for state in survey_engines() if state.engine and state.name != first.info.name)
    return next((engine for engine in others if engine.translates), None)
