"""The page in a real browser: hosts asked, keys, answers, conversations, accessibility.

Skipped where there is no Chromium: `apt-get install chromium`, or `python -m playwright install chromium`.
"""

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import PAPERS

from rag import Settings, corpora
from rag.errors import CorpusError

sync_api: Any = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FACT, LIST, NONE = "What is VoCo?", "Which papers use state space models?", "What is the capital of Australia?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except sync_api.Error as error:
            pytest.skip(f"no Chromium: {error}")
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, running: str) -> Iterator[Any]:
    """The start page in a fresh browser; at the end, it has asked no other host and raised nothing."""
    hosts: set[str] = set()
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1300, "height": 850}, accept_downloads=True)
    opened = context.new_page()
    opened.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(running)
    opened.wait_for_selector("#examples button")
    yield opened
    assert hosts <= {urlsplit(running).netloc, ""}
    assert faults == []
    context.close()


def ask(page: Any, question: str) -> None:
    """Ask, and wait for the whole answer."""
    before = page.locator(".turn .tools").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(f"document.querySelectorAll('.turn .tools').length === {before + 1}")


def test_papers_are_added_as_a_corpus_asked_and_left_again(page: Any, tmp_path: Path, running_home: Path) -> None:
    name = "browser-test"
    lines = [json.dumps(asdict(paper)) for paper in PAPERS] + [json.dumps({"title": "A title alone"})]
    (tmp_path / "mine.jsonl").write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(home=running_home, corpus=name)
    try:
        page.click("text=Papers")
        page.click("#open-adding")
        page.set_input_files("#files", tmp_path / "mine.jsonl")
        page.select_option("#into", "")
        assert page.input_value("#new-name") == "mine"
        page.fill("#new-name", name)
        page.click("#add")
        page.wait_for_selector("#adding-report b")
        report = page.inner_text("#adding-report")
        assert "4 records read: 3 papers added, 0 merged, 1 skipped" in report and "A title alone" in report
        page.click("text=Show the papers")
        page.wait_for_function("document.querySelector('#papers-title').textContent === '3 papers'")
        page.click("#top nav >> text=Ask")
        ask(page, "What does SwinSeg outperform?")
        assert "SwinSeg" in page.inner_text("#evidence")
        page.select_option("#corpus", "default")
        page.wait_for_function("document.querySelector('#count').textContent === '92 papers'")
        ask(page, "What is SwinSeg?")
        page.click("#open-conversations")
        page.click("#kept .open:has-text('outperform')")
        page.wait_for_function("document.querySelector('#corpus').value === 'browser-test'")
        page.wait_for_selector("#thread >> text=U-Net")
        page.click("#top nav >> text=Papers")
        page.wait_for_selector("#table tbody tr")
        page.click("#taking summary")
        with page.expect_download() as download:
            page.click("#taking >> text=BibTeX")
        assert download.value.suggested_filename == f"{name}.bib"
        assert Path(download.value.path()).read_text("utf-8").count("@") == 3
        page.click("#table button.title >> nth=0")
        page.click("text=Remove this paper")
        page.click("text=Really remove")
        page.wait_for_function("document.querySelector('#papers-title').textContent === '2 papers'")
        assert page.inner_text("#say") == "The paper was removed."
        page.click("#top nav >> text=Ask")
        corpora.delete(settings)
        page.reload()
        page.wait_for_selector("#thread .notice >> text=no longer here")
        page.wait_for_function("document.querySelector('#count').textContent === '92 papers'")
        assert "U-Net" in page.inner_text("#thread") and page.locator("#thread a.cite").count() == 0
        page.fill("#question", FACT)
        page.press("#question", "Enter")
        page.wait_for_selector("#thread >> text=Volume Contrast")
        assert page.locator(".turn").count() == 1
    finally:
        with suppress(CorpusError):
            corpora.delete(settings)
        shutil.rmtree(running_home / "uploads", ignore_errors=True)


