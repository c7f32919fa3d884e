"""Chat completions through the official client, whole and streamed."""

import asyncio

import pytest
from openai import AsyncOpenAI, OpenAI

from conftest import CLIENT_KEY
from conversations import ANSWER, HARMLESS, chat, said
from evenkeel_process import EvenkeelProcess
from fake_upstream import FakeUpstream
from upstream_answers import DONE, MODEL, USAGE, choice, completion, delta, event, spoken, streamed, usage_chunk, whole

PIECES = ("Roast the tomatoes ", "with garlic, ", "add stock, ", "and blend until smooth.")
STREAM = spoken(*PIECES) + [DONE]


def test_a_whole_answer_arrives_as_it_was_given(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert answer.choices[0].message.content == ANSWER
    assert answer.choices[0].finish_reason == "stop"
    assert answer.id == "chatcmpl-upstream-1"
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == USAGE


@pytest.mark.parametrize("cut_every", [None, 1, 7, 64, 100_000], ids=lambda n: f"cut every {n}")
def test_a_stream_arrives_however_it_is_cut(client: OpenAI, upstream: FakeUpstream, cut_every: int | None) -> None:
    upstream.script(streamed(STREAM, cut_every))
    chunks = list(client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == ANSWER
    assert [c.choices[0].finish_reason for c in chunks if c.choices[0].finish_reason] == ["stop"]
    assert chunks[0].choices[0].delta.role == "assistant"


def test_escaped_text_cut_inside_its_characters_arrives_whole(client: OpenAI, upstream: FakeUpstream) -> None:
    text = "Käse – 漢字 – 👩‍🍳 soup"
    events = spoken(*text) + [DONE]
    assert b"\\u" in b"".join(events), "this test is about escaped characters"
    upstream.script(streamed(events, cut_every=1))
    chunks = list(client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == text


def test_unescaped_text_cut_inside_its_characters_arrives_whole(client: OpenAI, upstream: FakeUpstream) -> None:
    content = "Käse 漢字 👩‍🍳".encode()
    plain = event(delta({"content": "@"})).replace(b'"@"', b'"' + content + b'"')
    upstream.script(streamed([plain, event(delta({}, finish="stop")), DONE], cut_every=1))
    chunks = list(client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == content.decode()


def test_the_usage_chunk_arrives_when_asked_for(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(ANSWER) + [event(usage_chunk()), DONE]))
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=said(HARMLESS), stream=True, stream_options={"include_usage": True}
        )
    )
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None and chunks[-1].usage.total_tokens == USAGE["total_tokens"]


def test_json_mode_reaches_upstream_and_its_answer_the_client(client: OpenAI, upstream: FakeUpstream) -> None:
    text = '{"soup": "tomato", "minutes": 35}'
    upstream.script(whole(completion(choice(text))))
    answer = client.chat.completions.create(
        model=MODEL, messages=said(HARMLESS), response_format={"type": "json_object"}
    )
    assert answer.choices[0].message.content == text
    assert b'"response_format":{"type":"json_object"}' in upstream.only_request().body.replace(b" ", b"")


def test_a_json_schema_reaches_upstream(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice('{"soup": "tomato"}'))))
    schema = {"type": "object", "properties": {"soup": {"type": "string"}}, "required": ["soup"]}
    form = {"type": "json_schema", "json_schema": {"name": "soup", "schema": schema, "strict": True}}
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), response_format=form)
    assert answer.choices[0].message.content == '{"soup": "tomato"}'
    assert b'"json_schema"' in upstream.only_request().body


def test_two_whole_answers_keep_their_places(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice("Tomato soup.", 0), choice("Onion soup.", 1))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), n=2)
    assert [(c.index, c.message.content) for c in answer.choices] == [(0, "Tomato soup."), (1, "Onion soup.")]


def test_two_streamed_answers_keep_their_places(client: OpenAI, upstream: FakeUpstream) -> None:
    first, second = spoken("Tomato ", "soup."), spoken("Onion ", "soup.", index=1)
    woven = [part for pair in zip(first, second, strict=True) for part in pair]
    upstream.script(streamed(woven + [DONE]))
    texts = {0: "", 1: ""}
    for chunk in client.chat.completions.create(model=MODEL, messages=said(HARMLESS), n=2, stream=True):
        for part in chunk.choices:
            texts[part.index] += part.delta.content or ""
    assert texts == {0: "Tomato soup.", 1: "Onion soup."}


def test_log_probabilities_arrive(client: OpenAI, upstream: FakeUpstream) -> None:
    token = {"token": "Soup", "logprob": -0.25, "bytes": [83, 111, 117, 112], "top_logprobs": []}
    given = choice("Soup") | {"logprobs": {"content": [token], "refusal": None}}
    upstream.script(whole(completion(given)))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), logprobs=True)
    logprobs = answer.choices[0].logprobs
    assert logprobs is not None and logprobs.content is not None
    assert (logprobs.content[0].token, logprobs.content[0].logprob) == ("Soup", -0.25)


def test_the_models_own_words_of_refusal_arrive(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(None, refusal="I can't help with that."))))
    answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert (answer.choices[0].message.content, answer.choices[0].message.refusal) == (None, "I can't help with that.")


def test_the_asynchronous_client_is_served(evenkeel: EvenkeelProcess, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))), streamed(STREAM))

    async def talk() -> tuple[str | None, str]:
        options = {"base_url": f"{evenkeel.url}/v1", "api_key": CLIENT_KEY, "max_retries": 0, "timeout": 20}
        async with AsyncOpenAI(**options) as client:
            answer = await client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
            stream = await client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True)
            text = "".join([c.choices[0].delta.content or "" async for c in stream])
            return answer.choices[0].message.content, text

    assert asyncio.run(talk()) == (ANSWER, ANSWER)


def test_many_clients_at_once_each_get_their_own_answer(evenkeel: EvenkeelProcess, upstream: FakeUpstream) -> None:
    count = 32
    for _ in range(count):
        upstream.script(streamed(STREAM, cut_every=50))

    async def talk() -> list[str]:
        options = {"base_url": f"{evenkeel.url}/v1", "api_key": CLIENT_KEY, "max_retries": 0, "timeout": 20}
        async with AsyncOpenAI(**options) as client:

            async def one() -> str:
                stream = await client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True)
                return "".join([c.choices[0].delta.content or "" async for c in stream])

            return await asyncio.gather(*(one() for _ in range(count)))

    assert asyncio.run(talk()) == [ANSWER] * count


def test_earlier_turns_reach_upstream(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    messages = [
        {"role": "system", "content": "You are a cook."},
        *said("Hello!"),
        {"role": "assistant", "content": "Hello! What shall we cook?"},
        {"role": "user", "content": [{"type": "text", "text": HARMLESS}]},
    ]
    client.chat.completions.create(**chat() | {"messages": messages})
    sent = upstream.only_request().body
    assert b"You are a cook." in sent and b"What shall we cook?" in sent and HARMLESS.encode() in sent
