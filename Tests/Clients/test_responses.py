"""OpenAI's responses API through the official client: passed, refused, cut and redacted, whole and streamed."""

import json
from typing import Any

import pytest
from openai import OpenAI
from openai.types.responses import Response
from pydantic import BaseModel

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMFUL, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from stream_events import Event, named_events, of_type
from upstream_answers import MODEL, Close, Step, chunk, chunked_head, whole
from upstream_responses import (
    ID,
    PATH,
    RESPONSE_USAGE,
    call_item,
    events_of,
    message_item,
    named,
    reasoning_item,
    response,
    streamed_named,
)
from wire_schema import WireSchema

OPENING = "Roast the tomatoes with garlic and a little oil. Add the stock and let it simmer for twenty minutes. " * 4
WITH_ADDRESS = "Write to anna@example.org for the recipe."
WITHOUT_ADDRESS = "Write to [EMAIL] for the recipe."
TOOL: dict[str, Any] = {
    "type": "function",
    "name": "find_recipe",
    "description": "Finds a recipe by its name.",
    "parameters": {
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
        "additionalProperties": False,
    },
    "strict": True,
}
ARGUMENTS = '{"name": "tomato soup"}'


class Soup(BaseModel):
    """A structured answer."""

    name: str
    minutes: int


SOUP = '{"name": "tomato soup", "minutes": 35}'


def script(upstream: FakeUpstream, *answers: list[Step]) -> None:
    upstream.script(*answers, path=PATH)


def ask(raw: RawClient, given: Any = HARMLESS, **more: Any) -> RawAnswer:
    return raw.send("POST", PATH, json.dumps({"model": MODEL, "input": given} | more).encode())


def streamed_to_its_end(client: OpenAI, given: Any = HARMLESS, **more: Any) -> tuple[str, Response]:
    """The text of the deltas, and the response of the last event."""
    text, last = "", None
    for event in client.responses.create(model=MODEL, input=given, stream=True, **more):
        if event.type == "response.output_text.delta":
            text += event.delta
        if event.type in ("response.completed", "response.incomplete", "response.failed"):
            assert last is None, "the stream ended twice"
            last = event.response
    assert last is not None, "the stream has no end"
    return text, last


def numbered(events: list[Event]) -> bool:
    return [event["sequence_number"] for event in events] == list(range(len(events)))


def test_a_whole_response_arrives_as_it_was_given(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, whole(response(reasoning_item("Soup it is."), message_item(ANSWER), x_odd=1)))
    answer = client.responses.create(model=MODEL, input=HARMLESS, instructions="Be brief.", store=False)
    assert answer.output_text == ANSWER and answer.status == "completed"
    assert [item.type for item in answer.output] == ["reasoning", "message"]
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == RESPONSE_USAGE
    assert answer.model_extra == {"x_odd": 1}
    assert json.loads(upstream.only_request(PATH).body)["instructions"] == "Be brief."


@pytest.mark.parametrize("cut_every", [None, 1, 97], ids=lambda n: f"cut every {n}")
def test_a_streamed_response_arrives_however_it_is_cut(
    client: OpenAI, upstream: FakeUpstream, cut_every: int | None
) -> None:
    script(upstream, streamed_named(events_of(reasoning_item("Soup it is."), message_item(ANSWER)), cut_every))
    text, last = streamed_to_its_end(client)
    assert (text, last.output_text, last.status) == (ANSWER, ANSWER, "completed")


def test_the_events_of_a_streamed_response_arrive_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    events = events_of(reasoning_item("Soup it is."), message_item(ANSWER), call_item(ARGUMENTS))
    script(upstream, streamed_named(events))
    assert named_events(ask(raw, stream=True)) == events


def test_the_streaming_interface_gathers_a_response(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(events_of(message_item(ANSWER))))
    with client.responses.stream(model=MODEL, input=HARMLESS) as stream:
        snapshots = [event.snapshot for event in stream if event.type == "response.output_text.delta"]
        assert snapshots[-1] == ANSWER
        assert stream.get_final_response().output_text == ANSWER


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_tool_call_of_a_response_arrives(client: OpenAI, upstream: FakeUpstream, stream: bool) -> None:
    item = call_item(ARGUMENTS)
    script(upstream, streamed_named(events_of(item, size=5)) if stream else whole(response(item)))
    if stream:
        with client.responses.stream(model=MODEL, input=HARMLESS, tools=[TOOL]) as events:
            answer: Response = events.get_final_response()
    else:
        answer = client.responses.create(model=MODEL, input=HARMLESS, tools=[TOOL])
    call = answer.output[0]
    assert call.type == "function_call"
    assert (call.name, call.call_id, json.loads(call.arguments)) == ("find_recipe", "call_1", {"name": "tomato soup"})
    assert json.loads(upstream.only_request(PATH).body)["tools"] == [TOOL]