def test_files_that_are_no_papers_are_said_in_the_dialog(page: Any, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    page.click("#top nav >> text=Papers")
    page.click("#open-adding")
    assert page.evaluate("document.activeElement.id") == "files"
    page.set_input_files("#files", tmp_path / "photo.png")
    page.fill("#new-name", "no name")
    page.click("#add")
    assert page.locator("#new-name:invalid").count() == 1
    page.fill("#new-name", "photos")
    page.click("#add")
    page.wait_for_selector("#adding-report .notice")
    assert "Nothing was added: 'photo.png'" in page.inner_text("#adding-report") and page.is_enabled("#add")


def test_another_tab_hears_of_a_corpus_and_keeps_its_own(page: Any, tmp_path: Path, running_home: Path) -> None:
    name = "two-tabs-test"
    (tmp_path / "mine.jsonl").write_text("\n".join(json.dumps(asdict(paper)) for paper in PAPERS), encoding="utf-8")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#examples button")
    try:
        page.click("#top nav >> text=Papers")
        page.click("#open-adding")
        page.set_input_files("#files", tmp_path / "mine.jsonl")
        page.fill("#new-name", name)
        page.click("#add")
        page.wait_for_selector("#adding-report b")
        other.wait_for_selector(f"#corpus option[value={name}]", state="attached")
        page.wait_for_function(f"document.querySelector('#corpus').value === '{name}'")
        assert other.input_value("#corpus") == "default"
        ask(other, FACT)
        assert "VoCo" in other.inner_text("#evidence")
    finally:
        corpora.delete(Settings(home=running_home, corpus=name))
        shutil.rmtree(running_home / "uploads", ignore_errors=True)


def test_a_marker_opens_its_card_at_the_quote(page: Any) -> None:
    ask(page, FACT)
    marker = page.locator("a.cite").last
    marker.hover()
    page.wait_for_selector("#peek:visible")
    quote = page.inner_text("#peek q").strip("“”")
    marker.click()
    assert page.inner_text("mark.lit") == quote
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('cite')")


def test_enter_sends_shift_enter_breaks_the_line_and_slash_goes_to_the_question(page: Any) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("What is")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("VoCo?")
    assert page.input_value("#question") == "What is\nVoCo?"
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .tools")
    assert page.inner_text(".asked") == "What is\nVoCo?"


def test_a_list_sorts_and_is_taken_away_as_csv(page: Any) -> None:
    ask(page, LIST)
    titles = page.locator(".list tbody th").all_inner_texts()
    page.click(".list thead button >> nth=0")
    assert page.locator(".list tbody th").all_inner_texts() == sorted(titles, key=str.lower)
    assert page.get_attribute(".list thead th >> nth=0", "aria-sort") == "ascending"
    with page.expect_download() as download:
        page.click("text=Download CSV")
    assert len(Path(download.value.path()).read_text("utf-8").splitlines()) == len(titles) + 1


def test_an_abstention_offers_nearest_papers_and_questions(page: Any) -> None:
    ask(page, NONE)
    assert page.locator(".nearest a").count() == 3
    page.click(".nearest a >> nth=1")
    assert page.locator(".card[open]").count() == 1
    page.wait_for_selector(".next button")
    page.click(".next button >> nth=0")
    page.wait_for_function("document.querySelectorAll('.turn .tools').length === 2")
    assert page.locator(".turn >> nth=1 >> a.cite").count() > 0


def test_what_is_typed_is_shown_as_text_and_runs_nowhere(page: Any) -> None:
    typed = '<img src=x onerror="window.hacked=1"> VoCo **x** $y$ <script>window.hacked=1</script>'
    ask(page, typed)
    page.click("#open-conversations")
    page.reload()
    page.wait_for_selector(".turn .tools")
    assert page.inner_text(".asked") == typed
    assert page.locator("#citewell img, .turn script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_conversation_is_there_after_a_reload_can_be_renamed_exported_and_deleted(page: Any) -> None:
    ask(page, FACT)
    ask(page, "Where is its code?")
    shown = page.inner_text("#thread .answer >> nth=1")
    page.reload()
    page.wait_for_function("document.querySelectorAll('.turn .tools').length === 2")
    assert page.inner_text("#thread .answer >> nth=1") == shown
    assert page.locator("#evidence .proof:visible").count() == 1
    page.click("#open-conversations")
    page.click("text=Rename")
    page.keyboard.type("About VoCo")
    page.keyboard.press("Enter")
    for kind, part in (("Markdown", "# About VoCo"), ("JSON", '"title": "About VoCo"'), ("BibTeX", "@misc{voco,")):
        with page.expect_download() as download:
            page.click(f"#export >> text={kind}")
        assert part in Path(download.value.path()).read_text("utf-8")
    page.click("#kept >> text=Delete")
    page.click("text=Really delete")
    assert page.locator(".turn").count() == 0 and "None yet" in page.inner_text("#kept")


def test_the_last_question_can_be_asked_again_and_edited(page: Any) -> None:
    ask(page, FACT)
    page.click("text=Ask again")
    page.wait_for_selector(".turn .tools")
    assert page.locator(".turn").count() == 1
    page.click("text=Edit question")
    assert page.input_value("#question") == FACT and page.locator(".turn").count() == 0


def test_an_answer_can_be_stopped(page: Any) -> None:
    page.route(re.compile("queue/data"), lambda route: None)  # never answered
    page.fill("#question", FACT)
    page.press("#question", "Enter")
    page.wait_for_selector("#send.stop")
    page.click("#send")
    page.wait_for_selector("text=Stopped.")
    page.unroute(re.compile("queue/data"))
    page.click("text=Ask again")
    page.wait_for_selector("a.cite")


def test_a_short_answer_shows_the_rest_on_request(page: Any) -> None:
    page.click("#open-settings")
    page.click("text=Two sentences first")
    page.keyboard.press("Escape")
    ask(page, "What is MedTrinity-25M, and how many images does it hold?")
    assert page.locator(".answer.cut").count() == 1
    page.click("text=Show the whole answer")
    assert page.locator(".answer.cut").count() == 0
    page.reload()
    page.click("#open-settings")
    assert page.is_checked("text=Two sentences first")


def test_the_papers_are_searched_opened_and_chosen(page: Any) -> None:
    page.click("#top nav >> text=Papers")
    page.wait_for_selector("#table tbody tr")
    page.fill("#find", "mamba")
    page.wait_for_selector("#ask-these:visible")
    rows = page.locator("#table tbody tr:visible")
    count = rows.count()
    assert 0 < count < 20
    rows.first.locator("button.title").click()
    page.wait_for_selector("#reading .abstract")
    assert "amba" in page.inner_text("#reading")
    page.click("#ask-these")
    assert f"Searching {count} of" in page.inner_text("#scope")
    ask(page, FACT)
    assert page.locator("#evidence .card").count() <= count


def test_an_answers_papers_light_up_on_the_map_and_arrows_move_on_it(page: Any) -> None:
    ask(page, LIST)
    page.click("#top nav >> text=Papers")
    page.wait_for_selector("#table tbody tr")
    page.click("#as-map")
    assert page.locator("#map .point.on").count() == page.locator("#evidence .card").count()
    page.focus("#map .point")
    visited = set()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        visited.add(page.evaluate("document.activeElement.dataset.paper"))
    assert len(visited) > 1 and None not in visited
    page.keyboard.press("Enter")
    page.wait_for_selector("#reading .abstract")


def test_on_a_phone_the_evidence_slides_under_the_answer_and_nothing_is_too_wide(browser: Any, running: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(running)
    page.wait_for_selector("#examples button")
    ask(page, FACT)
    page.tap("a.cite >> nth=0")
    page.tap("#peek")
    page.wait_for_selector("#t1 .under[open] mark.lit")
    page.tap("#top nav >> text=Papers")
    page.wait_for_selector("#table tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(browser: Any, running: str, scheme: str) -> None:
    found = importlib.util.find_spec("axe_core_python")
    if not found or not found.submodule_search_locations:
        pytest.skip("axe-core-python is not installed")
    axe = (Path(next(iter(found.submodule_search_locations))) / "axe.min.js").read_text("utf-8")
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(running)
    page.wait_for_selector("#examples button")

    def check(where: str) -> None:
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [
            (violation["id"], violation["nodes"][0]["html"][:120])
            for violation in result["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        assert not bad, f"{where}: {json.dumps(bad, indent=1)}"

    check("start")
    for question in (FACT, LIST, "Compare Merlin with RadGPT", NONE):
        ask(page, question)
    page.wait_for_selector(".next")
    check("conversation")
    for name in ("settings", "conversations"):
        page.click(f"#open-{name}")
        check(name)
        page.keyboard.press("Escape")
    page.click("#top nav >> text=Papers")
    page.wait_for_selector("#table tbody tr")
    check("papers")
    page.click("#as-map")
    check("map")
    page.click("#as-table")
    page.click("#table button.title >> nth=3")
    page.wait_for_selector("#reading .abstract")
    check("paper")
    page.click("#open-adding")
    check("adding papers")
    context.close()


def test_a_follow_up_and_a_comparison_are_answered_in_one_conversation(page: Any) -> None:
    ask(page, FACT)
    ask(page, "And its code?")
    assert "github.com/Luffy03/VoCo" in page.locator(".turn >> nth=1").inner_text()
    ask(page, "Compare VoCo and Med3D")
    assert page.locator(".turn >> nth=2 >> table").count() == 1


def test_everything_is_reached_by_the_keyboard_alone(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type(FACT)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .tools")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "document.activeElement.closest('a.cite, button, input, textarea, a, summary')?.className ?? ''"
            )
        )
    assert any("cite" in name for name in seen)
    assert page.evaluate("document.activeElement !== document.body")


def test_a_lost_connection_is_said_and_the_question_can_be_asked_again(page: Any) -> None:
    page.context.set_offline(True)
    page.fill("#question", FACT)
    page.press("#question", "Enter")
    page.wait_for_selector(".turn .notice")
    assert "cannot be reached" in page.inner_text(".turn .notice")
    page.context.set_offline(False)
    ask(page, FACT)
    assert "Volume Contrast" in page.locator(".turn").last.inner_text()
