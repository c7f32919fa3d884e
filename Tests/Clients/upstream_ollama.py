"""What the scripted upstream says to Ollama's chat API: whole, and line by line."""

import json
from typing import Any

from upstream_answers import LAST_CHUNK, MODEL, Step, chunk, chunked_head

PATH = "/api/chat"
COUNTS = {
    "total_duration": 5191566416,
    "load_duration": 2154458,
    "prompt_eval_count": 11,
    "prompt_eval_duration": 383809000,
    "eval_count": 7,
    "eval_duration": 4799921000,
}


def line(content: str, **more: Any) -> dict[str, Any]:
    """A line of a stream; further fields are the message's."""
    message = {"role": "assistant", "content": content} | more
    return {"model": MODEL, "created_at": "2025-10-09T08:53:20.123456789Z", "message": message, "done": False}


def last_line(content: str = "", reason: str = "stop", **more: Any) -> dict[str, Any]:
    """The last line of a stream, or a whole answer."""
    return line(content, **more) | {"done": True, "done_reason": reason} | COUNTS


def streamed_lines(lines: list[dict[str, Any]], cut_every: int | None = None) -> list[Step]:
    """A stream: one HTTP chunk a line, or the same bytes cut every `cut_every` bytes."""
    pieces = [json.dumps(line).encode() + b"\n" for line in lines]
    if cut_every is not None:
        joined = b"".join(pieces)
        pieces = [joined[at : at + cut_every] for at in range(0, len(joined), cut_every)]
    return [chunked_head("application/x-ndjson"), *map(chunk, pieces), LAST_CHUNK]
