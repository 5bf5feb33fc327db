import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction.centrality import rank_all, rate_by_graph
from summarizer.extraction.terms import Vector, make_vector, multiply

WEIGHTS = {"水": 1.0, "电": 1.5, "路": 2.0, "桥": 2.5}


def rate_by_matrix(vectors: list[Vector]) -> list[float]:
    """LexRank as it is written in the paper: the whole matrix, iterated until nothing moves."""
    edges = [[multiply(a, b) for b in vectors] for a in vectors]
    scores = [1.0] * len(vectors)
    for _ in range(300):
        scores = [
            0.15 + 0.85 * sum(edges[j][i] * scores[j] / sum(edges[j]) for j in range(len(vectors)) if sum(edges[j]))
            for i in range(len(vectors))
        ]
    return scores


def test_graph_rating_agrees_with_the_full_matrix() -> None:
    vectors = [make_vector(terms, WEIGHTS) for terms in ("水电", "水路", "水", "电路桥", "桥桥水", "")]
    assert rate_by_graph(vectors) == pytest.approx(rate_by_matrix(vectors), abs=1e-3)


def test_sentence_that_shares_terms_with_all_is_most_central() -> None:
    vectors = [make_vector(terms, WEIGHTS) for terms in ("水", "水电路", "电", "路")]
    rates = rate_by_graph(vectors)
    assert max(rates) == rates[1]


@given(st.lists(st.integers(0, 5), max_size=20))
def test_ranks_keep_the_order_and_their_mean(values: list[int]) -> None:
    ranks = rank_all([float(value) for value in values])
    assert all(0 <= rank <= 1 for rank in ranks)
    assert all(
        (a < b) == (x < y) for a, x in zip(values, ranks, strict=True) for b, y in zip(values, ranks, strict=True)
    )
    assert not ranks or math.isclose(sum(ranks) / len(ranks), 0.5)
