"""Requests that are not served: each gets a clear error in OpenAI's shape, and upstream is not asked."""

import hashlib
from pathlib import Path

import pytest
from openai import AuthenticationError, NotFoundError, OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMLESS, said
from evenkeel_process import EvenkeelProcess
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from upstream_answers import MODEL, choice, completion, whole

KEY = "ek-" + "0123456789abcdef" * 4


def is_error(answer: RawAnswer, status: int, kind: str = "invalid_request_error") -> dict[str, str]:
    """Checks the shape, and returns the error object."""
    assert answer.status == status, answer.body
    assert answer.fields["content-type"].startswith("application/json")
    error = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == kind
    assert error["message"] and not error["message"].endswith(".")
    return error


@pytest.fixture
def locked(serve: Serve, tmp_path: Path) -> EvenkeelProcess:
    """An evenkeel that asks for keys."""
    keys = tmp_path / "keys"
    keys.write_text(f"# keys of the tests\nkey1 app1 {hashlib.sha256(KEY.encode()).hexdigest()}\n")
    keys.chmod(0o600)
    return serve("--keys-file", str(keys))


def test_an_unknown_key_is_refused(locked: EvenkeelProcess, upstream: FakeUpstream) -> None:
    with OpenAI(base_url=f"{locked.url}/v1", api_key="wrong", max_retries=0) as client:
        with pytest.raises(AuthenticationError) as raised:
            client.chat.completions.create(model=MODEL, messages=said(HARMLESS))
    assert raised.value.status_code == 401
    assert raised.value.code == "invalid_api_key"
    assert upstream.requests() == []


@pytest.mark.parametrize(
    "shown", [None, "", "Bearer", f"Basic {KEY}", f"Bearer {KEY}x"], ids=["none", "empty", "bare", "basic", "longer"]
)
def test_what_is_no_key_is_refused(locked: EvenkeelProcess, shown: str | None) -> None:
    fields = {} if shown is None else {"authorization": shown}
    with RawClient(locked.url) as raw:
        answer = raw.send("GET", "/v1/models", **fields)
    assert answer.status == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"
    assert KEY.encode() not in answer.body


def test_a_known_key_is_served(locked: EvenkeelProcess, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    with OpenAI(base_url=f"{locked.url}/v1", api_key=KEY, max_retries=0) as client:
        assert client.chat.completions.create(model=MODEL, messages=said(HARMLESS)).choices[0].message.content == ANSWER
    assert KEY.encode() not in upstream.only_request().head


def test_another_path_is_not_found(client: OpenAI, raw: RawClient) -> None:
    with pytest.raises(NotFoundError):
        client.images.generate(prompt="a bowl of soup", model="any")
    is_error(raw.send("POST", "/v1/images/generations", b"{}"), 404)
    is_error(raw.send("GET", "/"), 404)
    is_error(raw.send("GET", "/v1/modelsx"), 404)


def test_a_path_for_pass_through_is_handed_on(serve: Serve, upstream: FakeUpstream) -> None:
    upstream.always(whole({"tokens": [1, 2]}), "POST", "/tokenize")
    with RawClient(serve("--pass-through", "/tokenize").url) as raw:
        assert raw.send("POST", "/tokenize", b'{"content":"hi"}').json() == {"tokens": [1, 2]}
        is_error(raw.send("POST", "/detokenize", b"{}"), 404)
    assert upstream.only_request("/tokenize").body == b'{"content":"hi"}'


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_not_allowed(raw: RawClient, method: str) -> None:
    answer = raw.send(method, "/v1/chat/completions")
    is_error(answer, 405)
    assert "POST" in answer.fields["allow"]


BAD_BODIES = {
    "empty": (b"", "invalid_json"),
    "cut short": (b'{"model":"m","messages":[', "invalid_json"),
    "not JSON": (b"hello", "invalid_json"),
    "two documents": (b'{"model":"m","messages":[{"role":"user","content":"a"}]}{}', "invalid_json"),
    "a trailing comma": (b'{"model":"m","messages":[{"role":"user","content":"hi"},]}', "invalid_json"),
    "broken UTF-8": (b'{"model":"m","messages":[{"role":"user","content":"\xff"}]}', "invalid_json"),
    "half of a surrogate pair": (b'{"model":"m","messages":[{"role":"user","content":"\\ud800"}]}', "invalid_json"),
    "a key twice": (b'{"model":"m","messages":[{"role":"user","content":"a"}],"messages":[]}', None),
    "a key twice, once escaped": (
        b'{"model":"m","messages":[{"role":"user","content":"a","cont\\u0065nt":"b"}]}',
        None,
    ),
    "an unknown key twice, deep inside": (
        b'{"model":"m","messages":[{"role":"user","content":"a"}],"x":{"y":[{"z":1,"z":2}]}}',
        None,
    ),
    "a key in capitals": (b'{"model":"m","messages":[{"role":"user","Content":"a"}]}', None),
    "no messages": (b'{"model":"m"}', None),
    "no message": (b'{"model":"m","messages":[]}', None),
    "messages of the wrong type": (b'{"model":"m","messages":"hi"}', None),
    "a list": (b"[]", None),
    "too deep": (
        b'{"model":"m","messages":[{"role":"user","content":"a"}],"x":' + b"[" * 500 + b"]" * 500 + b"}",
        None,
    ),
    "far too deep": (b"[" * 100_000, None),
    "too many answers": (b'{"model":"m","messages":[{"role":"user","content":"a"}],"n":100000}', None),
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_cannot_be_judged_is_refused(raw: RawClient, upstream: FakeUpstream, name: str) -> None:
    body, code = BAD_BODIES[name]
    error = is_error(raw.chat(body), 400)
    assert error["code"], error
    if code is not None:
        assert error["code"] == code, error
    assert upstream.requests() == []


def test_a_body_that_is_too_large_is_refused(serve: Serve, upstream: FakeUpstream) -> None:
    evenkeel = serve("--limits-request-body", "4KiB")
    body = b'{"model":"m","messages":[{"role":"user","content":"' + b"a" * 5000 + b'"}]}'
    with RawClient(evenkeel.url) as raw:
        assert is_error(raw.chat(body), 400)["code"] == "request_too_large"
    assert upstream.requests() == []


def test_a_connection_serves_on_after_bad_bodies(raw: RawClient, upstream: FakeUpstream) -> None:
    for _ in range(3):
        is_error(raw.chat(b"{"), 400)
    upstream.script(whole(completion(choice(ANSWER))))
    answer = raw.chat({"model": MODEL, "messages": said(HARMLESS)})
    assert answer.json()["choices"][0]["message"]["content"] == ANSWER


def test_upstreams_own_error_arrives_unchanged(raw: RawClient, upstream: FakeUpstream) -> None:
    error = b'{"error":{"message":"context too long","type":"exceed_context","param":null,"code":400,"n_ctx":1e2}}'
    upstream.script(whole(error, "400 Bad Request"))
    answer = raw.chat({"model": MODEL, "messages": said(HARMLESS)})
    assert (answer.status, answer.body) == (400, error)
