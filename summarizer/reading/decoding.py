"""Bytes to text: which encoding a Chinese file is in, and what was wrong with its bytes.

Statistical detectors take short Chinese texts for Korean or Japanese, and give up at the first bad byte. Here a byte
order mark decides, then a declared charset that fits, then a scored trial: the bytes are decoded leniently by each
encoding in use for Chinese, and the text with the largest share of everyday characters wins. Everyday characters are
those of `data/frequent_han.txt` and the first-level rows of GB 2312 and Big5, which both standards chose by use.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from summarizer.data import read_lines
from summarizer.errors import UsageError
from summarizer.model import Damage

CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
"""Tried in this order; an earlier one wins a tie."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# A label names a family: files labelled gb2312 use the characters of its supersets, and browsers read them so.
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
}
# Python counts these as text encodings, but no document is in them; some can be made to explode.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 8192
_SAMPLE = 1 << 18
_HIGH = re.compile(rb"[\x80-\xff]")
_LOW = re.compile(rb"[\x00-\x08]")
_REPLACEMENT = "\ufffd"
# How far below the best score a charset may stay that the file itself declares. Wrong labels lose by more than 0.5
# on a hundred characters; a right label on a text of rare characters (a list of names) loses by less than 0.1.
_TRUST = 0.15

# A score that UTF-16 without a mark must reach: its ASCII has 0.3, Chinese more, random bytes about -0.2.
_LEAST_WIDE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and how it was found."""

    text: str
    """Line ends are `\\n`; undecodable bytes are U+FFFD, each counted in `damage`."""
    encoding: str
    """Python name of the encoding."""
    damage: tuple[Damage, ...] = ()


def decode(data: bytes, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Turn bytes into text.

    Args:
        data: The whole file.
        encoding: The user's word, which wins over everything.
        markup: Whether a charset declared in HTML or XML counts.

    Raises:
        UsageError: There is no encoding of that name.
    """
    for mark, name in _MARKS:
        if data.startswith(mark) and (encoding is None or resolve_encoding(encoding) in {name, "utf-16", "utf-32"}):
            return _decode_by(name, data[len(mark) :])
    if encoding is not None:
        return _decode_by(resolve_encoding(encoding), data)
    return _decode_by(detect_encoding(data, declared=find_declared(data) if markup else None), data)


def resolve_encoding(name: str) -> str:
    """Return the Python name of the encoding that a user means by `name`.

    >>> resolve_encoding("GB2312")
    'gb18030'

    Raises:
        UsageError: There is none.
    """
    known = _look_up(name)
    if known is None:
        raise UsageError(
            f"there is no encoding named {name!r}",
            where="--encoding",
            hint="Type one of utf-8, gb18030, big5, utf-16, or leave it out to let the file decide.",
        )
    return known


