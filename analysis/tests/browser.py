"""Chromium without a window, to look at pages in."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

PHONE, DESKTOP = (390, 844), (1440, 900)
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """Start a browser of its own, with nothing from the network, and end it."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = shutil.which("chromedriver")
    if not driver or not options.binary_location:
        raise RuntimeError("chromium and chromedriver are needed: Debian packages chromium and chromium-driver")
    browser = webdriver.Chrome(options, Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def look_like(browser: Chrome, size: tuple[int, int] = DESKTOP, scheme: str = "light", media: str = "screen") -> None:
    """Take the size of a device and the preferences of a reader."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < height}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    preferences = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": preferences})


def load(browser: Chrome, page: Path, *, scripts: bool = True) -> None:
    """Open a page, and wait until its scripts have done what they do at first."""
    for kind in ("browser", "performance"):
        browser.get_log(kind)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    browser.get(page.as_uri())
    if scripts:
        ready = "return document.documentElement.classList.contains('ready')"
        WebDriverWait(browser, 60).until(lambda it: it.execute_script(ready))


def open_annex(browser: Chrome) -> None:
    """Open every part of the annex, and wait until what it holds is drawn."""
    browser.execute_script("for (const one of document.querySelectorAll('details.question')) one.open = true;")
    # What opens begins its work with the event that follows, and is ready when all of it is done.
    settled = """const done = arguments[0]; requestAnimationFrame(() => setTimeout(function wait() {
        if (document.documentElement.classList.contains('ready')) done(); else setTimeout(wait, 20); }, 50));"""
    browser.set_script_timeout(60)
    browser.execute_async_script(settled)


def messages(browser: Chrome) -> list[str]:
    """What was written to the console since the page was opened."""
    return [entry["message"] for entry in browser.get_log("browser")]


def requests(browser: Chrome) -> set[str]:
    """Addresses that the page asked for since it was opened, without those of the browser's own pages."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return {one["request"]["url"] for one in asked if not one["documentURL"].startswith("chrome")}
