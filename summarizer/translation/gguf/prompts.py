"""What a language model is told: the text made ready, the terms that occur in it, and the markup of turns.

Small models copy what they see and miscount what they must convert. So figures in Chinese units are written in
English before the model sees them (5.64亿元 becomes `564 million yuan`), a masked name becomes a placeholder that
models copy (`summarizer.translation.gguf.names`), and only terms that occur are given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.errors import ModelError
from summarizer.text.figures import FigureSpan, find_figures
from summarizer.text.script import count_han
from summarizer.translation.gguf.names import find_phrases, hide_names
from summarizer.translation.gguf.recipes import read_wording
from summarizer.translation.terms import Lexicon, match_terms

MAX_TITLE = 50
"""Han characters; a longer line without a full stop is rather a sentence that breaks off."""

_END = re.compile(r"[。！？!?；;…]")
_CHINESE_UNITS = frozenset("万亿兆萬億")
_REWRITTEN_UNITS = frozenset({"percent", "percentage_point", "multiple", "fraction", "decade"})
_SENTINEL = "\ue000"
"""A character of the private use area, which no template contains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The markup around the user's text, as the model was trained with it."""

    before: str
    after: str


def render_turns(template: str, *, where: str) -> Turns:
    """Render a chat template with our system turn, and return what stands around the user's text.

    Args:
        template: A Jinja template in the convention of Hugging Face's `apply_chat_template`.
        where: Name of its file, for errors.

    Raises:
        ModelError: There is none, or it cannot be rendered, or it does not show the user's text once.
    """
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if not template:
        raise ModelError("it has no chat template", where=where, hint="Take an instruct model, not a base model.")
    messages = [{"role": "system", "content": read_wording().system}, {"role": "user", "content": _SENTINEL}]
    try:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        # Qwen3 would think aloud first; its template takes a switch, and others ignore it.
        rendered = environment.from_string(template).render(
            messages=messages, add_generation_prompt=True, enable_thinking=False
        )
    except (TemplateError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ModelError(
            f"its chat template cannot be rendered ({error})", where=where, hint="Take a file from the model's maker."
        ) from error
    before, _, after = rendered.partition(_SENTINEL)
    if rendered.count(_SENTINEL) != 1:
        raise ModelError("its chat template loses the text", where=where, hint="Take a file from the model's maker.")
    return Turns(before=before, after=after)


def write_request(text: str, lexicons: Sequence[Lexicon]) -> str:
    r"""Return what stands in the user's turn for a Chinese text: the terms that occur in it, and itself, made ready.

    >>> write_request("网民达5.64亿，同比增长近1倍。", [])
    'Translate into English:\n网民达564 million，同比nearly doubled。'
    """
    wording = read_wording()
    terms = "; ".join(dict.fromkeys(_list_terms(text, lexicons)))
    said = wording.terms.format(terms=terms) if terms else ""
    return wording.request.format(terms=said, text=write_figures(hide_names(text)))


def write_title(text: str, lexicons: Sequence[Lexicon]) -> str:
    r"""Return the request for a title, in which the terms stand in place of the Chinese.

    >>> write_title("5.64亿网民的选择", [])
    'Translate this title into English:\n564 million网民的选择'
    """
    return read_wording().title.format(text=_write_terms(text, lexicons))


def write_again(text: str, lexicons: Sequence[Lexicon]) -> str:
    r"""Return another request for the same: the terms are not told, but stand in the text in place of the Chinese.

    >>> write_again("网民达5.64亿。", [])
    'Translate all of this into English, every clause and every figure:\n网民达564 million。'
    """
    return read_wording().again.format(text=_write_terms(text, lexicons))


def is_title(text: str) -> bool:
    """Tell a title or a heading from a sentence, also from one that breaks off.

    >>> is_title("关于加强安全生产工作的通知"), is_title("会议结束了。")
    (True, False)
    """
    return not _END.search(text) and count_han(text) <= MAX_TITLE


def write_figures(text: str) -> str:
    """Return `text` with the figures that models convert wrongly in English, and the units of measure behind them.

    >>> write_figures("16万人中两成是第51次参加，收粮4亿斤，2022年增长3.5%")
    '160,000人中20%是第51次参加，收粮400 million jin，2022年增长3.5%'
    """
    parts, done = [], 0
    for figure in find_figures(text):
        if _is_hard(figure):
            unit = _unit().match(text, figure.end)
            parts += [text[done : figure.start], figure.en, f" {read_wording().units[unit.group()]}" if unit else ""]
            done = unit.end() if unit else figure.end
    return "".join([*parts, text[done:]])


def _is_hard(figure: FigureSpan) -> bool:
    if figure.soft:
        return False
    return bool(_CHINESE_UNITS & set(figure.zh)) or (figure.unit in _REWRITTEN_UNITS and not figure.zh.isascii())


@cache
def _unit() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, read_wording().units), key=len, reverse=True)))


def _write_terms(text: str, lexicons: Sequence[Lexicon]) -> str:
    """Return `text` made ready, with its set terms in English."""
    parts, done = [], 0
    for match in match_terms(text, lexicons):
        parts += [text[done : match.start], f" {match.entry.en} "]
        done = match.end
    return write_figures(hide_names("".join([*parts, text[done:]])))


def _list_terms(text: str, lexicons: Sequence[Lexicon]) -> Iterator[str]:
    phrases = list(find_phrases(text))
    for phrase in phrases:
        yield f"{phrase.zh} = {phrase.en}"
    for match in match_terms(text, lexicons):
        if not any(match.entry.zh in phrase.zh for phrase in phrases):
            yield f"{match.entry.zh} = {match.entry.en}"
