"""Translation engines behind one protocol, and what makes their output trustworthy."""

from summarizer.translation.engine import Engine, Hypothesis
from summarizer.translation.opening import open_translator
from summarizer.translation.registry import ENGINES, open_engine
from summarizer.translation.translator import Translator

__all__ = ["ENGINES", "Engine", "Hypothesis", "Translator", "open_engine", "open_translator"]
