"""Every page in both colour schemes, wide and narrow, by checks of our own."""

import pytest

from accessibility import faults, tab_faults
from browser import NARROW, WIDE, Browser
from conftest import Start
from console_process import ConsoleProcess
from records_of_tests import HARMFUL, REFUSAL, hostile, realistic

PAGES = ["", "review", "review?verdict=guard_block", "records", "feedback", "try", "policies", "nowhere"]


@pytest.fixture
def console(start: Start) -> ConsoleProcess:
    return start(realistic() + hostile())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_can_be_read_and_used(
    browser: Browser, console: ConsoleProcess, expected_complaints: list[str], size: tuple[int, int], scheme: str
) -> None:
    expected_complaints.append("404")
    browser.look(size, scheme)
    browser.open(f"{console.url}/login")
    found = {"login": faults(browser)}
    browser.log_in(console.url, console.tokens["reviewer"])
    records = list(console.records())
    for page in PAGES + [f"records/{identity}" for identity in records[:3] + records[-10:]]:
        browser.open(f"{console.url}/{page}")
        found[page] = faults(browser)
        # What is folded away has to be as good.
        browser.run("for (const one of document.querySelectorAll('main details')) one.open = true")
        found[page + " opened"] = faults(browser)
    browser.open(f"{console.url}/try")
    browser.run(
        "const form = document.querySelector('.trial-form'); form.elements.prompt.value = arguments[0];"
        "form.elements.answer.value = arguments[1]; form.requestSubmit()", HARMFUL, REFUSAL * 20)
    browser.one("#result")
    browser.run("for (const one of document.querySelectorAll('main details')) one.open = true")
    found["try, tried"] = faults(browser)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_every_page_can_be_walked_through_with_the_tab_key(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    found = {}
    for page in ["", "review", "records?verdict=guard_block", "try", f"records/{next(iter(console.records()))}"]:
        browser.open(f"{console.url}/{page}")
        found[page] = tab_faults(browser, most=60)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_the_first_tab_leads_past_the_navigation(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    browser.press("\ue004")
    assert browser.run("return document.activeElement.className") == "skip"
    browser.press("\ue007")
    assert browser.run("return document.activeElement.id") == "content"


def test_the_queue_says_what_happens_to_those_who_listen(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    status = browser.one("#review-status")
    assert status.get_attribute("role") == "status"
    browser.press("1")
    browser.wait_for(lambda: "False refusal" in (status.get_property("textContent") or ""), "the label to be told")
    assert browser.run("return document.activeElement.closest('details').open")
