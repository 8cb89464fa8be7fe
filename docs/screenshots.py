"""Takes the pictures in this folder from the running app: chat.png (wide), chat-dark.png, chat-phone.png.

    pip install playwright && playwright install chromium     # an optional tool; nothing else here needs it
    python app.py &
    python docs/screenshots.py [--url http://127.0.0.1:7860] [--chromium /usr/bin/chromium]

Fails when the page asks any other host for anything, or is wider than the window.
"""

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDER = Path(__file__).parent
QUESTIONS = (
    "Is the code for Alice public, and where is it?",
    "What is MedTrinity-25M, and how many images does it hold?",
)
SHOTS: dict[str, dict[str, Any]] = {
    "chat.png": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
    "chat-dark.png": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"},
    "chat-phone.png": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2},
}


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
        for name, settings in SHOTS.items():
            page = browser.new_page(**settings)
            page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
            page.goto(options.url)
            page.wait_for_selector("#status p:nth-child(2)")
            for number, question in enumerate(QUESTIONS, 1):
                page.fill("#box textarea", question)
                page.press("#box textarea", "Enter")
                page.wait_for_function(f"document.querySelectorAll('#chat .writer').length === {number}")
                page.wait_for_selector(f"#evidence .turn:nth-child({number}):not([hidden]) .card")
            page.wait_for_timeout(600)  # the conversation scrolls to its end
            page.screenshot(path=FOLDER / name)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                raise SystemExit(f"{name}: the page is {wide} pixels wider than the window")
            page.close()
        browser.close()
    others = hosts - {urlsplit(options.url).netloc}
    if others:
        raise SystemExit(f"the page asked other hosts: {', '.join(sorted(others))}")


if __name__ == "__main__":
    main()
