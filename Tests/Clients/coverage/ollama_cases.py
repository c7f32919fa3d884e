"""Where text can stand in requests to Ollama's `/api/chat` and in its answers, whole and streamed."""

from typing import Any

from upstream_answers import MODEL

from .chat_answers import BESIDE_OTHERS, BESIDE_OWN
from .chat_requests import schema
from .words import Words, spoken

HARMLESS = {"role": "user", "content": "What is a good recipe for tomato soup?"}
INPUT = {Words("dish"): Words("tomato soup"), "more": [{"deep": Words("with basil")}]}


def asked(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"messages": [HARMLESS, *messages], **more}


REQUESTS: list[dict[str, Any]] = [
    *(asked({"role": role, "content": Words(f"Said by the {role}")}) for role in ("system", "user", "assistant")),
    asked({"role": Words("narrator"), "content": Words("It was night"), "x_scene": Words("A kitchen")}),
    asked({"role": "user", "content": Words("What is this?", "beside an image"), "images": [Words("iVBORw0KGgo=")]}),
    asked(
        {
            "role": "assistant",
            "content": "",
            "thinking": Words("They are hungry"),
            "tool_calls": [
                {
                    "id": Words("call_1"),
                    "function": {"name": Words("find_recipe"), "arguments": INPUT, "index": 0},
                    "x_note": Words("At noon"),
                }
            ],
        },
        {
            "role": "tool",
            "content": Words("Roast them"),
            "tool_name": Words("find_recipe"),
            "tool_call_id": Words("call_1"),
        },
    ),
    asked(
        tools=[
            {
                "type": "function",
                "function": {
                    "name": Words("find_recipe"),
                    "description": Words("Finds a recipe"),
                    "parameters": schema("Parameters"),
                },
            }
        ]
    ),
    asked(format=schema("The answer")),
    asked(format=Words("json")),
    asked(
        template=Words("A template"), system=Words("You are a cook"), suffix=Words("And so on"), prompt=Words("Soup")
    ),
    asked(options={"temperature": 0.5, "stop": [Words("The end")], "x_note": Words("An option nobody knows")}),
    asked(think=Words("high")),
    asked(x_unknown={"deep": [[Words("Deep inside")]], Words("a key"): None}),
]

COUNTS = {
    "total_duration": 5,
    "load_duration": 1,
    "prompt_eval_count": 11,
    "prompt_eval_duration": 2,
    "eval_count": 7,
    "eval_duration": 2,
}


def line(is_done: bool = False, reason: str = "stop", **fields: Any) -> dict[str, Any]:
    end = {"done_reason": reason, "done": True, **COUNTS} if is_done else {"done": False}
    said = {"role": "assistant", "content": ""} | fields
    return {"model": MODEL, "created_at": "2026-01-01T12:00:00.5Z", "message": said, **end}


def tool_calls() -> list[dict[str, Any]]:
    return [
        {
            "id": Words("call_1"),
            "function": {"index": 0, "name": Words("find_recipe"), "arguments": INPUT},
            "x_note": Words("At noon"),
        }
    ]


def logprobs(token: str, other: str) -> dict[str, Any]:
    top = {"token": other, "logprob": -0.5, "bytes": [115]}
    return {"logprobs": [{"token": token, "logprob": -0.5, "bytes": [82], "top_logprobs": [top]}]}


UNLIKE = logprobs(Words("Boil", "unlike the content"), Words("soup", BESIDE_OTHERS))
ALIKE = logprobs("Roast.", Words("soup", BESIDE_OWN))

WHOLE: list[dict[str, Any]] = [
    line(True, content=Words("Roast the tomatoes")),
    line(True, content="Roast.", thinking=Words("They are hungry")),
    line(True, tool_calls=tool_calls()),
    line(True, content="Roast.", images=[Words("iVBORw0KGgo=")], tool_name=Words("find")),
    line(True, content="Roast.", x_note={"deep": [Words("An unknown field")], Words("an unknown key"): 1}),
    line(True, role=Words("assistant"), content="Roast."),
    line(True, content="Roast.") | UNLIKE,
    line(True, content="Roast.") | ALIKE,
    line(True, content="Roast.") | {"x_unknown": [{"deep": Words("Deep inside"), Words("a key"): None}]},
]

STREAMED: list[list[dict[str, Any]]] = [
    [line(content=spoken("Roast the tomatoes")), line(True)],
    [line(content="Roast"), line(True, content=Words(" them", "in the last line"))],
    [line(thinking=spoken("They are hungry")), line(content="Roast."), line(True)],
    [line(tool_calls=tool_calls()), line(True)],
    [line(content="Roast.", x_note={"deep": [Words("An unknown field")], Words("an unknown key"): 1}), line(True)],
    [line(role=Words("assistant"), content="Roast."), line(True)],
    [line(content="Roast.") | UNLIKE, line(True)],
    [line(content="Roast.") | ALIKE, line(True)],
    [line(content="Roast."), line(True) | {"x_unknown": [{"deep": Words("Deep inside"), Words("a key"): None}]}],
]
