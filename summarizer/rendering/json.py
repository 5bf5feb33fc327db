"""The brief as JSON: a public contract, `schema_version` 1, written down key by key in `brief.schema.json`."""

import json
from typing import Any

from summarizer.model import Bilingual, Brief, BriefSection, Document, Pair

SCHEMA_VERSION = 1


def render_json(brief: Brief, *, lines: bool = False, why: bool = False) -> str:
    """Return the brief as JSON text.

    Args:
        brief: What to show.
        lines: Add every source line with its role.
        why: Add to each pair what spoke for its sentence.
    """
    return json.dumps(to_plain(brief, lines=lines, why=why), ensure_ascii=False, indent=1) + "\n"


def to_plain(brief: Brief, *, lines: bool = False, why: bool = False) -> dict[str, Any]:
    """Return the brief as plain dicts and lists, in the contract's key order."""
    document = brief.document
    source, completeness = document.source, document.completeness
    plain: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "signature": brief.signature,
        "source": {
            "name": source.name,
            "format": source.format,
            "encoding": source.encoding,
            "sha256": source.sha256,
            "characters": document.character_count,
            "damage": [{"kind": d.kind, "count": d.count, "line": d.line} for d in source.damage],
        },
        "title": _bilingual(brief.title),
        "metadata": dict(document.metadata),
        "completeness": {
            "truncated": completeness.truncated,
            "summary": {"zh": completeness.zh, "en": completeness.en},
            "evidence": [
                {"kind": e.kind, "line": e.line, "text": e.text, "zh": e.zh, "en": e.en} for e in completeness.evidence
            ],
            "missing_sections": list(completeness.missing_sections),
            "last_sentence_complete": completeness.last_sentence_complete,
        },
        "boilerplate": [
            {"line": line.number, "text": line.text, "rule": role.rule}
            for line, role in zip(source.lines, document.roles, strict=True)
            if role.role == "boilerplate"
        ],
        "masked": [{"text": m.text, "count": m.count, "lines": list(m.lines)} for m in document.masked],
        "sections": [_section(section, why=why) for section in brief.sections],
        "terms": [
            {"zh": term.zh, "en": term.en, "pinyin": term.pinyin, "count": count, "source": term.source}
            for term, count in brief.terms
        ],
        "figures": [
            {"zh": f.zh, "value": f.value, "unit": f.unit, "en": f.en, "pair": pair.id, "ok": f.ok}
            for pair in brief.pairs
            for f in pair.rendering.figures
        ],
        "engine": {
            "name": brief.engine.name,
            "model": brief.engine.model,
            "version": brief.engine.version,
            "licence": brief.engine.licence,
        },
    }
    if lines:
        plain["lines"] = _lines(document)
    return plain


def _bilingual(text: Bilingual) -> dict[str, str | None]:
    return {"zh": text.zh, "en": text.en}


def _section(part: BriefSection, *, why: bool) -> dict[str, Any]:
    return {
        "id": part.section.id,
        "level": part.section.level,
        "line": part.section.line,
        "heading": _bilingual(part.heading),
        "sentence_count": len(part.section.sentences),
        "character_count": part.section.character_count,
        "pairs": [_pair(pair, why=why) for pair in part.pairs],
    }


def _pair(pair: Pair, *, why: bool) -> dict[str, Any]:
    sentence = pair.key.sentence
    plain: dict[str, Any] = {
        "id": pair.id,
        "line": sentence.line,
        "start": sentence.start,
        "end": sentence.end,
        "zh": pair.key.text,
        "en": pair.rendering.en,
        "score": round(pair.key.score, 4),
        "flags": [{"kind": flag.kind, "detail": flag.detail} for flag in pair.rendering.flags],
        "terms": [term.zh for term in pair.rendering.terms],
    }
    if pair.key.spans:
        plain["spans"] = [list(span) for span in pair.key.spans]
    if pair.words:
        plain["words"] = [{"zh": word.zh, "pinyin": word.pinyin, "en": word.en} for word in pair.words]
    if why:
        plain["why"] = [{"kind": r.kind, "weight": r.weight, "en": r.en} for r in pair.key.reasons]
    return plain


def _lines(document: Document) -> list[dict[str, Any]]:
    return [
        {"line": line.number, "role": role.role, "rule": role.rule, "text": line.text}
        for line, role in zip(document.source.lines, document.roles, strict=True)
    ]
