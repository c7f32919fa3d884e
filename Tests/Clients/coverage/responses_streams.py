"""The events that `/v1/responses` streams, for every kind of item with its own."""

from typing import Any

from .chat_answers import BESIDE_OWN
from .responses_answers import ECHOES, call_output_by, message, response, said
from .responses_items import ANNOTATIONS, ITEMS, other_token, output_text, token
from .words import Words, arguments, spoken

Event = dict[str, Any]


def event(kind: str, **fields: Any) -> Event:
    return {"type": kind, "sequence_number": 0, **fields}


def stream(*middle: Event, output: list[dict[str, Any]], **more: Any) -> list[Event]:
    """A whole stream around the events of its items."""
    begun = response(status="in_progress", **more)
    return [
        *(event(f"response.{state}", response=begun) for state in ("queued", "created", "in_progress")),
        *middle,
        event("response.completed", response=response(*output, **more)),
    ]


def of_item(begun: dict[str, Any], done: dict[str, Any], *middle: Event) -> list[Event]:
    """An item from its beginning to its end, and the response that holds it."""
    return stream(
        event("response.output_item.added", output_index=0, item=begun),
        *(part | {"output_index": 0} for part in middle),
        event("response.output_item.done", output_index=0, item=done),
        output=[done],
    )


def of_part(begun: dict[str, Any], done: dict[str, Any], *middle: Event) -> list[Event]:
    """A message of one part."""
    at = {"item_id": Words("msg_1"), "output_index": 0, "content_index": 0}
    return of_item(
        message(status="in_progress"),
        message(done),
        event("response.content_part.added", **at, part=begun),
        *(part | at for part in middle),
        event("response.content_part.done", **at, part=done),
    )


def of_text(text: Words, pieces: list[Event] | None = None, logprobs: Any = None) -> list[Event]:
    said = pieces or [event("response.output_text.delta", delta=text, logprobs=[])]
    done = event("response.output_text.done", text=text, logprobs=logprobs or [])
    return of_part(output_text(""), output_text(text, logprobs), *said, done)


def of_call(done: dict[str, Any], field: str, event_name: str, **more: Any) -> list[Event]:
    """An item with one field that is said in pieces."""
    begun = done | {field: "", "status": "in_progress"}
    named = Words(f"{done['type']}_1")
    return of_item(
        begun,
        done,
        event(f"response.{event_name}.delta", item_id=named, delta=done[field]),
        event(f"response.{event_name}.done", item_id=named, **{field: done[field]}, **more),
    )


def call(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "id": f"{kind}_1", "call_id": "call_1", "status": "completed", **fields}


def reasoning(**fields: Any) -> dict[str, Any]:
    return {"type": "reasoning", "id": "rs_1", "summary": [], **fields}


def of_summary(text: Words) -> list[Event]:
    at = {"item_id": Words("rs_1"), "summary_index": 0}
    part = {"type": "summary_text", "text": text}
    return of_item(
        reasoning(),
        reasoning(summary=[part]),
        event("response.reasoning_summary_part.added", **at, part={"type": "summary_text", "text": ""}),
        event("response.reasoning_summary_text.delta", **at, delta=text),
        event("response.reasoning_summary_text.done", **at, text=text),
        event("response.reasoning_summary_part.done", **at, part=part),
    )


def of_reasoning(text: Words) -> list[Event]:
    at = {"item_id": Words("rs_1"), "content_index": 0}
    part = {"type": "reasoning_text", "text": text}
    return of_item(
        reasoning(),
        reasoning(content=[part]),
        event("response.content_part.added", **at, part={"type": "reasoning_text", "text": ""}),
        event("response.reasoning_text.delta", **at, delta=text),
        event("response.reasoning_text.done", **at, text=text),
        event("response.content_part.done", **at, part=part),
    )


