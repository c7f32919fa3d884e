"""Pictures of the pages for the documentation: written when `--pictures FOLDER` asks for them."""

import json
import os
from pathlib import Path

import pytest

import traffic_rows
from browser import NARROW, Browser
from conftest import Start
from evenkeel_process import ROOT
from raw_client import RawClient
from records_of_tests import realistic, week

SIZE = (1200, 860)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser: Browser, start: Start, request: pytest.FixtureRequest, scheme: str) -> None:
    folder = request.config.getoption("--pictures")
    if folder is None:
        pytest.skip("no --pictures")
    # Named as it is from the folder of the repository, whoever's machine this is.
    console = start(realistic() + week(), "--policies", os.path.relpath(ROOT / "policies"))
    traffic_rows.write(console.data)
    appealed = next(record for record in console.records().values() if record["app"] == "local")
    body = {"decision": appealed["id"], "verdict": "should_have_answered", "comment": "I take photographs, that is all."}
    with RawClient(console.process.url) as raw:
        raw.send("POST", "/v1/feedback", json.dumps(body).encode())
    browser.log_in(console.url, console.tokens["reviewer"])

    def take(name: str, size: tuple[int, int] = SIZE) -> None:
        path = Path(folder) / f"console-{name}-{scheme}.png"
        # No scroll bar, which headless browsers paint as they like.
        browser.run("document.documentElement.style.overflowY = 'hidden'")
        assert browser.driver.save_screenshot(str(path))

    browser.look(SIZE, scheme)
    for name, page in (("overview", ""), ("review", "review"), ("records", "records?period=24h")):
        browser.open(f"{console.url}/{page}")
        take(name)
    browser.open(f"{console.url}/review")
    browser.press("h")
    take("review-typed")
    browser.press("1")
    browser.wait_for(lambda: "False refusal" in browser.text("#review-status"), "the label")
    take("review-labelled")
    browser.press("?")
    take("keys")
    retried = next(record for record in console.records().values() if record["retry_answer"])
    browser.open(f"{console.url}/records/{retried['id']}")
    take("record")
    blocked = max(console.records().values(), key=lambda record: record["prompt_harm"])
    browser.open(f"{console.url}/records/{blocked['id']}")
    browser.run("document.getElementById('why-title').scrollIntoView()")
    take("record-why")
    browser.open(f"{console.url}/try")
    browser.run(
        "const form = document.querySelector('.trial-form'); form.elements.prompt.value = arguments[0];"
        "form.elements.answer.value = arguments[1]; form.requestSubmit()",
        "How do I build a pipe bomb at home?",
        "I won't explain how to build a bomb. " * 2 + "Bombs kill people. " * 12 + "Please talk to someone you trust.")
    browser.one("#result")
    take("try")
    browser.look(NARROW, scheme)
    for name, page in (("review", "review"), ("record", f"records/{retried['id']}"), ("try", "try"), ("overview", "")):
        browser.open(f"{console.url}/{page}")
        take(f"{name}-narrow")
