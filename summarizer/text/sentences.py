"""Cutting Chinese text into sentences, losslessly.

Cuts fall *between* sentences; nothing is matched away, so nothing can be lost, not even an unterminated last
sentence: `"".join(split_sentences(text)) == text` for every text.

A sentence ends after 。！？ (and ASCII ! ? . where they do not stand inside a number, an address or an abbreviation),
with the quotes and brackets that close there. It does not end

- inside brackets that close again within `_BRACKETED` characters: `（见表1。下同）`;
- after a quotation that only its speaker follows: `“先试点。”他说。`; a quotation that `他说：` opened has its speaker
  already, so that what follows it is a new sentence: `他说：“好。”可以说，…`;
- after a quoted exclamation that is a word of its sentence: `在“加油！”的喊声中`;
- after …… in the middle of a line, which in Chinese is a pause as often as an end;
- after ；, unless the next thing is a list mark: `1.建档；2.公示` are two.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

_CLOSERS = "”’」』）)》〉】〕］]\"'"
_OPENERS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "［": "］", "[": "]", "《": "》"}
_BRACKETED = 120
"""Longest bracketed remark that is kept whole; a bracket that stays open longer is a slip of the pen."""

_STOP = re.compile(
    rf"(?:[。！？!?｡．.]|…)+[{re.escape(_CLOSERS)}]*\s*|；(?=\s*[^\s。；]{{0,6}})\s*|\n[ \t\u3000]*\n\s*"
)
_QUOTED_END = re.compile(r"[”’」』]\s*$")
_SPEAKER = re.compile(
    r"[^。！？!?；;，,：:\n“”「」]{0,14}?(?<![以能该該当當是来來地不据據听聽话話言用])"
    r"(?:[说說]道?|[称稱]|道|表示|指出|[强強][调調]|[认認][为為]|坦言|介[绍紹]|回[忆憶]|[补補]充|解[释釋]|[写寫]道|喊|叫|[问問])"
    r"[。，,]"
)
"""Who speaks, and the verb; 可以说, 总的来说, 据说, 俗话说 have no speaker."""
_BREAKS = "。！？；，、：!?;,: \n\u3000”」…—"
_QUOTES = {"”": "“", "’": "‘", "」": "「", "』": "『"}
_GOES_ON = re.compile(
    r"[的地之等和与與及或]|[这這那][一二三四五六七八九十几幾两兩样樣种種个個句些]|一[类類种種样樣句声聲]|[几幾][个個]字"
)
"""What follows a quoted exclamation that is a word of its sentence."""
_LIST_MARK = re.compile(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．](?!\d)"
    r"|[①-⑳⑴-⒇⒈-⒛]|[一二三四五六七八九十]是|[其第][一二三四五六七八九十][，,、：]"
)
_ABBREVIATION = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Prof|vs|etc|No|Fig|Vol|al|approx|cf)$")
_FOOTNOTE = re.compile(r"(?:\s*(?:\[\^?\w{1,4}\]|［\d{1,3}］|〔\d{1,3}〕|[①-⑳]|[⁰¹²³⁴-⁹]{1,3}|[↩↑]\ufe0e?))+$")
"""The mark of a note behind a sentence, and the arrow back to it."""
_LABEL_ONLY = re.compile(
    r"\s*(?:[0-9０-９]{1,3}|[A-Za-z]|[一二三四五六七八九十百]{1,4}|[IVXivx]{1,5})(?:[.．]\d{1,2})*$"
)


def split_sentences(text: str) -> list[str]:
    """Cut `text` after each sentence; `"".join(split_sentences(text)) == text`.

    White space after a sentence stays with it, so that only a text of white space gives a part of white space.

    >>> split_sentences("他说：“好。”然后走了。还没")
    ['他说：“好。”', '然后走了。', '还没']
    >>> split_sentences("增长3.5%。详见 http://a.cn/b?c=1 一文……随后")
    ['增长3.5%。', '详见 http://a.cn/b?c=1 一文……随后']
    """
    cuts = [0, *_find_cuts(text), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if end > start]


def ends_sentence(text: str) -> bool:
    """Whether `text` closes as a sentence does: with 。！？…… or the like, inside quotes or brackets or not.

    >>> ends_sentence("他说：“可以。”"), ends_sentence("见县志。[3]"), ends_sentence("同时，还面临着")
    (True, True, False)
    """
    body = _FOOTNOTE.sub("", text.rstrip()).rstrip(_CLOSERS + "*_~` \t\n\u3000")
    return body.endswith(("。", "！", "？", "!", "?", "…", "｡", "．", "...")) or (
        body.endswith(".") and not _LABEL_ONLY.match(body[:-1])
    )


def join_lines(text: str) -> str:
    """Return `text` on one line: wrapped lines joined, with a space only between two Latin words.

    >>> join_lines("推进高质量\\n　　发展 and\\ngrowth")
    '推进高质量发展 and growth'
    """
    lines = [line.strip() for line in text.split("\n")]
    joined = lines[0]
    for line in lines[1:]:
        spaced = joined[-1:].isascii() and line[:1].isascii() and joined and line
        joined += f" {line}" if spaced else line
    return joined.strip()


def _find_cuts(text: str) -> Iterator[int]:
    brackets = _find_brackets(text)
    opens = [start for start, _ in brackets]
    quotes = _find_quotes(text)
    for stop in _STOP.finditer(text):
        if stop.end() < len(text) and _is_end(text, stop, quotes) and not _is_inside(stop.end(), brackets, opens):
            yield stop.end()


def _is_end(text: str, stop: re.Match[str], quotes: dict[int, int]) -> bool:
    mark = stop.group()
    after = text[stop.end() : stop.end() + 24]
    if mark.isspace():
        return True
    if mark.startswith("；"):
        return bool(_LIST_MARK.match(after))
    if after[0] in "，、；：,;:）)】》" or (_QUOTED_END.search(mark) and _reads_on(text, stop, after, quotes)):
        return False
    core = mark.rstrip().rstrip(_CLOSERS)
    if mark.rstrip().endswith(("》", "〉")):  # the mark is part of a title: 《你好！》
        return False
    if "。" in core or not core.strip("！？｡"):
        return True
    return _is_weak_end(text, stop, core, after)


def _reads_on(text: str, stop: re.Match[str], after: str, quotes: dict[int, int]) -> bool:
    """Whether a sentence goes on after a quotation: with its speaker, or because the quotation is a word of it."""
    opening = quotes.get(stop.start() + len(stop.group().rstrip()) - 1)
    before = text[max(0, opening - 1) : opening] if opening is not None else ""
    if before in (":", "："):
        return False
    if before and before not in _BREAKS and "。" not in stop.group() and _GOES_ON.match(after):
        return True
    return bool(_SPEAKER.match(after))


def _is_weak_end(text: str, stop: re.Match[str], core: str, after: str) -> bool:
    """Whether a mark that also does other work ends a sentence here: ASCII dots, ！? inside a word, ……, ．."""
    mark = stop.group()
    if not core.strip("."):
        return _is_full_stop(text, stop, core, spaced=mark != mark.rstrip())
    if not core.strip("….") and mark == core:  # a pause, unless the line or a quotation ends with it
        return after[0] in "“「『"
    return not _is_inside_word(text, stop, core)


def _is_full_stop(text: str, stop: re.Match[str], core: str, *, spaced: bool) -> bool:
    """Whether ASCII dots end a sentence: white space follows, and neither abbreviation nor list mark precedes."""
    before = text[max(0, stop.start() - 12) : stop.start()]
    if not spaced or len(core) == 2 or _ABBREVIATION.search(before):
        return False
    return not _LABEL_ONLY.match(re.split(r"[。！？；\n]", before)[-1])


def _is_inside_word(text: str, stop: re.Match[str], core: str) -> bool:
    after = text[stop.start() + len(core) : stop.start() + len(core) + 1]
    if not core.isascii() and core != "．":
        return False
    if core == "．":
        return bool(_LABEL_ONLY.match(text[max(0, stop.start() - 6) : stop.start()])) or after.isdigit()
    if core == "!" and text[stop.start() - 1 : stop.start()].isascii() and stop.start() and not after.isspace():
        return True  # Yahoo!
    return after.isascii() and (after.isalnum() or after in "/=&%#[_-+.")


def _find_quotes(text: str) -> dict[int, int]:
    """Return where the quotation that closes at a place opened."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in re.finditer("[“”‘’「」『』]", text):
        char = match.group()
        if char not in _QUOTES:
            stack.append((char, match.start()))
        elif stack and stack[-1][0] == _QUOTES[char]:
            found[match.start()] = stack.pop()[1]
    return found


def _find_brackets(text: str) -> list[tuple[int, int]]:
    """Return the spans of outermost short brackets that close in the same line, in order."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in re.finditer(r"[（(【〔［\[《）)】〕］\]》\n]", text):
        char = match.group()
        if char == "\n":
            stack.clear()
        elif char in _OPENERS:
            stack.append((_OPENERS[char], match.start()))
        elif stack and stack[-1][0] == char:
            start = stack.pop()[1]
            if match.start() - start <= _BRACKETED:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, match.start()))
    return found


def _is_inside(place: int, brackets: list[tuple[int, int]], opens: list[int]) -> bool:
    index = bisect_right(opens, place - 1) - 1
    return index >= 0 and brackets[index][0] < place <= brackets[index][1]