def _look_up(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a null character in the name
        return None
    # `_is_text_encoding` is how `bytes.decode` itself tells utf-8 from zlib.
    known = info.name.replace("_", "-")
    if not info._is_text_encoding or known in _NO_CHARSETS:
        return None
    return _SUPERSETS.get(known, known)


def find_declared(data: bytes) -> str | None:
    """Return the encoding that an XML declaration or an HTML meta element names, if Python knows it."""
    head = data[:_DECLARED_WITHIN]
    match = _XML.search(head) or _META.search(head)
    return _look_up(match[1].decode("ascii")) if match else None


def detect_encoding(data: bytes, *, declared: str | None = None) -> str:
    """Return the encoding in which the bytes read best as Chinese; `declared` wins where it reads nearly as well."""
    sample = _take_sample(data)
    if not sample:
        return "utf-8"
    utf32 = _tell_utf32(sample)
    if utf32:
        return utf32
    # Without a low control byte (the null of a line end, the 02 of a full stop) it is no UTF-16, whatever it scores.
    wide = _LOW.search(sample) is not None
    scores = {name: _score(sample, name) for name in CANDIDATES if wide or not name.startswith("utf-16")}
    # Almost any bytes are some UTF-16; where that reads as no Chinese, it is none.
    scores = {name: score for name, score in scores.items() if score > _LEAST_WIDE or not name.startswith("utf-16")}
    # Bytes that are valid UTF-8 throughout are UTF-8: other encodings make that by chance only in a few characters.
    if scores["utf-8"] > 0 and _is_utf8(sample):
        scores["utf-8"] += 1
    best = max(scores, key=lambda name: scores[name])
    if declared is None or declared.startswith("utf-16"):  # a page that can be read as ASCII is never UTF-16
        return best
    return declared if _score(sample, declared) >= scores[best] - _TRUST else best


def _tell_utf32(sample: bytes) -> str | None:
    """Return which UTF-32 the bytes are in, if any: no character has more than 21 bits."""
    whole = sample[: len(sample) // 4 * 4]
    high = {"utf-32-le": (whole[3::4], whole[2::4]), "utf-32-be": (whole[0::4], whole[1::4])}
    return next((name for name, (top, next_) in high.items() if top and not any(top) and max(next_) <= 0x10), None)


def _take_sample(data: bytes) -> bytes:
    """Return up to `_SAMPLE` bytes from lines that are not plain ASCII, for these alone tell encodings apart."""
    if len(data) <= _SAMPLE:
        return b"" if data.isascii() and b"\x00" not in data else data
    if b"\x00" in data[:_SAMPLE]:  # perhaps UTF-16, whose characters must stay aligned
        return data[:_SAMPLE]
    parts, room, at = [], _SAMPLE, 0
    while room > 0 and (match := _HIGH.search(data, at)):
        end = data.find(b"\n", match.start(), match.start() + room)
        at = end + 1 if end >= 0 else match.start() + room
        parts.append(data[match.start() : at])
        room -= len(parts[-1])
    return b"".join(parts)


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, encoding: str) -> float:
    """Rate how well the bytes read as Chinese in an encoding: mean weight of the characters beyond ASCII."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=False)
    weights = _weights()
    # In UTF-16 even ASCII is evidence: the wrong byte order turns it into rare characters.
    ascii_counts = encoding.startswith("utf-16")
    counted = [weights.get(char, -0.3) for char in text if char > "\x7f" or char == "\x00" or ascii_counts]
    return sum(counted) / len(counted) if counted else -1.0


@cache
def _weights() -> dict[str, float]:
    """Weight of each character as a sign that the text was decoded rightly."""
    weights = {chr(code): -0.1 for code in range(0x4E00, 0xA000)}
    weights |= dict.fromkeys(map(chr, range(0x09, 0x7F)), 0.3)
    weights |= dict.fromkeys(map(chr, range(0x3040, 0x3100)), 0.1)
    weights |= dict.fromkeys(_rows("gb2312", 0xB0, 0xD7, (0xA1, 0xFE)), 0.4)
    weights |= dict.fromkeys(_rows("big5", 0xA4, 0xC6, (0x40, 0x7E), (0xA1, 0xFE)), 0.4)
    weights |= dict.fromkeys("".join(read_lines("frequent_han.txt")), 1.0)
    weights |= dict.fromkeys("，。、；：？！“”‘’（）《》「」『』【】—…·％　", 0.6)
    weights |= {_REPLACEMENT: -2.0, "\x00": -2.0}
    return weights


def _rows(encoding: str, first: int, last: int, *trails: tuple[int, int]) -> str:
    """Return the characters of the rows `first` to `last` of a double-byte standard."""
    return "".join(
        bytes((lead, trail)).decode(encoding, "ignore")
        for lead in range(first, last + 1)
        for low, high in trails
        for trail in range(low, high + 1)
    )


def _decode_by(encoding: str, data: bytes) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data, final=False)
    # What the decoder still holds back are the first bytes of a character whose rest is missing.
    cut = bool(decoder.getstate()[0])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body = text.rstrip()
    if body.endswith(_REPLACEMENT):
        # A lone first byte before the last line end: the same cut, with a line end put behind it.
        text, cut = body.removesuffix(_REPLACEMENT) + text[len(body) :], True
    return Decoded(text=text, encoding=encoding, damage=tuple(_find_damage(text, cut=cut)))


def _find_damage(text: str, *, cut: bool) -> list[Damage]:
    found = []
    bad = text.count(_REPLACEMENT)
    if bad:
        line = text.count("\n", 0, text.index(_REPLACEMENT)) + 1
        found.append(Damage(kind="bad_bytes", count=bad, line=line))
    if cut:
        found.append(Damage(kind="cut_character", count=1, line=text.rstrip().count("\n") + 1))
    return found
