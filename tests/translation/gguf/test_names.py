"""Masked names stay masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summarizer.translation.gguf.names import hide_names, mask_names


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("***书记和＊＊＊主任", "Zhang San书记和Zhang San主任"),
        ("当事人王**到庭", "当事人王XXX到庭"),
        ("**书记到会", "Zhang San书记到会"),
        ("2*3=6，*号", "2*3=6，*号"),
        ("没有隐名", "没有隐名"),
    ],
)
def test_the_model_sees_names_instead_of_masks(text: str, hidden: str) -> None:
    assert hide_names(text) == hidden


@pytest.mark.parametrize(
    ("english", "source", "masked"),
    [
        ("Secretary Zhang San and Director Zhang San", "***书记和＊＊＊主任", "Secretary *** and Director ＊＊＊"),
        ("Wang XXX's claim", "王**的诉求", "Wang **'s claim"),
        # Filled in all the same.
        ("President Xi Jinping spoke. Xi's words", "***主席讲话", "President *** spoke. ***'s words"),
        ("Zhang San went to Xi'an", "***书记到西安", "*** went to Xi'an"),
        # What the source itself says is left alone.
        ("Xi Jinping and Zhang San", "习近平和***", "Xi Jinping and ***"),
        ("Series XXX, Zhang San", "XXX系列，***书记", "Series XXX, ***"),
        ("Xi Jinping spoke", "习近平讲话", "Xi Jinping spoke"),
        ("Zhang San spoke", "张三讲话", "Zhang San spoke"),
    ],
)
def test_the_english_gets_the_masks_back(english: str, source: str, masked: str) -> None:
    assert mask_names(english, source) == masked


@given(st.text("张三王李书记和，*＊× ", max_size=20))
def test_a_text_copied_as_it_is_has_its_masks_back(source: str) -> None:
    assert mask_names(hide_names(source), source) == source
