"""Headless Chromium with nothing but the console in reach, and a record of all that it asked for."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from waiting import until

WIDE = (1280, 900)
NARROW = (390, 844)


class Browser:
    """One browser. Cookies are cleared between tests; its logs are read once."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in (
            "--headless=new",
            # Tests run as root, too, and in containers.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # No name but the loopback address leads anywhere.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.look()

    def look(self, size: tuple[int, int] = WIDE, scheme: str = "light", scripts: bool = True) -> None:
        """How the next pages are seen."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
        )
        # Nothing moves, so that a picture taken at once is the last one.
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})

    def open(self, url: str) -> None:
        self.driver.get(url)

    def log_in(self, console: str, token: str) -> None:
        """By the link that the program prints: the token stands behind the `#`."""
        # From elsewhere: a link to another place of the page that is open loads nothing.
        self.driver.get("about:blank")
        self.driver.get(f"{console}/login#{token}")
        until(lambda: self.find("nav"), "the login to be through")

    def find(self, selector: str) -> WebElement | None:
        found = self.all(selector)
        return found[0] if found else None

    def one(self, selector: str) -> WebElement:
        return until(lambda: self.find(selector), f"`{selector}` to be there")

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """The text of an element as it is in the page, seen or not."""
        # In one step: a page that is about to be left takes its elements with it.
        read = "const found = document.querySelector(arguments[0]); return found && [found.textContent]"
        return until(lambda: self.run(read, selector), f"`{selector}` to be there")[0]

    def press(self, *keys: str) -> None:
        """Keys as they come from a keyboard, to whatever has the focus."""
        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(key).perform()

    def escape(self) -> None:
        self.press(Keys.ESCAPE)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait_for(self, condition: Callable[[], Any], what: str) -> Any:
        def holds() -> Any:
            try:
                return condition()
            except StaleElementReferenceException:
                # The page changed while it was looked at.
                return None

        return until(holds, what)

    def complaints(self) -> list[str]:
        """What the browser logged as errors since the last call: scripts that failed, resources that were refused."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def foreign_requests(self, console: str) -> list[str]:
        """Addresses asked for since the last call that are not of the console's origin."""
        origin = urlsplit(console).netloc
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [url for url in asked if urlsplit(url).netloc != origin and urlsplit(url).scheme not in ("data", "about")]

    def forget(self) -> None:
        self.driver.get("about:blank")
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.look()
        self.driver.get_log("browser")
        self.driver.get_log("performance")

    def quit(self) -> None:
        self.driver.quit()
