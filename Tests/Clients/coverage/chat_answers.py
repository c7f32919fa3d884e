"""Where text can stand in what `/v1/chat/completions` answers, whole and streamed."""

from typing import Any

from upstream_answers import completion, delta

from .words import Words, arguments, spoken

ENVELOPE = {"system_fingerprint": "fp_1", "service_tier": "default"}


def choice(index: int = 0, finish: str = "stop", **message: Any) -> dict[str, Any]:
    said = {"role": "assistant", "content": "Roast them.", "refusal": None, **message}
    return {"index": index, "message": said, "logprobs": None, "finish_reason": finish}


# Tokens that were not chosen.
BESIDE_OWN, BESIDE_OTHERS = "beside the text's own tokens", "beside other tokens"


def logprobs(token: str, other: str = "pie", field: str = "content") -> dict[str, Any]:
    one = {"logprob": -0.5, "bytes": None}
    return {
        field: [{"token": token, **one, "top_logprobs": [{"token": other, **one}]}],
        ("refusal" if field == "content" else "content"): None,
    }


def tool_calls(is_streamed: bool) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = [
        {
            "id": Words("call_1"),
            "type": "function",
            "function": {"name": Words("find_recipe"), "arguments": "" if is_streamed else arguments("tomato soup")},
            "x_note": Words("Called at noon"),
        },
        {
            "id": Words("call_2"),
            "type": "custom",
            "custom": {"name": Words("note"), "input": "" if is_streamed else Words("Write down the salt")},
        },
    ]
    return [{"index": at} | call for at, call in enumerate(calls)] if is_streamed else calls


CITATION = {
    "type": "url_citation",
    "url_citation": {
        "url": Words("https://example.org/soup"),
        "title": Words("Soups of the world"),
        "start_index": 0,
        "end_index": 5,
    },
}
# Fields beside the content, each one text.
BESIDE = {
    "refusal": "No soup today",
    "reasoning_content": "They are hungry",
    "reasoning": "They are thirsty",
    "thinking": "They are cold",
}
UNKNOWN = {"x_note": {"deep": [Words("An unknown field"), {Words("an unknown key"): 1}]}}

ROASTED = Words("Roast the potatoes")


def moderation(results: str = "moderation_results") -> dict[str, Any]:
    """What OpenAI's own moderation says of the prompt and of the answer."""

    def one(note: str) -> dict[str, Any]:
        result = {
            "type": "moderation_result",
            "model": Words("moderation-1", note),
            "flagged": False,
            "categories": {Words("hate", note): False},
            "category_scores": {Words("hate", note): 0.5},
            "category_applied_input_types": {Words("hate", note): ["text"]},
        }
        return {"type": results, "model": Words("moderation-2", note), "results": [result]} if results else result

    return {"input": one("of the input"), "output": one("of the output")}


FAILED_MODERATION = {
    side: {"type": "error", "code": Words("server_error"), "message": Words("Not moderated")}
    for side in ("input", "output")
}

WHOLE: list[dict[str, Any]] = [
    completion(choice(content=Words("Roast the tomatoes")), **ENVELOPE),
    completion(
        choice(content="Roast."),
        choice(1, content=Words("Blend them", "second of three choices")),
        choice(2, content="Serve."),
        **ENVELOPE,
    ),
    completion(
        choice(
            content=[{"type": "text", "text": Words("In a part")}, {"type": "x_note", "x_note": Words("In another")}]
        )
    ),
    completion(choice(**{field: Words(text) for field, text in BESIDE.items()})),
    completion(choice(content=None, finish="tool_calls", tool_calls=tool_calls(False))),
    completion(
        choice(
            content=None,
            finish="function_call",
            function_call={"name": Words("find_recipe"), "arguments": arguments("onion soup")},
        )
    ),
    completion(
        choice(
            content=None,
            audio={
                "id": Words("audio_1"),
                "data": Words("UklGRg=="),
                "transcript": Words("Blend until smooth"),
                "expires_at": 1,
                "x_note": Words("In F"),
            },
        )
    ),
    completion(choice(annotations=[CITATION], **UNKNOWN)),
    completion(choice(role=Words("assistant"))),
    completion(choice() | {"x_choice": Words("Beside the message"), "stop_reason": Words("stop")}),
    completion(choice() | {"logprobs": logprobs(Words("Roast", "unlike the content"), Words("soup", BESIDE_OTHERS))}),
    completion(choice() | {"logprobs": logprobs("Roast them.", Words("soup", BESIDE_OWN))}),
    completion(choice(content=ROASTED) | {"logprobs": logprobs(ROASTED)}),
    completion(
        choice(content=None, refusal="No.")
        | {"logprobs": logprobs(Words("Nope.", "unlike the refusal"), Words("Yes", BESIDE_OTHERS), "refusal")}
    ),
    # llama.cpp repeats the answer and the prompt here.
    completion(choice(), __verbose={"content": Words("Roast them"), "prompt": Words("<|user|>Soup?")}),
    completion(choice(), moderation=moderation()),
    completion(choice(), moderation=FAILED_MODERATION),
    completion(choice(), error={"message": Words("The stove is cold"), "type": Words("server_error"), "code": 500}),
    completion(choice(), metadata={Words("project"): Words("soup")}, x_unknown=[{"deep": Words("Deep inside")}]),
]


