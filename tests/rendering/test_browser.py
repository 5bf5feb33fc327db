"""The HTML brief in a real browser: headless Chromium, where there is one.

    python -m pytest -m browser
    SUMMARIZER_AXE=/path/to/axe.min.js python -m pytest -m browser

With the file of axe-core (an npm package), accessibility is checked as well.
"""

import json
import os
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest
from summarizer.rendering.html import render_html
from summarizer.rendering.options import Layout, RenderOptions

from tests.rendering.briefs import (
    add_made_up_words,
    fill_everywhere,
    make_brief,
    make_pair,
    make_section,
    make_water_brief,
)
from tests.rendering.test_markdown import HOSTILE

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
AXE = os.environ.get("SUMMARIZER_AXE")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")]

ONE_SECTION = make_brief(
    [make_section(None, [make_pair("水利工程重在管护。", "What matters is upkeep.", id="0:1")], id="0")]
)
BRIEFS = {
    "water": make_water_brief(),
    "words": add_made_up_words(make_water_brief(), en="a word that is explained"),
    "one": ONE_SECTION,
    "hostile": fill_everywhere(" ".join(HOSTILE) + "W" * 500),
}
SHAPES: list[tuple[str, Layout, str]] = [
    ("water", "table", "light"),
    ("water", "table", "dark"),
    ("water", "interleaved", "light"),
    ("words", "table", "light"),
    ("words", "interleaved", "dark"),
    ("one", "table", "light"),
    ("hostile", "table", "light"),
    ("hostile", "interleaved", "dark"),
]
WIDTHS = (320, 360, 768, 1440)
# The page's own policy forbids what a test needs; frames give it each width, whatever the smallest window is.
HARNESS = """<!DOCTYPE html><title></title>{frames}<script>
addEventListener("load", async () => {{
  const found = {{}};
  for (const frame of document.querySelectorAll("iframe")) {{
    const page = frame.contentDocument, root = page.documentElement;
    const overflow = () => root.scrollWidth - root.clientWidth;
    const result = found[frame.width] = {{overflow: overflow(), hidden: 0, violations: []}};
    const axe = {axe};
    if (axe) {{
      const script = page.createElement("script");
      script.textContent = axe;
      page.head.append(script);
      const run = await frame.contentWindow.axe.run(page);
      result.violations = run.violations.map((each) => each.id);
    }}
    for (const link of page.querySelectorAll(".place, .sign, .cut")) {{
      const tip = link.querySelector(".tip");
      if (getComputedStyle(tip).display !== "none") result.hidden += 1;
      link.focus();
      const box = tip.getBoundingClientRect();
      const seen = box.width > 0 && box.left >= 0 && box.right <= root.clientWidth;
      if (!seen) result.hidden += 1;
      result.overflow = Math.max(result.overflow, overflow());
    }}
  }}
  document.title = JSON.stringify(found);
}});
</script>"""


def run_chromium(folder: Path, *arguments: str) -> str:
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", *arguments,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


def drop_policy(page: str) -> str:
    return re.sub(r"<meta http-equiv[^>]*>", "", page)


@pytest.mark.parametrize(("name", "layout", "scheme"), SHAPES)
def test_page_fits_explains_its_signs_and_is_accessible(name: str, layout: Layout, scheme: str, tmp_path: Path) -> None:
    page = escape(drop_policy(render_html(BRIEFS[name], RenderOptions(layout=layout))))
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{page}"></iframe>' for width in WIDTHS)
    axe = json.dumps(Path(AXE).read_text(encoding="utf-8")).replace("</", "<\\/") if AXE else "null"
    file = tmp_path / "harness.html"
    file.write_text(HARNESS.format(frames=frames, axe=axe), encoding="utf-8")
    preference = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    dump = run_chromium(tmp_path, preference, "--virtual-time-budget=60000", "--dump-dom", file.as_uri())
    title = re.search("<title>(.*?)</title>", dump)
    assert title is not None
    sound = {"overflow": 0, "hidden": 0, "violations": []}
    assert json.loads(unescape(title[1])) == {str(width): sound for width in WIDTHS}


@pytest.mark.parametrize(("paper", "points"), [("A4", 595), ("letter", 612)])
def test_paper_has_whole_rows_and_the_source_on_each_page(paper: str, points: int, tmp_path: Path) -> None:
    import pypdfium2  # noqa: PLC0415 - only this test reads a PDF

    rows = [
        make_pair("渠道要管好。" * (1 + n % 7), f"Begin{n} {'upkeep ' * 15 * (1 + n % 5)}end{n}.", id=f"1:{n}", line=n)
        for n in range(1, 60)
    ]
    brief = make_brief([make_section("一、水源", rows), make_section("二、水渠", rows[:1], id="2")])
    page = drop_policy(render_html(brief)).replace("</style>", f"@page {{ size: {paper}; }}</style>")
    (tmp_path / "brief.html").write_text(page, encoding="utf-8")
    target = tmp_path / "brief.pdf"
    run_chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={target}", (tmp_path / "brief.html").as_uri())
    pages = list(pypdfium2.PdfDocument(target))
    assert len(pages) > 4
    for number, printed in enumerate(pages, start=1):
        text = printed.get_textpage().get_text_range()
        assert round(printed.get_width()) in {points, points + 1}
        assert "water.txt (text, gb18030, 20 Chinese characters)" in text
        assert set(re.findall(r"Begin(\d+) ", text)) == set(re.findall(r"end(\d+)\.", text))
        assert f"{number} / {len(pages)}" in text
        # Signs and rows are explained on the screen only.
        assert "This links to it" not in text
