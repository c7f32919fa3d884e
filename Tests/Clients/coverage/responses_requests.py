"""Where text can stand in a request to `/v1/responses`."""

from typing import Any

from .chat_requests import PIXEL, schema
from .responses_items import ANNOTATIONS, ITEMS, input_parts, other_token, output_text
from .words import Words

HARMLESS = {"role": "user", "content": "What is a good recipe for tomato soup?"}


def asked(*items: Any, **more: Any) -> dict[str, Any]:
    return {"input": [HARMLESS, *items], **more}


def container() -> dict[str, Any]:
    secret = {"domain": Words("example.org"), "name": Words("KEY"), "value": Words("soup")}
    network = {"type": "allowlist", "allowed_domains": [Words("example.net")], "domain_secrets": [secret]}
    return {"file_ids": [Words("file-1")], "network_policy": network}


def comparison(kind: str = "eq", note: str = "") -> dict[str, Any]:
    return {"type": kind, "key": Words("shelf", note), "value": Words("cooking", note)}


def location() -> dict[str, Any]:
    return {
        "type": "approximate",
        "city": Words("Linz"),
        "country": Words("AT"),
        "region": Words("Upper Austria"),
        "timezone": Words("Europe/Vienna"),
    }


TOOLS: list[dict[str, Any]] = [
    {
        "type": "function",
        "name": Words("find_recipe"),
        "description": Words("Finds a recipe"),
        "parameters": schema("Parameters"),
        "output_schema": schema("Output"),
        "strict": False,
    },
    {
        "type": "custom",
        "name": Words("note"),
        "description": Words("Takes notes"),
        "format": {"type": "grammar", "syntax": "lark", "definition": Words("start: WORD")},
    },
    {"type": "file_search", "vector_store_ids": [Words("vs_1")], "filters": comparison()},
    {
        "type": "file_search",
        "vector_store_ids": ["vs_1"],
        "filters": {"type": "in", "key": "shelf", "value": [Words("pans")]},
    },
    *(
        {
            "type": "file_search",
            "vector_store_ids": ["vs_1"],
            "filters": {
                "type": kind,
                "filters": [
                    comparison(),
                    {"type": "nin", "key": "shelf", "value": [Words("pots")]},
                    {"type": kind, "filters": [comparison(note="nested")]},
                ],
            },
        }
        for kind in ("and", "or")
    ),
    {"type": "web_search", "filters": {"allowed_domains": [Words("example.org")]}, "user_location": location()},
    {"type": "web_search_preview", "user_location": location()},
    {
        "type": "mcp",
        "server_label": Words("kitchen"),
        "server_description": Words("A kitchen to cook in"),
        "server_url": Words("https://example.org/mcp"),
        "tunnel_id": Words("tunnel_1"),
        "authorization": Words("secret"),
        "headers": {Words("x-cook"): Words("anna")},
        "allowed_tools": [Words("stove")],
        "require_approval": {"always": {"tool_names": [Words("stove")]}, "never": {"tool_names": [Words("pot")]}},
    },
    {"type": "mcp", "server_label": "kitchen", "allowed_tools": {"tool_names": [Words("pot")]}},
    {"type": "code_interpreter", "container": Words("cntr_1")},
    {"type": "code_interpreter", "container": {"type": "auto", **container()}},
    {
        "type": "image_generation",
        "model": Words("image-1"),
        "size": Words("1024x1024"),
        "input_image_mask": {"image_url": Words(PIXEL), "file_id": Words("file-1")},
    },
    {
        "type": "shell",
        "environment": {
            "type": "container_auto",
            **container(),
            "skills": [
                {"type": "skill_reference", "skill_id": Words("skill_1"), "version": Words("2")},
                {
                    "type": "inline",
                    "name": Words("cooking"),
                    "description": Words("How to cook"),
                    "source": {"type": "base64", "media_type": "application/zip", "data": Words("UEsDBA==")},
                },
            ],
        },
    },
    {"type": "shell", "environment": {"type": "container_reference", "container_id": Words("cntr_1")}},
    {
        "type": "shell",
        "environment": {
            "type": "local",
            "skills": [{"name": Words("baking"), "description": Words("How to bake"), "path": Words("skills/baking")}],
        },
    },
    {
        "type": "namespace",
        "name": Words("kitchen"),
        "description": Words("Tools of the kitchen"),
        "tools": [
            {
                "type": "function",
                "name": Words("stove"),
                "description": Words("Heats a pot"),
                "parameters": schema("A stove's"),
                "output_schema": schema("A stove's output"),
            },
            {
                "type": "custom",
                "name": Words("knife"),
                "description": Words("Cuts"),
                "format": {"type": "grammar", "syntax": "regex", "definition": Words("cut [a-z]+")},
            },
        ],
    },
    {"type": "tool_search", "description": Words("Looks for tools"), "parameters": schema("Of the search")},
    {"type": "x_oven", "x_text": Words("A tool nobody knows")},
]

