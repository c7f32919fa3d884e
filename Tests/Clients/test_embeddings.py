"""Embeddings through the official client: inputs are judged, vectors pass untouched."""

import base64
import json
import struct
from typing import Any

import pytest
from openai import BadRequestError, OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import HARMFUL, HARMLESS
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from upstream_answers import MODEL, whole
from upstream_completions import EMBEDDINGS as PATH
from upstream_completions import embeddings
from wire_schema import WireSchema

VECTOR = [0.25, -0.5, 0.125]


def ask(raw: RawClient, given: Any) -> RawAnswer:
    return raw.send("POST", PATH, json.dumps({"model": MODEL, "input": given}).encode())


def test_vectors_arrive_as_they_were_given(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(embeddings(VECTOR, [1, 0, 0])), path=PATH)
    answer = client.embeddings.create(model=MODEL, input=[HARMLESS, "Onions."], encoding_format="float")
    assert [data.embedding for data in answer.data] == [VECTOR, [1, 0, 0]]
    assert answer.usage.total_tokens == 5


def test_base64_which_the_client_asks_for_by_itself_arrives(client: OpenAI, upstream: FakeUpstream) -> None:
    packed = base64.b64encode(struct.pack("<3f", *VECTOR)).decode()
    upstream.script(whole(embeddings(packed)), path=PATH)
    assert list(client.embeddings.create(model=MODEL, input=HARMLESS, dimensions=3).data[0].embedding) == VECTOR
    sent = json.loads(upstream.only_request(PATH).body)
    assert (sent["input"], sent["encoding_format"], sent["dimensions"]) == (HARMLESS, "base64", 3)


def test_the_bytes_of_request_and_answer_stay(raw: RawClient, upstream: FakeUpstream) -> None:
    given = b'{ "data":[{"object":"embedding","index":0,"embedding":[1.0e-3,-0.0,12345678901234567890]}]}\n'
    upstream.script(whole(given), path=PATH)
    body = b'{"input" : ["Caf\\u00e9 soup"], "model":"m", "dimensions":3.0e0 }'
    assert raw.send("POST", PATH, body).body == given
    assert upstream.only_request(PATH).body == body


@pytest.mark.parametrize(
    "given", [HARMFUL, [HARMFUL], [HARMLESS, "Onions.", HARMFUL]], ids=["text", "list of one", "third of three"]
)
def test_a_refused_input_is_an_error_since_a_vector_cannot_say_it(
    client: OpenAI, upstream: FakeUpstream, given: Any
) -> None:
    with pytest.raises(BadRequestError) as raised:
        client.embeddings.create(model=MODEL, input=given)
    assert raised.value.code == "content_filter"
    assert upstream.requests(PATH) == []


@pytest.mark.parametrize("given", [[1, 2, 3], [[1, 2], [3]]], ids=["tokens", "lists of tokens"])
def test_token_numbers_are_refused(client: OpenAI, upstream: FakeUpstream, given: Any) -> None:
    with pytest.raises(BadRequestError) as raised:
        client.embeddings.create(model=MODEL, input=given)
    assert raised.value.code == "token_prompt"
    assert upstream.requests(PATH) == []


def test_personal_data_is_taken_out_of_inputs(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.script(whole(embeddings(VECTOR, VECTOR)), path=PATH)
    url = serve("--policy", "redacting").url
    with OpenAI(base_url=f"{url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        client.embeddings.create(
            model=MODEL, input=[HARMLESS, "Whom may bob@example.org ask?"], encoding_format="float"
        )
    assert json.loads(upstream.only_request(PATH).body)["input"] == [HARMLESS, "Whom may [EMAIL] ask?"]


def test_errors_about_embeddings_are_errors(raw: RawClient, schema: WireSchema) -> None:
    for given in ([1, 2, 3], {}, None):
        answer = ask(raw, given)
        assert answer.status == 400, given
        schema.check("ErrorResponse", answer.json())


def test_a_filters_error_is_in_the_shape_of_azures(raw: RawClient, schema: WireSchema) -> None:
    answer = ask(raw, HARMFUL)
    error = answer.json()["error"]
    assert (answer.status, error["code"], error["innererror"]["code"]) == (
        400,
        "content_filter",
        "ResponsibleAIPolicyViolation",
    )
    # Azure says more than OpenAI, and no type.
    schema.check("ErrorResponse", {"error": error | {"type": error["type"] or "none"}})
