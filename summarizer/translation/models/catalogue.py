"""Models that are published: those whose hash we know, and the official index of Argos packages.

This and the downloads of other engines' models are the only places that open a network connection, and only
`summarizer models install` leads here.
"""

import json
import os
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import IO, TypeVar, cast
from urllib.parse import urlsplit

from summarizer.data import read_data
from summarizer.errors import ModelDamagedError, ModelError, ModelMissingError
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import unwritable, version_order

INDEX_VARIABLE = "ARGOS_PACKAGE_INDEX"
"""Environment variable by which Argos Translate, and we, use another index."""
OFFICIAL_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"

T = TypeVar("T")

_TIMEOUT = 8.0
"""Seconds without an answer after which a host counts as out of reach: people who are offline wait for it."""
_MAX_INDEX = 16 * 2**20
_MAX_PACKAGE = 2 * 2**30
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A published file whose content is known."""

    name: str
    version: str
    sha256: str
    size: int
    licence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package that the index offers."""

    name: str
    version: str
    links: tuple[str, ...]


@cache
def read_pinned(engine: str = "argos") -> tuple[Pinned, ...]:
    """Return the published models of an engine whose hash is known."""
    return tuple(Pinned(**entry) for entry in tomllib.loads(read_data("models.toml"))[engine])


def find_pinned(hash_value: str, engine: str = "argos") -> Pinned | None:
    """Return the published model that has this SHA-256."""
    return next((pinned for pinned in read_pinned(engine) if pinned.sha256 == hash_value), None)


def find_published(name: str, version: str, engine: str = "argos") -> Pinned | None:
    """Return the published model of this name and version."""
    return next((pinned for pinned in read_pinned(engine) if (pinned.name, pinned.version) == (name, version)), None)


def tell_origin(hash_value: str, name: str, version: str) -> str:
    """Say of an Argos package whether it is a published one; empty where none of its name and version is known."""
    if pinned := find_pinned(hash_value):
        return f"this is the published {pinned.name} {pinned.version} ({pinned.note})"
    known = find_published(name, version)
    return (
        f"this is not the file that is published as {name} {version}, whose sha256 is {known.sha256}" if known else ""
    )


def find_offer(name: str) -> Offer:
    """Ask the official index for a package.

    Args:
        name: A language pair such as `zh_en`, with or without a version (`zh_en-1.9`); the highest by default.

    Raises:
        ModelError: The index cannot be reached, or is not what it should be.
        ModelMissingError: It has no such package.
    """
    offers = list(_read_index())
    matching = [offer for offer in offers if name in {offer.name, f"{offer.name}-{offer.version}"}]
    if not matching:
        towards_english = sorted(offer.name for offer in offers if offer.name.startswith(("zh_", "zt_")))
        raise ModelMissingError(
            "the index has no such package",
            where=name,
            hint=f"From Chinese it has: {', '.join(towards_english) or 'nothing'}.",
        )
    return max(matching, key=lambda offer: version_order(offer.version))


def download_offer(offer: Offer, target: Path, reporter: Reporter) -> str:
    """Download a package by the first of its links that works, and verify its hash where that is known.

    Args:
        offer: What to get.
        target: A file that does not exist yet.
        reporter: Is told from where, and how far it is.

    Returns:
        The address that it came from.

    Raises:
        ModelError: No link works.
        ModelDamagedError: It came, but it is not the published file.
        OutputError: It cannot be written.
    """
    pinned = find_published(offer.name, offer.version)
    error: ModelError = _unreachable(offer.name, "the index gives no address that can be used")
    for link in offer.links:
        try:
            reporter.say(f"downloading {link}")
            found = download_file(link, target, reporter, limit=pinned.size if pinned else _MAX_PACKAGE)
        except ModelError as failed:
            target.unlink(missing_ok=True)
            error = failed
            continue
        if pinned and found != pinned.sha256:
            raise ModelDamagedError(
                f"the file has the SHA-256 {found}, and the published one has {pinned.sha256}",
                where=link,
                hint="Nothing was installed; try again, or get the file elsewhere and install it by its path.",
            )
        return link
    raise error


