"""Asks for one stream after another on one connection and says when which text came. A process of its own.

usage: pacer.py PORT COUNT REQUESTS-FILE EXPECTED-FILE

The file has a request a line, one a stream. Every stream's text is held against the expected one. Prints one line of
JSON, an object a stream: `arrivals`, pairs of milliseconds since the request and characters of text that were there by
then, and `end_ms`, until the last byte.
"""

import gc
import json
import socket
import sys
import time


def main():
    port, count, requests, expected = sys.argv[1:]
    bodies = open(requests, "rb").read().splitlines()
    expected = open(expected, encoding="utf-8").read()
    streams = []
    with socket.create_connection(("127.0.0.1", int(port)), 20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        gc.disable()
        for number in range(int(count)):
            answer = Answer()
            request = _head(port, bodies[number])
            begun = time.perf_counter()
            connection.sendall(request)
            arrivals, ended = [], begun
            while not answer.is_complete:
                part = connection.recv(1 << 16)
                ended = time.perf_counter()
                if not part:
                    sys.exit("the connection closed inside a stream")
                known = len(answer.text)
                answer.take(part)
                if len(answer.text) > known:
                    arrivals.append(((ended - begun) * 1e3, len(answer.text)))
            if answer.text != expected:
                sys.exit(f"stream {number}: another text than the upstream's: {answer.text[:300]!r}")
            streams.append({"arrivals": arrivals, "end_ms": (ended - begun) * 1e3})
    print(json.dumps(streams), flush=True)


class Answer:
    """A streamed answer as far as it has come."""

    def __init__(self):
        self.text, self.is_complete = "", False
        self._received, self._body, self._has_head, self._is_done = b"", b"", False, False

    def take(self, part):
        self._received += part
        if not self._has_head:
            head, end, rest = self._received.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 200"):
                sys.exit(f"no stream: {self._received[:300]!r}")
            self._has_head, self._received = True, rest
        while self._take_chunk():
            pass
        *events, self._body = self._body.split(b"\n\n")
        for event in events:
            if event == b"data: [DONE]":
                self._is_done = True
            elif event.startswith(b"data: "):
                for choice in json.loads(event[6:])["choices"]:
                    self.text += choice["delta"].get("content") or ""

    def _take_chunk(self):
        """Takes one whole chunk off the front; false when there is none."""
        size, end, rest = self._received.partition(b"\r\n")
        length = int(size.split(b";")[0], 16) if end else 0
        if not end or len(rest) < length + 2:
            return False
        self._received = rest[length + 2:]
        self._body += rest[:length]
        if length == 0:
            if not self._is_done and not self._body.endswith(b"data: [DONE]\n\n"):
                sys.exit("a stream does not end with [DONE]")
            self.is_complete = True
        return length > 0


def _head(port, body):
    return (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer bench\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


if __name__ == "__main__":
    main()
