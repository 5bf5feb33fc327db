from collections.abc import Sequence

from summarizer.model import EngineInfo, Segment
from summarizer.translation import Hypothesis, Translator


class TableEngine:
    """Translates by a table of sentences and their English, attempt by attempt."""

    info = EngineInfo(name="table", model="m", version="1", licence="none")
    key = "table"
    heavy = False

    def __init__(self, *tables: dict[str, str]) -> None:
        self.tables = tables
        self.attempts = len(tables)
        self.asked: list[tuple[int, list[str]]] = []

    def translate(self, sentences: Sequence[str], *, attempt: int = 0) -> list[Hypothesis]:
        self.asked.append((attempt, list(sentences)))
        return [Hypothesis(text=self.tables[attempt].get(sentence, ""), score=-0.5) for sentence in sentences]


def test_equal_segments_are_translated_once_and_in_order() -> None:
    engine = TableEngine({"你好。": "Hello.", "再见。": "Goodbye."})
    segments = [Segment(zh=zh) for zh in ("你好。", "再见。", "你好。")]
    assert [r.en for r in Translator(engine).translate(segments)] == ["Hello.", "Goodbye.", "Hello."]
    assert engine.asked == [(0, ["你好。", "再见。"])]