def download_file(link: str, target: Path, reporter: Reporter, *, limit: int) -> str:
    """Download a file and return its SHA-256.

    Raises:
        ModelError: The host cannot be reached, or stops, or sends more than `limit` bytes.
        OutputError: The file cannot be written.
    """
    digest = sha256()
    blocks = _read_blocks(link, reporter, limit)
    try:
        with target.open("xb") as sink:
            for block in blocks:
                digest.update(block)
                sink.write(block)
    except OSError as exc:
        raise unwritable(target.parent, exc) from exc
    return digest.hexdigest()


def _read_blocks(link: str, reporter: Reporter, limit: int) -> Iterator[bytes]:
    """Yield what an address sends; all errors on the way are `ModelError`."""
    done = 0
    try:
        with open_link(link) as response:
            total = int(response.headers.get("Content-Length") or 0)
            while block := response.read(2**18):
                done += len(block)
                if done > limit:
                    raise _unreachable(link, f"it sends more than the {limit:,} bytes that it should have")
                reporter.advance(done, total)
                yield block
    except (OSError, HTTPException, ValueError) as exc:
        raise _unreachable(link, str(exc)) from exc
    if done < total:
        raise _unreachable(link, f"the connection ended after {done:,} of {total:,} bytes")


def _read_index() -> Iterator[Offer]:
    link = os.environ.get(INDEX_VARIABLE, OFFICIAL_INDEX).rstrip("/") + "/index.json"
    try:
        with open_link(link) as response:
            entries = json.loads(response.read(_MAX_INDEX))
        for entry in entries:
            if entry.get("type", "translate") == "translate":
                yield Offer(
                    name=f"{entry['from_code']}_{entry['to_code']}",
                    version=str(entry["package_version"]),
                    links=tuple(str(address) for address in entry["links"] if _is_usable(str(address))),
                )
    except (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise _unreachable(link, str(exc)) from exc


def open_link(link: str, *, start: int = 0) -> HTTPResponse:
    """Open an https address, from byte `start` of the file on where its host can do that (status 206).

    Raises:
        OSError: The host cannot be reached, or refuses.
        HTTPException: It does not speak HTTP.
        ValueError: It is, or leads to, another kind of address.
    """
    if not _is_usable(link):
        raise ValueError("only https addresses are used")
    headers = {"Range": f"bytes={start}-"} if start else {}
    request = urllib.request.Request(link, headers=headers)  # noqa: S310 - https only, see above
    opener = urllib.request.build_opener(_SafeRedirects)
    try:
        return cast(HTTPResponse, _call_within(_TIMEOUT, lambda: opener.open(request, timeout=_TIMEOUT)))
    except urllib.error.HTTPError as refusal:
        refusal.close()  # it holds the connection
        raise


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows an address to another one only where that may be used, too."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request to the next address.

        Raises:
            ValueError: It is another kind of address.
        """
        if not _is_usable(newurl):
            fp.close()
            raise ValueError(f"it leads to {newurl}, and only https addresses are used")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _call_within(seconds: float, call: Callable[[], T]) -> T:
    """Return what `call` returns, or raise TimeoutError.

    A socket's own timeout is not enough: it counts anew for each address of a host, and not at all for asking name
    servers, so that behind a firewall that swallows packets a minute can pass.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except Exception as error:
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError:
        raise TimeoutError(f"no answer within {seconds:.0f} seconds") from None


def _is_usable(link: str) -> bool:
    address = urlsplit(link)
    return address.scheme == "https" or (address.scheme == "http" and address.hostname in _LOOPBACK)


def _unreachable(where: str, reason: str) -> ModelError:
    return ModelError(
        f"it cannot be downloaded ({reason})",
        where=where,
        hint="This step needs the network. Without it, get the .argosmodel file by other means and type "
        "`summarizer models install FILE.argosmodel`.",
    )
