"""Who may see and do what, and where requests have to come from."""

import http.client
from urllib.parse import urlencode, urlsplit

import pytest

from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from records_of_tests import queue_of_safe_prompts


@pytest.fixture
def console(start: Start) -> ConsoleProcess:
    return start(queue_of_safe_prompts())


def test_nobody_sees_a_page_without_logging_in(browser: Browser, console: ConsoleProcess) -> None:
    for page in ("", "/review", "/records", "/try", "/policies"):
        browser.open(console.url + page)
        assert browser.one("form#login")
        assert browser.all(".item, .records") == []


def test_the_login_goes_on_to_the_page_that_was_asked_for(browser: Browser, console: ConsoleProcess) -> None:
    browser.open(f"{console.url}/review?verdict=guard_block")
    browser.one("input[name=token]").send_keys(console.tokens["viewer"])
    browser.one("form#login button").click()
    browser.wait_for(lambda: browser.find("nav"), "the page")
    assert browser.driver.current_url == f"{console.url}/review?verdict=guard_block"


def test_a_viewer_sees_the_queue_and_labels_nothing(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["viewer"])
    browser.open(f"{console.url}/review")
    assert len(browser.all("details.item")) == 10
    assert browser.all("form.labels, button.verdict") == []
    browser.press("1", "2", "u", "n", "j")
    assert len(browser.all("details.item[data-state]")) == 0
    assert {record["review_label"] for record in console.records().values()} == {None}
    identity = next(iter(console.records()))
    browser.open(f"{console.url}/records/{identity}")
    assert browser.all("form.labels") == []


def test_a_viewers_own_request_is_refused(
    browser: Browser, console: ConsoleProcess, expected_complaints: list[str]
) -> None:
    expected_complaints.append("403")
    browser.log_in(console.url, console.tokens["viewer"])
    browser.open(f"{console.url}/review")
    identity = next(iter(console.records()))
    for path in ("review/label", "review/undo"):
        status = browser.run(
            "const token = document.querySelector('meta[name=form-token]').content;"
            "const body = new URLSearchParams({id: arguments[1], label: 'unsure', group: 'yes'});"
            "return fetch(arguments[0], {method: 'POST', body, headers: {'x-form-token': token}}).then(a => a.status)",
            f"{console.url}/{path}", identity)
        assert status == 403
    assert console.records()[identity]["review_label"] is None


def test_a_form_without_the_sessions_secret_changes_nothing(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.driver.get_cookies())
    browser.open(f"{console.url}/review")
    secret = browser.run("return document.querySelector('meta[name=form-token]').content")
    identity = next(iter(console.records()))
    own = console.url.removesuffix("/console")
    attempts = [
        (None, {}, 403, "no secret"),
        ("0" * len(secret), {}, 403, "a guessed one"),
        (secret, {"origin": "http://evil.example"}, 403, "from another site"),
        (secret, {"origin": "null"}, 403, "from a page without an origin"),
        (secret, {"sec-fetch-site": "cross-site"}, 403, "said by the browser to be from another site"),
        (secret, {"origin": own, "cookie": ""}, 303, "without a session: to the login"),
    ]
    for token, headers, status, why in attempts:
        fields = {"id": identity, "label": "unsure"} | ({"form-token": token} if token else {})
        assert _post(console, "review/label", fields, {"cookie": cookies} | headers) == status, why
        assert console.records()[identity]["review_label"] is None, why
    fields = {"id": identity, "label": "unsure", "form-token": secret}
    assert _post(console, "review/label", fields, {"cookie": cookies, "origin": own}) == 303
    assert console.records()[identity]["review_label"] == "unsure"


def test_labels_and_types_that_there_are_not_are_refused(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.driver.get_cookies())
    browser.open(f"{console.url}/review")
    secret = browser.run("return document.querySelector('meta[name=form-token]').content")
    identity = next(iter(console.records()))
    rows = [
        ({"id": identity}, 400, "no label"),
        ({"id": identity, "label": "nice"}, 400, "a label that there is not"),
        ({"id": identity, "label": "unsure", "type": "nice"}, 400, "a type that there is not"),
        ({"id": "nobody", "label": "unsure"}, 400, "no id"),
        ({"id": "00000000-0000-7000-8000-000000000000", "label": "unsure"}, 404, "an id that nothing has"),
        ({"id": identity, "label": "unsure", "note": "x" * 4_097}, 413, "a note that is too long"),
    ]
    for fields, status, why in rows:
        assert _post(console, "review/label", fields | {"form-token": secret}, {"cookie": cookies}) == status, why
    assert console.records()[identity]["review_label"] is None
    # Where a form says to go back to is never another place than this console.
    for back in ("//evil.example/", "https://evil.example/", "/console/../../x", "/elsewhere", "javascript:alert(1)"):
        fields = {"id": identity, "label": "unsure", "back": back, "form-token": secret}
        assert _location(console, fields, {"cookie": cookies}).startswith("/console/")


def test_after_the_logout_the_session_is_worth_nothing(browser: Browser, console: ConsoleProcess) -> None:
    browser.log_in(console.url, console.tokens["reviewer"])
    cookie = browser.driver.get_cookies()[0]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["path"] == "/console"
    browser.one("header form button").click()
    browser.wait_for(lambda: browser.find("form#login"), "the login")
    browser.driver.add_cookie({"name": cookie["name"], "value": cookie["value"], "path": "/console"})
    browser.open(f"{console.url}/review")
    assert browser.find("form#login")


def _request(console: ConsoleProcess, path: str, fields: dict[str, str], headers: dict[str, str]):
    place = urlsplit(console.url)
    connection = http.client.HTTPConnection(place.netloc, timeout=20)
    kept = {"content-type": "application/x-www-form-urlencoded"} | headers
    connection.request(
        "POST", f"/console/{path}", urlencode(fields), {name: value for name, value in kept.items() if value})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def _post(console: ConsoleProcess, path: str, fields: dict[str, str], headers: dict[str, str]) -> int:
    return _request(console, path, fields, headers).status


def _location(console: ConsoleProcess, fields: dict[str, str], headers: dict[str, str]) -> str:
    return _request(console, "review/label", fields, headers).getheader("location") or ""
