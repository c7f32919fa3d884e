"""Moderations through the official client: the proxy answers itself, in OpenAI's shape."""

import json
from typing import Any

import pytest
from openai import BadRequestError, OpenAI

from conversations import HARMFUL, HARMLESS
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from wire_schema import WireSchema

PATH = "/v1/moderations"
CATEGORIES = {
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
}
IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}


def ask(raw: RawClient, given: Any, **more: Any) -> RawAnswer:
    return raw.send("POST", PATH, json.dumps({"input": given} | more).encode())


def test_a_harmful_text_is_flagged_and_a_harmless_one_is_not(client: OpenAI, upstream: FakeUpstream) -> None:
    answer = client.moderations.create(model="omni-moderation-latest", input=[HARMLESS, HARMFUL])
    assert [result.flagged for result in answer.results] == [False, True]
    assert not any(answer.results[0].categories.model_dump(by_alias=True).values())
    assert answer.id and answer.model
    assert upstream.requests(PATH) == []


def test_one_text_gets_one_result(client: OpenAI) -> None:
    assert [result.flagged for result in client.moderations.create(input=HARMFUL).results] == [True]


def test_every_category_of_the_omni_models_has_a_score(raw: RawClient) -> None:
    for given in (HARMLESS, HARMFUL):
        result = ask(raw, given).json()["results"][0]
        for field in ("categories", "category_scores", "category_applied_input_types"):
            assert set(result[field]) == CATEGORIES, field
        assert all(0 <= score <= 1 for score in result["category_scores"].values())
        assert result["flagged"] == any(result["categories"].values())


def test_the_parts_of_one_input_get_one_result(client: OpenAI) -> None:
    given: Any = [{"type": "text", "text": HARMFUL}, IMAGE]
    results = client.moderations.create(model="omni-moderation-latest", input=given).results
    assert [result.flagged for result in results] == [True]
    # Nobody here can look at images, and no score claims that somebody did.
    applied = results[0].category_applied_input_types.model_dump(by_alias=True)
    assert all("image" not in kinds for kinds in applied.values())
    assert any("text" in kinds for kinds in applied.values())


def test_the_same_text_gets_the_same_scores(raw: RawClient) -> None:
    first, second = (ask(raw, [HARMFUL]).json()["results"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("given", [3, {}, [], [3], None], ids=["number", "object", "nothing", "numbers", "null"])
def test_an_input_that_is_none_is_an_error(raw: RawClient, schema: WireSchema, given: Any) -> None:
    answer = ask(raw, given)
    assert answer.status == 400, answer.body
    schema.check("ErrorResponse", answer.json())


def test_the_client_hears_of_a_bad_input(client: OpenAI) -> None:
    with pytest.raises(BadRequestError):
        client.moderations.create(input=[])


def test_moderations_are_moderations(raw: RawClient, schema: WireSchema) -> None:
    for given in (HARMFUL, [HARMLESS, HARMFUL], [{"type": "text", "text": HARMFUL}, IMAGE]):
        schema.check("CreateModerationResponse", ask(raw, given).json())
