"""Structured chat completions: what the official client's `parse` and its streaming interface make of the answers."""

import json

import pytest
from openai import ContentFilterFinishReasonError, OpenAI
from pydantic import BaseModel

from conftest import CLIENT_KEY, Serve
from conversations import HARMFUL, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE, said
from fake_upstream import FakeUpstream
from upstream_answers import DONE, MODEL, choice, completion, delta, event, spoken, streamed, whole
from upstream_responses import pieces_of


class Soup(BaseModel):
    """A structured answer."""

    name: str
    minutes: int
    contact: str | None = None


SOUP = '{"name": "tomato soup", "minutes": 35}'
TOOL = {
    "type": "function",
    "function": {
        "name": "find_recipe",
        "description": "Finds a recipe by its name.",
        "strict": True,
        "parameters": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
            "additionalProperties": False,
        },
    },
}
CALL = {"id": "call_1", "type": "function", "function": {"name": "find_recipe", "arguments": '{"name": "soup"}'}}


def test_a_structured_answer_is_parsed(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(SOUP))))
    answer = client.chat.completions.parse(model=MODEL, messages=said(HARMLESS), response_format=Soup)
    assert answer.choices[0].message.parsed == Soup(name="tomato soup", minutes=35)
    sent = json.loads(upstream.only_request().body)
    assert sent["response_format"]["json_schema"]["name"] == "Soup"


def test_a_structured_stream_is_parsed(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(*pieces_of(SOUP, 4)) + [DONE]))
    with client.chat.completions.stream(model=MODEL, messages=said(HARMLESS), response_format=Soup) as stream:
        for part in stream:
            if part.type == "content.done":
                assert part.parsed == Soup(name="tomato soup", minutes=35)
        assert stream.get_final_completion().choices[0].message.parsed == Soup(name="tomato soup", minutes=35)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_the_arguments_of_a_strict_tool_are_parsed(client: OpenAI, upstream: FakeUpstream, stream: bool) -> None:
    if stream:
        call = {"index": 0} | CALL
        opened, ended = delta({"role": "assistant", "tool_calls": [call]}), delta({}, finish="tool_calls")
        upstream.script(streamed([event(opened), event(ended), DONE]))
        with client.chat.completions.stream(model=MODEL, messages=said(HARMLESS), tools=[TOOL]) as parts:
            answer = parts.get_final_completion()
    else:
        upstream.script(whole(completion(choice(None, finish="tool_calls", tool_calls=[CALL]))))
        answer = client.chat.completions.parse(model=MODEL, messages=said(HARMLESS), tools=[TOOL])
    calls = answer.choices[0].message.tool_calls
    assert calls is not None and calls[0].function.parsed_arguments == {"name": "soup"}


def test_a_refusal_of_the_models_own_is_no_answer_to_parse(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(None, refusal="I can't help with that."))))
    message = client.chat.completions.parse(
        model=MODEL, messages=said(HARMLESS), response_format=Soup
    ).choices[0].message
    assert (message.parsed, message.refusal) == (None, "I can't help with that.")


@pytest.mark.parametrize("prompt", [HARMFUL, HARMLESS], ids=["refused prompt", "withheld answer"])
def test_a_filtered_answer_is_told_from_a_broken_one(client: OpenAI, upstream: FakeUpstream, prompt: str) -> None:
    upstream.script(whole(completion(choice(json.dumps({"name": HARMFUL_ANSWER * 2, "minutes": 1})))))
    # The client's own word for `finish_reason: content_filter`; a message that is no JSON would be a parser's error.
    with pytest.raises(ContentFilterFinishReasonError):
        client.chat.completions.parse(model=MODEL, messages=said(prompt), response_format=Soup)


@pytest.mark.parametrize("prompt", [HARMFUL, HARMLESS], ids=["refused prompt", "cut answer"])
def test_a_filtered_stream_is_told_from_a_broken_one(client: OpenAI, upstream: FakeUpstream, prompt: str) -> None:
    text = json.dumps({"name": HARMFUL_ANSWER * 2, "minutes": 1})
    upstream.script(streamed(spoken(*pieces_of(text, 9)) + [DONE]))
    seen = ""
    with pytest.raises(ContentFilterFinishReasonError):
        with client.chat.completions.stream(model=MODEL, messages=said(prompt), response_format=Soup) as stream:
            for part in stream:
                if part.type == "content.delta":
                    seen = part.snapshot
    assert POLICY_MESSAGE.startswith(seen)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_redacted_structured_answer_is_parsed(serve: Serve, upstream: FakeUpstream, stream: bool) -> None:
    text = '{"name": "soup", "minutes": 3, "contact": "anna@example.org"}'
    upstream.script(streamed(spoken(*pieces_of(text, 3)) + [DONE]) if stream else whole(completion(choice(text))))
    url = serve("--policy", "redacting").url
    with OpenAI(base_url=f"{url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        if stream:
            with client.chat.completions.stream(
                model=MODEL, messages=said(HARMLESS), response_format=Soup
            ) as parts:
                answer = parts.get_final_completion()
        else:
            answer = client.chat.completions.parse(model=MODEL, messages=said(HARMLESS), response_format=Soup)
    assert answer.choices[0].message.parsed == Soup(name="soup", minutes=3, contact="[EMAIL]")
