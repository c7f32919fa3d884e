"""Try it: texts are scored and put to every policy, and nothing of them is kept."""

import pytest

from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from records_of_tests import HARMFUL, IMAGE, REFUSAL, SCRIPT


@pytest.fixture
def console(start: Start) -> ConsoleProcess:
    return start([])


@pytest.fixture
def page(browser: Browser, console: ConsoleProcess) -> Browser:
    # Trying changes nothing, so those who only look may do it.
    browser.log_in(console.url, console.tokens["viewer"])
    browser.open(f"{console.url}/try")
    return browser


def send(page: Browser, prompt: str, answer: str = "") -> None:
    page.run(
        "const form = document.querySelector('.trial-form'); form.elements.prompt.value = arguments[0];"
        "form.elements.answer.value = arguments[1]; form.requestSubmit()", prompt, answer)
    page.wait_for(lambda: page.find("#result") or page.find(".notice-bad"), "an answer")


def test_every_policy_says_what_it_would_do(page: Browser) -> None:
    send(page, HARMFUL)
    policies = {
        element.find_element("css selector", "summary strong").text: element for element in page.all(".policy-trial")
    }
    assert {"balanced", "strict", "permissive", "monitor"} <= set(policies)
    assert "is refused" in policies["balanced"].find_element("css selector", "summary").text
    assert "is noted" in policies["monitor"].find_element("css selector", "summary").text
    first = page.one(".policy-trial")
    assert "decides" in first.find_element("css selector", "summary").text
    assert first.find_element("css selector", ".rule-decided")
    # What the client would get.
    assert first.find_element("css selector", ".recorded-block").text


def test_a_harmless_prompt_passes_and_its_refusal_is_suspected(page: Browser) -> None:
    send(page, "What is the capital of France?", REFUSAL)
    first = page.one(".policy-trial")
    assert "passes" in first.find_element("css selector", "summary").text
    assert "suspected false refusal" in first.text


def test_the_texts_stay_in_the_form_and_show_as_they_were(page: Browser) -> None:
    prompt, answer = f"  two\n\nlines {SCRIPT}", f"{IMAGE} & more"
    send(page, prompt, answer)
    assert page.run("return document.querySelector('textarea[name=prompt]').value") == prompt
    assert page.run("return document.querySelector('textarea[name=answer]').value") == answer
    assert page.text(".said.prompt .text") == prompt
    assert answer in page.text(".said.answer .text")
    assert page.run("return window.pwned") is None


def test_a_long_answer_is_shown_in_its_windows(page: Browser) -> None:
    answer = "".join(f"This is sentence number {index} of a long and harmless answer. " for index in range(40))
    send(page, "Tell me a long story.", answer)
    windows = page.all(".said.answer mark.window")
    assert len(windows) > 4
    assert all(window.get_attribute("title").startswith(f"window {index + 1} of") for index, window in enumerate(windows))
    shown = page.run(
        "const copy = document.querySelector('.said.answer .text').cloneNode(true);"
        "for (const note of copy.querySelectorAll('.mark-note')) note.remove(); return copy.textContent")
    assert shown == answer


def test_words_that_carry_the_score_are_marked(page: Browser) -> None:
    send(page, HARMFUL)
    assert page.all(".said.prompt mark.word")


def test_nothing_of_it_is_recorded(page: Browser, console: ConsoleProcess) -> None:
    send(page, HARMFUL, REFUSAL)
    assert console.records() == {}
    # And no log line and no address has it.
    assert HARMFUL not in "\n".join(console.process.error_lines)
    assert page.driver.current_url == f"{console.url}/try"


def test_what_is_too_long_or_empty_is_told(
    page: Browser, console: ConsoleProcess, expected_complaints: list[str]
) -> None:
    expected_complaints += ["413", "400"]
    send(page, "x" * 32_769)
    assert "32768 bytes" in page.text(".notice-bad")
    page.open(f"{console.url}/try")
    page.run("document.querySelector('textarea[name=prompt]').required = false")
    send(page, "")
    assert "Write a prompt" in page.text(".notice-bad")


def test_a_text_at_the_limit_is_scored(page: Browser) -> None:
    send(page, "word " * 6_553, "Well. " * 5_461)
    assert page.find("#result")
    assert "up to 2000 bytes" in page.text(".said.prompt")
