"""Ollama's chat API through Ollama's client: passed, refused, cut and redacted, whole and streamed."""

import json
from typing import Any

import ollama
import pytest

from conftest import Serve
from conversations import ANSWER, HARMFUL, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE, said
from evenkeel_process import EvenkeelProcess
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from stream_events import lines
from upstream_answers import LAST_CHUNK, MODEL, Close, Gate, Step, chunk, chunked_head, whole
from upstream_ollama import COUNTS, PATH, last_line, line, streamed_lines
from upstream_responses import pieces_of

OPENING = "Roast the tomatoes with garlic and a little oil. Add the stock and let it simmer for twenty minutes. " * 4
WITH_ADDRESS = "Write to anna@example.org for the recipe."
WITHOUT_ADDRESS = "Write to [EMAIL] for the recipe."
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "find_recipe",
        "description": "Finds a recipe by its name.",
        "parameters": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
    },
}
CALL = {"function": {"name": "find_recipe", "arguments": {"name": "tomato soup", "servings": 4}}}


@pytest.fixture
def llama(evenkeel: EvenkeelProcess) -> ollama.Client:
    """The official client, told nothing but where to connect."""
    return ollama.Client(host=evenkeel.url, timeout=20)


def script(upstream: FakeUpstream, *answers: list[Step]) -> None:
    upstream.script(*answers, path=PATH)


def spoken_lines(text: str, size: int = 11) -> list[dict[str, Any]]:
    return [line(piece) for piece in pieces_of(text, size)] + [last_line()]


def ask(raw: RawClient, prompt: str = HARMLESS, **more: Any) -> RawAnswer:
    return raw.send("POST", PATH, json.dumps({"model": MODEL, "messages": said(prompt)} | more).encode())


def talk(
    client: ollama.Client, prompt: str = HARMLESS, stream: bool = False, **more: Any
) -> tuple[str, ollama.ChatResponse]:
    """The text, gathered from the lines where it is streamed, and the last or only answer."""
    if not stream:
        answer = client.chat(model=MODEL, messages=said(prompt), **more)
        return answer.message.content or "", answer
    parts = list(client.chat(model=MODEL, messages=said(prompt), stream=True, **more))
    assert [part.done for part in parts] == [False] * (len(parts) - 1) + [True]
    return "".join(part.message.content or "" for part in parts), parts[-1]


def counts(answer: ollama.ChatResponse) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in COUNTS}


def test_a_whole_chat_arrives_as_it_was_given(llama: ollama.Client, upstream: FakeUpstream) -> None:
    script(upstream, whole(last_line(ANSWER, thinking="Soup it is.")))
    text, answer = talk(llama, options={"temperature": 0.5}, think=True)
    assert (text, answer.message.thinking, answer.done_reason) == (ANSWER, "Soup it is.", "stop")
    assert counts(answer) == COUNTS
    sent = json.loads(upstream.only_request(PATH).body)
    assert (sent["options"], sent["think"]) == ({"temperature": 0.5}, True)


@pytest.mark.parametrize("cut_every", [None, 1, 97], ids=lambda n: f"cut every {n}")
def test_a_streamed_chat_arrives_however_it_is_cut(
    llama: ollama.Client, upstream: FakeUpstream, cut_every: int | None
) -> None:
    given = [line("", thinking="Soup "), line("", thinking="it is."), *spoken_lines(ANSWER)]
    script(upstream, streamed_lines(given, cut_every))
    text, answer = talk(llama, stream=True)
    assert (text, answer.done_reason) == (ANSWER, "stop") and counts(answer) == COUNTS


def test_a_chat_that_does_not_say_so_is_streamed(raw: RawClient, upstream: FakeUpstream) -> None:
    given = [line("", thinking="Soup."), *spoken_lines(ANSWER)]
    script(upstream, streamed_lines(given))
    answer = ask(raw)
    assert answer.fields["content-type"].startswith("application/x-ndjson")
    assert lines(answer) == given


