"""An answer that follows OpenAI's description still does when something of it is cut or taken out."""

import json
from typing import Any

import pytest
import wire_schema
from jsonschema import Draft202012Validator
from upstream_answers import whole

from coverage.case_list import STREAMED, WHOLE
from coverage.dialects import CHAT, COMPLETIONS, RESPONSES, Dialect
from coverage.station import Station, plain_request
from coverage.words import ERASED, FORBIDDEN, planted, spots

pytestmark = pytest.mark.skipif(not wire_schema.PATH.exists(), reason="no copy of OpenAI's API description")
SCHEMAS = {
    CHAT: ("CreateChatCompletionResponse", "CreateChatCompletionStreamResponse"),
    COMPLETIONS: ("CreateCompletionResponse", "CreateCompletionResponse"),
    RESPONSES: ("Response", "ResponseStreamEvent"),
}
# What the description does not know, such as parts in an answer's content, can be in none that follows it.
MOST = 0.85


@pytest.fixture(scope="module")
def components() -> Any:
    return wire_schema.with_null(json.loads(wire_schema.PATH.read_text(encoding="utf-8")))["components"]


@pytest.mark.parametrize("marker", [FORBIDDEN, ERASED], ids=["cut", "redacted"])
@pytest.mark.parametrize("is_streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("dialect", SCHEMAS, ids=lambda dialect: dialect.name)
def test_a_valid_answer_stays_valid(
    station: Station, components: Any, dialect: Dialect, is_streamed: bool, marker: str
) -> None:
    faults = Faults(SCHEMAS[dialect][is_streamed], components)
    documents = (STREAMED if is_streamed else WHOLE)[dialect.name]
    valid = 0
    for document in documents:
        first = spots(document)[0].words
        given = planted(document, [spot for spot in spots(document) if spot.words is first], marker)
        if any(faults.of(part) for part in (given if is_streamed else [given])):
            continue
        valid += 1
        steps = dialect.streamed(given) if is_streamed else whole(given)
        answer, _ = station.ask(dialect, plain_request(dialect, is_streamed), steps)
        got = dialect.events(answer) if is_streamed else [answer.json()]
        assert [fault for part in got for fault in faults.of(part)] == [], given
    assert valid >= MOST * len(documents)


class Faults:
    """What is wrong with documents by one schema. The events of streams are mostly the same."""

    def __init__(self, name: str, components: Any) -> None:
        self._validator = Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": components})
        self._known: dict[str, list[str]] = {}

    def of(self, document: Any) -> list[str]:
        key = json.dumps(document | {"sequence_number": 0}, sort_keys=True)
        if key not in self._known:
            self._known[key] = [
                f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                for error in self._validator.iter_errors(said(document))
            ]
        return self._known[key]


def said(document: Any) -> Any:
    """Without what completions' chunks say with null, as servers do and the description does not."""
    if document.get("object") != "text_completion":
        return document
    choices = [{key: value for key, value in choice.items() if value is not None} for choice in document["choices"]]
    full = [choice | {"finish_reason": choice.get("finish_reason", "stop"), "logprobs": None} for choice in choices]
    return {key: value for key, value in document.items() if value is not None} | {"choices": full}
