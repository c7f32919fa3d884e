"""The list of models comes from upstream."""

import pytest
from openai import NotFoundError, OpenAI

from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import MODEL, whole


def test_models_are_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]


def test_one_model_is_retrieved(client: OpenAI) -> None:
    assert client.models.retrieve(MODEL).id == MODEL


def test_a_model_name_with_a_slash_reaches_upstream_as_it_is(client: OpenAI, upstream: FakeUpstream) -> None:
    card = {"id": "team/model", "object": "model", "created": 1, "owned_by": "tests"}
    upstream.always(whole(card), path="/v1/models/team%2Fmodel")
    upstream.always(whole(card), path="/v1/models/team/model")
    assert client.models.retrieve("team/model").id == "team/model"


def test_upstreams_error_about_a_model_arrives(client: OpenAI, upstream: FakeUpstream) -> None:
    error = {"error": {"message": "no such model", "type": "invalid_request_error", "param": "model", "code": "nope"}}
    upstream.always(whole(error, "404 Not Found"), path="/v1/models/absent")
    with pytest.raises(NotFoundError, match="no such model") as raised:
        client.models.retrieve("absent")
    assert raised.value.code == "nope"


def test_a_list_can_only_be_read(raw: RawClient) -> None:
    answer = raw.send("DELETE", f"/v1/models/{MODEL}")
    assert answer.status == 405
    assert answer.json()["error"]["message"]
