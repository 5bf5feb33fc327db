"""The brief as Markdown."""

from summarizer.model import Brief


def render_markdown(brief: Brief) -> str:
    """Return the brief as GitHub-flavoured Markdown."""
    parts = [f"# {brief.title.zh or brief.document.source.name}", ""]
    for part in brief.sections:
        parts += [f"## {part.heading.zh or '—'}", "", "| | 中文 | English |", "|---|---|---|"]
        parts += [
            f"| {pair.id} | {pair.key.text.replace('|', chr(92) + '|')} | {pair.rendering.en or ''} |"
            for pair in part.pairs
        ]
        parts.append("")
    return "\n".join(parts) + "\n"
