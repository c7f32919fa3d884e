"""Asks once and looks closely, so that an error page is never what gets timed."""

import json
import socket
from dataclasses import dataclass

from harness import places
from harness.failure import BenchmarkFailure

# What BenchUpstream sends; CannedAnswers.swift has the same figures.
WHOLE_LENGTH = 610
CHUNK_COUNT = 64
LONG_CHUNK_COUNT = 192
CHUNK_LENGTH = 268


@dataclass
class Answer:
    status: int
    body: bytes
    # Head, framing and body, as they came over the wire.
    wire_bytes: int


def request_body(name):
    return (places.REQUESTS / f"{name}.json").read_bytes()


def ask(port, method="POST", path="/v1/chat/completions", body=b"", timeout=20):
    """One request on a connection of its own."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer bench\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(head.encode() + body)
        with connection.makefile("rb") as stream:
            return _read(stream)


def text_of_whole(answer):
    return json.loads(answer.body)["choices"][0]["message"]["content"]


def events_of_stream(answer):
    """The data of every event; raises unless the last is `[DONE]`."""
    events = [part[6:] for part in answer.body.decode().split("\n\n") if part.startswith("data: ")]
    if not events or events.pop() != "[DONE]":
        raise BenchmarkFailure("the stream does not end with [DONE]")
    return [json.loads(event) for event in events]


def text_of_events(events):
    return "".join(choice["delta"].get("content") or "" for event in events for choice in event["choices"])


def check(subject, port, scenario, expected_text):
    """Raises unless the subject gives the upstream's answer; returns its size on the wire, in bytes."""
    try:
        answer = ask(port, body=request_body("stream" if scenario == "stream" else "whole"))
        if answer.status != 200:
            raise BenchmarkFailure(f"status {answer.status}: {answer.body[:200]!r}")
        if scenario == "stream":
            events = events_of_stream(answer)
            text, count, wanted = text_of_events(events), len(events), CHUNK_COUNT
        else:
            text, count, wanted = text_of_whole(answer), len(answer.body), WHOLE_LENGTH
        # A proxy that renders the answer anew may differ in length, never in text.
        if subject.passes_bytes and count != wanted:
            raise BenchmarkFailure(f"{count} {'chunks' if scenario == 'stream' else 'bytes'} instead of {wanted}")
        if text != expected_text:
            raise BenchmarkFailure(f"another text than the upstream's: {text[:120]!r}")
        return answer.wire_bytes
    except (OSError, ValueError, LookupError, BenchmarkFailure) as error:
        raise BenchmarkFailure(f"{subject.name}, {scenario}: wrong answer: {error}") from error


def _read(stream):
    status_line = stream.readline()
    if not status_line.startswith(b"HTTP/1.1 "):
        raise BenchmarkFailure(f"no HTTP answer: {status_line[:80]!r}")
    size, headers = len(status_line), {}
    for line in iter(stream.readline, b"\r\n"):
        if not line:
            raise BenchmarkFailure("the connection closed inside the head")
        size += len(line)
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip().lower()
    size += 2
    if headers.get("transfer-encoding") == "chunked":
        body, framing = _chunks(stream)
    else:
        length = int(headers.get("content-length", "0"))
        body, framing = stream.read(length), 0
        if len(body) != length:
            raise BenchmarkFailure(f"the body ended after {len(body)} of {length} bytes")
    return Answer(int(status_line.split()[1]), body, size + len(body) + framing)


def _chunks(stream):
    """A chunked body and the bytes of its framing."""
    body, framing = b"", 0
    while True:
        line = stream.readline()
        length = int(line.split(b";")[0], 16) if line else -1
        framing += len(line) + 2
        chunk = stream.read(length + 2) if length >= 0 else b""
        if len(chunk) != length + 2:
            raise BenchmarkFailure("the stream broke off")
        body += chunk[:-2]
        if length == 0:
            return body, framing
