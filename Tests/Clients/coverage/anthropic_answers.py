"""Where text can stand in what Anthropic's `/v1/messages` answers, whole and streamed."""

from typing import Any

from upstream_answers import MODEL

from .anthropic_requests import CITATIONS, text
from .words import Words, arguments, spoken


def message(*content: dict[str, Any], stop: str | None = "end_turn", **more: Any) -> dict[str, Any]:
    return {
        "id": "msg_upstream_1",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": list(content),
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 7},
    } | more


TOOL_USE = {
    "type": "tool_use",
    "id": Words("toolu_1"),
    "name": Words("find_recipe"),
    "input": {Words("dish"): Words("tomato soup"), "more": [{"deep": Words("with basil")}]},
}
SAID = {"type": "text", "text": "Roast them."}
# Blocks that come in one piece.
BLOCKS: list[dict[str, Any]] = [
    {"type": "redacted_thinking", "data": Words("EmwKAhgB")},
    {
        "type": "server_tool_use",
        "id": Words("srvtoolu_1"),
        "name": Words("web_search"),
        "input": {"query": Words("soup")},
    },
    {
        "type": "web_search_tool_result",
        "tool_use_id": Words("srvtoolu_1"),
        "content": [
            {
                "type": "web_search_result",
                "title": Words("Soups of the web"),
                "url": Words("https://example.org/soup"),
                "page_age": Words("April 30, 2025"),
                "encrypted_content": Words("Eo8BCg=="),
            }
        ],
    },
    {"type": "x_note", "x_note": Words("A block nobody knows"), "x_more": [{"deep": Words("Deeper")}]},
]

WHOLE: list[dict[str, Any]] = [
    message(text("Roast the tomatoes")),
    message(SAID, text("Blend them", "of the second block")),
    message(text("Roast the peppers", "with citations", citations=CITATIONS)),
    message({"type": "thinking", "thinking": Words("They are hungry"), "signature": Words("EqQBCg==")}, SAID),
    message(TOOL_USE, stop="tool_use"),
    *(message(block, SAID) for block in BLOCKS),
    message(SAID | {"x_note": {"deep": [Words("An unknown field")], Words("an unknown key"): 1}}),
    message(SAID, stop="stop_sequence", stop_sequence=Words("The end")),
    message(SAID, x_unknown=[{"deep": Words("Deep inside"), Words("a key"): None}]),
]


def stream(*blocks: list[dict[str, Any]], stop: str = "end_turn", **more: Any) -> list[dict[str, Any]]:
    opening = message(stop=None)
    return [
        {"type": "message_start", "message": opening},
        {"type": "ping"},
        *(event | {"index": index} for index, block in enumerate(blocks) for event in block),
        {
            "type": "message_delta",
            "delta": {"stop_reason": stop, "stop_sequence": None, **more},
            "usage": {"output_tokens": 7},
        },
        {"type": "message_stop"},
    ]


def block(begun: dict[str, Any], *deltas: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "content_block_start", "content_block": begun},
        *({"type": "content_block_delta", "delta": delta} for delta in deltas),
        {"type": "content_block_stop"},
    ]


def said(words: str | Words, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return block({"type": "text", "text": ""}, {"type": "text_delta", "text": words}, *more)


STREAMED: list[list[dict[str, Any]]] = [
    stream(said(spoken("Roast the tomatoes"))),
    stream(said("Roast them."), said(spoken("Blend them", "of the second block"))),
    stream(block({"type": "text", "text": Words("Roast", "from the beginning")})),
    *(stream(said("Roast.", {"type": "citations_delta", "citation": citation})) for citation in CITATIONS),
    stream(
        block(
            {"type": "thinking", "thinking": "", "signature": ""},
            {"type": "thinking_delta", "thinking": spoken("They are hungry")},
            {"type": "signature_delta", "signature": Words("EqQBCg==")},
        ),
        said("Roast."),
    ),
    stream(block({"type": "thinking", "thinking": Words("They wait"), "signature": Words("EqQBCg==")}), said("Roast.")),
    stream(
        block(
            {"type": "tool_use", "id": Words("toolu_1"), "name": Words("find_recipe"), "input": {}},
            {"type": "input_json_delta", "partial_json": ""},
            {"type": "input_json_delta", "partial_json": arguments("tomato soup", is_spoken=True)},
        ),
        stop="tool_use",
    ),
    stream(block(TOOL_USE), stop="tool_use"),
    *(stream(block(one), said("Roast.")) for one in BLOCKS),
    stream(block({"type": "text", "text": ""}, {"type": "x_delta", "x_note": Words("A delta nobody knows")})),
    stream(said("Roast.") + [{"type": "x_event", "x_note": Words("An event nobody knows")}]),
    stream(said("Roast."), stop="stop_sequence", x_note=Words("An unknown field")),
    [
        *stream(said("Roast."))[:-2],
        {
            "type": "message_delta",
            "delta": {"stop_reason": "stop_sequence", "stop_sequence": Words("The end")},
            "usage": {"output_tokens": 7},
        },
        {"type": "message_stop"},
    ],
]
