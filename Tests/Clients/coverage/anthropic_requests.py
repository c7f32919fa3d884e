"""Where text can stand in a request to Anthropic's `/v1/messages`."""

from typing import Any

from .chat_requests import schema
from .words import Words

HARMLESS = {"role": "user", "content": "What is a good recipe for tomato soup?"}
DATA = "iVBORw0KGgo="


def asked(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"max_tokens": 100, "messages": [HARMLESS, *messages], **more}


def by_user(*blocks: dict[str, Any] | str) -> dict[str, Any]:
    return asked({"role": "user", "content": list(blocks)})


def by_assistant(*blocks: dict[str, Any]) -> dict[str, Any]:
    return asked({"role": "assistant", "content": list(blocks)})


def text(words: str, note: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": Words(words, note), **more}


CITATIONS: list[dict[str, Any]] = [
    {
        "type": kind,
        "cited_text": Words("Boil the water"),
        "document_title": Words("Soups"),
        "document_index": 0,
        **span,
    }
    for kind, span in (
        ("char_location", {"start_char_index": 0, "end_char_index": 4}),
        ("page_location", {"start_page_number": 1, "end_page_number": 2}),
        ("content_block_location", {"start_block_index": 0, "end_block_index": 1}),
    )
] + [
    {
        "type": "web_search_result_location",
        "cited_text": Words("Add salt"),
        "title": Words("Soups of the world"),
        "url": Words("https://example.org/soup"),
        "encrypted_index": Words("Eo8B"),
    },
    {
        "type": "search_result_location",
        "cited_text": Words("Add pepper"),
        "title": Words("A search"),
        "source": Words("https://example.org/search"),
        "search_result_index": 0,
        "start_block_index": 0,
        "end_block_index": 1,
    },
]


def document(source: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "document",
        "source": source,
        "title": Words("A cookbook"),
        "context": Words("For beginners"),
        "citations": {"enabled": True},
    }


SEARCH_RESULT = {
    "type": "search_result",
    "source": Words("https://example.org/search"),
    "title": Words("Found soups"),
    "content": [text("Found text")],
}
IMAGE = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": Words(DATA)}}

REQUESTS: list[dict[str, Any]] = [
    {"max_tokens": 100, "messages": [{"role": "user", "content": Words("What is a good recipe?")}]},
    asked(system=Words("You are a cook")),
    asked(system=[text("You are a baker", cache_control={"type": "ephemeral"}), {"type": "text", "text": "Be kind."}]),
    asked({"role": "assistant", "content": Words("Roast them")}),
    asked({"role": Words("narrator"), "content": Words("It was night")}),
    by_user(text("What is in this picture?", "beside media"), IMAGE),
    by_user({"type": "image", "source": {"type": "url", "url": Words("https://example.org/soup.png")}}),
    by_user({"type": "image", "source": {"type": "file", "file_id": Words("file_1")}}),
    by_user(document({"type": "text", "media_type": "text/plain", "data": Words("A page of plain text")})),
    by_user(document({"type": "base64", "media_type": "application/pdf", "data": Words("JVBERi0=")})),
    by_user(document({"type": "url", "url": Words("https://example.org/soup.pdf")})),
    by_user(document({"type": "content", "content": [text("A page in blocks")]})),
    by_user(document({"type": "content", "content": Words("A page in one")})),
    by_user(SEARCH_RESULT),
    by_user({"type": "x_note", "x_note": Words("A block nobody knows"), "x_more": [{"deep": Words("Deeper")}]}),
    by_user(text("With a field more", "beside an unknown field", x_note=Words("An unknown field"))),
    by_assistant(text("Roast the peppers", "with citations", citations=CITATIONS)),
    by_assistant({"type": "thinking", "thinking": Words("They are hungry"), "signature": Words("EqQBCg==")}),
    by_assistant({"type": "redacted_thinking", "data": Words("EmwKAhgB")}),
    by_assistant(
        {
            "type": "tool_use",
            "id": Words("toolu_1"),
            "name": Words("find_recipe"),
            "input": {Words("dish"): Words("tomato soup"), "more": [{"deep": Words("with basil")}]},
        }
    ),
    by_assistant(
        {"type": "server_tool_use", "id": Words("srvtoolu_1"), "name": "web_search", "input": {"query": Words("soup")}}
    ),
    by_assistant(
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
        }
    ),
    by_user({"type": "tool_result", "tool_use_id": Words("toolu_1"), "content": Words("Roast them")}),
    by_user(
        {
            "type": "tool_result",
            "tool_use_id": "toolu_1",
            "is_error": True,
            "content": [text("Blend them"), IMAGE, SEARCH_RESULT],
        }
    ),
    asked(
        tools=[
            {
                "name": Words("find_recipe"),
                "description": Words("Finds a recipe"),
                "input_schema": schema("Input"),
                "cache_control": {"type": "ephemeral"},
            },
            {"type": "web_search_20250305", "name": "web_search", "allowed_domains": [Words("example.org")]},
            {"type": "x_oven", "name": Words("oven"), "x_text": Words("A tool nobody knows")},
        ],
        tool_choice={"type": "tool", "name": Words("find_recipe")},
    ),
    asked(stop_sequences=[Words("The end")], metadata={"user_id": "user-1", "x_note": Words("A note")}),
    asked(mcp_servers=[{"type": "url", "url": "https://example.org/mcp", "name": Words("kitchen")}]),
    asked(output_format={"type": "json_schema", "schema": schema("The answer")}),
    asked(prompt=Words("A prompt beside the messages"), x_unknown={"deep": [[Words("Deep")]], Words("a key"): None}),
]
