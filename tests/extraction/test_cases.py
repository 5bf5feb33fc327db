from pathlib import Path

import pytest
from summarizer.extraction.rating import rate_sentences

from tests.extraction.documents import make_document

CASES = Path(__file__).parent.parent / "cases" / "extraction" / "pairs.tsv"
ROWS = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("better", "worse"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_better_sentence_is_rated_higher_wherever_it_stands(better: str, worse: str, turned: bool) -> None:
    texts = [worse, better] if turned else [better, worse]
    rating = rate_sentences(make_document([(None, texts)]), ())
    scores = dict(zip(texts, rating.scores, strict=True))
    assert scores[better] > scores[worse]
