"""What happens to a label that does not arrive, and what a browser without scripts can do."""

from selenium.webdriver.support.select import Select

from browser import Browser
from conftest import Start
from records_of_tests import REFUSAL, SAFE, queue_of_safe_prompts
from record_rows import blocked, row
from test_review_keys import labels, saved, shown


def test_a_label_that_does_not_arrive_comes_back(
    browser: Browser, start: Start, expected_complaints: list[str]
) -> None:
    expected_complaints.append("ERR_CONNECTION_REFUSED")
    console = start(queue_of_safe_prompts())
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    console.stop()
    browser.press("1")
    browser.wait_for(lambda: "not saved" in browser.text("#review-status"), "the failure to be told")
    assert shown(browser) == SAFE[0]
    assert browser.all("details.item[data-state]") == []
    assert "0 of 10 records reviewed · 10 items left" in browser.text("#progress-words")


def test_a_session_that_ended_is_told_and_loses_nothing(
    browser: Browser, start: Start, expected_complaints: list[str]
) -> None:
    expected_complaints.append("401")
    console = start(queue_of_safe_prompts())
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    browser.driver.delete_all_cookies()
    browser.press("1")
    browser.wait_for(lambda: "Log in again" in browser.text("#review-status"), "the failure to be told")
    assert shown(browser) == SAFE[0]
    assert set(labels(console).values()) == {(None, None)}


def test_without_scripts_a_label_is_sent_and_can_be_undone(browser: Browser, start: Start) -> None:
    console = start(queue_of_safe_prompts())
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.look(scripts=False)
    browser.open(f"{console.url}/review")
    item = browser.one("details.item[open]")
    item.find_element("css selector", "input[value=homonyms]").find_element("xpath", "..").click()
    item.find_element("css selector", "button[value=false_refusal]").click()
    browser.wait_for(lambda: "done=" in browser.driver.current_url, "the queue to be back")
    assert "False refusal" in browser.one("#review-status").text
    assert browser.one("details.item[open] .said.prompt .text").text == SAFE[1]
    assert labels(console)[SAFE[0]] == ("false_refusal", "homonyms")
    browser.one("#review-status button").click()
    browser.wait_for(lambda: "done=" not in browser.driver.current_url, "the queue to be back")
    assert set(labels(console).values()) == {(None, None)}
    assert browser.one("details.item[open] .said.prompt .text").text == SAFE[0]


def test_without_scripts_any_item_opens_and_closes_the_one_before(browser: Browser, start: Start) -> None:
    console = start(queue_of_safe_prompts())
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.look(scripts=False)
    browser.open(f"{console.url}/review")
    browser.all("details.item > summary")[3].click()
    assert len(browser.all("details.item[open]")) == 1
    assert browser.one("details.item[open] .said.prompt .text").text == SAFE[3]


def test_a_filter_shows_what_it_says_and_a_label_keeps_it(browser: Browser, start: Start) -> None:
    console = start(queue_of_safe_prompts() + [
        blocked("A prompt about locks that a rule has refused", age=30),
        blocked("Quite another one, of tents and of ropes in the wind", age=40),
        row("An app of its own asks for the weather in Porto", REFUSAL, age=50, app="travel-app"),
    ])
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    browser.one(".filters summary").click()
    Select(browser.one("select[name=verdict]")).select_by_value("guard_block")
    browser.one(".filter-form button").click()
    browser.wait_for(lambda: "verdict=guard_block" in browser.driver.current_url, "the filtered queue")
    assert len(browser.all("details.item")) == 2
    browser.press("2")
    saved(browser, 1)
    browser.driver.refresh()
    assert len(browser.all("details.item")) == 1
    browser.open(f"{console.url}/review?app=travel-app")
    assert shown(browser) == "An app of its own asks for the weather in Porto"
    browser.open(f"{console.url}/review?text=PORTO")
    assert len(browser.all("details.item")) == 1
    browser.open(f"{console.url}/review?text=nowhere")
    assert "Nothing to review with this filter" in browser.text("main")
    browser.open(f"{console.url}/review?verdict=nonsense&after=x&period=%00")
    assert len(browser.all("details.item")) == 12
