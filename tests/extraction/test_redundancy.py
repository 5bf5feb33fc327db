from hypothesis import given
from hypothesis import strategies as st
from summarizer.extraction.redundancy import SAME, Shown
from summarizer.extraction.terms import Vector, make_vector, multiply

WEIGHTS = {letter: 1.0 + i / 4 for i, letter in enumerate("abcdefghij")}
vectors = st.lists(st.sampled_from(list("abcdefghij")), min_size=1, max_size=8).map(
    lambda terms: make_vector(terms, WEIGHTS)
)


@given(st.lists(vectors, max_size=6), vectors)
def test_index_finds_exactly_what_a_full_comparison_finds(added: list[Vector], asked: Vector) -> None:
    shown = Shown()
    for vector in added:
        shown.add(vector)
    assert shown.holds(asked) == any(round(multiply(vector, asked), 9) >= SAME for vector in added)


def test_a_sentence_without_terms_is_never_redundant() -> None:
    shown = Shown()
    shown.add({})
    assert not shown.holds({})
