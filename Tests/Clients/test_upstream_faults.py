"""Upstream down, slow, or broken in the middle: the client hears of it and never hangs."""

import socket

import pytest
from openai import APIError, APIStatusError, InternalServerError, OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMLESS, chat, said
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import (
    MODEL,
    Close,
    Gate,
    Reset,
    choice,
    chunk,
    chunked_head,
    completion,
    delta,
    event,
    head,
    spoken,
    streamed,
    whole,
)

OPENING = [chunked_head(), chunk(event(delta({"role": "assistant", "content": ""})))]


def ask_streamed(client: OpenAI) -> str:
    stream = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True)
    return "".join(part.choices[0].delta.content or "" for part in stream if part.choices)


def test_nobody_listening_gives_502(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        unused = listener.getsockname()[1]
    evenkeel = serve("--upstream", f"http://127.0.0.1:{unused}")
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0) as client:
        with pytest.raises(InternalServerError) as raised:
            client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert raised.value.status_code == 502
    assert raised.value.type == "upstream_error"
    assert "cannot be reached" in raised.value.message


def test_an_upstream_that_says_nothing_gives_504(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.script([Gate()])
    evenkeel = serve("--timeouts-answer-idle", "300ms")
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0) as client:
        with pytest.raises(APIStatusError) as raised:
            client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert raised.value.status_code == 504


def test_an_upstream_that_falls_silent_in_a_stream_gives_an_error_in_it(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.script([*OPENING, Gate()])
    evenkeel = serve("--timeouts-answer-idle", "300ms")
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0) as client:
        with pytest.raises(APIError, match="sent nothing"):
            ask_streamed(client)


def test_an_answer_that_takes_too_long_in_all_is_ended(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.script([Gate()])
    evenkeel = serve("--timeouts-total", "300ms")
    with RawClient(evenkeel.url) as raw:
        assert raw.chat(chat()).status == 504


@pytest.mark.parametrize("end", [Close(), Reset()], ids=["closed", "reset"])
def test_an_upstream_that_dies_in_a_stream_gives_an_error_in_it(
    client: OpenAI, upstream: FakeUpstream, end: Close | Reset
) -> None:
    upstream.script([*OPENING, chunk(event(delta({"content": "Roast the"}))), end])
    with pytest.raises(APIError):
        ask_streamed(client)


def test_an_upstream_that_dies_inside_a_chunk_gives_an_error_in_the_stream(
    client: OpenAI, upstream: FakeUpstream
) -> None:
    upstream.script([*OPENING, b"40\r\ndata: {\"id\":\"chat", Reset()])
    with pytest.raises(APIError):
        ask_streamed(client)


def test_the_error_in_a_stream_is_the_last_event_and_no_done_follows(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script([*OPENING, Reset()])
    answer = raw.chat(chat(stream=True))
    events = answer.events()
    assert answer.status == 200
    assert events[-1]["error"]["type"] == "upstream_error"
    assert "[DONE]" not in events


BROKEN = {
    "closed before the head": [Close()],
    "reset before the head": [Reset()],
    "closed inside the head": [b"HTTP/1.1 200 OK\r\ncontent-ty", Close()],
    "closed inside the body": [head("200 OK", [("content-type", "application/json"), ("content-length", "500")]), b"{", Close()],
    "not HTTP": [b"hello there\r\n\r\n", Close()],
    "not JSON": whole(b"hello"),
    "cut JSON": whole(b'{"id":"x","choices":['),
    "a key twice": whole(b'{"id":"x","choices":[],"choices":[]}'),
    "two lengths": [b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", Close()],
    "compressed": whole(b"\x1f\x8b", fields=[("content-encoding", "gzip")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_whole_answer_gives_502(raw: RawClient, upstream: FakeUpstream, name: str) -> None:
    upstream.script(BROKEN[name])
    answer = raw.chat(chat())
    assert answer.status == 502, answer.body
    assert answer.json()["error"]["type"] == "upstream_error"
    # The next request is served as if nothing had been.
    upstream.script(whole(completion(choice(ANSWER))))
    assert raw.chat(chat()).json()["choices"][0]["message"]["content"] == ANSWER


def test_a_pooled_connection_that_upstream_closed_is_replaced(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script([*whole(completion(choice(ANSWER))), Close()], whole(completion(choice(ANSWER))))
    for _ in range(2):
        answer = client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
        assert answer.choices[0].message.content == ANSWER
    assert len({request.connection for request in upstream.requests()}) == 2


def test_a_stream_without_done_is_no_error(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script(streamed(spoken(ANSWER)))
    assert ask_streamed(client) == ANSWER
