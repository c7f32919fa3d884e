"""What the scripted upstream says to OpenAI's responses API: whole, and as the events of a stream in OpenAI's order."""

import json
from typing import Any

from upstream_answers import MODEL, Step, chunk, chunked_head, LAST_CHUNK

PATH = "/v1/responses"
ID = "resp_upstream_1"
RESPONSE_USAGE = {
    "input_tokens": 11,
    "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 7,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 18,
}


def part(text: str) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def message_item(text: str, item: str = "msg_1") -> dict[str, Any]:
    content = [part(text)]
    return {"id": item, "type": "message", "role": "assistant", "status": "completed", "content": content}


def reasoning_item(text: str, item: str = "rs_1") -> dict[str, Any]:
    content = [{"type": "reasoning_text", "text": text}]
    return {"id": item, "type": "reasoning", "summary": [], "content": content, "status": "completed"}


def call_item(arguments: str, name: str = "find_recipe", item: str = "fc_1") -> dict[str, Any]:
    return {
        "id": item,
        "type": "function_call",
        "call_id": "call_1",
        "name": name,
        "arguments": arguments,
        "status": "completed",
    }


def response(*output: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "object": "response",
        "created_at": 1760000000,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": MODEL,
        "output": list(output),
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": RESPONSE_USAGE,
    } | more


def pieces_of(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def events_of(*output: dict[str, Any], size: int = 11) -> list[dict[str, Any]]:
    """The stream of a response with these items; their texts come in deltas of `size` characters."""
    opened = response(status="in_progress")
    del opened["usage"]
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": opened},
        {"type": "response.in_progress", "response": opened},
    ]
    for index, item in enumerate(output):
        empty = item | {"status": "in_progress"} | ({"arguments": ""} if "arguments" in item else {"content": []})
        events.append({"type": "response.output_item.added", "output_index": index, "item": empty})
        events += _inside(item, {"item_id": item["id"], "output_index": index}, size)
        events.append({"type": "response.output_item.done", "output_index": index, "item": item})
    events.append({"type": "response.completed", "response": response(*output)})
    return [event | {"sequence_number": number} for number, event in enumerate(events)]


def _inside(item: dict[str, Any], place: dict[str, Any], size: int) -> list[dict[str, Any]]:
    if item["type"] == "function_call":
        kind = "response.function_call_arguments"
        arguments = item["arguments"]
        deltas = [{"type": f"{kind}.delta", "delta": piece} | place for piece in pieces_of(arguments, size)]
        return deltas + [{"type": f"{kind}.done", "name": item["name"], "arguments": arguments} | place]
    whole = item["content"][0]
    kind, more = ("response.reasoning_text", {})
    if item["type"] == "message":
        kind, more = ("response.output_text", {"logprobs": []})
    place = place | {"content_index": 0}
    return [
        {"type": "response.content_part.added", "part": whole | {"text": ""}} | place,
        *({"type": f"{kind}.delta", "delta": piece} | more | place for piece in pieces_of(whole["text"], size)),
        {"type": f"{kind}.done", "text": whole["text"]} | more | place,
        {"type": "response.content_part.done", "part": whole} | place,
    ]


def named(event: dict[str, Any]) -> bytes:
    """A server-sent event that is named for its document's type."""
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def streamed_named(events: list[dict[str, Any]], cut_every: int | None = None) -> list[Step]:
    """A stream of named events: one HTTP chunk an event, or the same bytes cut every `cut_every` bytes."""
    pieces = [named(event) for event in events]
    if cut_every is not None:
        joined = b"".join(pieces)
        pieces = [joined[at : at + cut_every] for at in range(0, len(joined), cut_every)]
    return [chunked_head(), *map(chunk, pieces), LAST_CHUNK]
