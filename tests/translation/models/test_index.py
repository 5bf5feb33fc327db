"""Packages by their names, from an index on this machine: what goes wrong on the way leaves nothing behind."""

import json
import threading
from collections.abc import Iterator, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from summarizer.errors import ModelDamagedError, ModelError, ModelMissingError, OutputError
from summarizer.translation.installation import install_model
from summarizer.translation.models import Model, catalogue, list_models
from summarizer.translation.models.catalogue import Pinned
from summarizer.translation.models.report import Reporter

from tests.conftest import TINY_PACKAGE
from tests.translation.argos.packages import repack


class Host(BaseHTTPRequestHandler):
    """Serves what its tables hold."""

    files: ClassVar[dict[str, bytes]]
    lengths: ClassVar[dict[str, str]]
    """Content-Length headers that are not the truth."""
    redirects: ClassVar[dict[str, str]]

    def do_GET(self) -> None:
        if self.path in self.redirects:
            self.send_response(302)
            self.send_header("Location", self.redirects[self.path])
            self.end_headers()
            return
        body = self.files.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", self.lengths.get(self.path, str(len(body or b""))))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a host that has the tiny package, and its index, for the official one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    address = f"http://127.0.0.1:{server.server_port}"
    Host.files, Host.lengths, Host.redirects = {"/a.argosmodel": TINY_PACKAGE.read_bytes()}, {}, {}
    offer(f"{address}/a.argosmodel")
    monkeypatch.setenv(catalogue.INDEX_VARIABLE, address)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def offer(*links: str, version: str = "0.1", more: tuple[Mapping[str, object], ...] = ()) -> None:
    entry = {"from_code": "zh", "to_code": "en", "package_version": version, "links": list(links)}
    Host.files["/index.json"] = json.dumps([entry, *more]).encode()


def pin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    pinned = Pinned(
        name="zh_en", version="0.1", sha256=sha256(content).hexdigest(), size=len(content), licence="CC0-1.0", note="n"
    )
    monkeypatch.setattr(catalogue, "read_pinned", lambda _engine="argos": (pinned,))


def get(name: str = "zh_en") -> Model:
    return install_model([name], Reporter())


def check_fails(reason: str, models: Path, error: type[Exception] = ModelError, name: str = "zh_en") -> None:
    with pytest.raises(error, match=reason):
        get(name)
    assert list_models() == []
    assert not any(path.is_file() for path in models.rglob("*"))


@pytest.mark.parametrize("name", ["zh_en", "zh_en-0.1"])
def test_a_package_is_installed_by_its_name(name: str, host: str, models: Path) -> None:
    lines: list[str] = []
    steps: list[tuple[int, int]] = []
    reporter = Reporter(say=lines.append, advance=lambda done, total: steps.append((done, total)))
    installed = install_model([name], reporter)
    assert installed.record.origin == f"{host}/a.argosmodel"
    assert installed.record.sha256 == sha256(TINY_PACKAGE.read_bytes()).hexdigest()
    assert any(installed.record.sha256 in line for line in lines)
    assert "needs the network" in lines[0]
    size = TINY_PACKAGE.stat().st_size
    assert (size, size) in steps
    assert [path.name for path in models.iterdir()] == ["argos"]


def test_the_highest_version_is_taken(host: str, tmp_path: Path) -> None:
    newer = {"from_code": "zh", "to_code": "en", "package_version": "0.10", "links": [f"{host}/b.argosmodel"]}
    Host.files["/b.argosmodel"] = repack(tmp_path / "b", {"package_version": "0.10"}).read_bytes()
    offer(f"{host}/a.argosmodel", version="0.9", more=(newer,))
    assert get().record.version == "0.10"


def test_a_known_hash_is_verified(host: str, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert host
    pin(monkeypatch, TINY_PACKAGE.read_bytes())
    assert get().record.licence == "CC0-1.0"
    changed = bytearray(TINY_PACKAGE.read_bytes())
    changed[-1] ^= 1
    pin(monkeypatch, bytes(changed))
    for model in list_models():
        (model.folder / "model.json").unlink()
    with pytest.raises(ModelDamagedError, match="SHA-256"):
        get()
    assert [path.name for path in models.iterdir()] == ["argos"]


def test_a_download_that_ends_early_leaves_nothing(host: str, models: Path) -> None:
    assert host
    Host.lengths["/a.argosmodel"] = str(TINY_PACKAGE.stat().st_size + 1)
    check_fails("ended after|IncompleteRead", models)


def test_a_host_that_sends_too_much_is_stopped(host: str, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert host
    pin(monkeypatch, TINY_PACKAGE.read_bytes()[:-1])
    check_fails("more than", models)


def test_a_program_that_is_interrupted_leaves_nothing(host: str, models: Path) -> None:
    assert host

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_model(["zh_en"], Reporter(advance=stop))
    assert not any(path.is_file() for path in models.rglob("*"))


def test_the_next_link_serves_where_the_first_does_not(host: str) -> None:
    offer(
        "http://example.org/a.argosmodel", "ftp://host/a", "file:///etc/passwd", f"{host}/none", f"{host}/a.argosmodel"
    )
    assert get().record.origin == f"{host}/a.argosmodel"


@pytest.mark.parametrize("target", ["http://192.0.2.1/a", "file:///etc/passwd", "ftp://127.0.0.1/a"])
def test_a_link_that_leads_to_another_kind_of_address_is_not_followed(target: str, host: str, models: Path) -> None:
    Host.redirects["/a.argosmodel"] = target
    assert host
    check_fails("cannot be downloaded", models)


def test_what_the_link_leads_to_must_be_a_sound_package(host: str, models: Path) -> None:
    assert host
    Host.files["/a.argosmodel"] = b"<html>Not found</html>"
    check_fails("no sound zip archive", models, ModelDamagedError)


@pytest.mark.parametrize(
    "index",
    [b"", b"{}", b"[3]", b"null", b'[{"from_code": "zh"}]', b"[" * 100_000, b"\xff", b'[{"links": 3, "from_code": 1}]'],
)
def test_an_index_that_makes_no_sense_is_a_clear_error(index: bytes, host: str, models: Path) -> None:
    assert host
    Host.files["/index.json"] = index
    check_fails("cannot be downloaded|no such package", models)


def test_a_name_that_the_index_lacks_is_told_with_those_that_it_has(host: str, models: Path) -> None:
    assert host
    check_fails("From Chinese it has: zh_en", models, ModelMissingError, "zh_fr")


def test_without_the_network_it_says_how_to_do_without(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(catalogue.INDEX_VARIABLE, "http://127.0.0.1:9")
    check_fails("models install FILE.argosmodel", models)


def test_a_disk_that_is_full_is_no_matter_of_the_network(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _block: bytes) -> int:
            raise OSError(28, "No space left on device")

    real_open = Path.open

    def open_full(path: Path, mode: str = "r") -> object:
        return Full() if mode == "xb" else real_open(path, mode)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OutputError, match="No space left"):
        catalogue.download_file(f"{host}/a.argosmodel", tmp_path / "a", Reporter(), limit=10_000_000)


def test_a_file_says_whether_it_is_the_published_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    pin(monkeypatch, TINY_PACKAGE.read_bytes())
    install_model([str(TINY_PACKAGE)], Reporter(say=lines.append))
    assert "this is the published zh_en 0.1" in lines[-1]
    other = repack(tmp_path / "a.argosmodel", {})
    install_model([str(other)], Reporter(say=lines.append))
    assert "this is not the file that is published as zh_en 0.1" in lines[-1]
