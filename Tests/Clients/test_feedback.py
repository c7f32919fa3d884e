"""Feedback: an app says of a decision that it was wrong, through the official client and by hand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openai import BadRequestError, NotFoundError, OpenAI, RateLimitError

from conftest import Serve
from conversations import ANSWER, HARMFUL, chat
from evenkeel_process import EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from test_records import metric
from upstream_answers import choice, completion, whole
from waiting import until

PATH = "/v1/feedback"


def key_of(app: str, file: Path) -> str:
    made = run_command("keys", "create", "--app", app, "--file", str(file))
    assert made.returncode == 0, made.stderr
    return next(word for word in made.stdout.split() if word.startswith("ek-"))


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    return {app: key_of(app, tmp_path / "keys") for app in ("shop", "other")}


@pytest.fixture
def proxy(serve: Serve, keys: dict[str, str], tmp_path: Path) -> EvenkeelProcess:
    return serve("--keys-file", str(tmp_path / "keys"))


@pytest.fixture
def shop(proxy: EvenkeelProcess, keys: dict[str, str]) -> Iterator[RawClient]:
    with RawClient(proxy.url) as raw:
        yield raw


def refused(raw: RawClient, key: str) -> str:
    """The id of a refused request."""
    answer = raw.chat(chat(HARMFUL), authorization=f"Bearer {key}")
    assert answer.fields["x-evenkeel-action"] == "refuse"
    return answer.fields["x-evenkeel-decision"]


def say(raw: RawClient, key: str, decision: str, verdict: str = "should_have_answered", **more: Any) -> RawAnswer:
    body = {"decision": decision, "verdict": verdict} | more
    return raw.send("POST", PATH, json.dumps(body).encode(), authorization=f"Bearer {key}")


def test_an_appeal_is_taken_once_and_may_be_changed(shop: RawClient, keys: dict[str, str], proxy: EvenkeelProcess) -> None:
    decision = refused(shop, keys["shop"])
    # At once: the record may not be written yet.
    for verdict, status in [
        ("should_have_answered", "opened"),
        ("should_have_answered", "unchanged"),
        ("should_have_refused", "changed"),
        ("should_have_refused", "unchanged"),
    ]:
        answer = say(shop, keys["shop"], decision, verdict)
        assert answer.status == 200, answer.body
        assert answer.json() == {"decision": decision, "verdict": verdict, "status": status}
        assert "x-evenkeel-decision" not in answer.fields
    until(lambda: metric(proxy, "evenkeel_feedback_total") == 4, "the counts")


def test_a_decision_of_another_app_is_unknown(shop: RawClient, keys: dict[str, str]) -> None:
    decision = refused(shop, keys["shop"])
    answer = say(shop, keys["other"], decision)
    assert (answer.status, answer.json()["error"]["code"]) == (404, "decision_not_found")
    assert answer.json()["error"]["param"] == "decision"


def test_what_passed_can_be_called_a_miss(
    shop: RawClient, keys: dict[str, str], upstream: FakeUpstream
) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    passed = shop.chat(chat(), authorization=f"Bearer {keys['shop']}").fields["x-evenkeel-decision"]
    assert say(shop, keys["shop"], passed, "should_have_refused").json()["status"] == "opened"


def test_an_id_that_no_proxy_gave_lately_is_unknown(shop: RawClient, keys: dict[str, str]) -> None:
    decision = refused(shop, keys["shop"])
    year_2001 = "00e4bd1c-2000" + decision[13:]
    year_2200 = "0697a1b8-c000" + decision[13:]
    for unknown in (year_2001, year_2200):
        assert say(shop, keys["shop"], unknown).status == 404


def test_feedback_survives_a_kill(
    serve: Serve, proxy: EvenkeelProcess, shop: RawClient, keys: dict[str, str], tmp_path: Path
) -> None:
    decision = refused(shop, keys["shop"])
    assert say(shop, keys["shop"], decision, comment="It is a recipe.").status == 200
    proxy.kill()
    again = serve("--keys-file", str(tmp_path / "keys"))
    with RawClient(again.url) as raw:
        assert say(raw, keys["shop"], decision, comment="It is a recipe.").json()["status"] == "unchanged"
        assert say(raw, keys["shop"], decision, comment="It is not.").json()["status"] == "changed"


def test_the_official_client_reaches_it(proxy: EvenkeelProcess, shop: RawClient, keys: dict[str, str]) -> None:
    decision = refused(shop, keys["shop"])
    with OpenAI(base_url=f"{proxy.url}/v1", api_key=keys["shop"], max_retries=0, timeout=20) as client:
        body = {"decision": decision, "verdict": "should_have_answered"}
        answer = client.post("/feedback", cast_to=object, body=body)
        assert answer == body | {"status": "opened"}
        with pytest.raises(BadRequestError) as wrong:
            client.post("/feedback", cast_to=object, body=body | {"stars": 5})
        assert (wrong.value.code, wrong.value.param) == ("unknown_parameter", "stars")
        with pytest.raises(NotFoundError):
            client.post("/feedback", cast_to=object, body=body | {"decision": "00" + decision[2:]})


def test_too_much_feedback_is_told_when_to_come_back(serve: Serve, keys: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "limits.yaml"
    config.write_text("limits:\n  feedback: 3\n", encoding="utf-8")
    proxy = serve("--keys-file", str(tmp_path / "keys"), "--config", str(config))
    with RawClient(proxy.url) as raw:
        decision = refused(raw, keys["shop"])
        assert [say(raw, keys["shop"], decision).status for _ in range(4)] == [200, 200, 200, 429]
        assert say(raw, keys["other"], decision).status == 404
    with OpenAI(base_url=f"{proxy.url}/v1", api_key=keys["shop"], max_retries=0, timeout=20) as client:
        with pytest.raises(RateLimitError) as limited:
            client.post("/feedback", cast_to=object, body={"decision": decision, "verdict": "should_have_answered"})
        assert 1 <= int(limited.value.response.headers["retry-after"]) <= 20
    until(lambda: metric(proxy, "evenkeel_limits_hit_total") == 2, "the counts")
