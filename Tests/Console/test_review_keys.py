"""The review queue with the keyboard alone."""

import pytest
from selenium.webdriver.common.keys import Keys

from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from record_rows import row
from records_of_tests import REFUSAL, SAFE, queue_of_safe_prompts


@pytest.fixture
def console(start: Start) -> ConsoleProcess:
    return start(queue_of_safe_prompts())


@pytest.fixture
def queue(browser: Browser, console: ConsoleProcess) -> Browser:
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    return browser


def shown(browser: Browser) -> str:
    """The prompt of the item that is open; empty when none is."""
    return browser.run(
        "return document.querySelector('details.item[open] .said.prompt .text')?.textContent ?? ''")


def labels(console: ConsoleProcess) -> dict[str, tuple[str | None, str | None]]:
    """What stands in the log, by prompt: label and type."""
    return {
        record["prompt"]: (record["review_label"], record["review_type"]) for record in console.records().values()
    }


def saved(browser: Browser, count: int) -> None:
    """Waits until that many labels of this page were acknowledged."""
    browser.wait_for(
        lambda: browser.run("return Number(document.getElementById('progress').value)") == count,
        f"{count} labels to be acknowledged")


def test_a_label_opens_the_next_item_and_reaches_the_log(queue: Browser, console: ConsoleProcess) -> None:
    assert shown(queue) == SAFE[0]
    queue.press("h", "1")
    assert shown(queue) == SAFE[1]
    queue.press("2")
    assert shown(queue) == SAFE[2]
    queue.press("t", "3")
    assert shown(queue) == SAFE[3]
    saved(queue, 3)
    standing = labels(console)
    assert standing[SAFE[0]] == ("false_refusal", "homonyms")
    assert standing[SAFE[1]] == ("right_refusal", None)
    assert standing[SAFE[2]] == ("unsure", "safe_targets")
    assert standing[SAFE[3]] == (None, None)
    assert {record["reviewer"] for record in console.records().values()} == {"a-reviewer", None}


def test_a_label_is_shown_at_once_and_the_progress_counts_it(queue: Browser) -> None:
    assert "0 of 10 records reviewed · 10 items left" in queue.text("#progress-words")
    queue.press("1")
    saved(queue, 1)
    assert queue.text("#progress-words") == "1 of 10 records reviewed · 9 items left"
    assert queue.text("details.item[data-state] .item-label") == "False refusal"
    assert SAFE[0] in queue.text("#review-status")


def test_undo_takes_labels_back_one_by_one_and_shows_what_it_took(queue: Browser, console: ConsoleProcess) -> None:
    queue.press("1", "2")
    saved(queue, 2)
    queue.press("u")
    queue.wait_for(lambda: shown(queue) == SAFE[1], "the second item to be back")
    saved(queue, 1)
    queue.press("u")
    queue.wait_for(lambda: shown(queue) == SAFE[0], "the first item to be back")
    saved(queue, 0)
    assert set(labels(console).values()) == {(None, None)}
    assert queue.all("details.item[data-state]") == []
    queue.press("u")
    queue.wait_for(lambda: "Nothing to undo" in queue.text("#review-status"), "the answer")


def test_an_undo_right_after_a_label_never_overtakes_it(queue: Browser, console: ConsoleProcess) -> None:
    for _ in range(5):
        queue.press("1", "u")
        queue.wait_for(lambda: "Taken back" in queue.text("#review-status"), "the label to be taken back")
    assert set(labels(console).values()) == {(None, None)}


def test_j_and_k_move_and_label_nothing(queue: Browser, console: ConsoleProcess) -> None:
    queue.press("k")
    assert shown(queue) == SAFE[0]
    queue.press("j", "j")
    assert shown(queue) == SAFE[2]
    queue.press("k")
    assert shown(queue) == SAFE[1]
    assert len(queue.all("details.item[open]")) == 1
    assert queue.run("return document.activeElement.tagName") == "SUMMARY"
    assert set(labels(console).values()) == {(None, None)}


def test_keys_are_letters_while_a_note_is_written(queue: Browser, console: ConsoleProcess) -> None:
    queue.press("n")
    queue.press(*"12 jku h?")
    assert shown(queue) == SAFE[0]
    queue.press(Keys.ESCAPE, "a")
    queue.press(*"Use kill -9.")
    queue.press(Keys.ESCAPE, "h", "1")
    saved(queue, 1)
    record = next(record for record in console.records().values() if record["prompt"] == SAFE[0])
    assert (record["review_note"], record["review_answer"]) == ("12 jku h?", "Use kill -9.")
    assert (record["review_label"], record["review_type"]) == ("false_refusal", "homonyms")