def of_shell() -> list[Event]:
    command, result, errors = spoken("cat soup.txt"), spoken("Boil it"), spoken("No salt")
    done = call("shell_call", action={"commands": [command], "timeout_ms": None, "max_output_length": None})
    output = {"stdout": result, "stderr": errors, "outcome": {"type": "exit", "exit_code": 0}}
    answered = {
        "type": "shell_call_output",
        "id": "sco_1",
        "call_id": "call_1",
        "max_output_length": None,
        "output": [output],
        "status": "completed",
    }
    at = {"output_index": 0, "command_index": 0}
    then = {"output_index": 1, "command_index": 0, "item_id": Words("sco_1")}
    return stream(
        event("response.output_item.added", output_index=0, item=done | {"action": done["action"] | {"commands": []}}),
        event("response.shell_call_command.added", **at, command=""),
        event("response.shell_call_command.delta", **at, delta=command),
        event("response.shell_call_command.done", **at, command=command),
        event("response.output_item.done", output_index=0, item=done),
        event("response.output_item.added", output_index=1, item=answered | {"output": []}),
        event("response.shell_call_output_content.delta", **then, delta={"stdout": result}),
        event("response.shell_call_output_content.delta", **then, delta={"stderr": errors}),
        event("response.shell_call_output_content.done", **then, output=[output]),
        event("response.output_item.done", output_index=1, item=answered),
        output=[done, answered],
    )


def of_two_messages() -> list[Event]:
    second = spoken("Blend them", "of the second message")
    done = [said(), message(output_text(second)) | {"id": "msg_2"}]
    pieces = {"item_id": "msg_2", "output_index": 1, "content_index": 0}
    return stream(
        event("response.output_item.added", output_index=0, item=done[0]),
        event("response.output_item.done", output_index=0, item=done[0]),
        event("response.output_item.added", output_index=1, item=message(status="in_progress") | {"id": "msg_2"}),
        event("response.content_part.added", **pieces, part=output_text("")),
        event("response.output_text.delta", **pieces, delta=second, logprobs=[]),
        event("response.output_text.done", **pieces, text=second, logprobs=[]),
        event("response.content_part.done", **pieces, part=output_text(second)),
        event("response.output_item.done", output_index=1, item=done[1]),
        output=done,
    )


REFUSED = spoken("No soup today")
BEGUN = spoken("Roast")
TOKEN = [other_token()]
OWN = [token("Roast", Words("soup", BESIDE_OWN))]

