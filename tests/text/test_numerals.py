from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.text.numerals import MAX_DIGITS, parse_numeral, plain_numerals

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "cases/numerals.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("numeral", "value"), CASES)
def test_numeral_has_its_value(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == (Decimal(value) if value else None)


def write_below_myriad(number: int) -> str:
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return written


def write_numeral(number: int) -> str:
    written, gap = "", False
    for unit, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, unit)
        if part:
            written += ("零" if written and (gap or part < 1000) else "") + write_below_myriad(part) + name
        gap = not part
    return written or "零"


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_written_number_is_read_back(number: int) -> None:
    numeral = write_numeral(number)
    assert parse_numeral(numeral) == (number if len(numeral) <= MAX_DIGITS else None)


@given(st.text(alphabet="0123456789.,一二三十百千万亿零〇两点壹拾 abc％，", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value.is_finite()


@given(st.text())
def test_plain_text_keeps_its_length(text: str) -> None:
    assert len(plain_numerals(text)) == len(text)
