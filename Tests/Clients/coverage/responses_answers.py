"""Where text can stand in what `/v1/responses` answers."""

from typing import Any

from upstream_answers import MODEL

from .chat_answers import BESIDE_OWN, FAILED_MODERATION, moderation
from .chat_requests import schema
from .responses_items import (
    ANNOTATIONS,
    ITEMS,
    input_parts,
    other_token,
    output_text,
    token,
)
from .responses_requests import CHOICES, TOOLS
from .words import Words

USAGE = {
    "input_tokens": 11,
    "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 7,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 18,
}


def response(*output: dict[str, Any], status: str = "completed", **more: Any) -> dict[str, Any]:
    return (
        {
            "id": "resp_upstream_1",
            "object": "response",
            "created_at": 1760000000,
            "status": status,
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
        }
        | ({"usage": USAGE} if status == "completed" else {})
        | more
    )


def message(*content: dict[str, Any], status: str = "completed", **more: Any) -> dict[str, Any]:
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": list(content), **more}


def said() -> dict[str, Any]:
    return message(output_text("Roast them."))


ROASTED = Words("Roast the potatoes")
# What a response says again of the request, where it was judged.
ECHOES: list[dict[str, Any]] = [
    {"instructions": Words("You are a cook"), "metadata": {Words("project"): Words("soup")}},
    {"instructions": [{"type": "message", "role": "developer", "content": [input_parts("of the instructions")[0]]}]},
    {"prompt": {"id": Words("pmpt_1"), "version": Words("2"), "variables": {Words("dish"): Words("soup")}}},
    *({"prompt": {"id": "pmpt_1", "variables": {Words("part"): part}}} for part in input_parts()),
    {"tools": TOOLS},
    *({"tool_choice": choice} for choice in CHOICES),
    {
        "text": {
            "format": {
                "type": "json_schema",
                "name": Words("recipe"),
                "description": Words("A recipe"),
                "schema": schema("The answer"),
            }
        }
    },
]

# Items that say who made them, but only in answers.
CREATED = {
    "apply_patch_call",
    "apply_patch_call_output",
    "compaction",
    "computer_call_output",
    "custom_tool_call_output",
    "function_call_output",
    "shell_call",
    "shell_call_output",
    "tool_search_call",
    "tool_search_output",
}


def call_output_by(name: str) -> dict[str, Any]:
    output = {"stdout": "", "stderr": "", "outcome": {"type": "timeout"}, "created_by": Words(name)}
    return {
        "type": "shell_call_output",
        "id": "sco_1",
        "call_id": "call_1",
        "status": "completed",
        "max_output_length": None,
        "output": [output],
    }


REPEATED: list[dict[str, Any]] = [response(said(), **echo) for echo in ECHOES]
WHOLE: list[dict[str, Any]] = [
    response(message(output_text(Words("Roast the tomatoes"))), output_text=None),
    response(
        message(
            output_text(Words("Roast them"), [other_token()], ANNOTATIONS),
            {"type": "refusal", "refusal": Words("No soup today")},
            {"type": "x_note", "x_note": Words("A part nobody knows")},
            x_note={"deep": [Words("An unknown field")], Words("an unknown key"): 1},
        )
        | {"id": Words("msg_1")}
    ),
    response(message(output_text(ROASTED, [token(ROASTED)]))),
    response(message(output_text("Roast.", [token("Roast.", Words("soup", BESIDE_OWN))]))),
    response(message(output_text("Roast them.")), message(output_text(Words("Blend them", "of the second message")))),
    response(said(), output_text=Words("Roast them", "the convenience field")),
    *(response(entry) for entry in ITEMS),
    *(
        response({"type": kind, "call_id": "call_1", "output": input_parts(), "status": "completed"})
        for kind in ("function_call_output", "custom_tool_call_output")
    ),
    response(status="failed", error={"code": "server_error", "message": Words("The stove is cold")}),
    response(said(), moderation=moderation("")),
    response(said(), moderation=FAILED_MODERATION),
    *(response(entry | {"created_by": Words("anna")}) for entry in ITEMS if entry["type"] in CREATED),
    response(call_output_by("anna")),
    response(
        said(),
        conversation={"id": Words("conv_1")},
        previous_response_id=Words("resp_1"),
        reasoning={"mode": Words("fast")},
    ),
    response(said(), x_unknown=[{"deep": Words("Deep inside"), Words("a key"): None}]),
]