REPEATED: list[list[Event]] = [stream(output=[said()], **echo) for echo in ECHOES]
STREAMED: list[list[Event]] = [
    of_text(spoken("Roast the tomatoes")),
    of_two_messages(),
    of_part(
        {"type": "refusal", "refusal": ""},
        {"type": "refusal", "refusal": REFUSED},
        event("response.refusal.delta", delta=REFUSED),
        event("response.refusal.done", refusal=REFUSED),
    ),
    # Tokens say what their text says, or something else.
    of_text(BEGUN, [event("response.output_text.delta", delta=BEGUN, logprobs=TOKEN)], TOKEN),
    # A part that is there from the beginning.
    of_part(
        output_text(Words("Roast the peppers", "from the beginning"), None, ANNOTATIONS),
        output_text(Words("Roast", "at the end"), None, ANNOTATIONS),
    ),
    of_text(BEGUN, [event("response.output_text.delta", delta=BEGUN, logprobs=OWN)], OWN),
    of_part(output_text("", [other_token()]), output_text("Roast.")),
    of_part({"type": "refusal", "refusal": Words("No", "from the beginning")}, {"type": "refusal", "refusal": "No."}),
    of_part(
        {"type": "reasoning_text", "text": Words("They", "from the beginning")},
        {"type": "reasoning_text", "text": "They."},
    ),
    stream(
        event(
            "response.reasoning_summary_part.added",
            item_id="rs_1",
            output_index=0,
            summary_index=0,
            part={"type": "summary_text", "text": Words("They", "from the beginning")},
        ),
        event(
            "response.shell_call_command.added",
            output_index=1,
            command_index=0,
            command=Words("ls", "from the beginning"),
        ),
        event(
            "response.shell_call_output_content.done",
            item_id="s_1",
            output_index=2,
            command_index=0,
            output=call_output_by("anna")["output"],
        ),
        output=[said()],
    ),
    *(
        stream(event(f"response.{state}", item_id=Words("item_1"), output_index=0), output=[said()])
        for state in (
            *(f"code_interpreter_call.{state}" for state in ("in_progress", "interpreting", "completed")),
            *(
                f"{kind}_search_call.{state}"
                for kind in ("file", "web")
                for state in ("in_progress", "searching", "completed")
            ),
            *(f"image_generation_call.{state}" for state in ("in_progress", "generating", "completed")),
            *(
                f"{kind}.{state}"
                for kind in ("mcp_call", "mcp_list_tools")
                for state in ("in_progress", "completed", "failed")
            ),
        )
    ),
    *(
        of_part(
            output_text(""),
            output_text("Roast.", None, [annotation]),
            event("response.output_text.delta", delta="Roast.", logprobs=[]),
            event("response.output_text.annotation.added", annotation_index=0, annotation=annotation),
            event("response.output_text.done", text="Roast.", logprobs=[]),
        )
        for annotation in ANNOTATIONS
    ),
    of_summary(spoken("They are hungry")),
    of_reasoning(spoken("They want soup")),
    of_call(
        call("function_call", name="find_recipe", arguments=arguments("tomato soup", is_spoken=True)),
        "arguments",
        "function_call_arguments",
        name=Words("find_recipe", "where the arguments end"),
    ),
    of_call(call("custom_tool_call", name="note", input=spoken("Write it down")), "input", "custom_tool_call_input"),
    of_call(
        {
            "type": "mcp_call",
            "id": "mcp_call_1",
            "server_label": "kitchen",
            "name": "stove",
            "arguments": arguments("heat the pot", is_spoken=True),
        },
        "arguments",
        "mcp_call_arguments",
    ),
    of_call(
        call("code_interpreter_call", container_id="cntr_1", outputs=[], code=spoken("print('soup')")),
        "code",
        "code_interpreter_call_code",
    ),
    of_shell(),
    stream(
        event("response.audio.delta", response_id="resp_1", delta=Words("UklGRg==")),
        event("response.audio.transcript.delta", response_id="resp_1", delta=spoken("Blend until smooth")),
        event("response.audio.transcript.done", response_id="resp_1"),
        output=[said()],
    ),
    stream(
        event(
            "response.image_generation_call.partial_image",
            item_id=Words("ig_1"),
            output_index=0,
            partial_image_index=0,
            partial_image_b64=Words("iVBORw0KGgo="),
            background=Words("opaque"),
            output_format=Words("png"),
            quality=Words("low"),
            size=Words("64x64"),
        ),
        output=[said()],
    ),
    *(of_item(entry, entry) for entry in ITEMS),
    stream(output=[said()], x_unknown=[{"deep": Words("Deep inside"), Words("a key"): None}]),
    stream(event("x_dream", text=Words("An event nobody knows"), x=[{"deep": Words("Deeper")}]), output=[said()]),
    [
        event("response.created", response=response(status="in_progress")),
        event("error", code=Words("server_error"), message=Words("The stove is cold"), param=Words("input")),
    ],
    [
        event("response.created", response=response(status="in_progress")),
        event(
            "response.failed",
            response=response(status="failed", error={"code": "server_error", "message": Words("The stove is out")}),
        ),
    ],
    [
        *of_text(Words("Roast for long", "cut short"))[:-1],
        event(
            "response.incomplete",
            response=response(
                message(output_text(Words("Roast for longer", "cut short"))),
                status="incomplete",
                incomplete_details={"reason": "max_output_tokens"},
            ),
        ),
    ],
]
