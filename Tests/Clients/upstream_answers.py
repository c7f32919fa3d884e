"""What the scripted upstream says: bodies in OpenAI's shape, and the steps that put them on the wire."""

import json
import threading
from typing import Any

MODEL = "tiny-test-model"
USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


class Gate:
    """A step that waits until the test opens it, or until the upstream stops."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def open(self) -> None:
        self.opened.set()


class Close:
    """A step that closes the connection in good order."""


class Reset:
    """A step that breaks the connection off, as a process that dies does."""


class UntilClientLeaves:
    """A step that waits until the other side closes, and notes it."""


Step = bytes | Gate | Close | Reset | UntilClientLeaves


def body(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def head(status: str, fields: list[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status}"] + [f"{name}: {value}" for name, value in fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(value: Any, status: str = "200 OK", fields: list[tuple[str, str]] | None = None) -> list[Step]:
    """An answer with a length."""
    content = body(value)
    shown = [("content-type", "application/json"), ("content-length", str(len(content)))] + (fields or [])
    return [head(status, shown) + content]


def chunked_head(content_type: str = "text/event-stream") -> bytes:
    return head("200 OK", [("content-type", content_type), ("transfer-encoding", "chunked")])


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def event(value: Any) -> bytes:
    return b"data: " + body(value) + b"\n\n"


DONE = b"data: [DONE]\n\n"
LAST_CHUNK = b"0\r\n\r\n"


def streamed(events: list[bytes], cut_every: int | None = None) -> list[Step]:
    """A stream: one HTTP chunk an event, or the same bytes cut every `cut_every` bytes."""
    if cut_every is None:
        pieces = events
    else:
        joined = b"".join(events)
        pieces = [joined[index : index + cut_every] for index in range(0, len(joined), cut_every)]
    return [chunked_head()] + [chunk(piece) for piece in pieces] + [LAST_CHUNK]


def message(content: str | None, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content, "refusal": None} | more


def choice(content: str | None, index: int = 0, finish: str = "stop", **more: Any) -> dict[str, Any]:
    shown = message(content, **more)
    return {"index": index, "message": shown, "logprobs": None, "finish_reason": finish}


def completion(*choices: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-upstream-1",
        "object": "chat.completion",
        "created": 1760000000,
        "model": MODEL,
        "choices": list(choices),
        "usage": USAGE,
    } | more


def delta(fields: dict[str, Any], index: int = 0, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-upstream-1",
        "object": "chat.completion.chunk",
        "created": 1760000000,
        "model": MODEL,
        "choices": [{"index": index, "delta": fields, "finish_reason": finish}],
    } | more


def usage_chunk() -> dict[str, Any]:
    return delta({}) | {"choices": [], "usage": USAGE}


def spoken(*pieces: str, index: int = 0, finish: str = "stop") -> list[bytes]:
    """The events of one choice's stream, without `[DONE]`."""
    events = [event(delta({"role": "assistant", "content": ""}, index))]
    events += [event(delta({"content": piece}, index)) for piece in pieces]
    return events + [event(delta({}, index, finish))]
