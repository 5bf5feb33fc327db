"""The brief as one self-contained HTML page, made from its Markdown.

Each block of the Markdown brief goes through the `markdown` package, cut down to the constructs that the brief
uses: no raw HTML, links, images or code blocks exist for it, so no text of a source can become one. The tree is then
enriched with what Markdown cannot say (see `enrichment`). The page needs no script; the one it carries only copies
links, and the page's own policy allows nothing else to run or load.
"""

from collections.abc import Iterator
from html import escape as escape_html
from string import Template
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from summarizer.data import read_data
from summarizer.model import Brief
from summarizer.rendering.composition import lay_out
from summarizer.rendering.enrichment import Enrichment
from summarizer.rendering.markdown import Block, compose_blocks
from summarizer.rendering.options import RenderOptions
from summarizer.rendering.policy import hash_inline
from summarizer.rendering.sheet import Sheet
from summarizer.text.script import name_script

_UNUSED_BLOCKS = ("code", "setextheader", "hr", "olist", "reference")
_UNUSED_INLINES = (
    "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "autolink", "automail",
    "linebreak", "html", "entity",
)  # fmt: skip
_HEAD = {"title", "callout", "facts"}
"""The blocks above the table of contents."""


def render_html(brief: Brief, options: RenderOptions | None = None) -> str:
    """Return the brief as an HTML page."""
    sheet = lay_out(brief)
    blocks = list(compose_blocks(sheet, (options or RenderOptions()).layout))
    chinese = sheet.title.zh + "".join(row.zh for part in sheet.parts for row in part.rows)
    enrichment = Enrichment(sheet, name_script(chinese))
    converted = list(zip(blocks, _convert_blocks(blocks, enrichment), strict=True))
    return _fill_template(
        sheet,
        head="\n".join(html for block, html in converted if block.kind in _HEAD),
        contents="\n".join(html for block, html in converted if block.kind == "contents"),
        body="\n".join(html for block, html in converted if block.kind not in {*_HEAD, "contents"}),
    )


def _convert_blocks(blocks: list[Block], enrichment: Enrichment) -> Iterator[str]:
    converter = Markdown(extensions=["tables"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in _UNUSED_BLOCKS:
        converter.parser.blockprocessors.deregister(name)
    for name in _UNUSED_INLINES:
        converter.inlinePatterns.deregister(name)
    converter.ESCAPED_CHARS = [*converter.ESCAPED_CHARS, *"~$%="]
    converter.inlinePatterns.register(SimpleTagInlineProcessor("(~~)(.+?)~~", "del"), "strikethrough", 70)
    for block in blocks:
        # After the inline patterns (20), before the tree is set in lines (10).
        converter.treeprocessors.register(_Enricher(block, enrichment), "enrich", 15)
        yield converter.reset().convert("\n".join(block.lines))


class _Enricher(Treeprocessor):
    """Enriches the tree of one block."""

    def __init__(self, block: Block, enrichment: Enrichment) -> None:
        super().__init__()
        self._block = block
        self._enrichment = enrichment

    def run(self, root: Element) -> None:
        self._enrichment.enrich(self._block, root)


def _fill_template(sheet: Sheet, *, head: str, contents: str, body: str) -> str:
    style = Template(read_data("rendering/brief.css")).substitute(footer=_quote_css(sheet.source))
    script = read_data("rendering/brief.js")
    return Template(read_data("rendering/brief.html")).substitute(
        title=escape_html(" · ".join(filter(None, (sheet.title.zh, sheet.title.en)))),
        style=style,
        style_hash=hash_inline(style),
        script=script,
        script_hash=hash_inline(script),
        head=head,
        contents=contents,
        body=body,
    )


def _quote_css(text: str) -> str:
    """Return a CSS string of any text: all but ASCII letters and digits as code points, so nothing can end it."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
