"""Days as sources print them, read so that programs can sort by them."""

from datetime import date

from summarizer.text.figures import find_figures


def find_day(printed: str) -> date | None:
    """Return the first day that a text names in full, or None.

    >>> find_day("2011年09月26日"), find_day("二〇二三年五月一日")
    (datetime.date(2011, 9, 26), datetime.date(2023, 5, 1))
    >>> find_day("2011年10月11"), find_day("2024年3月")
    (datetime.date(2011, 10, 11), None)
    """
    whole = f"{printed}日" if "月" in printed and printed[-1].isdigit() else printed  # pages leave 日 out
    values = (figure.value for figure in find_figures(whole) if figure.unit == "date")
    return next((day for value in values if (day := _parse_day(value))), None)


def _parse_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
