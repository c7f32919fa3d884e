"""Every kind of item that `/v1/responses` takes as input or gives as output, with words wherever they can stand."""

from typing import Any

from .chat_answers import BESIDE_OTHERS
from .chat_requests import PIXEL, schema
from .words import Words, arguments

CALLER = {"type": "program", "caller_id": Words("call_0")}


def input_parts(note: str = "") -> list[dict[str, Any]]:
    """The parts of a message's or a tool's content."""
    return [
        {"type": "input_text", "text": Words("Text in a part", note)},
        {"type": "input_image", "image_url": Words(PIXEL, note), "file_id": Words("file-1", note), "detail": "auto"},
        {
            "type": "input_file",
            "file_data": Words("data:text/plain;base64,c291cA==", note),
            "file_id": Words("file-2", note),
            "file_url": Words("https://example.org/soup.pdf", note),
            "filename": Words("soup.pdf", note),
        },
    ]


def output_text(text: str | Words, logprobs: Any = None, annotations: Any = None) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": annotations or [], "logprobs": logprobs or []}


ANNOTATIONS: list[dict[str, Any]] = [
    {
        "type": "url_citation",
        "url": Words("https://example.org/soup"),
        "title": Words("Soups of the world"),
        "start_index": 0,
        "end_index": 4,
    },
    {"type": "file_citation", "file_id": Words("file-1"), "filename": Words("soup.pdf"), "index": 0},
    {
        "type": "container_file_citation",
        "container_id": Words("cntr_1"),
        "file_id": Words("file-2"),
        "filename": Words("pie.pdf"),
        "start_index": 0,
        "end_index": 4,
    },
    {"type": "file_path", "file_id": Words("file-3"), "index": 0},
]


def token(text: str, other: str = "pie") -> dict[str, Any]:
    one = {"logprob": -0.5, "bytes": []}
    return {"token": text, **one, "top_logprobs": [{"token": other, **one}]}


def other_token() -> dict[str, Any]:
    """Log probabilities of something that is not said."""
    return token(Words("Boil", "unlike the text"), Words("soup", BESIDE_OTHERS))


def item(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "id": Words(f"{kind}_1"), **fields}


def called(kind: str, **fields: Any) -> dict[str, Any]:
    return item(kind, call_id=Words("call_1"), status="completed", **fields)


ACTIONS: list[dict[str, Any]] = [
    *(
        {"type": kind, "x": 1, "y": 1, "keys": [Words("SHIFT")]} | more
        for kind, more in (
            ("click", {"button": "left"}),
            ("double_click", {}),
            ("drag", {"path": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]}),
            ("move", {}),
            ("scroll", {"scroll_x": 0, "scroll_y": 1}),
        )
    ),
    {"type": "keypress", "keys": [Words("ENTER")]},
    {"type": "type", "text": Words("Typed into a field")},
]
CHECK = {"id": Words("check_1"), "code": Words("unsure"), "message": Words("Is this safe?")}

