import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.translation.parts import WEAK_LIMIT, join_parts, split_clauses, split_long

TEXTS = st.text(alphabet="中国经济发展，、；。：！”（）12.5% abc", max_size=400)


@settings(derandomize=True, max_examples=60)
@given(TEXTS)
def test_no_character_is_lost_and_no_part_is_too_long(text: str) -> None:
    parts = split_long(text, len)
    assert "".join(parts) == text
    assert all(len(part) <= WEAK_LIMIT for part in parts)
    assert "".join(split_clauses(text)) == text


def test_a_sentence_of_usual_length_stays_whole() -> None:
    sentence = "会议审议通过了三项办法，部署了下一阶段的重点工作；与会人员进行了讨论。"
    assert split_long(sentence, len) == [sentence]


def test_a_rather_long_sentence_is_cut_at_semicolons_only() -> None:
    clause = "要完善市场准入制度，清理各类不合理的限制，保护各类经营主体的合法权益"
    assert split_long(f"{clause}；{clause}。", len) == [f"{clause}；", f"{clause}。"]
    assert len(split_long(f"{clause}，{clause}。", len)) == 1


def test_a_very_long_sentence_is_cut_at_commas() -> None:
    clause = "要加快建设全国统一的大市场，"
    parts = split_long(clause * 12, len)
    assert len(parts) > 1
    assert all(part.endswith("，") for part in parts)


@pytest.mark.parametrize("text", ["中" * 1000, "a" * 1000, "中a" * 500])
def test_text_without_a_place_to_cut_is_cut_all_the_same(text: str) -> None:
    assert all(len(part) <= WEAK_LIMIT for part in split_long(text, len))


def test_quotes_stay_with_their_sentence() -> None:
    first = "他说：“" + "这件事情要办好" * 9 + "。”"
    assert split_long(f"{first}大家都同意。", len) == [first, "大家都同意。"]


@pytest.mark.parametrize(
    ("parts", "translations", "joined"),
    [
        (["产量增长，", "收入提高。"], ["Output grew.", "Incomes rose."], "Output grew, Incomes rose."),
        (["产量增长；", "收入提高。"], ["Output grew.", "Incomes rose."], "Output grew; Incomes rose."),
        (["产量增长。", "收入提高。"], ["Output grew.", "Incomes rose."], "Output grew. Incomes rose."),
        (["产量增长，", "这很好。"], ["Output grew,", "This is good."], "Output grew, this is good."),
        (
            ["他问：", "“走吗？”", "她说走。"],
            ["He asked", "“Are we going?”", "She said yes."],
            "He asked: “Are we going?” She said yes.",
        ),
        (["一，", "二"], ["", "Two"], "Two"),
        (["一，"], ["One."], "One."),
        ([], [], ""),
    ],
)
def test_translations_are_joined_as_their_parts_were(parts: list[str], translations: list[str], joined: str) -> None:
    assert join_parts(parts, translations) == joined


def test_that_takes_no_comma_and_verbs_no_capital() -> None:
    parts = ["会议决定，", "从五月起，", "加强巡查。"]
    made = ["The meeting decided that,", "Starting from May,", "Strengthening patrols."]
    assert join_parts(parts, made) == "The meeting decided that starting from May, strengthening patrols."
