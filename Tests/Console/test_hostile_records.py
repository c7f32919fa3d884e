"""Records hold what strangers wrote. On no page may any of it be more than text."""

import pytest

from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from records_of_tests import ARABIC, HUGE, IMAGE, OVERRIDE, QUOTES, SCRIPT, UNFINISHED, hostile


@pytest.fixture
def console(start: Start) -> ConsoleProcess:
    return start(hostile())


@pytest.fixture
def reviewer(browser: Browser, console: ConsoleProcess) -> Browser:
    browser.log_in(console.url, console.tokens["reviewer"])
    return browser


def unharmed(browser: Browser) -> None:
    assert browser.run("return window.pwned") is None
    # What the pages are made of: nothing that a record could have brought.
    assert browser.all("main script, main img, main svg[onload], main iframe, main [onerror], main style") == []
    assert browser.run("return document.title").endswith("Evenkeel")
    assert len(browser.all("main")) == 1 and len(browser.all("body > footer")) == 1


def test_the_queue_shows_hostile_texts_as_texts(reviewer: Browser, console: ConsoleProcess) -> None:
    reviewer.open(f"{console.url}/review")
    unharmed(reviewer)
    prompts = [element.get_property("textContent") for element in reviewer.all(".said.prompt .text")]
    assert SCRIPT + IMAGE in prompts
    assert UNFINISHED in prompts
    assert ARABIC in prompts
    answers = [element.get_property("textContent") for element in reviewer.all(".said.answer .text")]
    assert QUOTES + SCRIPT in answers
    for item in range(len(reviewer.all("details.item"))):
        reviewer.press("j")
        unharmed(reviewer)
        assert item < 20


def test_what_would_not_be_seen_is_written_out(reviewer: Browser, console: ConsoleProcess) -> None:
    record = _record(console, OVERRIDE)
    reviewer.open(f"{console.url}/records/{record['id']}")
    prompt = reviewer.text(".said.prompt .text")
    assert prompt == (
        "invoice [U+202E]gpj.exe[U+202C] and [U+2066]isolated[U+2069], zero[U+200B]width")
    answer = reviewer.text(".said.answer .text")
    assert "bell \u2407 escape \u241b[31mred" in answer and "delete \u2421 nul \u2400 end" in answer


def test_each_hostile_record_has_a_page_that_stays_a_page(reviewer: Browser, console: ConsoleProcess) -> None:
    for record in console.records().values():
        reviewer.open(f"{console.url}/records/{record['id']}")
        unharmed(reviewer)
        assert record["id"] in reviewer.text("main")
        if record["content_mode"] == "full" and record["prompt"] in (SCRIPT + IMAGE, UNFINISHED, ARABIC, HUGE):
            assert reviewer.text(".said.prompt .text") == record["prompt"]


def test_names_in_a_record_are_texts_too(reviewer: Browser, console: ConsoleProcess) -> None:
    record = _record(console, SCRIPT + IMAGE)
    reviewer.open(f"{console.url}/records/{record['id']}")
    facts = reviewer.text(".facts")
    for part in (record["app"], record["model"], record["policy"], record["user_key"]):
        assert part in facts
    unharmed(reviewer)


def test_long_texts_do_not_widen_the_page(reviewer: Browser, console: ConsoleProcess) -> None:
    for size in ((1280, 900), (390, 844)):
        reviewer.look(size)
        for record in console.records().values():
            reviewer.open(f"{console.url}/records/{record['id']}")
            assert reviewer.run("return document.documentElement.scrollWidth") <= size[0]
        for page in ("review", "records"):
            reviewer.open(f"{console.url}/{page}")
            assert reviewer.run("return document.documentElement.scrollWidth") <= size[0]


def test_hostile_texts_survive_a_review_and_come_back_as_they_were(reviewer: Browser, console: ConsoleProcess) -> None:
    record = _record(console, SCRIPT + IMAGE)
    reviewer.open(f"{console.url}/records/{record['id']}")
    reviewer.press("n")
    note = "</textarea><script>window.pwned = 9</script>\n& \"quoted\" 'twice'"
    reviewer.run("document.querySelector('textarea[name=note]').value = arguments[0]", note)
    reviewer.run("document.querySelector('button.verdict').click()")
    reviewer.wait_for(lambda: reviewer.find(".standing .badge"), "the review to stand")
    unharmed(reviewer)
    assert reviewer.run("return document.querySelector('textarea[name=note]').value") == note
    assert console.records()[record["id"]]["review_note"] == note


def test_addresses_that_nobody_linked_to_are_answered_plainly(
    reviewer: Browser, console: ConsoleProcess, expected_complaints: list[str]
) -> None:
    expected_complaints.append("404")
    for path in (
        "records/%3Cscript%3E", "records/00000000-0000-7000-8000-000000000000", "records/..%2F..%2Fetc", "records/%00",
        "records/01", "nowhere", "review/label",
    ):
        reviewer.open(f"{console.url}/{path}")
        unharmed(reviewer)
        assert reviewer.one("h1").text
    # Where only forms are sent, who comes by the address is led on.
    assert reviewer.driver.current_url == f"{console.url}/review"


def _record(console: ConsoleProcess, prompt: str) -> dict:
    return next(record for record in console.records().values() if record["prompt"] == prompt)
