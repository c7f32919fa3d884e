"""Asks one request after another on one connection and says how long each took. A process of its own.

usage: prober.py PORT SECONDS REQUESTS-FILE EXPECTED-FILE whole|stream

Every answer is held against the expected one: the body's bytes, or a stream's text. The first request is not counted.
Prints one line of JSON: `first_ms`, until the first character of the answer's text, and `end_ms`, until its last byte.
"""

import gc
import json
import re
import socket
import sys
import time

_SOME_TEXT = re.compile(rb'"content":\s*"[^"]')


def main():
    port, seconds, requests, expected, kind = sys.argv[1:]
    bodies = open(requests, "rb").read().splitlines()
    expected = open(expected, "rb").read()
    first, end = [], []
    with socket.create_connection(("127.0.0.1", int(port)), 20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        gc.disable()
        deadline, number = None, 0
        while deadline is None or time.monotonic() < deadline:
            request = _head(port, bodies[number % len(bodies)])
            begun = time.perf_counter()
            connection.sendall(request)
            text_seen, body = (_stream if kind == "stream" else _whole)(connection)
            ended = time.perf_counter()
            if (_text(body) if kind == "stream" else body) != expected:
                sys.exit(f"request {number}: another answer than the upstream's: {body[:300]!r}")
            if deadline is None:
                deadline = time.monotonic() + float(seconds)
            else:
                first.append((text_seen - begun) * 1e3)
                end.append((ended - begun) * 1e3)
            number += 1
    print(json.dumps({"first_ms": first, "end_ms": end}), flush=True)


def _head(port, body):
    return (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer bench\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def _whole(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head).group(1))
    while len(body) < length:
        body += _more(connection)
    return time.perf_counter(), body


def _stream(connection):
    received, seen = b"", None
    while not received.endswith(b"\r\n0\r\n\r\n"):
        received += _more(connection)
        if seen is None and _SOME_TEXT.search(received):
            seen = time.perf_counter()
    return seen or time.perf_counter(), received.partition(b"\r\n\r\n")[2]


def _more(connection):
    part = connection.recv(1 << 16)
    if not part:
        sys.exit("the connection closed inside an answer")
    return part


def _text(chunked):
    """What the events of a chunked body say, in order."""
    body = b""
    while chunked:
        size, _, chunked = chunked.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        body, chunked = body + chunked[:length], chunked[length + 2:]
    events = [part[6:] for part in body.split(b"\n\n") if part.startswith(b"data: ")]
    if not events or events.pop() != b"[DONE]":
        sys.exit("a stream does not end with [DONE]")
    choices = [choice for event in events for choice in json.loads(event)["choices"]]
    return "".join(choice["delta"].get("content") or "" for choice in choices).encode()


if __name__ == "__main__":
    main()
