from pathlib import Path

import fsspec
import pytest
from summarizer.batch import open_folder
from summarizer.batch.folders import write_output
from summarizer.errors import OutputError, UsageError

from tests.batch.conftest import document, run_inline


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


def test_unknown_url_is_said() -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        open_folder("gopher9://x/y")
