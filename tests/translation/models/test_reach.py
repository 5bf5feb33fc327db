"""A host that never answers must not hold a user up."""

import socket
import time

import pytest
from summarizer.translation.models import catalogue
from summarizer.translation.models.catalogue import open_link


def test_name_servers_that_never_answer_are_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_TIMEOUT", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: time.sleep(2))
    start = time.monotonic()
    with pytest.raises(TimeoutError, match="no answer"):
        open_link("https://models.example/index.json")
    assert time.monotonic() - start < 1


def test_what_goes_wrong_at_once_is_told_as_it_is() -> None:
    with pytest.raises(OSError, match="refused"):
        open_link("http://127.0.0.1:9/index.json")
    with pytest.raises(ValueError, match="https"):
        open_link("http://models.example/index.json")