def stream(*events: dict[str, Any], finish: str = "stop") -> list[dict[str, Any]]:
    """The events of a streamed answer."""
    opening = delta({"role": "assistant", "content": ""}, **ENVELOPE)
    return [opening, *events, delta({}, finish=finish, **ENVELOPE)]


def said(**fields: Any) -> dict[str, Any]:
    return delta(fields, **ENVELOPE)


def beside_the_delta(fields: dict[str, Any], content: str = "Roast") -> dict[str, Any]:
    event = delta({"content": content})
    event["choices"][0] |= fields
    return event


def part_of_call(index: int, **fields: Any) -> dict[str, Any]:
    return said(tool_calls=[{"index": index, **fields}])


STREAMED: list[list[dict[str, Any]]] = [
    stream(said(content=spoken("Roast the tomatoes"))),
    stream(
        delta({"role": "assistant", "content": "Roast"}, 1),
        said(content="Roast"),
        delta({"content": spoken("Blend them", "second of two choices")}, 1),
        said(content=" them."),
        delta({}, 1, "stop"),
    ),
    stream(said(content=[{"type": "text", "text": spoken("In a part")}])),
    *(stream(said(**{field: spoken(text)}), said(content="Roast.")) for field, text in BESIDE.items()),
    stream(
        said(tool_calls=tool_calls(True)),
        part_of_call(0, type="function", function={"arguments": arguments("tomato soup", is_spoken=True)}),
        part_of_call(1, type="custom", custom={"input": spoken("Write down the salt")}),
        finish="tool_calls",
    ),
    stream(
        part_of_call(0, id="call_1", type="function", function={"name": spoken("find", "in pieces"), "arguments": ""}),
        part_of_call(0, type="function", function={"arguments": "{}"}),
        finish="tool_calls",
    ),
    stream(
        said(function_call={"name": Words("find_recipe"), "arguments": ""}),
        said(function_call={"arguments": arguments("onion soup", is_spoken=True)}),
        finish="function_call",
    ),
    stream(
        said(audio={"id": Words("audio_1"), "transcript": spoken("Blend until smooth")}),
        said(audio={"data": Words("UklGRg=="), "expires_at": 1}),
    ),
    stream(said(content="Roast", annotations=[CITATION], **UNKNOWN)),
    stream(said(role=Words("assistant"), content="Roast.")),
    stream(beside_the_delta({"x_choice": Words("Beside the delta")})),
    stream(
        beside_the_delta({"logprobs": logprobs(Words("Boil", "unlike the content"), Words("soup", BESIDE_OTHERS))}),
        beside_the_delta({"logprobs": logprobs("Roast", Words("soup", BESIDE_OWN))}),
        beside_the_delta({}, content=" them."),
    ),
    stream(
        beside_the_delta({"logprobs": logprobs(ROASTED)}, content=ROASTED),
        beside_the_delta({"logprobs": logprobs(" well")}, content=" well"),
    ),
    stream(
        beside_the_delta(
            {"logprobs": logprobs(Words("Nope.", "unlike the refusal"), Words("Yes", BESIDE_OTHERS), "refusal")},
            content="",
        )
    ),
    stream(said(content="Roast.") | {"__verbose": {"content": Words("Roast them"), "prompt": Words("<|user|>Soup?")}}),
    stream(said(content="Roast.") | {"moderation": moderation()}),
    stream(said(content="Roast.") | {"moderation": FAILED_MODERATION}),
    stream(said(content="Roast.") | {"error": {"message": Words("The stove is cold"), "type": Words("server_error")}}),
    stream(said(content="Roast.") | {"x_unknown": [{"deep": Words("Deep inside")}]}),
]
