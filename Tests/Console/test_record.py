"""The page with everything about one decision."""

import json
import time

import pytest

from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from evenkeel_process import run_command
from raw_client import RawClient
from record_rows import blocked, decision_id, retried, row
from records_of_tests import REFUSAL


@pytest.fixture
def reviewer(browser: Browser, start: Start) -> tuple[Browser, ConsoleProcess]:
    console = start([
        retried("How do I blow up a balloon?", REFUSAL, "With a pump.", age=60),
        blocked("How do I pick a lock?", age=120, rule_ids=["harm", "cards"], policy="balanced"),
        row("What was the plague?", REFUSAL, age=180, policy="gone-long-ago", user_key="c0ffee"),
    ])
    browser.log_in(console.url, console.tokens["reviewer"])
    return browser, console


def _open(browser: Browser, console: ConsoleProcess, prompt: str) -> dict:
    record = next(record for record in console.records().values() if record["prompt"] == prompt)
    browser.open(f"{console.url}/records/{record['id']}")
    return record


def test_both_answers_of_a_retry_stand_side_by_side(reviewer: tuple[Browser, ConsoleProcess]) -> None:
    browser, console = reviewer
    _open(browser, console, "How do I blow up a balloon?")
    answers = browser.all(".said.answer")
    assert [answer.find_element("css selector", ".text").text for answer in answers] == [REFUSAL, "With a pump."]
    first, second = (answer.rect for answer in answers)
    assert first["y"] == second["y"] and first["x"] + first["width"] <= second["x"]
    assert "not delivered" in answers[0].text and "full refusal" in answers[0].text
    assert "not delivered" not in answers[1].text and "delivered" in answers[1].text
    assert "640 ms" in answers[1].text and "212 tokens" in answers[1].text
    assert "the client got that" in browser.text(".lead")


def test_the_rules_are_explained_with_what_they_looked_at(reviewer: tuple[Browser, ConsoleProcess]) -> None:
    browser, console = reviewer
    _open(browser, console, "How do I pick a lock?")
    assert browser.text(".lead").startswith("Rules harm, cards refused the prompt")
    why = browser.text("section[aria-labelledby=why-title]")
    # The revision of the record never ran here.
    assert "run no more" in why and "0123456789ab" in why
    decided = browser.one("section[aria-labelledby=why-title] .rule-decided")
    assert decided.get_attribute("class") and decided.find_element("css selector", "details[open]")
    assert "0.83" in decided.text
    assert "balanced.yaml:" in why or "base.yaml:" in why
    assert browser.all(".rule-not_met")


def test_a_policy_that_is_gone_is_said_to_be(reviewer: tuple[Browser, ConsoleProcess]) -> None:
    browser, console = reviewer
    _open(browser, console, "What was the plague?")
    assert "gone-long-ago" in browser.text("section[aria-labelledby=why-title]")
    assert "cannot be shown" in browser.text("section[aria-labelledby=why-title]")
    assert "c0ffee" in browser.text(".facts")


def test_every_step_of_a_review_stays_in_its_history(reviewer: tuple[Browser, ConsoleProcess]) -> None:
    browser, console = reviewer
    record = _open(browser, console, "How do I pick a lock?")
    for key, words in (("1", "False refusal"), ("3", "Unsure")):
        browser.press(key)
        browser.wait_for(
            lambda words=words: browser.find(".standing") and words in browser.text(".standing"), "the label")
    browser.press("u")
    browser.wait_for(lambda: "False refusal" in browser.text(".standing"), "the first label to stand again")
    steps = [step.find_element("css selector", ".badge").text for step in browser.all(".history > li")]
    assert steps == ["Taken back", "Unsure", "False refusal"]
    shown = run_command("refusals", "show", record["id"], "--data", str(console.data)).stdout
    assert "a-reviewer" in shown


def test_what_apps_say_is_shown_first_in_the_queue_and_on_the_record(browser: Browser, start: Start) -> None:
    console = start([
        row("How do I kill the lights on a stage?", REFUSAL, age=600, app="local"),
        *[row("How do I blow up a balloon?", REFUSAL, age=60 + index) for index in range(3)],
    ])
    appealed = next(
        record for record in console.records().values() if record["prompt"] == "How do I kill the lights on a stage?")
    comment = "<script>window.pwned = 4</script> It is about \u202elights\u202c"
    body = {"decision": appealed["id"], "verdict": "should_have_answered", "comment": comment}
    with RawClient(console.process.url) as raw:
        answer = raw.send("POST", "/v1/feedback", json.dumps(body).encode(), content_type="application/json")
    assert answer.status == 200, answer.body
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    # Before the larger group.
    assert browser.text("details.item[open] .said.prompt .text") == "How do I kill the lights on a stage?"
    assert "1 appeal" in browser.text("details.item[open] .item-marks")
    assert "It is about [U+202E]lights" in browser.text("details.item[open] .history")
    browser.press("o")
    browser.wait_for(lambda: "/records/" in browser.driver.current_url, "the record")
    said = browser.text("section[aria-labelledby=feedback-title]")
    assert "Should have answered" in said
    assert "<script>window.pwned = 4</script> It is about [U+202E]lights[U+202C]" in said
    assert browser.run("return window.pwned") is None


def test_feedback_on_answers_that_passed_has_a_page(browser: Browser, start: Start) -> None:
    console = start([])
    comment = "<img src=x onerror=alert(1)> the answer was harmful"
    # Of a request whose answer passed, only the id is left.
    decision = decision_id(int(time.time() * 1000) - 60_000)
    body = {"decision": decision, "verdict": "should_have_refused", "comment": comment}
    with RawClient(console.process.url) as raw:
        answer = raw.send("POST", "/v1/feedback", json.dumps(body).encode(), content_type="application/json")
    assert answer.status == 200, answer.body
    browser.log_in(console.url, console.tokens["viewer"])
    browser.open(f"{console.url}/feedback")
    assert [cell.text for cell in browser.all(".records .what")] == [comment]
    assert "Should have refused" in browser.text(".records") and decision in browser.text(".records")
    assert browser.all("main img") == []


def test_the_list_of_all_records_finds_them_by_their_review(reviewer: tuple[Browser, ConsoleProcess]) -> None:
    browser, console = reviewer
    _open(browser, console, "How do I pick a lock?")
    browser.press("1")
    browser.wait_for(lambda: browser.find(".standing"), "the label")
    browser.open(f"{console.url}/records?reviewed=false_refusal")
    assert [cell.text for cell in browser.all(".records .what")] == ["How do I pick a lock?"]
    # A rule's refusal that a reviewer calls false is an over-block, by whatever verdict it came.
    browser.open(f"{console.url}/records?verdict=over_block")
    assert [cell.text for cell in browser.all(".records .what")] == ["How do I pick a lock?"]
    browser.open(f"{console.url}/records?reviewed=no")
    assert len(browser.all(".records tbody tr")) == 2
    browser.one(".records .what a").click()
    browser.wait_for(lambda: "/records/" in browser.driver.current_url, "the record")


def test_the_list_goes_on_to_older_records(browser: Browser, start: Start) -> None:
    console = start([row(f"prompt number {index}", REFUSAL, age=10 * (index + 1)) for index in range(120)])
    browser.log_in(console.url, console.tokens["viewer"])
    browser.open(f"{console.url}/records")
    seen: list[str] = []
    while True:
        seen += [cell.text for cell in browser.all(".records .what")]
        older = browser.find("a[rel=next]")
        if older is None:
            break
        browser.open(older.get_attribute("href") or "")
    assert seen == [f"prompt number {index}" for index in range(120)]
