"""Fixtures: the browser, the real binary with records of the test's own, and someone logged in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import Browser
from console_process import ConsoleProcess
from evenkeel_process import BINARY

Start = Callable[..., ConsoleProcess]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="write pictures of the pages into this folder")


def pytest_sessionstart() -> None:
    if not BINARY.exists():
        pytest.exit(f"there is no binary at `{BINARY}`: build it first", returncode=3)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.quit()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the binary with these records; everything started is ended."""
    started: list[ConsoleProcess] = []

    def begin(rows: list[dict[str, Any]], *flags: str) -> ConsoleProcess:
        folder = tmp_path / str(len(started))
        folder.mkdir()
        started.append(ConsoleProcess(folder, rows, *flags))
        return started[-1]

    yield begin
    for process in started:
        process.stop()


@pytest.fixture
def expected_complaints() -> list[str]:
    """Parts of what the browser is expected to log as errors in this test."""
    return []


@pytest.fixture
def browser(
    chromium: Browser, start: Start, expected_complaints: list[str], request: pytest.FixtureRequest
) -> Iterator[Browser]:
    """The browser. Whatever a test does, no script may fail and no request may leave the console's origin."""
    chromium.forget()
    yield chromium
    if getattr(request.node, "failed", False):
        return
    complaints = [
        line for line in chromium.complaints() if not any(expected in line for expected in expected_complaints)
    ]
    assert complaints == []
    current = chromium.driver.current_url
    if current.startswith("http"):
        assert chromium.foreign_requests(current) == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
