"""Prompts that the policy refuses: an ordinary answer with the policy's words, and upstream is never called."""

import re

import pytest
from openai import OpenAI

from conftest import Serve
from conversations import ANSWER, HARMFUL, HARMLESS, POLICY_MESSAGE, chat, said
from evenkeel_process import ROOT
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from upstream_answers import MODEL, choice, completion, whole

DECISION = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIMING = re.compile(r"[a-z-]+;dur=\d+(\.\d+)?(, [a-z-]+;dur=\d+(\.\d+)?)*")


def shows_its_decision(answer: RawAnswer, action: str) -> None:
    assert DECISION.fullmatch(answer.fields["x-evenkeel-decision"])
    assert answer.fields["x-evenkeel-action"] == action
    assert re.fullmatch(r"clients@[0-9a-f]{12}", answer.fields["x-evenkeel-policy"])
    assert TIMING.fullmatch(answer.fields["server-timing"])


def test_a_refused_prompt_is_an_ordinary_answer(client: OpenAI, upstream: FakeUpstream) -> None:
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMFUL))
    assert answer.choices[0].message.content == POLICY_MESSAGE
    assert answer.choices[0].finish_reason == "content_filter"
    assert answer.model == MODEL
    assert answer.usage is not None and answer.usage.completion_tokens == 0
    assert upstream.requests() == []


def test_a_refused_stream_is_an_ordinary_stream(client: OpenAI, upstream: FakeUpstream) -> None:
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=said(HARMFUL), stream=True, stream_options={"include_usage": True}
        )
    )
    said_by_policy = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert said_by_policy == POLICY_MESSAGE
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["content_filter"]
    assert chunks[-1].usage is not None and chunks[-1].choices == []
    assert upstream.requests() == []


def test_every_choice_asked_for_is_refused(client: OpenAI) -> None:
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMFUL), n=3)
    assert [(c.index, c.finish_reason) for c in answer.choices] == [(i, "content_filter") for i in range(3)]


def test_a_refused_stream_ends_with_done(raw: RawClient) -> None:
    answer = raw.chat(chat(HARMFUL, stream=True))
    assert answer.fields["content-type"].startswith("text/event-stream")
    assert answer.events()[-1] == "[DONE]"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_refusal_shows_its_decision_in_headers(raw: RawClient, stream: bool) -> None:
    answer = raw.chat(chat(HARMFUL, stream=stream))
    assert answer.status == 200
    shows_its_decision(answer, "refuse")


def test_an_answer_that_passes_shows_its_decision_too(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER)), fields=[("x-evenkeel-action", "forged")]))
    shows_its_decision(raw.chat(chat()), "allow")


HIDING_PLACES = {
    "in a part": [{"role": "user", "content": [{"type": "text", "text": HARMFUL}]}],
    "in the second part": [
        {"role": "user", "content": [{"type": "text", "text": "Hello!"}, {"type": "text", "text": HARMFUL}]}
    ],
    "in an earlier turn": [*said(HARMFUL), {"role": "assistant", "content": "Well."}, *said("Go on.")],
    "in a tool's result": [
        *said(HARMLESS),
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "tool", "tool_call_id": "call_1", "content": HARMFUL},
    ],
    "in a role nobody knows": [*said(HARMLESS), {"role": "narrator", "content": HARMFUL}],
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_harm_is_found_wherever_it_stands(raw: RawClient, upstream: FakeUpstream, place: str) -> None:
    upstream.always(whole(completion(choice(ANSWER))), "POST", "/v1/chat/completions")
    answer = raw.chat(chat() | {"messages": HIDING_PLACES[place]})
    assert answer.fields["x-evenkeel-action"] == "refuse"
    assert answer.json()["choices"][0]["finish_reason"] == "content_filter"
    assert upstream.requests() == []


def test_harm_spelled_in_escapes_is_found(raw: RawClient, upstream: FakeUpstream) -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in HARMFUL)
    body = b'{"model":"m","messages":[{"role":"user","content":"' + escaped.encode() + b'"}]}'
    assert raw.chat(body).fields["x-evenkeel-action"] == "refuse"
    assert upstream.requests() == []


def test_a_connection_serves_on_after_a_refusal(raw: RawClient, upstream: FakeUpstream) -> None:
    assert raw.chat(chat(HARMFUL)).fields["x-evenkeel-action"] == "refuse"
    upstream.script(whole(completion(choice(ANSWER))))
    assert raw.chat(chat()).json()["choices"][0]["message"]["content"] == ANSWER


def test_the_shipped_policies_refuse_and_answer_alike(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    with RawClient(serve("--policies", str(ROOT / "policies"), "--policy", "balanced").url) as raw:
        assert raw.chat(chat(HARMFUL)).fields["x-evenkeel-action"] == "refuse"
        assert raw.chat(chat()).fields["x-evenkeel-action"] == "allow"
