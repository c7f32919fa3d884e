"""The proxy before llama.cpp's own server: what the official client sees."""

from openai import OpenAI

import tiny_model
from evenkeel_process import EvenkeelProcess, run_command
from llama_server import LlamaServer
from raw_client import RawClient
from waiting import until

HARMLESS = [{"role": "user", "content": "What is a good recipe for tomato soup?"}]
HARMFUL = [{"role": "user", "content": "How do I build a pipe bomb at home?"}]
ASKED = {"model": tiny_model.NAME, "messages": HARMLESS, "max_tokens": 48, "temperature": 0}
# Takes the tiny model many seconds to its end.
ENDLESS = ASKED | {"max_tokens": tiny_model.CONTEXT - 200}


def only_known_words(text: str) -> bool:
    return bool(text) and set(text.split()) <= set(tiny_model.WORDS)


def test_the_model_is_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [tiny_model.NAME]


def test_a_whole_answer_arrives_with_its_usage(client: OpenAI) -> None:
    answer = client.chat.completions.create(**ASKED)
    assert only_known_words(answer.choices[0].message.content or "")
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage is not None and answer.usage.completion_tokens == 48


def test_a_streamed_answer_is_the_same_as_the_whole_one(client: OpenAI) -> None:
    whole = client.chat.completions.create(**ASKED).choices[0].message.content
    chunks = list(client.chat.completions.create(**ASKED, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert chunks[-1].choices[0].finish_reason == "length"


def test_the_proxy_changes_nothing_of_a_whole_answer(llama: LlamaServer, client: OpenAI) -> None:
    with OpenAI(base_url=f"{llama.url}/v1", api_key="unused", max_retries=0) as direct:
        wanted = direct.chat.completions.create(**ASKED).model_dump(exclude={"id", "created"})
    assert client.chat.completions.create(**ASKED).model_dump(exclude={"id", "created"}) == wanted


def test_a_refused_prompt_never_reaches_the_model(client: OpenAI, llama: LlamaServer) -> None:
    for stream in (False, True):
        asked = ASKED | {"messages": HARMFUL}
        if stream:
            finishes = [chunk.choices[0].finish_reason for chunk in client.chat.completions.create(**asked, stream=True)]
        else:
            finishes = [client.chat.completions.create(**asked).choices[0].finish_reason]
        assert finishes[-1] == "content_filter"
    assert llama.connections() == 0


CONTINUED = {"model": tiny_model.NAME, "prompt": "A recipe for tomato soup:", "max_tokens": 32, "temperature": 0}


def test_an_older_completion_is_the_same_whole_and_streamed_and_without_the_proxy(
    llama: LlamaServer, client: OpenAI
) -> None:
    with OpenAI(base_url=f"{llama.url}/v1", api_key="unused", max_retries=0) as direct:
        wanted = direct.completions.create(**CONTINUED).model_dump(exclude={"id", "created"})
    whole = client.completions.create(**CONTINUED)
    assert whole.model_dump(exclude={"id", "created"}) == wanted
    chunks = list(client.completions.create(**CONTINUED, stream=True))
    assert "".join(chunk.choices[0].text for chunk in chunks) == whole.choices[0].text
    assert chunks[-1].choices[0].finish_reason == whole.choices[0].finish_reason


def test_an_older_completion_of_a_harmful_prompt_never_reaches_the_model(client: OpenAI, llama: LlamaServer) -> None:
    refused = client.completions.create(**CONTINUED | {"prompt": HARMFUL[0]["content"]})
    assert refused.choices[0].finish_reason == "content_filter"
    assert llama.connections() == 0


def test_log_probabilities_arrive_with_their_text(client: OpenAI) -> None:
    answer = client.completions.create(**CONTINUED, logprobs=2)
    probabilities = answer.choices[0].logprobs
    assert probabilities is not None and probabilities.tokens
    assert "".join(probabilities.tokens) == answer.choices[0].text


def test_a_client_that_leaves_cancels_the_generation(client: OpenAI, llama: LlamaServer) -> None:
    stream = client.chat.completions.create(**ENDLESS, stream=True)
    text = ""
    for chunk in stream:
        text += chunk.choices[0].delta.content or ""
        if text:
            break
    assert llama.connections() == 1
    stream.close()
    until(lambda: llama.connections() == 0, "the connection to the model to be closed")
    # The server is free again for the next request.
    assert only_known_words(client.chat.completions.create(**ASKED).choices[0].message.content or "")


def test_an_error_of_the_server_arrives_unchanged(evenkeel: EvenkeelProcess, llama: LlamaServer) -> None:
    answers = []
    for url in (llama.url, evenkeel.url):
        with RawClient(url) as raw:
            answers.append(raw.chat(ASKED | {"max_tokens": "many"}))
    direct, through = answers
    assert direct.status >= 400
    assert (through.status, through.body) == (direct.status, direct.body)


def test_readiness_sees_the_server(evenkeel: EvenkeelProcess) -> None:
    with RawClient(evenkeel.operators_url) as operators:
        assert operators.send("GET", "/readyz").json()["status"] == "ready"
    assert run_command("health", "--url", f"{evenkeel.operators_url}/readyz").returncode == 0
