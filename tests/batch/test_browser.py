"""The index in a real browser: headless Chromium, where there is one. `python -m pytest -m browser`."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from summarizer.batch import Entry, Report, open_folder
from summarizer.batch.index import write_index

from tests.rendering.test_browser import CHROMIUM, run_chromium

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")]

ROWS = 10_000
LIMIT = 2_000
"""Milliseconds that a search or a sort of all rows may take, layout included; on an idle machine they take 200."""
# What a reader does, and how long it takes until the page is laid out again.
SCRIPT = """<script>
const done = {};
const measure = (name, act) => {
  const start = performance.now();
  act();
  document.body.offsetHeight;
  done[name] = performance.now() - start;
};
const laidOut = () => [...document.querySelectorAll("tbody tr")].map((row) => row.cells);
const first = (column) => laidOut()[0][column].textContent;
measure("search", () => search("号77 水库"));
done.found = document.getElementById("found").textContent;
done.all = laidOut().every((cells) => cells[1].textContent.includes("号77"));
measure("clear", () => search(""));
measure("sort", () => document.querySelectorAll("thead button")[5].click());
done.least = first(5);
measure("reverse", () => document.querySelectorAll("thead button")[5].click());
done.most = first(5);
measure("scroll", () => window.dispatchEvent(new Event("beforeprint")));
done.rows = laidOut().length;
done.last = laidOut().at(-1)[0].textContent;
done.narrowest = Math.min(...heads.map((head) => head.offsetWidth));
done.tallest = Math.max(...[...body.rows].slice(0, 50).map((row) => row.offsetHeight));
done.width = document.documentElement.scrollWidth - document.documentElement.clientWidth;
document.title = JSON.stringify(done);
</script>"""


def make_entry(number: int) -> Entry:
    path = f"{number // 100:03d}/{number:05d}.txt"
    if number == 7:
        return Entry(path=path, status="failed", reason="there is no text in it")
    return Entry(
        path=path,
        status="written",
        title_zh=f"关于检修号{number}水库的通知",
        title_en=f"Notice on the overhaul of reservoir No. {number}",
        date="2024-05-17",
        organ="市水利局",
        characters=(number * 7919) % 99_991,
        engine="argos/zh_en-1.9",
        outputs=(f"{path}.md",),
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("index")
    write_index(Report(entries=list(map(make_entry, range(ROWS)))), open_folder(str(folder)))
    index = (folder / "index.html").read_text(encoding="utf-8")
    # The page's own policy forbids what a test needs.
    free = re.sub("<meta http-equiv[^>]*>", "", index).replace("</body>", f"{SCRIPT}</body>")
    (folder / "free.html").write_text(free, encoding="utf-8")
    dump = run_chromium(folder, "--virtual-time-budget=20000", "--dump-dom", (folder / "free.html").as_uri())
    title = re.search("<title>(.*?)</title>", dump)
    assert title is not None
    done: dict[str, Any] = json.loads(unescape(title[1]))
    print(done)
    return done


def test_search_finds_what_has_all_words(page: dict[str, Any]) -> None:
    assert page["found"] == "111 of 10000"
    assert page["all"] is True


def test_numbers_are_sorted_as_numbers_and_empty_cells_last(page: dict[str, Any]) -> None:
    amounts = [(number * 7919) % 99_991 for number in range(ROWS) if number != 7]
    assert (page["least"], page["most"]) == (str(min(amounts)), str(max(amounts)))
    assert page["last"] == "000/00007.txt"


def test_ten_thousand_rows_are_fast_and_fit(page: dict[str, Any]) -> None:
    assert page["width"] == 0
    assert page["narrowest"] > 50
    assert page["tallest"] < 150
    assert all(page[name] < LIMIT for name in ("search", "clear", "sort", "reverse"))


def test_print_has_all_rows(page: dict[str, Any]) -> None:
    assert page["rows"] == ROWS


def test_policy_lets_the_page_work(tmp_path: Path) -> None:
    write_index(Report(entries=list(map(make_entry, range(300)))), open_folder(str(tmp_path)))
    dump = run_chromium(tmp_path, "--dump-dom", (tmp_path / "index.html").as_uri())
    assert dump.count("<tr") == 1 + 200, "the script lays out the first rows"
