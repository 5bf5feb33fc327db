import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summarizer.errors import InputError
from summarizer.translation.memory import WRITERS, Approved, Memory, read_exchange
from summarizer.translation.memory.exchange import READERS, write_tmx
from summarizer.translation.memory.store import tidy_entry

HAN = st.text(st.sampled_from("账本要清，“”…&<>\"'|;=+\u3000 x1\U00020000"), min_size=1).map(lambda text: "账" + text)
ENGLISH = st.text(min_size=1).map(lambda text: "E" + text)
NOTE = ENGLISH | st.just("")


@pytest.mark.parametrize("suffix", [".tmx", ".csv"])
@settings(derandomize=True, max_examples=60, deadline=None)
@given(zh=HAN, en=ENGLISH, note=NOTE, count=st.integers(min_value=1, max_value=3))
def test_what_the_memory_holds_comes_back(suffix: str, zh: str, en: str, note: str, count: int) -> None:
    entries = [tidy_entry(Approved(zh=f"{zh}{n}", en=en, note=note)) for n in range(count)]
    written = WRITERS[suffix](entries)
    assert list(READERS[suffix](written, "test")) == entries
    assert WRITERS[suffix](READERS[suffix](written, "test")) == written


@pytest.mark.parametrize("suffix", [".tmx", ".csv"])
def test_a_memory_moves_house(tmp_path: Path, suffix: str) -> None:
    old, new = Memory(tmp_path / "old.sqlite"), Memory(tmp_path / "new.sqlite")
    old.approve(
        [Approved(zh="账要\n清。", en="Keep\x00 “clear” books. ", note="by ear"), Approved(zh="末句。", en="The end.")]
    )
    (tmp_path / f"memory{suffix}").write_bytes(WRITERS[suffix](old.read_approved().values()))
    new.approve(read_exchange(tmp_path / f"memory{suffix}"))
    assert new.read_approved() == old.read_approved() != {}


def test_tmx_is_read_by_another_program() -> None:
    factory = pytest.importorskip("translate.storage.tmx")
    entries = [
        Approved(zh="账要清，<b>&“一”。", en="Keep \"clear\" <b> & 'books'.", note="checked"),
        Approved(zh="末句。", en="The end."),
    ]
    store = factory.tmxfile.parsefile(io.BytesIO(write_tmx(entries)))
    units = {unit.source: unit for unit in store.units}
    assert {source: unit.target for source, unit in units.items()} == {entry.zh: entry.en for entry in entries}
    assert units[entries[0].zh].getnotes() == "checked"


FOREIGN = """<?xml version="1.0" encoding="utf-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-GB"/><body>
<tu><tuv lang="EN-gb"><seg>Keep <bpt i="1">&lt;b&gt;</bpt>clear<ept i="1">&lt;/b&gt;</ept> <hi>books</hi>.</seg></tuv>
<tuv xml:lang="zh-Hans-CN"><seg>账要<ph x="1">{1}</ph>清。</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>No Chinese.</seg></tuv></tu>
</body></tmx>"""


def test_tmx_of_another_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "theirs.tmx"
    path.write_bytes(FOREIGN.encode("utf-16"))
    assert read_exchange(path) == [Approved(zh="账要清。", en="Keep clear books.")]


BOMB = (
    '<!DOCTYPE tmx [<!ENTITY a "账账账"><!ENTITY b "&a;&a;&a;&a;">]><tmx><body><tu><note>&b;</note></tu></body></tmx>'
)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.tmx", "<tmx", "no well-formed XML"),
        ("a.tmx", BOMB, "entities"),
        ("a.tmx", "<xliff/>", "this is no TMX but <xliff>"),
        ("a.tmx", '<tmx version="1.4"><body/></tmx>', "no Chinese with English"),
        ("a.csv", "zh,en\n", "no Chinese with English"),
        ("a.docx", "", "no translation memory"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        read_exchange(tmp_path / name)
    assert caught.value.hint
