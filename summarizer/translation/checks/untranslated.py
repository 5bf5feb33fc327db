"""Whether Chinese was left standing in the English."""

import re
from collections.abc import Iterator

from summarizer.model import Flag
from summarizer.translation.checks.candidate import Candidate

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_HAN}\u3005\u3007\u3040-\u30ff]+")
_ANY_HAN = re.compile(f"[{_HAN}]")
_KANA = re.compile("[\u3040-\u30ff]")
_BESIDE_ENGLISH = re.compile(rf"(?<=[A-Za-z”\"'’])\s?[(（][{_HAN}·\s]{{1,12}}[)）]")
"""The original of a name in parentheses after its English: `WeChat (微信)`."""


def check_untranslated(candidate: Candidate) -> Iterator[Flag]:
    """Flag Chinese in the English; Japanese (a title, with kana) and originals in parentheses may stand there."""
    runs = _RUN.findall(_BESIDE_ENGLISH.sub(" ", candidate.en))
    left = [run for run in runs if _ANY_HAN.search(run) and not _KANA.search(run)]
    if left:
        shown = ", ".join(f"“{run}”" for run in dict.fromkeys(left))
        yield Flag(kind="untranslated", detail=f"Left in Chinese: {shown}.")
