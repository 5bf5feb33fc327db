"""What a language model is told."""

import pytest
from summarizer.errors import ModelError
from summarizer.translation.gguf.prompts import mask_names, render_turns, unmask_names, write_figures, write_request
from summarizer.translation.terms import Lexicon, TermEntry

QWEN3_TAIL = "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("粮食产量达5.64亿斤", "粮食产量达564 million斤"),
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


def test_masked_names_stay_masked() -> None:
    assert mask_names("***书记和＊＊＊主任") == "XXX书记和XXX主任"
    assert unmask_names("Secretary XXX and Director XXX", "***书记和＊＊＊主任") == "Secretary *** and Director ＊＊＊"
    assert unmask_names("XXX and XXX", "只有***一位") == "*** and XXX"
    assert mask_names("2*3=6，*号") == "2*3=6，*号"
    assert unmask_names("Series XXX", "XXX系列") == "Series XXX"


def test_only_terms_that_occur_are_told() -> None:
    lexicon = Lexicon(
        [TermEntry(zh="河长制", en="river chief system"), TermEntry(zh="林长制", en="forest chief system")]
    )
    assert write_request("全面推行河长制。河长制见效。", [lexicon]) == (
        "Translate into English (河长制 = river chief system):\n全面推行河长制。河长制见效。"
    )
    assert write_request("天气很好。", [lexicon]) == "Translate into English:\n天气很好。"


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
