"""The list of cases names every field of OpenAI's API description that can hold text, or says why it holds no words."""

import json
from dataclasses import replace
from typing import Any

import pytest
import wire_schema

from coverage.case_list import CASES
from coverage.schema_fields import ROOTS, Description, Field
from coverage.wordless import OPENAI, WORDLESS, is_wordless

pytestmark = pytest.mark.skipif(not wire_schema.PATH.exists(), reason="no copy of OpenAI's API description")


@pytest.fixture(scope="module")
def description() -> Description:
    return Description(json.loads(wire_schema.PATH.read_text(encoding="utf-8")))


def known(dialect: str, part: str) -> set[str]:
    return {case.path for case in CASES if (case.dialect.name, case.part) == (dialect, part)}


def places(field: Field) -> list[str]:
    return [path + (":key" if field.kind == "key" else "") for path in field.paths]


def unknown(description: Description, dialect: str, part: str, schema: str) -> list[str]:
    """The fields that the list does not name."""
    named = known(dialect, part)
    fields = description.fields(part, schema)
    assert fields, f"{schema} has no field that can hold text"
    return sorted(
        f"{field.paths[0]} ({field.kind})"
        for field in fields
        if not field.is_named(named) and not any(is_wordless(dialect, part, place) for place in places(field))
    )


@pytest.mark.parametrize(("dialect", "part", "schema"), ROOTS)
def test_every_field_that_can_hold_text_is_in_the_list(
    description: Description, dialect: str, part: str, schema: str
) -> None:
    assert unknown(description, dialect, part, schema) == []


def test_every_wordless_field_is_a_field(description: Description) -> None:
    """What the description does not have needs no reason."""
    there = {
        (dialect, part, place)
        for dialect, part, schema in ROOTS
        for field in description.fields(part, schema)
        for place in places(field)
    }
    listed = [entry for entry in WORDLESS if not entry.is_constant and set(entry.dialects) & set(OPENAI)]
    # The events that hold a response are asked for as one, and Anthropic's are not in the description.
    paths = [(entry, path) for entry in listed for path in entry.paths if not path.startswith(("*: response.", "*: m"))]
    stale = [path for entry, path in paths if not any(replace(entry, paths=(path,)).holds(*place) for place in there)]
    assert stale == []


NEW_FIELDS: list[tuple[str, dict[str, Any], str]] = [
    ("ChatCompletionRequestUserMessage", {"type": "string"}, "messages[user].x_new (text)"),
    ("ChatCompletionRequestUserMessage", {"type": ["string", "null"]}, "messages[user].x_new (text)"),
    ("CreateChatCompletionRequest", {"anyOf": [{"type": "integer"}, {"type": "string"}]}, "x_new (text)"),
    ("CreateChatCompletionRequest", {"type": "array", "items": {"type": "string"}}, "x_new[] (text)"),
    (
        "CreateChatCompletionRequest",
        {"type": "object", "additionalProperties": {"type": "integer"}},
        "x_new.* (key)",
    ),
    ("FunctionObject", {"type": "object"}, "tools[function].function.x_new (below)"),
    ("FunctionObject", {}, "tools[function].function.x_new (below)"),
]


@pytest.mark.parametrize(("schema", "field", "expected"), NEW_FIELDS, ids=lambda value: str(value)[:40])
def test_a_new_field_is_noticed(schema: str, field: dict[str, Any], expected: str) -> None:
    changed = json.loads(wire_schema.PATH.read_text(encoding="utf-8"))
    node = changed["components"]["schemas"][schema]
    holder = next((one for one in node.get("allOf", []) if "properties" in one), node)
    holder["properties"]["x_new"] = field
    assert unknown(Description(changed), *ROOTS[0]) == [expected]


def test_a_new_kind_of_item_is_noticed() -> None:
    changed = json.loads(wire_schema.PATH.read_text(encoding="utf-8"))
    schemas = changed["components"]["schemas"]
    schemas["OutputItem"]["oneOf"].append(
        {
            "type": "object",
            "properties": {"type": {"type": "string", "enum": ["new_call"]}, "said": {"type": "string"}},
        }
    )
    root = next(root for root in ROOTS if root[:2] == ("responses", "whole"))
    assert unknown(Description(changed), *root) == ["output[new_call].said (text)"]


def test_every_case_is_found_under_its_own_name() -> None:
    names = [(case.part, case.id) for case in CASES]
    assert len(names) == len(set(names)) > 2000
