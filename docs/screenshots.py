"""Takes the pictures in this folder from the running app: the chat wide, dark and on a phone, and the map.

    pip install playwright && playwright install chromium     # an optional tool; the page's tests use it too
    python app.py &
    python docs/screenshots.py [--url http://127.0.0.1:7860] [--chromium /usr/bin/chromium]

Fails when the page asks any other host for anything, or is wider than the window.
"""

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDER = Path(__file__).parent
FACT = "What is MedTrinity-25M, and how many images does it hold?"
LIST = "Which papers are about interactive segmentation?"
WIDE: dict[str, Any] = {"viewport": {"width": 1400, "height": 860}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}


def main() -> None:
    """Ask in a fresh browser for each picture, and save what is seen."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="Takes the pictures of the chat.")
    parser.add_argument("--url", default="http://127.0.0.1:7860")
    parser.add_argument("--chromium", help="path of the browser; playwright's own when it is not given")
    options = parser.parse_args()
    hosts: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-quic"])

        def start(**settings: Any) -> Any:
            page = browser.new_page(**settings)
            page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
            page.goto(options.url)
            page.wait_for_selector("#examples button")
            return page

        page = start(**WIDE, color_scheme="light")
        ask(page, FACT)
        save(page, "chat.png")
        ask(page, LIST)
        page.click("#on-map")
        page.wait_for_selector("#map .point.on")
        page.hover("#map .point.on >> nth=0")
        save(page, "papers.png")
        page = start(**WIDE, color_scheme="dark")
        ask(page, LIST)
        save(page, "chat-dark.png")
        page = start(**PHONE, color_scheme="light")
        ask(page, FACT)
        page.tap("a.cite >> nth=0")
        save(page, "chat-phone.png")
        browser.close()
    others = hosts - {urlsplit(options.url).netloc}
    if others:
        raise SystemExit(f"the page asked other hosts: {', '.join(sorted(others))}")


def ask(page: Any, question: str) -> None:
    """Ask, and wait for the answer and the questions that go on from it."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".turn:last-child .tools")
    page.wait_for_selector(".turn:last-child .next")
    page.evaluate("document.activeElement.blur()")


def save(page: Any, name: str) -> None:
    """Save the picture. Exits when the page is wider than the window."""
    page.wait_for_timeout(700)  # what moves has come to rest
    page.screenshot(path=FOLDER / name)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        raise SystemExit(f"{name}: the page is {wide} pixels wider than the window")


if __name__ == "__main__":
    main()