# Items of one kind stand together, so that a kind is one document.
ITEMS: list[dict[str, Any]] = [
    called(
        "function_call",
        name=Words("find_recipe"),
        namespace=Words("kitchen"),
        arguments=arguments("tomato soup"),
        caller=CALLER,
    ),
    called(
        "function_call_output",
        output=Words("Roast them"),
        name=Words("find"),
        namespace=Words("kitchen"),
        caller=CALLER,
    ),
    called(
        "custom_tool_call", name=Words("note"), namespace=Words("desk"), input=Words("Write it down"), caller=CALLER
    ),
    called("custom_tool_call_output", output=Words("Written down"), caller=CALLER),
    item(
        "reasoning",
        summary=[{"type": "summary_text", "text": Words("They are hungry")}],
        content=[{"type": "reasoning_text", "text": Words("They want soup")}],
        encrypted_content=Words("gAAAAAB"),
    ),
    item(
        "file_search_call",
        status="completed",
        queries=[Words("soups")],
        results=[
            {
                "file_id": Words("file-1"),
                "filename": Words("soup.pdf"),
                "text": Words("A page of the book"),
                "attributes": {Words("shelf"): Words("cooking")},
                "score": 0.5,
            }
        ],
    ),
    item(
        "web_search_call",
        status="completed",
        action={
            "type": "search",
            "query": Words("soup"),
            "queries": [Words("tomato soup")],
            "sources": [{"type": "url", "url": Words("https://example.org/soup")}],
        },
    ),
    item("web_search_call", status="completed", action={"type": "open_page", "url": Words("https://example.org/soup")}),
    item(
        "web_search_call",
        status="completed",
        action={"type": "find_in_page", "url": Words("https://example.org/a"), "pattern": Words("salt")},
    ),
    *(called("computer_call", pending_safety_checks=[], action=action) for action in ACTIONS),
    called("computer_call", pending_safety_checks=[CHECK], actions=ACTIONS),
    called(
        "computer_call_output",
        acknowledged_safety_checks=[CHECK],
        output={"type": "computer_screenshot", "file_id": Words("file-1"), "image_url": Words(PIXEL)},
    ),
    item(
        "code_interpreter_call",
        status="completed",
        code=Words("print('soup')"),
        container_id=Words("cntr_1"),
        outputs=[
            {"type": "logs", "logs": Words("soup")},
            {"type": "image", "url": Words("https://example.org/plot.png")},
        ],
    ),
    item("image_generation_call", status="completed", result=Words("iVBORw0KGgo=")),
    called(
        "local_shell_call",
        action={
            "type": "exec",
            "command": [Words("ls")],
            "env": {Words("LANG"): Words("de_AT")},
            "user": Words("cook"),
            "working_directory": Words("kitchen"),
        },
    ),
    called("local_shell_call_output", output=Words("soup.txt")),
    called(
        "shell_call",
        action={"commands": [Words("cat soup.txt")], "timeout_ms": 1000, "max_output_length": 100},
        environment={
            "type": "local",
            "skills": [
                {"name": Words("cooking"), "description": Words("How to cook"), "path": Words("skills/cooking")}
            ],
        },
        caller=CALLER,
    ),
    called(
        "shell_call",
        action={"commands": [], "timeout_ms": None, "max_output_length": None},
        environment={"type": "container_reference", "container_id": Words("cntr_1")},
    ),
    called(
        "shell_call_output",
        max_output_length=None,
        output=[{"stdout": Words("Boil it"), "stderr": Words("No salt"), "outcome": {"type": "exit", "exit_code": 0}}],
        caller=CALLER,
    ),
    *(
        called("apply_patch_call", operation={"type": kind, "path": Words("soup.md")} | more, caller=CALLER)
        for kind, more in (
            ("create_file", {"diff": Words("+Boil it")}),
            ("update_file", {"diff": Words("+Blend it")}),
            ("delete_file", {}),
        )
    ),
    called("apply_patch_call_output", output=Words("Patched"), caller=CALLER),
    item(
        "mcp_list_tools",
        server_label=Words("kitchen"),
        error=Words("Out of gas"),
        tools=[
            {
                "name": Words("stove"),
                "description": Words("Heats a pot"),
                "input_schema": schema("A stove's"),
                "annotations": {"title": Words("Stove"), Words("fuel"): 1},
            }
        ],
    ),
    item(
        "mcp_approval_request", server_label=Words("kitchen"), name=Words("stove"), arguments=arguments("heat the pot")
    ),
    item(
        "mcp_approval_response",
        approval_request_id=Words("mcpr_1"),
        approve=True,
        reason=Words("It is safe"),
        request_id="r_1",
    ),
    item(
        "mcp_call",
        server_label=Words("kitchen"),
        name=Words("stove"),
        arguments=arguments("heat the pan"),
        output=Words("It boils"),
        approval_request_id=Words("mcpr_1"),
        error={"type": "mcp_protocol_error", "code": 1, "message": Words("It burns")},
    ),
    item(
        "mcp_call",
        server_label="kitchen",
        name="stove",
        arguments="{}",
        error={"type": "http_error", "code": 500, "message": Words("Bad gas")},
    ),
    item(
        "mcp_call",
        server_label="kitchen",
        name="stove",
        arguments="{}",
        error={"type": "mcp_tool_execution_error", "content": [{"type": "text", "text": Words("It broke")}]},
    ),
    item("program", call_id=Words("call_1"), code=Words("cook()"), fingerprint=Words("f1")),
    item("program_output", call_id=Words("call_1"), result=Words("Cooked"), status="completed"),
    called("tool_search_call", execution="client", arguments={Words("query"): Words("a stove")}),
    called(
        "tool_search_output",
        execution="client",
        tools=[{"type": "custom", "name": Words("pot"), "description": Words("A pot")}],
    ),
    item(
        "additional_tools",
        role="developer",
        tools=[{"type": "custom", "name": Words("pan"), "description": Words("A pan")}],
    ),
    item("compaction", encrypted_content=Words("gAAAAAC")),
    # Kinds that nobody knows yet.
    item("x_dream", x_text=Words("A kind nobody knows"), text=Words("Its text"), x_more=[{"deep": [Words("Deeper")]}]),
]
