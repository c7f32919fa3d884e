"""Completions of the older API through the official client: passed, refused, cut and redacted, whole and streamed."""

import json
from typing import Any

import pytest
from openai import BadRequestError, OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMFUL, HARMFUL_ANSWER, HARMLESS, POLICY_MESSAGE
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from upstream_answers import DONE, MODEL, USAGE, Step, event, streamed, whole
from upstream_completions import PATH, spoken_text, text_choice, text_completion, text_usage_chunk
from upstream_responses import pieces_of
from wire_schema import WireSchema

# More than one window of the tests' policy.
OPENING = "Roast the tomatoes with garlic and a little oil. Add the stock and let it simmer for twenty minutes. " * 4
WITH_ADDRESS = "Write to anna@example.org for the recipe."
WITHOUT_ADDRESS = "Write to [EMAIL] for the recipe."


def script(upstream: FakeUpstream, *answers: list[Step]) -> None:
    upstream.script(*answers, path=PATH)


def ask(raw: RawClient, prompt: Any = HARMLESS, **more: Any) -> RawAnswer:
    return raw.send("POST", PATH, json.dumps({"model": MODEL, "prompt": prompt} | more).encode())


def texts(events: list[Any]) -> dict[int, str]:
    """What the chunks of a raw stream make up, by choice."""
    found: dict[int, str] = {}
    for choice in (choice for part in events if part != "[DONE]" for choice in part["choices"]):
        found[choice["index"]] = found.get(choice["index"], "") + choice["text"]
    return found


def test_a_whole_completion_arrives_as_it_was_given(client: OpenAI, upstream: FakeUpstream) -> None:
    given = text_completion(text_choice(ANSWER), system_fingerprint="fp_1")
    script(upstream, whole(given))
    answer = client.completions.create(model=MODEL, prompt=HARMLESS, echo=True, suffix="Enjoy!", max_tokens=50)
    assert answer.choices[0].text == ANSWER and answer.choices[0].finish_reason == "stop"
    assert (answer.id, answer.system_fingerprint) == ("cmpl-upstream-1", "fp_1")
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == USAGE
    sent = json.loads(upstream.only_request(PATH).body)
    assert (sent["prompt"], sent["echo"], sent["suffix"]) == (HARMLESS, True, "Enjoy!")


def test_a_list_of_prompts_is_answered_in_its_order(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, whole(text_completion(*(text_choice(f"Soup {i}.", i) for i in range(4)))))
    answer = client.completions.create(model=MODEL, prompt=[HARMLESS, "A short poem about rain:"], n=2)
    assert [(c.index, c.text) for c in answer.choices] == [(i, f"Soup {i}.") for i in range(4)]


@pytest.mark.parametrize("cut_every", [None, 1, 61], ids=lambda n: f"cut every {n}")
def test_a_streamed_completion_arrives_however_it_is_cut(
    client: OpenAI, upstream: FakeUpstream, cut_every: int | None
) -> None:
    events = [*spoken_text(*pieces_of(ANSWER, 9)), event(text_usage_chunk()), DONE]
    script(upstream, streamed(events, cut_every))
    chunks = list(
        client.completions.create(
            model=MODEL, prompt=HARMLESS, stream=True, stream_options={"include_usage": True}
        )
    )
    assert "".join(c.choices[0].text for c in chunks if c.choices) == ANSWER
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].usage is not None and chunks[-1].usage.total_tokens == USAGE["total_tokens"]


def test_log_probabilities_of_a_completion_arrive(client: OpenAI, upstream: FakeUpstream) -> None:
    logprobs = {"tokens": ["Soup"], "token_logprobs": [-0.25], "top_logprobs": [{"Soup": -0.25}], "text_offset": [0]}
    script(upstream, whole(text_completion(text_choice("Soup", logprobs=logprobs))))
    answer = client.completions.create(model=MODEL, prompt=HARMLESS, logprobs=1)
    assert answer.choices[0].logprobs is not None
    assert answer.choices[0].logprobs.model_dump() == logprobs


def test_a_refused_prompt_is_an_ordinary_completion(client: OpenAI, upstream: FakeUpstream) -> None:
    answer = client.completions.create(model=MODEL, prompt=HARMFUL, n=2)
    assert [(c.index, c.text, c.finish_reason) for c in answer.choices] == [
        (index, POLICY_MESSAGE, "content_filter") for index in range(2)
    ]
    assert answer.object == "text_completion" and answer.model == MODEL
    assert answer.usage is not None and answer.usage.completion_tokens == 0
    assert upstream.requests(PATH) == []


def test_a_refused_streamed_completion_is_an_ordinary_stream(client: OpenAI, upstream: FakeUpstream) -> None:
    chunks = list(
        client.completions.create(model=MODEL, prompt=HARMFUL, stream=True, stream_options={"include_usage": True})
    )
    assert "".join(c.choices[0].text for c in chunks if c.choices) == POLICY_MESSAGE
    finishes = [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason]
    assert finishes == ["content_filter"]
    assert chunks[-1].choices == [] and chunks[-1].usage is not None
    assert upstream.requests(PATH) == []


HARMFUL_PLACES = {
    "the second prompt of a list": {"prompt": [HARMLESS, HARMFUL]},
    "the suffix": {"prompt": HARMLESS, "suffix": HARMFUL},
}


