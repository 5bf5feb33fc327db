"""The user's own table of site furniture and notices."""

from pathlib import Path

import pytest
from summarizer.batch import Recipe
from summarizer.briefs import load_phrases, make_brief, outline, read_document
from summarizer.errors import UsageError
from summarizer.model import Selection
from summarizer.translation import open_translator

TABLE = """
[[group]]
kind = "hotline"
where = "tail"
phrases = ["河畔热线:*"]

[[notice]]
kind = "bookmark"
strength = "certain"
patterns = ["书签到此"]
zh = "书签之后没有正文"
en = "nothing follows the bookmark"
"""
TEXT = """春耕
今年的春耕比往年早，各地都在抢墒播种，农机手忙得不可开交，合作社的仓库里一夜之间搬空了种子。
——书签到此——
河畔热线：12345
""".encode()


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "own.toml"
    path.write_text(TABLE, encoding="utf-8")
    return load_phrases(path)


def test_both_kinds_of_phrases_count(table: str) -> None:
    assert not read_document(TEXT, name="a.txt").completeness.truncated
    document = read_document(TEXT, name="a.txt", phrases=table)
    assert document.completeness.truncated
    assert [(item.line, item.en) for item in document.completeness.evidence] == [(3, "nothing follows the bookmark")]
    assert [(role.role, role.rule) for role in document.roles[2:4]] == [
        ("marker", "notice:bookmark"),
        ("boilerplate", "hotline"),
    ]


def test_they_enter_the_signature_and_the_fingerprint(table: str) -> None:
    translator = open_translator("none")
    plain = make_brief(TEXT, name="a.txt", translator=translator).signature
    own = make_brief(TEXT, name="a.txt", translator=translator, phrases=table).signature
    other = outline(read_document(TEXT, name="a.txt", phrases=table + "\n# changed"), Selection()).signature
    assert "phrases:" not in plain
    assert "phrases:" in own
    assert own.split("|phrases:")[1][:8] != other.split("|phrases:")[1][:8]
    assert Recipe(phrases=table).fingerprint(translator) != Recipe().fingerprint(translator)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[group", "cannot be read"),
        ("", "no phrase in it"),
        ("[[groups]]\nkind = 'x'\nphrases = ['甲']\n", "no table 'groups'"),
        ("[[group]]\nkind = 'x'\n", "group of phrases is not as it should be"),
        ("[[notice]]\nkind = 'x'\nstrength = 'sure'\npatterns = ['甲']\nzh = ''\nen = ''\n", "'sure' is no strength"),
        ("[[notice]]\nkind = 'x'\nstrength = 'certain'\npatterns = ['(']\nzh = ''\nen = ''\n", "cannot be read"),
        ("[[notice]]\nkind = 'x'\n", "cannot be read"),
        ("notice = 3\n", "cannot be read"),
        ("group = 3\n", "group of phrases is not as it should be"),
    ],
)
def test_a_wrong_table_is_a_clear_error(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words) as caught:
        load_phrases(path)
    assert "own.toml" in str(caught.value)


def test_a_table_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_phrases(tmp_path / "none.toml")
