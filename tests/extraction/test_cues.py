import pytest
from summarizer.extraction.cues import find_cues, read_cues
from summarizer.text.words import cut_words


def kinds(text: str) -> dict[str, str]:
    return {cue.kind.name: cue.word for cue in find_cues(text, cut_words(text))}


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("会议决定明天召开。", "decision", "决定"),
        ("企业须在期限内整改。", "duty", "须"),
        ("“一是要压实责任。", "listing", "一是"),
        ("这就是症结所在。", "pointer", "这"),
    ],
)
def test_cue_is_found(text: str, kind: str, word: str) -> None:
    assert kinds(text)[kind] == word


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("胡须很长。", "duty"),  # 须 inside a word
        ("他有两个目标，一是读书。", "listing"),  # not where the sentence begins
        ("对这一点没有异议。", "pointer"),
        ("天气晴朗。", "claim"),
    ],
)
def test_no_cue_is_seen_where_there_is_none(text: str, kind: str) -> None:
    assert kind not in kinds(text)


def test_every_cue_of_the_table_can_be_found() -> None:
    for cues in read_cues().by_start.values():
        for cue in cues:
            assert cue in find_cues(cue.word, [cue.word])