CHOICES: list[dict[str, Any]] = [
    {"type": "function", "name": Words("find_recipe")},
    {"type": "custom", "name": Words("note")},
    {"type": "mcp", "server_label": Words("kitchen"), "name": Words("stove")},
    {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": Words("find")}]},
]


def of_every_kind() -> list[dict[str, Any]]:
    """Requests of one item each."""
    return [asked(entry) for entry in ITEMS]


REQUESTS: list[dict[str, Any]] = [
    {"input": Words("What is a good recipe for soup?"), "instructions": Words("You are a cook")},
    {"input": [{"role": "user", "content": Words("The only message")}]},
    *(asked({"role": role, "content": Words(f"Said by the {role}")}) for role in ("developer", "assistant")),
    asked({"type": "message", "role": "system", "content": Words("Said by the system"), "phase": "commentary"}),
    *(asked({"role": role, "content": input_parts()}) for role in ("system", "developer", "user", "assistant")),
    asked(
        {
            "role": "user",
            "content": [
                {"type": "text", "text": Words("The other API's part")},
                {"type": "x_note", "x": Words("A part nobody knows")},
            ],
        }
    ),
    asked(
        {
            "type": "message",
            "id": Words("msg_1"),
            "role": "assistant",
            "status": "completed",
            "content": [
                output_text(Words("Roast them"), [other_token()], ANNOTATIONS),
                {"type": "refusal", "refusal": Words("No soup today")},
            ],
            "x_note": {"deep": [Words("An unknown field")], Words("an unknown key"): 1},
        }
    ),
    asked({"role": Words("narrator"), "content": Words("It was night")}),
    *of_every_kind(),
    *(
        asked({"type": kind, "call_id": "call_1", "output": input_parts(), "status": "completed"})
        for kind in ("function_call_output", "custom_tool_call_output")
    ),
    asked({"type": "item_reference", "id": Words("msg_1")}),
    *(asked(tools=[tool]) for tool in TOOLS),
    *(asked(tool_choice=choice) for choice in CHOICES),
    asked(
        text={
            "format": {
                "type": "json_schema",
                "name": Words("recipe"),
                "description": Words("A recipe"),
                "schema": schema("The answer"),
            }
        }
    ),
    asked(metadata={Words("project"): Words("soup")}),
    asked(prompt={"id": Words("pmpt_1"), "version": Words("2"), "variables": {Words("dish"): Words("soup")}}),
    *(asked(prompt={"id": "pmpt_1", "variables": {Words("part"): part}}) for part in input_parts()),
    # Names and constants, judged as soon as they do not look like one.
    asked(
        conversation=Words("conv_1"),
        previous_response_id=Words("resp_1"),
        moderation={"model": Words("moderation-1")},
        reasoning={"mode": Words("fast")},
        context_management=[{"type": Words("compaction"), "compact_threshold": 1000}],
    ),
    asked(conversation={"id": Words("conv_1")}),
    # What other servers put before the model.
    asked(stop=[Words("The end")], messages=[{"role": "user", "content": Words("A message of the other API")}]),
    asked(x_unknown={"deep": [[Words("Deep inside")]], Words("a key"): None}),
]
