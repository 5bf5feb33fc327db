"""Choosing the key sentences of a document."""

from summarizer.model import Document, Extract, KeySentence, Selection


def extract(document: Document, selection: Selection) -> Extract:
    """Choose the sentences that a brief shows, in document order."""
    count = selection.per_section or 3
    chosen = tuple(
        KeySentence(section=section.id, sentence=sentence, score=1 / sentence.index, text=sentence.text)
        for section in document.sections
        for sentence in section.sentences[:count]
    )
    return Extract(document=document, selection=selection, sentences=chosen, method="lead")
