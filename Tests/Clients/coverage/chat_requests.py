"""Where text can stand in a request to `/v1/chat/completions`."""

from typing import Any

from .words import Words, arguments

HARMLESS = {"role": "user", "content": "What is a good recipe for tomato soup?"}
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def schema(text: str) -> dict[str, Any]:
    """A JSON Schema with words wherever it can hold some."""
    return {
        "type": "object",
        "title": Words(f"{text} in the title"),
        "description": Words(f"{text} in the description"),
        "properties": {
            Words("dish"): {
                "type": "string",
                "description": Words("The name of the dish"),
                "enum": [Words("tomato soup"), "pie"],
                "default": Words("soup"),
                "examples": [Words("onion soup")],
                "pattern": Words("^[a-z ]+$"),
                "const": Words("broth"),
            },
            "x": {"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}]},
        },
        "required": [Words("servings")],
        "$defs": {"x": {"type": "string", "description": Words("A garnish")}},
        "x-note": Words("For cooks"),
    }


def conversation(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"messages": [HARMLESS, *messages], **more}


def parts(*kinds: str, note: str = "") -> list[dict[str, Any]]:
    return [{"type": kind, kind: Words(f"Some {kind} in a part", note)} for kind in kinds]


CALLS = [
    {
        "id": Words("call_1"),
        "type": "function",
        "function": {"name": Words("find_recipe"), "arguments": arguments("tomato soup")},
        "x_note": Words("Called at noon"),
    },
    {
        "id": Words("call_2"),
        "type": "custom",
        "custom": {"name": Words("note"), "input": Words("Write down the salt")},
    },
]

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": Words("find_recipe"),
            "description": Words("Finds a recipe"),
            "parameters": schema("Parameters"),
            "strict": False,
        },
    },
    {
        "type": "custom",
        "custom": {
            "name": Words("note"),
            "description": Words("Takes notes"),
            "format": {"type": "grammar", "grammar": {"syntax": "lark", "definition": Words("start: WORD")}},
        },
    },
]

REQUESTS: list[dict[str, Any]] = [
    *(
        conversation({"role": role, "content": Words(f"Said by the {role}"), "name": Words("anna")})
        for role in ("system", "developer", "user", "assistant")
    ),
    *(
        conversation({"role": role, "content": parts("text")})
        for role in ("system", "developer", "user", "assistant", "tool")
    ),
    conversation({"role": "assistant", "content": parts("text", "refusal", note="several parts")}),
    # Prompt caching's mark stands beside text, and is none.
    conversation(
        {
            "role": "user",
            "content": [{**parts("text", note="beside a mark")[0], "prompt_cache_breakpoint": {"mode": "explicit"}}],
        }
    ),
    conversation(
        {"role": "assistant", "content": None, "tool_calls": CALLS},
        {"role": "tool", "tool_call_id": Words("call_1"), "name": Words("find_recipe"), "content": Words("Roast them")},
        {"role": "function", "name": Words("find_recipe"), "content": Words("Blend them")},
    ),
    conversation(
        {
            "role": "assistant",
            "content": None,
            "refusal": Words("No soup today"),
            "reasoning_content": Words("They are hungry"),
            "reasoning": Words("They are thirsty"),
            "thinking": Words("They are cold"),
            "audio": {"id": Words("audio_1")},
            "function_call": {"name": Words("find_recipe"), "arguments": arguments("onion soup")},
            "x_note": {"deep": [Words("An unknown field"), {Words("an unknown key"): 1}]},
        }
    ),
    conversation({"role": Words("narrator"), "content": Words("It was night"), "x_scene": Words("A kitchen")}),
    conversation(
        {
            "role": "user",
            "content": [
                {"type": "text", "text": Words("What is in this picture?", "beside media")},
                {"type": "image_url", "image_url": {"url": Words(PIXEL), "detail": "auto", "x_alt": Words("A bowl")}},
                {"type": "input_audio", "input_audio": {"data": Words("UklGRg=="), "format": "wav"}},
                {
                    "type": "file",
                    "file": {
                        "file_data": Words("data:text/plain;base64,c291cA=="),
                        "file_id": Words("file-1"),
                        "filename": Words("soup.pdf"),
                    },
                },
                {"type": "video_url", "video_url": {"url": Words("https://example.org/soup.mp4")}},
                {"type": "audio_url", "audio_url": {"url": Words("https://example.org/soup.mp3")}},
                Words("A bare string"),
                {"type": "x_note", "x_note": Words("A part nobody knows"), "x_more": [{"x": Words("Deeper")}]},
                {"type": Words("x_kind"), "text": "Soup."},
                {"type": "thinking", "thinking": Words("Thought aloud")},
            ],
        }
    ),
    conversation(tools=TOOLS, tool_choice={"type": "function", "function": {"name": Words("find_recipe")}}),
    conversation(tool_choice={"type": "custom", "custom": {"name": Words("note")}}),
    conversation(
        tool_choice={
            "type": "allowed_tools",
            "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": Words("find")}}]},
        }
    ),
    conversation(
        functions=[{"name": Words("find"), "description": Words("Finds a recipe"), "parameters": schema("Old style")}],
        function_call={"name": Words("find")},
    ),
    conversation(
        response_format={
            "type": "json_schema",
            "json_schema": {
                "name": Words("recipe"),
                "description": Words("A recipe"),
                "schema": schema("The answer"),
                "strict": True,
            },
        }
    ),
    conversation(prediction={"type": "content", "content": Words("Roast the tomatoes")}),
    conversation(prediction={"type": "content", "content": parts("text")}),
    conversation(metadata={Words("project"): Words("soup")}, stop=Words("The end")),
    conversation(stop=["Fin", Words("The end")]),
    conversation(
        web_search_options={
            "user_location": {
                "type": "approximate",
                "approximate": {
                    "city": Words("Linz"),
                    "country": Words("AT"),
                    "region": Words("Upper Austria"),
                    "timezone": Words("Europe/Vienna"),
                },
            }
        }
    ),
    # Names, judged as soon as they do not look like one.
    conversation(audio={"voice": Words("alloy"), "format": "wav"}, moderation={"model": Words("moderation-1")}),
    conversation(audio={"voice": {"id": Words("voice_1")}, "format": "wav"}),
    # What servers other than OpenAI's put before the model.
    conversation(
        prompt=Words("A prompt beside the messages"),
        suffix=Words("And so on"),
        documents=[{"title": Words("Soups"), "text": Words("A book of soups")}],
        chat_template=Words("{% for message in messages %}"),
        chat_template_kwargs={Words("tone"): Words("friendly")},
        guided_json=schema("Guided"),
        guided_choice=["pie", Words("soup")],
        grammar=Words('root ::= "soup"'),
        add_generation_prompt=True,
        template=Words("One template"),
        x_unknown={"deep": [[Words("Deep inside")]], Words("a key"): None},
    ),
]
