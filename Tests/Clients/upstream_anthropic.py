"""What the scripted upstream says to Anthropic's messages API: whole, and as the events of a stream."""

import json
from typing import Any

from upstream_answers import MODEL
from upstream_responses import pieces_of

PATH = "/v1/messages"
ID = "msg_upstream_1"
TOKENS = {"input_tokens": 11, "output_tokens": 7}


def text_block(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def thinking_block(text: str) -> dict[str, Any]:
    return {"type": "thinking", "thinking": text, "signature": "c2ln"}


def tool_block(given: dict[str, Any], name: str = "find_recipe") -> dict[str, Any]:
    return {"type": "tool_use", "id": "toolu_1", "name": name, "input": given}


def message_of(*blocks: dict[str, Any], stop: str = "end_turn", **more: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": list(blocks),
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": TOKENS,
    } | more


def message_events(*blocks: dict[str, Any], stop: str = "end_turn", size: int = 11) -> list[dict[str, Any]]:
    """The stream of a message with these blocks; their texts come in deltas of `size` characters."""
    opened = message_of(stop_reason=None, usage={"input_tokens": TOKENS["input_tokens"], "output_tokens": 1})
    events: list[dict[str, Any]] = [{"type": "message_start", "message": opened}]
    for index, block in enumerate(blocks):
        start, deltas = _opened(block, size)
        events.append({"type": "content_block_start", "index": index, "content_block": start})
        if index == 0:
            events.append({"type": "ping"})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        events.append({"type": "content_block_stop", "index": index})
    ending = {"stop_reason": stop, "stop_sequence": None}
    usage = {"output_tokens": TOKENS["output_tokens"]}
    return events + [{"type": "message_delta", "delta": ending, "usage": usage}, {"type": "message_stop"}]


def _opened(block: dict[str, Any], size: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How a stream opens a block, and the deltas that fill it."""
    match block["type"]:
        case "text":
            deltas = [{"type": "text_delta", "text": piece} for piece in pieces_of(block["text"], size)]
            return block | {"text": ""}, deltas
        case "thinking":
            deltas = [{"type": "thinking_delta", "thinking": piece} for piece in pieces_of(block["thinking"], size)]
            deltas.append({"type": "signature_delta", "signature": block["signature"]})
            return block | {"thinking": "", "signature": ""}, deltas
        case _:
            pieces = pieces_of(json.dumps(block["input"]), size)
            return block | {"input": {}}, [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
