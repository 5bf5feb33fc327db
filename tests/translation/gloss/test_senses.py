import pytest
from summarizer.data import read_lines
from summarizer.translation.gloss.cedict import load_entries, look_up
from summarizer.translation.gloss.names import spell_word
from summarizer.translation.gloss.senses import gloss_word


@pytest.mark.parametrize(
    ("word", "tag", "english"),
    [
        ("王", "n", "king or monarch"),  # not: surname Wang
        ("渔民", "n", "fisherman"),
        ("赠送", "v", "present as a gift"),  # sth goes with `to`
        ("中共", "n", "Communist Party of China"),  # an abbreviation is followed to what it stands for
        ("苏州", "ns", "Suzhou"),  # not: prefecture-level city in Jiangsu
        ("高峰", "n", "peak"),  # not: Gao Feng, a person
        ("没有这个词啊", "n", None),
    ],
)
def test_the_plain_sense_is_taken(word: str, tag: str, english: str | None) -> None:
    assert gloss_word(word, tag) == english


def test_no_sense_holds_what_a_gloss_cannot() -> None:
    for word in list(load_entries())[::23]:
        sense = gloss_word(word)
        assert sense is None or not set("()[]|;\n") & set(sense), word


def test_all_readings_of_a_word_are_found() -> None:
    assert {entry.pinyin for entry in look_up("长")} == {"chang2", "zhang3"}
    assert look_up("没有这个词啊") == ()
    assert len(load_entries()) > 100_000


@pytest.mark.parametrize("name", ["gloss/words.tsv", "gloss/measures.tsv"])
def test_tables_have_each_word_once(name: str) -> None:
    words = [line.partition("\t")[0] for line in read_lines(name)]
    assert len(set(words)) == len(words)
    assert all(words)


def test_syllables_that_could_run_together_are_kept_apart() -> None:
    assert spell_word("西安") == "xi'an"


def test_of_several_readings_the_usual_one_counts() -> None:
    assert [spell_word(char) for char in "乐行绿㸚𠮷"] == ["le", "xing", "lü", "li", "[?]"]
    assert gloss_word("雀", "n") == "small bird"