def test_lines_are_released_while_upstream_is_still_speaking(llama: ollama.Client, upstream: FakeUpstream) -> None:
    gate = Gate()
    given = [json.dumps(part).encode() + b"\n" for part in spoken_lines(OPENING)]
    head = chunked_head("application/x-ndjson")
    script(upstream, [head, *map(chunk, given[:-1]), gate, chunk(given[-1]), LAST_CHUNK])
    text = ""
    for part in llama.chat(model=MODEL, messages=said(HARMLESS), stream=True):
        text += part.message.content or ""
        if text:
            # Upstream ends only after some text has arrived here: a stream stays a stream.
            gate.open()
    assert text == OPENING


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_tool_call_of_a_chat_arrives(llama: ollama.Client, upstream: FakeUpstream, stream: bool) -> None:
    if stream:
        script(upstream, streamed_lines([line("", tool_calls=[CALL]), last_line()]))
        parts = list(llama.chat(model=MODEL, messages=said(HARMLESS), tools=[TOOL], stream=True))
        calls = [call for part in parts for call in part.message.tool_calls or []]
    else:
        script(upstream, whole(last_line(tool_calls=[CALL])))
        calls = list(llama.chat(model=MODEL, messages=said(HARMLESS), tools=[TOOL]).message.tool_calls or [])
    assert [(call.function.name, call.function.arguments) for call in calls] == [
        ("find_recipe", {"name": "tomato soup", "servings": 4})
    ]
    assert json.loads(upstream.only_request(PATH).body)["tools"] == [TOOL]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_refused_chat_is_an_ordinary_chat(llama: ollama.Client, upstream: FakeUpstream, stream: bool) -> None:
    text, answer = talk(llama, HARMFUL, stream=stream)
    assert text == POLICY_MESSAGE
    assert (answer.model, answer.done, answer.done_reason) == (MODEL, True, "content_filter")
    assert upstream.requests(PATH) == []


HARMFUL_PLACES: dict[str, Any] = {
    "a tool's result": [*said(HARMLESS), {"role": "tool", "tool_name": "find_recipe", "content": HARMFUL}],
    "an earlier turn": [*said(HARMFUL), {"role": "assistant", "content": "Well."}, *said("Go on.")],
    "a field nobody knows": [*said(HARMLESS), {"role": "user", "content": "Go on.", "telegram": {"words": [HARMFUL]}}],
}


@pytest.mark.parametrize("place", HARMFUL_PLACES)
def test_harm_is_found_wherever_a_chat_holds_it(raw: RawClient, upstream: FakeUpstream, place: str) -> None:
    upstream.always(whole(last_line(ANSWER)), "POST", PATH)
    answer = ask(raw, messages=HARMFUL_PLACES[place], stream=False)
    assert answer.fields["x-evenkeel-action"] == "refuse"
    assert upstream.requests(PATH) == []


def test_a_harmful_whole_chat_is_withheld(llama: ollama.Client, upstream: FakeUpstream) -> None:
    script(upstream, whole(last_line(HARMFUL_ANSWER)))
    text, answer = talk(llama)
    assert (text, answer.done, answer.done_reason) == (POLICY_MESSAGE, True, "content_filter")
    # What the model used was used.
    assert counts(answer) == COUNTS


def test_a_streamed_chat_is_cut_after_what_was_judged(llama: ollama.Client, upstream: FakeUpstream) -> None:
    script(upstream, streamed_lines(spoken_lines(OPENING + HARMFUL_ANSWER * 2)))
    text, answer = talk(llama, stream=True)
    assert text.endswith(POLICY_MESSAGE) and answer.done_reason == "content_filter"
    released = text.removesuffix(POLICY_MESSAGE)
    assert len(released) > 100 and OPENING.startswith(released)


