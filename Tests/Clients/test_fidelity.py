"""What is passed on is passed on byte for byte, and what must not be passed on is not."""

from openai import OpenAI

from conftest import CLIENT_KEY, Serve
from conversations import ANSWER, HARMLESS, chat, said
from evenkeel_process import EvenkeelProcess
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import DONE, MODEL, choice, completion, delta, event, streamed, whole

# Spellings that a program that reads and writes numbers again would change.
ODD = (
    b'"x_odd":{"one":1.0,"hundred":1e2,"big":12345678901234567890,"tiny":1E-400,"minus":-0,'
    b'"long":0.1000000000000000055511151231257827,"text":"\\u0041\\/\\ud83d\\ude00","none":null}'
)


def with_odd_fields(document: bytes) -> bytes:
    assert document.startswith(b"{")
    return b"{ " + ODD + b" ,\n\t" + document[1:]


def test_a_request_reaches_upstream_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    body = with_odd_fields(
        b'{"model" : "m", "temperature":0.70, "seed":9007199254740993, "messages":[ {"role":"user",'
        b'"content":"Caf\\u00e9 \xc3\xa9 soup?","name":"a" } ] , "logit_bias":{"50256":-100.0}}  '
    )
    assert raw.chat(body).status == 200
    assert upstream.only_request().body == body


def test_a_streamed_request_reaches_upstream_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(streamed([event(delta({"content": ANSWER})), DONE]))
    body = with_odd_fields(b'{"stream":true,"model":"m","messages":[{"role":"user","content":"Soup?"}]}')
    assert raw.chat(body).text() == ANSWER
    assert upstream.only_request().body == body


def test_a_large_request_reaches_upstream_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    recipes = " ".join(f"Recipe {number}: boil {number} potatoes and serve them warm." for number in range(4000))
    body = b'{"model":"m","messages":[{"role":"user","content":"' + recipes.encode() + b'"}]}'
    assert raw.chat(body).status == 200
    assert upstream.only_request().body == body


def test_the_official_clients_request_reaches_upstream_with_its_own_fields(
    client: OpenAI, upstream: FakeUpstream
) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    client.chat.completions.create(model=MODEL, messages=said(HARMLESS), extra_body={"cache_prompt": True})
    assert b'"cache_prompt":true' in upstream.only_request().body


def test_a_whole_answer_arrives_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    given = with_odd_fields(
        b'{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"x":1.50,"message":'
        b'{"role":"assistant","content":"Soup.","refusal":null},"logprobs":null,"finish_reason":"stop"}],'
        b'"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"prompt_ms":1.500e1}}\n'
    )
    upstream.script(whole(given))
    assert raw.chat(chat()).body == given


def test_a_streams_events_arrive_byte_for_byte(raw: RawClient, upstream: FakeUpstream) -> None:
    chunks = [
        with_odd_fields(
            b'{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":'
            b'{"content":"' + word + b'"},"finish_reason":null}],"timings":{"ms":1.0e0}}'
        ).replace(b"\n", b"")
        for word in (b"Soup", b" is", b" good.")
    ]
    events = [b"data: " + piece + b"\n\n" for piece in chunks] + [DONE]
    upstream.script(streamed(events, cut_every=17))
    assert raw.chat(chat(stream=True)).body == b"".join(events)


def test_credentials_and_hop_by_hop_fields_never_reach_upstream(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    answer = raw.chat(
        chat(),
        authorization=f"Bearer {CLIENT_KEY}",
        api_key="secret-1",
        x_api_key="secret-2",
        cookie="session=secret-3",
        proxy_authorization="Basic secret-4",
        connection="keep-alive, x-private",
        x_private="secret-5",
        keep_alive="timeout=5",
        te="trailers",
        upgrade="h2c",
        accept_encoding="gzip",
        x_request_id="kept",
    )
    assert answer.status == 200
    request = upstream.only_request()
    names = {name for name, _ in request.fields()}
    forbidden = {
        "authorization", "api-key", "x-api-key", "cookie", "proxy-authorization", "x-private", "keep-alive", "te",
        "upgrade", "accept-encoding",
    }  # fmt: skip
    assert names & forbidden == set()
    assert b"secret" not in request.head
    assert request.field("x-request-id") == "kept"
    assert request.field("host") == f"127.0.0.1:{upstream.port}"
    assert request.field("content-type") == "application/json"


def test_the_operators_own_key_reaches_upstream(serve: Serve, upstream: FakeUpstream, tmp_path) -> None:
    key_file = tmp_path / "upstream-key"
    key_file.write_text("sk-upstream\n")
    upstream.script(whole(completion(choice(ANSWER))))
    with RawClient(serve("--upstream-key-file", str(key_file)).url) as raw:
        raw.chat(chat(), authorization=f"Bearer {CLIENT_KEY}")
    assert upstream.only_request().field("authorization") == "Bearer sk-upstream"


def test_upstreams_fields_for_clients_arrive_and_its_hop_by_hop_fields_do_not(
    raw: RawClient, upstream: FakeUpstream
) -> None:
    fields = [
        ("x-request-id", "up-1"),
        ("retry-after", "7"),
        ("connection", "x-hop"),
        ("x-hop", "1"),
        ("x-evenkeel-decision", "forged"),
    ]
    upstream.script(whole(completion(choice(ANSWER)), fields=fields))
    answer = raw.chat(chat())
    assert (answer.fields["x-request-id"], answer.fields["retry-after"]) == ("up-1", "7")
    assert "x-hop" not in answer.fields
    assert answer.fields["x-evenkeel-decision"] != "forged"


def test_requests_share_a_connection_to_upstream(raw: RawClient, upstream: FakeUpstream) -> None:
    upstream.script(*(whole(completion(choice(ANSWER))) for _ in range(2)))
    upstream.script(streamed([event(delta({"content": ANSWER})), DONE]), whole(completion(choice(ANSWER))))
    for stream in (False, False, True, False):
        assert raw.chat(chat(stream=stream)).status == 200
    assert len({request.connection for request in upstream.requests()}) == 1


def test_requests_of_two_clients_share_a_connection_to_upstream(
    evenkeel: EvenkeelProcess, upstream: FakeUpstream
) -> None:
    upstream.script(*(whole(completion(choice(ANSWER))) for _ in range(2)))
    for _ in range(2):
        with RawClient(evenkeel.url) as raw:
            assert raw.chat(chat()).status == 200
    assert len({request.connection for request in upstream.requests()}) == 1
