import json
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from summarizer.briefs import outline, read_document
from summarizer.data import read_data
from summarizer.model import EvidenceKind, FlagKind, Format, Role, Selection
from summarizer.rendering import RENDERERS
from summarizer.rendering.json import render_json, to_plain

from tests.rendering.briefs import fill_everywhere, make_water_brief
from tests.rendering.test_markdown import HOSTILE

DOCUMENTS = sorted((Path(__file__).parents[1] / "documents").iterdir())
SCHEMA: dict[str, Any] = json.loads(read_data("rendering/brief.schema.json"))
KINDS = {
    "format": (SCHEMA["properties"]["source"]["properties"]["format"], Format),
    "evidence": (
        SCHEMA["properties"]["completeness"]["properties"]["evidence"]["items"]["properties"]["kind"],
        EvidenceKind,
    ),
    "flag": (SCHEMA["$defs"]["pair"]["properties"]["flags"]["items"]["properties"]["kind"], FlagKind),
    "role": (SCHEMA["properties"]["lines"]["items"]["properties"]["role"], Role),
}


def find_faults(plain: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(SCHEMA).iter_errors(plain)]


def test_the_contract_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", KINDS)
def test_the_contract_names_every_kind(kind: str) -> None:
    described, literal = KINDS[kind]
    assert described["enum"] == list(get_args(literal))


def test_a_brief_with_something_of_everything_keeps_the_contract() -> None:
    plain = to_plain(make_water_brief())
    assert find_faults(plain) == []
    assert list(plain) == [key for key in SCHEMA["properties"] if key != "lines"]
    assert [line["rule"] for line in plain["boilerplate"]] == ["navigation", "navigation", "copyright"]
    assert plain["masked"] == [{"text": "***县长", "count": 2, "lines": [5, 7]}]
    assert plain["figures"] == [
        {"zh": "1.2万", "value": "12000", "unit": "number", "en": "12,000", "pair": "1:2", "ok": False},
        {"zh": "75%", "value": "0.75", "unit": "percent", "en": "75%", "pair": "1:2", "ok": True},
    ]
    assert plain["terms"] == [{"zh": "水渠", "en": "canal", "pinyin": "shuǐ qú", "count": 4, "source": "cedict"}]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_keep_the_contract(path: Path) -> None:
    brief = outline(read_document(path.read_bytes(), name=path.name), Selection(clauses=True))
    plain = json.loads(render_json(brief, lines=True, why=True))
    assert find_faults(plain) == []
    view = "\n".join(line["text"] for line in plain["lines"])
    for section in plain["sections"]:
        for pair in section["pairs"]:
            spans = pair.get("spans") or [(pair["start"], pair["end"])]
            shown = pair["zh"].replace("[…]", "")
            assert "".join("".join(view[a:b] for a, b in spans).split()) == "".join(shown.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_come_back_exactly(text: str) -> None:
    plain = json.loads(RENDERERS["json"].render(fill_everywhere(text)))
    assert find_faults(plain) == []
    assert plain["title"] == {"zh": text, "en": text}
    assert plain["sections"][0]["pairs"][0]["zh"] == text
