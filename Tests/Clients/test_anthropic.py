"""Anthropic's messages API through Anthropic's client: passed, refused, cut and redacted, whole and streamed."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMFUL, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE, said
from evenkeel_process import EvenkeelProcess
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from stream_events import named_events, of_type
from upstream_answers import MODEL, Close, Step, chunk, chunked_head, whole
from upstream_anthropic import (
    ID,
    PATH,
    TOKENS,
    message_events,
    message_of,
    text_block,
    thinking_block,
    tool_block,
)
from upstream_responses import named, streamed_named

OPENING = "Roast the tomatoes with garlic and a little oil. Add the stock and let it simmer for twenty minutes. " * 4
WITH_ADDRESS = "Write to anna@example.org for the recipe."
WITHOUT_ADDRESS = "Write to [EMAIL] for the recipe."
TOOL: Any = {
    "name": "find_recipe",
    "description": "Finds a recipe by its name.",
    "input_schema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
}


def client_of(evenkeel: EvenkeelProcess, key: str = CLIENT_KEY) -> Anthropic:
    return Anthropic(base_url=evenkeel.url, api_key=key, max_retries=0, timeout=20)


@pytest.fixture
def claude(evenkeel: EvenkeelProcess) -> Iterator[Anthropic]:
    """The official client, told nothing but a base URL and a key."""
    with client_of(evenkeel) as client:
        yield client


def script(upstream: FakeUpstream, *answers: list[Step]) -> None:
    upstream.script(*answers, path=PATH)


def ask(raw: RawClient, prompt: str = HARMLESS, **more: Any) -> RawAnswer:
    body = {"model": MODEL, "max_tokens": 500, "messages": said(prompt)} | more
    return raw.send("POST", PATH, json.dumps(body).encode(), anthropic_version="2023-06-01")


def create(client: Anthropic, prompt: str = HARMLESS, stream: bool = False, **more: Any) -> anthropic.types.Message:
    """The message of a request, gathered from its events where it is streamed."""
    messages: Any = said(prompt)
    if not stream:
        return client.messages.create(model=MODEL, max_tokens=500, messages=messages, **more)
    with client.messages.stream(model=MODEL, max_tokens=500, messages=messages, **more) as events:
        return events.get_final_message()


def texts(message: anthropic.types.Message) -> list[str]:
    return [block.text for block in message.content if block.type == "text"]


def test_a_whole_message_arrives_as_it_was_given(claude: Anthropic, upstream: FakeUpstream) -> None:
    given = message_of(thinking_block("Soup it is."), text_block(ANSWER), x_odd=1)
    script(upstream, whole(given))
    answer = create(claude, system=[{"type": "text", "text": "Be brief."}])
    assert answer.to_dict() == given
    request = upstream.only_request(PATH)
    assert json.loads(request.body)["system"] == [{"type": "text", "text": "Be brief."}]
    assert request.field("anthropic-version")
    assert CLIENT_KEY.encode() not in request.head


@pytest.mark.parametrize("cut_every", [None, 1, 97], ids=lambda n: f"cut every {n}")
def test_a_streamed_message_arrives_however_it_is_cut(
    claude: Anthropic, upstream: FakeUpstream, cut_every: int | None
) -> None:
    blocks = [thinking_block("Soup it is."), text_block(ANSWER)]
    script(upstream, streamed_named(message_events(*blocks), cut_every))
    answer = create(claude, stream=True)
    assert answer.to_dict()["content"] == blocks
    assert (answer.id, answer.stop_reason, answer.usage.output_tokens) == (ID, "end_turn", TOKENS["output_tokens"])


def test_the_events_of_a_streamed_message_arrive_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    events = message_events(thinking_block("Soup it is."), text_block(ANSWER), tool_block({"name": "soup"}))
    script(upstream, streamed_named(events))
    assert named_events(ask(raw, stream=True)) == events


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_tool_use_arrives(claude: Anthropic, upstream: FakeUpstream, stream: bool) -> None:
    blocks = [text_block("I look it up."), tool_block({"name": "tomato soup", "servings": 4})]
    given = streamed_named(message_events(*blocks, stop="tool_use", size=5)) if stream else whole(
        message_of(*blocks, stop="tool_use")
    )
    script(upstream, given)
    answer = create(claude, stream=stream, tools=[TOOL])
    assert answer.stop_reason == "tool_use"
    use = answer.content[1]
    assert use.type == "tool_use"
    assert (use.id, use.name, use.input) == ("toolu_1", "find_recipe", {"name": "tomato soup", "servings": 4})


def test_a_tools_result_reaches_upstream(claude: Anthropic, upstream: FakeUpstream) -> None:
    script(upstream, whole(message_of(text_block(ANSWER))))
    messages: Any = [
        *said(HARMLESS),
        {"role": "assistant", "content": [tool_block({"name": "tomato soup"})]},
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "Roast tomatoes, add stock."}],
        },
    ]
    answer = claude.messages.create(model=MODEL, max_tokens=500, messages=messages, tools=[TOOL])
    assert texts(answer) == [ANSWER]
    sent = json.loads(upstream.only_request(PATH).body)
    assert (sent["messages"], sent["tools"]) == (messages, [TOOL])


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_refused_message_is_an_ordinary_message(claude: Anthropic, upstream: FakeUpstream, stream: bool) -> None:
    answer = create(claude, HARMFUL, stream=stream)
    assert texts(answer) == [POLICY_MESSAGE]
    assert (answer.stop_reason, answer.role, answer.model) == ("refusal", "assistant", MODEL)
    assert answer.id.startswith("msg_") and answer.usage.output_tokens == 0
    assert upstream.requests(PATH) == []


HARMFUL_PLACES: dict[str, Any] = {
    "a text block": [{"role": "user", "content": [{"type": "text", "text": HARMFUL}]}],
    "a tool's result": [
        *said(HARMLESS),
        {"role": "assistant", "content": [tool_block({})]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": HARMFUL}]},
    ],
    "a block of a tool's result": [
        *said(HARMLESS),
        {"role": "assistant", "content": [tool_block({})]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": HARMFUL}]}
            ],
        },
    ],
    "a document": [
        {
            "role": "user",
            "content": [
                {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": HARMFUL}},
                {"type": "text", "text": "Sum this up."},
            ],
        }
    ],
    "an earlier turn": [*said(HARMFUL), {"role": "assistant", "content": "Well."}, *said("Go on.")],
    "a block nobody knows": [{"role": "user", "content": [{"type": "telegram", "words": [HARMFUL]}]}],
}


@pytest.mark.parametrize("place", HARMFUL_PLACES)
def test_harm_is_found_wherever_a_message_holds_it(raw: RawClient, upstream: FakeUpstream, place: str) -> None:
    upstream.always(whole(message_of(text_block(ANSWER))), "POST", PATH)
    answer = ask(raw, messages=HARMFUL_PLACES[place])
    assert answer.fields["x-evenkeel-action"] == "refuse"
    assert upstream.requests(PATH) == []


def test_a_harmful_whole_message_is_withheld(claude: Anthropic, upstream: FakeUpstream) -> None:
    script(upstream, whole(message_of(text_block(HARMFUL_ANSWER), x_odd=1)))
    answer = create(claude)
    assert texts(answer) == [POLICY_MESSAGE] and answer.stop_reason == "refusal"
    # What the model used was used, and what it is called stays.
    assert answer.id == ID and answer.to_dict()["x_odd"] == 1
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (TOKENS["input_tokens"], TOKENS["output_tokens"])


def test_a_streamed_message_is_cut_after_what_was_judged(claude: Anthropic, upstream: FakeUpstream) -> None:
    script(upstream, streamed_named(message_events(text_block(OPENING + HARMFUL_ANSWER * 2))))
    answer = create(claude, stream=True)
    *released, last = texts(answer)
    assert last == POLICY_MESSAGE and answer.stop_reason == "refusal"
    assert len(released) == 1 and len(released[0]) > 100 and OPENING.startswith(released[0])
    assert answer.id == ID and answer.usage.input_tokens == TOKENS["input_tokens"]


@pytest.mark.parametrize(
    "blocks",
    [
        [text_block(HARMFUL_ANSWER)],
        [thinking_block("Soup it is."), text_block(OPENING + HARMFUL_ANSWER * 2)],
        [thinking_block(HARMFUL_ANSWER), text_block(ANSWER)],
        [text_block(ANSWER), tool_block({"text": HARMFUL_ANSWER})],
    ],
    ids=["at once", "after thinking", "while thinking", "in a tool's input"],
)
def test_a_cut_message_is_told_in_order(raw: RawClient, upstream: FakeUpstream, blocks: list[Any]) -> None:
    script(upstream, streamed_named(message_events(*blocks)))
    answer = ask(raw, stream=True)
    assert b"vermin" not in answer.body
    events = [event for event in named_events(answer) if event["type"] != "ping"]
    kinds = [event["type"] for event in events]
    assert kinds[0] == "message_start" and kinds[-2:] == ["message_delta", "message_stop"]
    assert events[-2]["delta"]["stop_reason"] == "refusal" and "output_tokens" in events[-2]["usage"]
    # Block after block: opened, filled, stopped, numbered from 0.
    open_block, seen = None, 0
    for event in events[1:-2]:
        match event["type"]:
            case "content_block_start":
                assert open_block is None and event["index"] == seen
                open_block, seen = seen, seen + 1
            case "content_block_delta":
                assert event["index"] == open_block
            case "content_block_stop":
                assert event["index"] == open_block
                open_block = None
    assert open_block is None
    last = [e["delta"]["text"] for e in of_type(events, "content_block_delta") if e["index"] == seen - 1]
    assert "".join(last) == POLICY_MESSAGE


@pytest.mark.parametrize("place", ["thinking", "a tool's input"])
def test_harm_is_found_wherever_a_whole_message_holds_it(raw: RawClient, upstream: FakeUpstream, place: str) -> None:
    block = thinking_block(HARMFUL_ANSWER) if place == "thinking" else tool_block({"text": [HARMFUL_ANSWER]})
    script(upstream, whole(message_of(block, text_block(ANSWER))))
    answer = ask(raw)
    assert answer.fields["x-evenkeel-action"] == "cut" and b"vermin" not in answer.body


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_personal_data_is_taken_out_of_messages(serve: Serve, upstream: FakeUpstream, stream: bool) -> None:
    block = text_block(WITH_ADDRESS)
    script(upstream, streamed_named(message_events(block, size=3)) if stream else whole(message_of(block)))
    with client_of(serve("--policy", "redacting")) as client:
        answer = create(client, "Whom may bob@example.org ask?", stream=stream)
    assert texts(answer) == [WITHOUT_ADDRESS] and answer.stop_reason == "end_turn"
    assert json.loads(upstream.only_request(PATH).body)["messages"][0]["content"] == "Whom may [EMAIL] ask?"


@pytest.mark.parametrize(
    "body", [b"{", b'{"model":"m","max_tokens":9}', b'{"model":"m","messages":[],"messages":[]}'],
    ids=["malformed", "no messages", "a key twice"],
)  # fmt: skip
def test_an_error_is_in_anthropics_shape(raw: RawClient, body: bytes) -> None:
    answer = raw.send("POST", PATH, body)
    error = answer.json()
    assert answer.status == 400 and error["type"] == "error"
    assert error["error"]["type"] == "invalid_request_error" and error["error"]["message"]


def test_the_client_hears_of_an_upstream_that_says_nonsense(claude: Anthropic, upstream: FakeUpstream) -> None:
    script(upstream, whole(b"not JSON"))
    with pytest.raises(anthropic.InternalServerError) as raised:
        create(claude)
    assert raised.value.status_code == 502


def test_the_client_hears_of_an_upstream_that_dies_in_a_stream(claude: Anthropic, upstream: FakeUpstream) -> None:
    opening = message_events(text_block(ANSWER))[:4]
    script(upstream, [chunked_head(), *(chunk(named(event)) for event in opening), Close()])
    with pytest.raises(anthropic.APIError):
        create(claude, stream=True)


def test_an_error_event_of_upstream_reaches_the_client(claude: Anthropic, upstream: FakeUpstream) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    script(upstream, streamed_named([*message_events(text_block(ANSWER))[:6], error]))
    with pytest.raises(anthropic.APIStatusError) as raised:
        create(claude, stream=True)
    assert raised.value.body == error


def test_upstreams_own_error_arrives(claude: Anthropic, upstream: FakeUpstream) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    script(upstream, whole(error, "529 Overloaded"))
    with pytest.raises(anthropic.APIStatusError) as raised:
        create(claude)
    assert (raised.value.status_code, raised.value.body) == (529, error)


def test_keys_are_taken_where_anthropics_client_puts_them(serve: Serve, upstream: FakeUpstream, tmp_path: Path) -> None:
    key = "ek-" + "0123456789abcdef" * 4
    keys = tmp_path / "keys"
    keys.write_text(f"key1 app1 {hashlib.sha256(key.encode()).hexdigest()}\n")
    keys.chmod(0o600)
    locked = serve("--keys-file", str(keys))
    script(upstream, whole(message_of(text_block(ANSWER))))
    with client_of(locked, key) as client:
        assert texts(create(client)) == [ANSWER]
    assert key.encode() not in upstream.only_request(PATH).head
    with client_of(locked, "wrong") as client, pytest.raises(anthropic.AuthenticationError) as raised:
        create(client)
    assert raised.value.type == "authentication_error"
