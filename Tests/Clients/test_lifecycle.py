"""Clients that go, shutdown that drains, and what operators see."""

import json
import socket
from urllib.parse import urlsplit

import pytest
from openai import OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import HARMFUL, HARMLESS, chat, said
from evenkeel_process import EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import DONE, LAST_CHUNK, MODEL, Gate, UntilClientLeaves, chunk, chunked_head, delta, event
from waiting import DEADLINE, until

OPENING = [chunked_head(), chunk(event(delta({"role": "assistant", "content": ""})))]


def test_a_client_that_leaves_a_stream_cancels_upstream(client: OpenAI, upstream: FakeUpstream) -> None:
    upstream.script([*OPENING, UntilClientLeaves()])
    stream = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True)
    next(iter(stream))
    stream.close()
    assert upstream.only_request().client_left.wait(DEADLINE)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_client_that_leaves_before_the_answer_cancels_upstream(
    evenkeel: EvenkeelProcess, upstream: FakeUpstream, stream: bool
) -> None:
    upstream.script([UntilClientLeaves()])
    address = urlsplit(evenkeel.url)
    body = json.dumps(chat(stream=stream)).encode()
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
            + f"content-length: {len(body)}\r\n\r\n".encode()
            + body
        )
        request = upstream.only_request()
        assert not request.client_left.is_set()
    assert request.client_left.wait(DEADLINE)


def test_termination_drains_an_open_stream(evenkeel: EvenkeelProcess, upstream: FakeUpstream) -> None:
    gate = Gate()
    rest = [event(delta({"content": "Soup."})), event(delta({}, finish="stop")), DONE]
    upstream.script([*OPENING, gate, *map(chunk, rest), LAST_CHUNK])
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        stream = iter(client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True))
        next(stream)
        evenkeel.terminate()
        until(lambda: not accepts(evenkeel.url), "new connections to be refused")
        assert evenkeel.exit_code is None, "the process ended while a stream was open"
        gate.open()
        assert "".join(part.choices[0].delta.content or "" for part in stream) == "Soup."
    assert evenkeel.wait() == 0


def test_a_stream_that_does_not_end_is_ended_after_the_drain_limit(serve: Serve, upstream: FakeUpstream) -> None:
    evenkeel = serve("--timeouts-drain", "200ms")
    upstream.script([*OPENING, Gate()])
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        stream = iter(client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True))
        next(stream)
        evenkeel.terminate()
        with pytest.raises(Exception):  # noqa: B017 - an error in the stream or a broken connection, as it happens
            list(stream)
    assert evenkeel.wait() == 0


def test_an_idle_process_ends_at_once_when_told(evenkeel: EvenkeelProcess, raw: RawClient) -> None:
    raw.send("GET", "/v1/models")
    evenkeel.terminate()
    assert evenkeel.wait() == 0


def accepts(url: str) -> bool:
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=DEADLINE).close()
    except OSError:
        return False
    return True


def test_health_and_readiness(evenkeel: EvenkeelProcess) -> None:
    with RawClient(evenkeel.operators_url) as operators:
        assert operators.send("GET", "/healthz").json() == {"status": "alive"}
        ready = operators.send("GET", "/readyz")
        assert (ready.status, ready.json()["status"]) == (200, "ready")
        assert operators.send("GET", "/elsewhere").status == 404


def test_readiness_fails_without_an_upstream(serve: Serve, upstream: FakeUpstream) -> None:
    evenkeel = serve()
    upstream.stop()
    with RawClient(evenkeel.operators_url) as operators:
        ready = until(lambda: (a := operators.send("GET", "/readyz")).status == 503 and a, "readiness to fail")
        assert ready.json()["status"] == "unready"
        assert operators.send("GET", "/healthz").status == 200


def test_metrics_count_what_was_done(evenkeel: EvenkeelProcess, raw: RawClient) -> None:
    raw.chat(chat(HARMFUL))
    with RawClient(evenkeel.operators_url) as operators:
        answer = operators.send("GET", "/metrics")
    assert answer.fields["content-type"].startswith("text/plain; version=0.0.4")
    text = answer.body.decode()
    assert text.endswith("\n") and "# TYPE evenkeel_" in text
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, number = line.rpartition(" ")
            assert name.startswith(("evenkeel_", "process_")), line
            float(number)


def test_operators_paths_are_not_on_the_clients_port(raw: RawClient) -> None:
    for path in ("/metrics", "/readyz"):
        assert raw.send("GET", path).status == 404


def test_the_health_command_agrees(evenkeel: EvenkeelProcess) -> None:
    assert run_command("health", "--url", f"{evenkeel.operators_url}/healthz").returncode == 0
    evenkeel.stop()
    assert run_command("health", "--url", f"{evenkeel.operators_url}/healthz").returncode == 1
