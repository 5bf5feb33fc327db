"""Documents for the tests of extraction, made of plain lists of sentences."""

from collections.abc import Sequence

from summarizer.model import Completeness, Document, Line, Section, Sentence, Source


def make_document(sections: Sequence[tuple[str | None, Sequence[str]]], title: str | None = None) -> Document:
    """Make a document of headings with their sentences, each sentence on a line and a paragraph of its own."""
    lines: list[Line] = []
    made = []
    for number, (heading, texts) in enumerate(sections, 1):
        head = _add(lines, heading or "")
        sentences = tuple(_make_sentence(i, _add(lines, text)) for i, text in enumerate(texts, 1))
        made.append(Section(id=str(number), level=1, line=head.number, heading=heading, sentences=sentences))
    return Document(
        source=Source(name="test.txt", format="text", encoding="utf-8", sha256="", lines=tuple(lines)),
        title=title,
        title_line=None,
        metadata={},
        roles=(),
        sections=tuple(made),
        completeness=Completeness(truncated=False, zh="", en=""),
    )


def _add(lines: list[Line], text: str) -> Line:
    start = lines[-1].end + 1 if lines else 0
    lines.append(Line(number=len(lines) + 1, start=start, text=text))
    return lines[-1]


def _make_sentence(index: int, line: Line) -> Sentence:
    return Sentence(index=index, line=line.number, start=line.start, end=line.end, text=line.text, paragraph=index)
