import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.model import Word
from summarizer.translation.interlinear import list_words

CASES = [
    ("行长说不行。", "行长", "hángzhǎng", "bank president"),
    ("全县坚持全面从严治党。", "全面从严治党", "quánmiàn cóngyán zhìdǎng", "full and rigorous Party self-governance"),
    ("县里要貫徹這項決定", "貫徹", "guànchè", "implement"),
    ("网民达5.64亿。", "5.64亿", "5.64 yì", "564 million"),
    ("去年9月至12月普查", "9月至12月", "9 yuè zhì 12 yuè", "September to December"),
]


@pytest.mark.parametrize(("zh", "word", "pinyin", "english"), CASES)
def test_words_are_read_and_glossed(zh: str, word: str, pinyin: str, english: str) -> None:
    assert Word(zh=word, pinyin=pinyin, en=english) in list_words(zh)


def test_what_is_not_chinese_stands_alone() -> None:
    assert list_words("用 Git（v2.0）。")[1:] == (Word(zh=" Git（v2.0）。", pinyin="", en=""),)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.text(alphabet="县改革的行長黨5.亿%年12月，。“” a*\n", max_size=30))
def test_words_joined_are_the_text(zh: str) -> None:
    assert "".join(word.zh for word in list_words(zh)) == zh
