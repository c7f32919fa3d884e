"""Tool calls through the official client, whole and streamed."""

import json
from typing import Any

from openai import OpenAI

from conversations import ANSWER, HARMLESS, said
from fake_upstream import FakeUpstream
from upstream_answers import DONE, MODEL, choice, completion, delta, event, streamed, whole

TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "find_recipe",
        "description": "Finds a recipe by its name.",
        "parameters": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
    },
}
ARGUMENTS = '{"name": "tomato soup"}'
CALL = {"id": "call_1", "type": "function", "function": {"name": "find_recipe", "arguments": ARGUMENTS}}


def test_a_whole_tool_call_arrives(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(None, finish="tool_calls", tool_calls=[CALL]))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), tools=[TOOL])
    calls = answer.choices[0].message.tool_calls
    assert answer.choices[0].finish_reason == "tool_calls"
    assert calls is not None and calls[0].id == "call_1"
    assert json.loads(calls[0].function.arguments) == {"name": "tomato soup"}


def test_a_streamed_tool_call_arrives(client: OpenAI, upstream: FakeUpstream) -> None:
    def part(**fields: Any) -> bytes:
        return event(delta({"tool_calls": [{"index": 0} | fields]}))

    events = [
        event(delta({"role": "assistant", "content": None})),
        part(id="call_1", type="function", function={"name": "find_recipe", "arguments": ""}),
        *(part(function={"arguments": ARGUMENTS[at : at + 5]}) for at in range(0, len(ARGUMENTS), 5)),
        event(delta({}, finish="tool_calls")),
        DONE,
    ]
    upstream.script(streamed(events, cut_every=33))
    name = arguments = ""
    finish = None
    for chunk in client.chat.completions.create(model=MODEL, messages=said(HARMLESS), tools=[TOOL], stream=True):
        for call in chunk.choices[0].delta.tool_calls or []:
            assert call.function is not None
            name += call.function.name or ""
            arguments += call.function.arguments or ""
        finish = chunk.choices[0].finish_reason or finish
    assert (name, arguments, finish) == ("find_recipe", ARGUMENTS, "tool_calls")


def test_a_tools_result_reaches_upstream(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    messages = [
        *said(HARMLESS),
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "call_1", "content": "Roast tomatoes, add stock, blend."},
    ]
    answer = client.chat.completions.create(model=MODEL, messages=messages, tools=[TOOL], tool_choice="auto")
    assert answer.choices[0].message.content == ANSWER
    sent = json.loads(upstream.only_request().body)
    assert sent["messages"] == messages
    assert sent["tools"] == [TOOL]