def test_a_tools_output_reaches_upstream(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, whole(response(message_item(ANSWER))))
    items: list[Any] = [
        {"role": "user", "content": [{"type": "input_text", "text": HARMLESS}]},
        {"type": "function_call", "call_id": "call_1", "name": "find_recipe", "arguments": ARGUMENTS},
        {"type": "function_call_output", "call_id": "call_1", "output": "Roast tomatoes, add stock, blend."},
    ]
    assert client.responses.create(model=MODEL, input=items, tools=[TOOL]).output_text == ANSWER
    assert json.loads(upstream.only_request(PATH).body)["input"] == items


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_structured_response_is_parsed(client: OpenAI, upstream: FakeUpstream, stream: bool) -> None:
    item = message_item(SOUP)
    script(upstream, streamed_named(events_of(item, size=4)) if stream else whole(response(item)))
    if stream:
        with client.responses.stream(model=MODEL, input=HARMLESS, text_format=Soup) as events:
            parsed = events.get_final_response().output_parsed
    else:
        parsed = client.responses.parse(model=MODEL, input=HARMLESS, text_format=Soup).output_parsed
    assert parsed == Soup(name="tomato soup", minutes=35)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_refused_response_is_incomplete_and_says_why(client: OpenAI, upstream: FakeUpstream, stream: bool) -> None:
    if stream:
        text, answer = streamed_to_its_end(client, HARMFUL)
        assert text == POLICY_MESSAGE
    else:
        answer = client.responses.create(model=MODEL, input=HARMFUL)
    assert answer.output_text == POLICY_MESSAGE and answer.model == MODEL
    assert answer.status == "incomplete"
    assert answer.incomplete_details is not None and answer.incomplete_details.reason == "content_filter"
    assert upstream.requests(PATH) == []


HARMFUL_PLACES: dict[str, dict[str, Any]] = {
    "a content part": {"input": [{"role": "user", "content": [{"type": "input_text", "text": HARMFUL}]}]},
    "a tool's output": {
        "input": [
            {"role": "user", "content": HARMLESS},
            {"type": "function_call", "call_id": "c", "name": "find_recipe", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "c", "output": HARMFUL},
        ]
    },
    "an earlier turn": {
        "input": [
            {"role": "user", "content": HARMFUL},
            {"role": "assistant", "content": "Well."},
            {"role": "user", "content": "Go on."},
        ]
    },
    "an item nobody knows": {
        "input": [{"role": "user", "content": HARMLESS}, {"type": "telegram", "words": [HARMFUL]}]
    },
}


@pytest.mark.parametrize("place", HARMFUL_PLACES)
def test_harm_is_found_wherever_a_response_request_holds_it(
    raw: RawClient, upstream: FakeUpstream, place: str
) -> None:
    upstream.always(whole(response(message_item(ANSWER))), "POST", PATH)
    answer = ask(raw, **{"given": HARMFUL_PLACES[place]["input"]})
    assert answer.fields["x-evenkeel-action"] == "refuse"
    assert upstream.requests(PATH) == []


def test_a_harmful_whole_response_is_withheld(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, whole(response(message_item(HARMFUL_ANSWER), x_odd=1)))
    answer = client.responses.create(model=MODEL, input=HARMLESS)
    assert answer.output_text == POLICY_MESSAGE and answer.status == "incomplete"
    assert answer.incomplete_details is not None and answer.incomplete_details.reason == "content_filter"
    # What the model used was used, and what it is called stays.
    assert answer.id == ID and answer.model_extra == {"x_odd": 1}
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == RESPONSE_USAGE


def test_a_streamed_response_is_cut_after_what_was_judged(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(events_of(message_item(OPENING + HARMFUL_ANSWER * 2))))
    text, last = streamed_to_its_end(client)
    assert text.endswith(POLICY_MESSAGE)
    released = text.removesuffix(POLICY_MESSAGE)
    assert len(released) > 100 and OPENING.startswith(released)
    assert last.id == ID and last.status == "incomplete"
    assert last.incomplete_details is not None and last.incomplete_details.reason == "content_filter"
    assert last.output_text == text


def test_a_cut_response_is_told_in_order(raw: RawClient, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(events_of(reasoning_item("Soup."), message_item(OPENING + HARMFUL_ANSWER * 2))))
    answer = ask(raw, stream=True)
    events = named_events(answer)
    assert numbered(events) and b"vermin" not in answer.body
    assert events[-1]["type"] == "response.incomplete"
    # What was opened is closed, and everything said stands in the last event.
    for opened, closed in (
        ("response.output_item.added", "response.output_item.done"),
        ("response.content_part.added", "response.content_part.done"),
    ):
        assert len(of_type(events, opened)) == len(of_type(events, closed)) >= 3
    items = [event["item"] for event in of_type(events, "response.output_item.done")]
    assert [item["id"] for item in events[-1]["response"]["output"]] == [item["id"] for item in items]
    assert items[-1]["content"][0]["text"] == POLICY_MESSAGE


