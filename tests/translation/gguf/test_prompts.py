"""What a language model is told."""

import pytest
from summarizer.errors import ModelError
from summarizer.translation.gguf.prompts import (
    is_title,
    render_turns,
    write_again,
    write_figures,
    write_request,
    write_title,
)
from summarizer.translation.terms import Lexicon, TermEntry

QWEN3_TAIL = "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("粮食产量达5.64亿斤", "粮食产量达564 million jin"),
        ("造林3.2万亩，建库容1.5亿立方米的水库", "造林32,000 mu，建库容150 million cubic meters的水库"),
        ("耕地18亿亩", "耕地1.8 billion mu"),
        ("投资16万元", "投资160,000 yuan"),
        ("比上年翻两番", "比上年quadrupled"),
        ("三分之二的村", "two thirds的村"),
        # These models get right, or they are no figures at all.
        ("增长7.3%", "增长7.3%"),
        ("2021年3月5日", "2021年3月5日"),
        ("一方面要万无一失，另一方面要千方百计", "一方面要万无一失，另一方面要千方百计"),
        ("第十二次会议", "第十二次会议"),
        ("", ""),
    ],
)
def test_only_figures_in_chinese_units_are_rewritten(text: str, expected: str) -> None:
    assert write_figures(text) == expected


def test_only_terms_that_occur_are_told() -> None:
    lexicon = Lexicon(
        [TermEntry(zh="河长制", en="river chief system"), TermEntry(zh="林长制", en="forest chief system")]
    )
    assert write_request("全面推行河长制。河长制见效。", [lexicon]) == (
        "Translate into English (河长制 = river chief system):\n全面推行河长制。河长制见效。"
    )
    assert write_again("全面推行河长制。", [lexicon]).endswith(":\n全面推行 river chief system 。")
    assert write_title("河长制见效", [lexicon]).endswith(":\n river chief system 见效")
    assert write_request("天气很好。", [lexicon]) == "Translate into English:\n天气很好。"


def test_where_a_masked_name_stands_in_a_set_phrase_the_phrase_is_told() -> None:
    lexicon = Lexicon([TermEntry(zh="党中央", en="CPC Central Committee"), TermEntry(zh="防汛", en="flood control")])
    assert write_request("以***同志为核心的党中央重视防汛。", [lexicon]) == (
        "Translate into English (以Zhang San同志为核心的党中央 = CPC Central Committee with Comrade Zhang San at its "
        "core; 防汛 = flood control):\n以Zhang San同志为核心的党中央重视防汛。"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于做好防汛工作的通知", True),
        ("二、压实责任，守住底线", True),
        ("会议结束了。", False),
        ("他问：“什么时候？”", False),
        ("要守住底线；", False),
        ("会议要求，" + "各地要压实责任，" * 8 + "同时还", False),
    ],
)
def test_titles_are_told_from_sentences(text: str, expected: bool) -> None:
    assert is_title(text) is expected


def test_the_template_decides_the_turns() -> None:
    template = (
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}[/]{% endfor %}"
        "{% if add_generation_prompt %}[assistant]" + QWEN3_TAIL + "{% endif %}"
    )
    turns = render_turns(template, where="x.gguf")
    assert turns.before.startswith("[system]You are a professional")
    assert turns.before.endswith("[/][user]")
    assert turns.after == "[/][assistant]<think>\n\n</think>\n\n"


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{{ messages[9].content }}",
        "{% for m in messages %}",
        "{{ messages[1].content }}{{ messages[1].content }}",
        "{{ raise_exception('no system turn') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}{{ messages[1].content }}",
        "{% for i in range(99999999) %}{{ messages[1].content }}{% endfor %}",
    ],
)
def test_templates_that_do_not_serve_are_refused(template: str) -> None:
    with pytest.raises(ModelError):
        render_turns(template, where="x.gguf")
