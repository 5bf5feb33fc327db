from hypothesis import given
from hypothesis import strategies as st
from summarizer.batch.places import INDEX_FILES, LONGEST, OWN_FOLDER, place_output

NAMES = st.one_of(
    st.sampled_from(
        ["index", "report", "INDEX", "index.md", "report.json", OWN_FOLDER, "a", "a.txt", "a.md", "字" * 85]
    ),
    st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=300).filter(
        lambda name: name not in {".", ".."} and len(name.encode()) <= LONGEST
    ),
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SUFFIXES = st.sampled_from([".md", ".html", ".json", ".csv", ".docx"])


@given(st.lists(st.tuples(PATHS, SUFFIXES), min_size=2, max_size=8, unique=True))
def test_no_two_outputs_share_a_place(inputs: list[tuple[str, str]]) -> None:
    assert len({place_output(path, suffix) for path, suffix in inputs}) == len(inputs)


@given(PATHS, SUFFIXES)
def test_every_place_is_possible_and_free(path: str, suffix: str) -> None:
    parts = place_output(path, suffix).split("/")
    assert all(0 < len(part.encode()) <= LONGEST for part in parts[-1:])
    assert parts[-1].endswith(suffix)
    assert parts[0].casefold() not in {*INDEX_FILES, OWN_FOLDER}
