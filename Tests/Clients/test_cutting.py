"""Answers that the policy does not let through: withheld whole, or cut before the first harmful window."""

import json

import pytest
from openai import OpenAI

from conversations import ANSWER, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE, chat, said
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import (
    DONE,
    LAST_CHUNK,
    MODEL,
    USAGE,
    Gate,
    Step,
    UntilClientLeaves,
    choice,
    chunk,
    chunked_head,
    completion,
    event,
    spoken,
    streamed,
    usage_chunk,
    whole,
)
from waiting import DEADLINE

# More than one window of the tests' policy, so that some of it leaves before the harmful part is judged.
OPENING = "Roast the tomatoes with garlic and a little oil. Add the stock and let it simmer for twenty minutes. " * 4


def pieces(text: str, size: int = 11) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def test_a_harmful_whole_answer_is_withheld(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(HARMFUL_ANSWER))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert answer.choices[0].message.content == POLICY_MESSAGE
    assert answer.choices[0].finish_reason == "content_filter"
    # What the model used was used.
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == USAGE


def test_a_harmful_stream_is_cut_before_any_of_it_left(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(*pieces(HARMFUL_ANSWER)) + [DONE]))
    answer = raw.chat(chat(stream=True))
    assert answer.text() == POLICY_MESSAGE
    assert b"vermin" not in answer.body and b"knife" not in answer.body
    finishes = [c["finish_reason"] for e in answer.events() if e != "[DONE]" for c in e["choices"]]
    assert [finish for finish in finishes if finish] == ["content_filter"]
    assert answer.events()[-1] == "[DONE]"


def test_the_judged_part_of_a_stream_stays_and_the_rest_is_cut(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(*pieces(OPENING + HARMFUL_ANSWER * 2)) + [DONE]))
    answer = raw.chat(chat(stream=True))
    released = answer.text().removesuffix(POLICY_MESSAGE)
    assert answer.text().endswith(POLICY_MESSAGE)
    assert len(released) > 100 and OPENING.startswith(released)


@pytest.mark.parametrize("cut_every", [1, 13, 4096], ids=lambda n: f"cut every {n}")
def test_how_a_stream_is_cut_into_chunks_changes_nothing(
    raw: RawClient, upstream: FakeUpstream, cut_every: int
) -> None:
    events = spoken(*pieces(OPENING + HARMFUL_ANSWER * 2)) + [DONE]
    upstream.script(streamed(events), streamed(events, cut_every))
    first, second = raw.chat(chat(stream=True)), raw.chat(chat(stream=True))
    assert first.text() == second.text()


def test_usage_survives_a_cut_stream(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(*pieces(HARMFUL_ANSWER)) + [event(usage_chunk()), DONE]))
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=said(HARMLESS), stream=True, stream_options={"include_usage": True}
        )
    )
    assert chunks[-1].choices == [] and chunks[-1].usage is not None


def test_upstream_is_cancelled_once_everything_is_cut(raw: RawClient, upstream: FakeUpstream) -> None:
    opened: list[Step] = [chunked_head(), *map(chunk, spoken(*pieces(HARMFUL_ANSWER * 3))[:-1]), UntilClientLeaves()]
    upstream.script(opened)
    assert raw.chat(chat(stream=True)).text() == POLICY_MESSAGE
    assert upstream.only_request().client_left.wait(DEADLINE)


def test_text_is_released_while_upstream_is_still_speaking(client: OpenAI, upstream: FakeUpstream) -> None:
    gate = Gate()
    events = spoken(*pieces(OPENING))
    upstream.script([chunked_head(), *map(chunk, events[:-1]), gate, chunk(events[-1]), chunk(DONE), LAST_CHUNK])
    text = ""
    for part in client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True):
        text += part.choices[0].delta.content or ""
        if text:
            # Upstream ends only after some text has arrived here: a stream stays a stream.
            gate.open()
    assert text == OPENING


def test_one_of_two_whole_answers_is_withheld(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER, 0), choice(HARMFUL_ANSWER, 1))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), n=2)
    assert [c.message.content for c in answer.choices] == [ANSWER, POLICY_MESSAGE]
    assert [c.finish_reason for c in answer.choices] == ["stop", "content_filter"]


def test_one_of_two_streamed_answers_is_cut(raw: RawClient, upstream: FakeUpstream) -> None:
    good, bad = spoken(*pieces(ANSWER)), spoken(*pieces(HARMFUL_ANSWER), index=1)
    woven = [part for pair in zip(good, bad, strict=False) for part in pair] + bad[len(good) :]
    upstream.script(streamed(woven + [DONE]))
    answer = raw.chat(chat(stream=True, n=2))
    assert (answer.text(0), answer.text(1)) == (ANSWER, POLICY_MESSAGE)


HIDING_PLACES = {
    "the second choice": completion(choice(ANSWER, 0), choice(HARMFUL_ANSWER, 1)),
    "the model's refusal field": completion(choice(None, refusal=HARMFUL_ANSWER)),
    "reasoning": completion(choice(ANSWER, reasoning_content=HARMFUL_ANSWER)),
    "a tool call's arguments": completion(
        choice(
            None,
            finish="tool_calls",
            tool_calls=[
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "write", "arguments": json.dumps({"text": HARMFUL_ANSWER})},
                }
            ],
        )
    ),
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_harm_is_found_wherever_the_answer_holds_it(raw: RawClient, upstream: FakeUpstream, place: str) -> None:
    upstream.script(whole(HIDING_PLACES[place]))
    answer = raw.chat(chat(n=2))
    assert answer.fields["x-evenkeel-action"] == "cut"
    assert b"vermin" not in answer.body