def test_a_stream_with_nothing_released_is_cut(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(events_of(message_item(HARMFUL_ANSWER))))
    text, last = streamed_to_its_end(client)
    assert (text, last.output_text, last.status) == (POLICY_MESSAGE, POLICY_MESSAGE, "incomplete")


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_harmful_arguments_of_a_response_are_cut(raw: RawClient, upstream: FakeUpstream, stream: bool) -> None:
    item = call_item(json.dumps({"text": HARMFUL_ANSWER}))
    script(upstream, streamed_named(events_of(item)) if stream else whole(response(item)))
    answer = ask(raw, stream=stream, tools=[TOOL])
    assert b"vermin" not in answer.body and POLICY_MESSAGE.encode() in answer.body
    last = named_events(answer)[-1]["response"] if stream else answer.json()
    assert last["status"] == "incomplete"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_personal_data_is_taken_out_of_responses(serve: Serve, upstream: FakeUpstream, stream: bool) -> None:
    item = message_item(WITH_ADDRESS)
    script(upstream, streamed_named(events_of(item, size=3)) if stream else whole(response(item)))
    url = serve("--policy", "redacting").url
    with OpenAI(base_url=f"{url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        prompt = "Whom may bob@example.org ask?"
        if stream:
            text, answer = streamed_to_its_end(client, prompt)
            assert text == WITHOUT_ADDRESS
        else:
            answer = client.responses.create(model=MODEL, input=prompt)
    assert answer.output_text == WITHOUT_ADDRESS and answer.status == "completed"
    assert json.loads(upstream.only_request(PATH).body)["input"] == "Whom may [EMAIL] ask?"


def test_redacted_text_is_repeated_redacted(serve: Serve, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(events_of(message_item(WITH_ADDRESS), size=3)))
    with RawClient(serve("--policy", "redacting").url) as raw:
        answer = ask(raw, stream=True)
    events = named_events(answer)
    assert numbered(events) and b"anna" not in answer.body
    assert of_type(events, "response.output_text.done")[0]["text"] == WITHOUT_ADDRESS
    assert of_type(events, "response.content_part.done")[0]["part"]["text"] == WITHOUT_ADDRESS
    assert events[-1]["response"]["output"][0]["content"][0]["text"] == WITHOUT_ADDRESS


@pytest.mark.parametrize("cut", [False, True], ids=["all its events", "a part of them"])
def test_a_response_that_failed_upstream_says_so(client: OpenAI, upstream: FakeUpstream, cut: bool) -> None:
    events = events_of(message_item(ANSWER))[: 6 if cut else -1]
    error = {"code": "server_error", "message": "The model ran out of memory."}
    failed = response(status="failed", error=error)
    events.append({"type": "response.failed", "response": failed, "sequence_number": len(events)})
    script(upstream, streamed_named(events))
    _, last = streamed_to_its_end(client)
    assert last.status == "failed" and last.error is not None and last.error.message == error["message"]


def test_an_error_event_of_upstream_reaches_the_client(raw: RawClient, upstream: FakeUpstream) -> None:
    events = events_of(message_item(ANSWER))[:6]
    error = {"type": "error", "code": "server_error", "message": "Out of memory.", "param": None}
    script(upstream, streamed_named([*events, error | {"sequence_number": len(events)}]))
    told = named_events(ask(raw, stream=True))
    assert told[-1]["type"] == "error" and told[-1]["message"] == "Out of memory."
    assert numbered(told)


def test_the_client_hears_of_an_upstream_that_dies_in_a_streamed_response(
    raw: RawClient, upstream: FakeUpstream, schema: WireSchema
) -> None:
    opening = events_of(message_item(ANSWER))[:6]
    script(upstream, [chunked_head(), *(chunk(named(event)) for event in opening), Close()])
    told = named_events(ask(raw, stream=True))
    assert told[-1]["type"] == "error" and numbered(told)
    for event in told:
        schema.check("ResponseStreamEvent", event)


def test_what_the_proxy_says_in_responses_is_a_response(
    raw: RawClient, upstream: FakeUpstream, schema: WireSchema
) -> None:
    schema.check("Response", ask(raw, HARMFUL, instructions="Be brief.", tools=[TOOL], metadata={"a": "b"}).json())
    script(upstream, whole(response(message_item(HARMFUL_ANSWER))))
    schema.check("Response", ask(raw).json())


def test_what_the_proxy_says_in_streamed_responses_is_its_events(
    raw: RawClient, upstream: FakeUpstream, schema: WireSchema
) -> None:
    items = [reasoning_item("Soup."), message_item(OPENING + HARMFUL_ANSWER * 2)]
    script(upstream, streamed_named(events_of(*items)), streamed_named(events_of(call_item(HARMFUL_ANSWER))))
    for answer in (ask(raw, HARMFUL, stream=True), ask(raw, stream=True), ask(raw, stream=True)):
        events = named_events(answer)
        assert numbered(events)
        for event in events:
            schema.check("ResponseStreamEvent", event)
