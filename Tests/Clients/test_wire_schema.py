"""What the proxy says itself validates against OpenAI's own description of the API."""

import pytest

from conversations import HARMFUL, HARMFUL_ANSWER, chat
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import DONE, MODEL, choice, completion, event, spoken, streamed, usage_chunk, whole
from wire_schema import WireSchema

USAGE_ASKED = {"stream": True, "stream_options": {"include_usage": True}}


def test_a_refused_answer_is_a_completion(raw: RawClient, schema: WireSchema) -> None:
    schema.check("CreateChatCompletionResponse", raw.chat(chat(HARMFUL, n=2)).json())


def test_a_refused_stream_is_chunks_of_a_completion(raw: RawClient, schema: WireSchema) -> None:
    events = raw.chat(chat(HARMFUL, n=2, **USAGE_ASKED)).events()
    assert events.pop() == "[DONE]"
    for part in events:
        schema.check("CreateChatCompletionStreamResponse", part)
    assert len({(part["id"], part["created"], part["model"]) for part in events}) == 1


def test_a_withheld_answer_is_a_completion(raw: RawClient, upstream: FakeUpstream, schema: WireSchema) -> None:
    upstream.script(whole(completion(choice(HARMFUL_ANSWER))))
    answer = raw.chat(chat())
    assert answer.fields["x-evenkeel-action"] == "cut"
    schema.check("CreateChatCompletionResponse", answer.json())


def test_a_cut_stream_is_chunks_of_one_completion(raw: RawClient, upstream: FakeUpstream, schema: WireSchema) -> None:
    upstream.script(streamed(spoken("Here it is. ", HARMFUL_ANSWER) + [event(usage_chunk()), DONE]))
    events = raw.chat(chat(**USAGE_ASKED)).events()
    assert events.pop() == "[DONE]"
    for part in events:
        schema.check("CreateChatCompletionStreamResponse", part)
    # A client must see one completion, not upstream's and the proxy's.
    assert {part["id"] for part in events} == {"chatcmpl-upstream-1"}


def test_the_models_are_a_list_of_models(raw: RawClient, schema: WireSchema) -> None:
    schema.check("ListModelsResponse", raw.send("GET", "/v1/models").json())
    schema.check("Model", raw.send("GET", f"/v1/models/{MODEL}").json())


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/chat/completions", b"{"),
        ("POST", "/v1/chat/completions", b'{"model":"m","messages":[],"messages":[]}'),
        ("POST", "/v1/chat/completions", b'{"model":"m"}'),
        ("GET", "/v1/chat/completions", None),
        ("GET", "/v1/elsewhere", None),
    ],
    ids=["malformed", "a key twice", "no messages", "another method", "another path"],
)
def test_an_error_is_an_error(raw: RawClient, schema: WireSchema, method: str, path: str, body: bytes | None) -> None:
    schema.check("ErrorResponse", raw.send(method, path, body).json())


def test_an_upstream_error_is_an_error(raw: RawClient, upstream: FakeUpstream, schema: WireSchema) -> None:
    upstream.script(whole(b"not JSON"))
    answer = raw.chat(chat())
    assert answer.status == 502
    schema.check("ErrorResponse", answer.json())