@pytest.mark.parametrize(
    "given",
    [
        spoken_lines(HARMFUL_ANSWER),
        [line("", thinking=piece) for piece in pieces_of(HARMFUL_ANSWER, 9)] + spoken_lines(ANSWER),
        [line("", tool_calls=[{"function": {"name": "f", "arguments": {"x": [HARMFUL_ANSWER]}}}]), last_line()],
    ],
    ids=["content", "thinking", "a tool's arguments"],
)
def test_harm_is_cut_wherever_a_stream_of_lines_holds_it(
    raw: RawClient, upstream: FakeUpstream, given: list[Any]
) -> None:
    script(upstream, streamed_lines(given))
    answer = ask(raw, stream=True)
    assert b"vermin" not in answer.body
    said_in_lines = lines(answer)
    assert "".join(part["message"]["content"] for part in said_in_lines) == POLICY_MESSAGE
    assert said_in_lines[-1]["done"] is True and said_in_lines[-1]["done_reason"] == "content_filter"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_personal_data_is_taken_out_of_chats(serve: Serve, upstream: FakeUpstream, stream: bool) -> None:
    script(upstream, streamed_lines(spoken_lines(WITH_ADDRESS, 3)) if stream else whole(last_line(WITH_ADDRESS)))
    client = ollama.Client(host=serve("--policy", "redacting").url, timeout=20)
    text, answer = talk(client, "Whom may bob@example.org ask?", stream=stream)
    assert (text, answer.done_reason) == (WITHOUT_ADDRESS, "stop") and counts(answer) == COUNTS
    assert json.loads(upstream.only_request(PATH).body)["messages"][0]["content"] == "Whom may [EMAIL] ask?"


def test_the_client_hears_of_a_bad_request(llama: ollama.Client, raw: RawClient) -> None:
    answer = raw.send("POST", PATH, b"{")
    assert answer.status == 400 and set(answer.json()) == {"error"} and isinstance(answer.json()["error"], str)
    with pytest.raises(ollama.ResponseError) as raised:
        llama.chat(model=MODEL, messages=[{"role": "user", "content": "Hello!"}], options={"x": "y" * 50_000_000})
    assert raised.value.status_code == 400 and "error" not in raised.value.error


def test_the_client_hears_of_an_upstream_that_dies_in_a_stream(llama: ollama.Client, upstream: FakeUpstream) -> None:
    opening = [chunk(json.dumps(line(word)).encode() + b"\n") for word in ("Roast", " the")]
    script(upstream, [chunked_head("application/x-ndjson"), *opening, Close()])
    with pytest.raises(ollama.ResponseError) as raised:
        talk(llama, stream=True)
    assert raised.value.error


def test_an_error_line_of_upstream_reaches_the_client(llama: ollama.Client, upstream: FakeUpstream) -> None:
    script(upstream, streamed_lines([*spoken_lines(ANSWER)[:3], {"error": "an error was encountered"}]))
    with pytest.raises(ollama.ResponseError) as raised:
        talk(llama, stream=True)
    assert raised.value.error == "an error was encountered"


def test_upstreams_own_error_arrives(llama: ollama.Client, upstream: FakeUpstream) -> None:
    script(upstream, whole({"error": "model 'tiny' not found"}, "404 Not Found"))
    with pytest.raises(ollama.ResponseError) as raised:
        talk(llama)
    assert (raised.value.status_code, raised.value.error) == (404, "model 'tiny' not found")


def test_the_models_of_ollama_are_listed_where_the_operator_allows_it(serve: Serve, upstream: FakeUpstream) -> None:
    model = {"name": MODEL, "model": MODEL, "modified_at": "2026-01-01T00:00:00Z", "size": 1, "digest": "d"}
    upstream.always(whole({"models": [model]}), "GET", "/api/tags")
    listed = ollama.Client(host=serve("--pass-through", "/api/tags").url, timeout=20).list()
    assert [entry.model for entry in listed.models] == [MODEL]
