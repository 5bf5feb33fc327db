"""Slips in figures are put right, and all else is left alone."""

import pytest
from summarizer.model import Segment
from summarizer.translation.checks import Candidate
from summarizer.translation.slips import mend_slips


@pytest.mark.parametrize(
    ("zh", "en", "mended"),
    [
        ("用户达3.28亿。", "Users reached 32.8 million.", "Users reached 328 million."),
        ("用户达3.28亿。", "Users reached 3.28 billion.", "Users reached 328 million."),
        ("收入864.5亿元。", "Revenue was 8.645 billion yuan.", "Revenue was 86.45 billion yuan."),
        ("收入864.5亿元。", "Revenue was RMB 8.645 billion.", "Revenue was RMB 86.45 billion."),
        ("种树12.5万棵。", "They planted 1,250,000 trees.", "They planted 125,000 trees."),
        (
            "用户由3.28亿增至6.12亿。",
            "Users rose from 32.8 million to 61.2 million.",
            "Users rose from 328 million to 612 million.",
        ),
        (
            "制度从今年4月1日起实行。",
            "The system takes effect on April 1, 2018.",
            "The system takes effect on April 1.",
        ),
        ("会议于去年9月召开。", "The meeting, in September 2021, was held.", "The meeting, in September, was held."),
        ("会议于2021年9月召开。", "The meeting was held in September 2021.", "The meeting was held in September 2021."),
        # Right already, or not to be told.
        ("用户达3.28亿。", "Users reached 328 million.", "Users reached 328 million."),
        ("用户达3.28亿。", "Users reached 329 million.", "Users reached 329 million."),
        ("用户达3.28亿，增长32.8%。", "Users grew by 32.8%.", "Users grew by 32.8%."),
        ("投资5亿元。", "They invested 5 million yuan.", "They invested 5 million yuan."),
        (
            "用户达3.28亿。",
            "Users rose from 3.28 million to 32.8 million.",
            "Users rose from 3.28 million to 32.8 million.",
        ),
        ("路修好了。", "The road is 25 km long.", "The road is 25 km long."),
        ("", "", ""),
    ],
)
def test_only_slips_are_mended(zh: str, en: str, mended: str) -> None:
    made = mend_slips(Candidate(segment=Segment(zh=zh), en=en))
    assert made.candidate.en == mended
    assert bool(made.corrections) == (mended != en)