@pytest.mark.parametrize("place", HARMFUL_PLACES)
def test_harm_is_found_wherever_a_completion_request_holds_it(
    raw: RawClient, upstream: FakeUpstream, place: str
) -> None:
    upstream.always(whole(text_completion(text_choice(ANSWER))), "POST", PATH)
    assert ask(raw, **HARMFUL_PLACES[place]).fields["x-evenkeel-action"] == "refuse"
    assert upstream.requests(PATH) == []


@pytest.mark.parametrize("prompt", [[1, 2, 3], [[1, 2], [3]]], ids=["tokens", "lists of tokens"])
def test_token_numbers_are_refused_as_nobody_can_judge_them(
    client: OpenAI, upstream: FakeUpstream, prompt: Any
) -> None:
    with pytest.raises(BadRequestError) as raised:
        client.completions.create(model=MODEL, prompt=prompt)
    assert raised.value.code == "token_prompt"
    assert upstream.requests(PATH) == []


def test_one_of_two_whole_completions_is_withheld(client: OpenAI, upstream: FakeUpstream) -> None:
    script(upstream, whole(text_completion(text_choice(ANSWER), text_choice(HARMFUL_ANSWER, 1), x_odd=1)))
    answer = client.completions.create(model=MODEL, prompt=HARMLESS, n=2)
    assert [(c.text, c.finish_reason) for c in answer.choices] == [(ANSWER, "stop"), (POLICY_MESSAGE, "content_filter")]
    assert answer.id == "cmpl-upstream-1" and answer.model_extra == {"x_odd": 1}
    assert answer.usage is not None and answer.usage.model_dump(exclude_none=True) == USAGE


def test_a_streamed_completion_is_cut_after_what_was_judged(client: OpenAI, upstream: FakeUpstream) -> None:
    events = [*spoken_text(*pieces_of(OPENING + HARMFUL_ANSWER * 2, 11)), event(text_usage_chunk()), DONE]
    script(upstream, streamed(events))
    chunks = list(
        client.completions.create(
            model=MODEL, prompt=HARMLESS, stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(c.choices[0].text for c in chunks if c.choices)
    assert text.endswith(POLICY_MESSAGE)
    released = text.removesuffix(POLICY_MESSAGE)
    assert len(released) > 100 and OPENING.startswith(released)
    finishes = [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason]
    assert finishes == ["content_filter"]
    assert {c.id for c in chunks} == {"cmpl-upstream-1"}
    assert chunks[-1].choices == [] and chunks[-1].usage is not None


def test_one_of_two_streamed_completions_is_cut(raw: RawClient, upstream: FakeUpstream) -> None:
    good, bad = spoken_text(*pieces_of(ANSWER, 11)), spoken_text(*pieces_of(HARMFUL_ANSWER, 11), index=1)
    woven = [part for pair in zip(good, bad, strict=False) for part in pair] + bad[len(good) :]
    script(upstream, streamed([*woven, DONE]))
    answer = ask(raw, n=2, stream=True)
    assert texts(answer.events()) == {0: ANSWER, 1: POLICY_MESSAGE}
    assert answer.events()[-1] == "[DONE]" and b"vermin" not in answer.body


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_personal_data_is_taken_out_of_completions(serve: Serve, upstream: FakeUpstream, stream: bool) -> None:
    events = [*spoken_text(*pieces_of(WITH_ADDRESS, 3)), DONE]
    script(upstream, streamed(events) if stream else whole(text_completion(text_choice(WITH_ADDRESS))))
    url = serve("--policy", "redacting").url
    with OpenAI(base_url=f"{url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        prompts = ["Whom may bob@example.org ask?", HARMLESS]
        if stream:
            parts = client.completions.create(model=MODEL, prompt=prompts, stream=True)
            text = "".join(part.choices[0].text for part in parts)
        else:
            text = client.completions.create(model=MODEL, prompt=prompts).choices[0].text
    assert text == WITHOUT_ADDRESS
    assert json.loads(upstream.only_request(PATH).body)["prompt"] == ["Whom may [EMAIL] ask?", HARMLESS]


def test_what_the_proxy_says_in_completions_is_a_completion(
    raw: RawClient, upstream: FakeUpstream, schema: WireSchema
) -> None:
    schema.check("CreateCompletionResponse", ask(raw, HARMFUL, n=2).json())
    script(upstream, whole(text_completion(text_choice(HARMFUL_ANSWER))))
    schema.check("CreateCompletionResponse", ask(raw).json())


def test_what_the_proxy_says_in_streamed_completions_is_chunks_of_one(
    raw: RawClient, upstream: FakeUpstream, schema: WireSchema
) -> None:
    script(upstream, streamed([*spoken_text(OPENING, HARMFUL_ANSWER), DONE]))
    usage = {"stream": True, "stream_options": {"include_usage": True}}
    for answer in (ask(raw, HARMFUL, n=2, **usage), ask(raw, **usage)):
        events = answer.events()
        assert events.pop() == "[DONE]"
        for part in events:
            # The description of whole answers stands for chunks too: it knows no choice that is not yet over, and no
            # `"usage": null`, which OpenAI writes in every chunk but the last where usage is asked for.
            for choice in part["choices"]:
                choice["finish_reason"] = choice["finish_reason"] or "stop"
            schema.check("CreateCompletionResponse", {key: value for key, value in part.items() if value is not None})
        assert len({(part["id"], part["created"], part["model"]) for part in events}) == 1
