"""Validates bodies against OpenAI's API description, where a copy of it is at hand."""

import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from evenkeel_process import ROOT

PATH = Path(
    os.environ.get("EVENKEEL_WIRE_SCHEMA", ROOT.parent / "shared" / "wire" / "openai-openapi-subset.json")
)


def with_null(node: Any) -> Any:
    """The description says `nullable` in places, which JSON Schema does not know."""
    if isinstance(node, list):
        return [with_null(part) for part in node]
    if not isinstance(node, dict):
        return node
    plain = {key: with_null(part) for key, part in node.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain


class WireSchema:
    """The schemas of the description, by name."""

    def __init__(self) -> None:
        self._components = with_null(json.loads(PATH.read_text(encoding="utf-8"))["components"])

    def check(self, name: str, value: Any) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": self._components}
        faults = [
            f"{'/'.join(map(str, error.absolute_path)) or 'the body'}: {error.message}"
            for error in Draft202012Validator(schema).iter_errors(value)
        ]
        assert not faults, f"not a {name}:\n" + "\n".join(faults)
