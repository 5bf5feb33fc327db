from pathlib import Path

import fsspec
import pytest
from summarizer.batch import Batch, Recipe, find_inputs, open_folder
from summarizer.batch.folders import write_output
from summarizer.errors import OutputError, UsageError

from tests.batch.conftest import InlinePool, document, run_inline


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "/etc/x.md"])
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="leads out"):
        write_output(open_folder(str(tmp_path)), path, b"x")


def test_urls_read_write_and_resume() -> None:
    files = fsspec.filesystem("memory")
    for number in (1, 2):
        files.pipe_file(f"/in/deep/d{number}.txt", document(number).encode())
    first = run_inline("memory://in", "memory://out")
    assert [entry.status for entry in first] == ["written", "written"]
    assert files.exists("/out/deep/d1.txt.md")
    written = files.info("/out/deep/d1.txt.md")["created"]
    run_inline("memory://in", "memory://out")
    assert files.info("/out/deep/d1.txt.md")["created"] == written


def test_journal_behind_a_url_outlives_a_killed_run(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.batch.journal.BACKUP_EVERY", 0)
    out = "memory://killed"

    def make_batch() -> Batch:
        inputs = find_inputs([str(docs)], output=out)
        return Batch(inputs=inputs, out=open_folder(out), recipe=Recipe(engine="none"), pool=InlinePool())

    killed = make_batch().run()
    next(killed)
    next(killed)
    second = make_batch()  # the first never comes to its end
    assert len(list(second.run())) == 8
    assert second.unchanged == 2
    killed.close()


def test_unknown_url_is_said() -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        open_folder("gopher9://x/y")