def test_a_letter_chooses_its_type_and_the_same_again_none(queue: Browser) -> None:
    def chosen() -> str:
        return queue.run(
            "return document.querySelector('details.item[open] input[name=type]:checked').value")

    letters = {
        "h": "homonyms", "f": "figurative_language", "t": "safe_targets", "c": "safe_contexts", "d": "definitions",
        "g": "nons_group_real_discr", "r": "real_group_nons_discr", "e": "historical_events", "p": "privacy_public",
        "i": "privacy_fictional",
    }
    for letter, name in letters.items():
        queue.press(letter)
        assert chosen() == name
    queue.press("i")
    assert chosen() == ""
    queue.press("h", "x")
    assert chosen() == ""


def test_a_key_that_is_held_down_labels_one_item(queue: Browser, console: ConsoleProcess) -> None:
    for is_repeated in (False, True, True, True):
        queue.driver.execute_cdp_cmd(
            "Input.dispatchKeyEvent", {"type": "keyDown", "text": "1", "key": "1", "autoRepeat": is_repeated})
    saved(queue, 1)
    assert shown(queue) == SAFE[1]
    assert sorted(map(str, (label for label, _ in labels(console).values()))) == ["None"] * 9 + ["false_refusal"]


def test_single_keys_can_be_switched_off(queue: Browser, console: ConsoleProcess) -> None:
    queue.press("?")
    assert queue.one("dialog").is_displayed()
    queue.one("#keys-switch").click()
    queue.escape()
    queue.press("1", "j")
    assert shown(queue) == SAFE[0]
    queue.driver.refresh()
    queue.press("1")
    assert shown(queue) == SAFE[0]
    queue.one("#keys-button").click()
    queue.one("#keys-switch").click()
    queue.escape()
    queue.press("1")
    saved(queue, 1)


def test_keys_with_a_modifier_belong_to_the_browser(queue: Browser) -> None:
    for modifier in (2, 1, 4):  # Control, Alt, Meta
        queue.driver.execute_cdp_cmd(
            "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "1", "code": "Digit1", "modifiers": modifier})
    assert shown(queue) == SAFE[0]
    assert queue.all("details.item[data-state]") == []


def test_the_whole_record_is_a_key_away(queue: Browser) -> None:
    queue.press("j", "o")
    queue.wait_for(lambda: "/records/" in queue.driver.current_url, "the record")
    assert queue.text(".said.prompt .text") == SAFE[1]
    queue.press("e", "1")
    queue.wait_for(lambda: queue.find(".standing"), "the label to stand")
    assert "False refusal" in queue.text(".standing")
    assert "Historical event" in queue.text(".standing")


def test_everything_can_be_reviewed_in_one_go(browser: Browser, start: Start) -> None:
    # Words that are unlike each other, so that each is an item of its own; more than two pages of them.
    prompts = [f"{word} " * 12 + f"number {index}" for index, word in enumerate(_words(45))]
    console = start([row(prompt, REFUSAL, age=10 * (index + 1)) for index, prompt in enumerate(prompts)])
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    seen = []
    for _ in prompts:
        browser.wait_for(lambda: shown(browser), "the next item")
        seen.append(shown(browser))
        browser.press("2")
    saved(browser, len(prompts))
    assert seen == prompts
    browser.wait_for(lambda: browser.one("#queue-done").is_displayed(), "the end of the queue")
    assert "45 of 45 records reviewed · 0 items left" in browser.text("#progress-words")
    assert {label for label, _ in labels(console).values()} == {"right_refusal"}
    browser.driver.refresh()
    assert "Everything is reviewed" in browser.text("main")


def _words(count: int) -> list[str]:
    syllables = ["ba", "du", "fe", "gi", "ko", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo"]
    return [
        syllables[index % 15] + syllables[(index * 7 + 3) % 15] + syllables[(index * 4 + index // 15) % 15]
        for index in range(count)
    ]


def test_a_label_for_repeats_goes_to_all_of_them_and_comes_back_from_all(browser: Browser, start: Start) -> None:
    repeats = [row(f"{SAFE[0]}{' ' * index}", REFUSAL, age=60 * (index + 2)) for index in range(4)]
    console = start(repeats + [row(SAFE[1], REFUSAL, age=60)])
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    assert len(browser.all("details.item")) == 2
    assert "4×" in browser.text("details.item .item-marks")
    browser.press("1")
    saved(browser, 4)
    assert "for 4 records" in browser.text("#review-status")
    records = console.records().values()
    assert sum(record["review_label"] == "false_refusal" for record in records) == 4
    browser.press("u")
    saved(browser, 0)
    assert {record["review_label"] for record in console.records().values()} == {None}
