"""Where text can stand in `/v1/completions`, `/v1/embeddings` and `/v1/moderations`."""

from typing import Any

from upstream_answers import MODEL, USAGE

from .chat_answers import BESIDE_OTHERS, BESIDE_OWN
from .chat_requests import PIXEL
from .words import Words, spoken

PROMPT = "A good recipe for tomato soup:"

COMPLETION_REQUESTS: list[dict[str, Any]] = [
    {"prompt": Words("A good recipe for soup:")},
    {"prompt": [PROMPT, Words("A recipe for pie:")]},
    {"prompt": PROMPT, "suffix": Words("Serve it hot")},
    {"prompt": Words("It is said again:", "with echo"), "echo": True},
    {"prompt": PROMPT, "stop": Words("The end")},
    {"prompt": PROMPT, "stop": ["Fin", Words("The end")]},
    {"prompt": PROMPT, "messages": [{"role": "user", "content": Words("A message beside the prompt")}]},
    {"prompt": PROMPT, "grammar": Words('root ::= "soup"'), "chat_template": Words("{% for message in messages %}")},
    {"prompt": PROMPT, "x_unknown": {"deep": [[Words("Deep inside")]], Words("a key"): None}},
]


def completion(*choices: dict[str, Any], usage: Any = USAGE, **more: Any) -> dict[str, Any]:
    return {
        "id": "cmpl-upstream-1",
        "object": "text_completion",
        "created": 1760000000,
        "model": MODEL,
        "choices": list(choices),
        "usage": usage,
        **more,
    }


def choice(text: str | Words, index: int = 0, finish: str | None = "stop", **more: Any) -> dict[str, Any]:
    return {"text": text, "index": index, "logprobs": None, "finish_reason": finish, **more}


def logprobs(token: str | Words, other: str | Words = "pie") -> dict[str, Any]:
    return {"tokens": [token], "token_logprobs": [-0.5], "top_logprobs": [{other: -0.5}], "text_offset": [0]}


ROASTED = Words("Roast the potatoes")
UNLIKE = {"logprobs": logprobs(Words("Boil", "unlike the text"), Words("soup", BESIDE_OTHERS))}
ALIKE = {"logprobs": logprobs("Roast.", Words("soup", BESIDE_OWN))}
LLAMA = {"__verbose": {"content": Words("Roast them"), "prompt": Words(PROMPT)}, "content": Words("Beside the choices")}

COMPLETIONS: list[dict[str, Any]] = [
    completion(choice(Words("Roast the tomatoes"))),
    completion(choice("Roast."), choice(Words("Blend them", "second of three choices"), 1), choice("Serve.", 2)),
    completion(choice(ROASTED) | {"logprobs": logprobs(ROASTED)}),
    completion(choice("Roast.") | UNLIKE),
    completion(choice("Roast.") | ALIKE),
    completion(choice("Roast.", reasoning=Words("They are hungry"), x_choice=Words("Beside the text"))),
    completion(
        choice("Roast.", prompt_logprobs=[{Words("1"): {"decoded_token": Words("soup")}}], stop_reason=Words("end"))
    ),
    completion(choice("Roast."), **LLAMA),
    completion(
        choice("Roast."), error={"message": Words("The stove is cold"), "type": Words("server_error"), "code": 500}
    ),
    completion(choice("Roast."), x_unknown=[{"deep": Words("Deep inside"), Words("a key"): None}]),
]


def stream(*choices: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    said = [completion(one, usage=None, **more) for one in choices]
    return [*said, completion(choice("", finish="stop"), usage=None)]


COMPLETION_STREAMS: list[list[dict[str, Any]]] = [
    stream(choice(spoken("Roast the tomatoes"), finish=None)),
    [
        completion(choice("Roast", finish=None), usage=None),
        completion(choice(spoken("Blend them", "second of two choices"), 1, finish=None), usage=None),
        completion(choice("", 1), usage=None),
        completion(choice(" them."), usage=None),
    ],
    stream(choice(ROASTED, finish=None) | {"logprobs": logprobs(ROASTED)}),
    stream(choice("Roast.", finish=None) | UNLIKE),
    stream(choice("Roast.", finish=None) | ALIKE),
    stream(choice("Roast.", finish=None, reasoning=spoken("They are hungry"), x_choice=Words("Beside the text"))),
    stream(choice("Roast.", finish=None), **LLAMA),
    stream(choice("Roast.", finish=None), x_unknown=[{"deep": Words("Deep inside"), Words("a key"): None}]),
]

EMBEDDING_REQUESTS: list[dict[str, Any]] = [
    {"input": Words("A recipe for soup")},
    {"input": ["A recipe for soup", Words("A recipe for pie")]},
    {"input": "Soup", "x_unknown": {"deep": [[Words("Deep inside")]], Words("a key"): None}},
    # Of other servers: templates and instructions put before what is embedded.
    {
        "input": "Soup",
        "messages": [{"role": "user", "content": Words("A message to embed")}],
        "task": Words("retrieval"),
    },
]

MODERATION_REQUESTS: list[dict[str, Any]] = [
    {"input": Words("A recipe for soup")},
    {"input": ["A recipe for soup", Words("A recipe for pie")]},
    {
        "input": [
            {"type": "text", "text": Words("What is in this picture?")},
            {"type": "image_url", "image_url": {"url": PIXEL}},
        ]
    },
]
