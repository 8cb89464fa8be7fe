"""The chat: what it shows, as text and not as markup, and the running app over its API."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import app
from rag.config import Settings
from rag.errors import InvalidQuestion, ProviderAuthError
from rag.types import Answer, Citation, Paper, Sentence
from ui import page
from ui.cards import abstract_html, evidence_html
from ui.markdown import to_html
from ui.opening import Opening

ROOT = Path(__file__).parent.parent
LINK = "https://github.com/someone/code"
ABSTRACT = f"Scans are big. We train on 10 < 20 scans & call it <Tiny>. It works. Code is at {LINK}."
QUOTE = "We train on 10 < 20 scans & call it <Tiny>."


def make_paper(**changes: Any) -> Paper:
    return replace(Paper("tiny", "Tiny: a <b>small</b> model", ABSTRACT, links=(LINK,)), **changes)


def make_answer(text: str, *, support: Any = "supported", quotes: tuple[str, ...] = (QUOTE,), **changes: Any) -> Answer:
    paper = changes.pop("paper", make_paper())
    citations = tuple(
        Citation(1, paper, quote, ABSTRACT.index(quote), ABSTRACT.index(quote) + len(quote)) for quote in quotes
    )
    sentences = (Sentence(text, (1,) if quotes else (), support),)
    return replace(Answer("What is Tiny?", "What is Tiny?", "fact", text, sentences, citations, ()), **changes)


class _Tags(HTMLParser):
    """Collects the tags of a document, and whether each is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.balanced = True
        self.feed(html)
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    "typed",
    ["$x$ $$y$$", "**x** _y_ `z`", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "# h\n\n- l\n\n<b>"],
)
def test_a_question_is_shown_as_it_was_typed(typed: str) -> None:
    content = page.messages([page.Turn(typed)])[0]["content"]
    assert text_of(content) == typed
    assert _Tags(content).tags == ["div"]
    assert "\n" not in content


def test_an_extractive_answer_is_shown_character_for_character() -> None:
    text = "It reaches 94.6\\% *and* **more** for `p` < 0.05, _see_ $x$ <img src=x> [a](https://evil.example)."
    html = to_html(text)
    assert text_of(html) == text
    assert _Tags(html).tags == ["p"]


def test_a_marker_links_to_its_card_and_an_unknown_one_stays_text() -> None:
    html = to_html("It works [1]. So does [7].", numbers=[1], prefix="t2-c")
    assert [link["href"] for link in _Tags(html).links] == ["#t2-c1"]
    assert "[7]" in html


def test_the_links_of_markers_are_the_ids_of_cards() -> None:
    answer = make_answer("It works [1].")
    turns = [page.Turn("What is Tiny?", answer)]
    href = _Tags(page.messages(turns)[1]["content"]).links[0]["href"]
    assert href and f'id="{href[1:]}"' in page.evidence(turns)


def test_only_an_address_that_a_cited_paper_gives_is_a_link() -> None:
    html = to_html(f"See {LINK}, not https://evil.example/ or [x](https://evil.example/).", links=[LINK], rich=True)
    assert [link["href"] for link in _Tags(html).links] == [LINK]
    assert text_of(html) == f"See {LINK}, not https://evil.example/ or [x](https://evil.example/)."


def test_a_links_end_is_not_the_sentences() -> None:
    assert text_of(to_html(f"Code: {LINK} [1].", links=[LINK], numbers=[1])).startswith(f"Code: {LINK}")
    assert f">{LINK}</a>.</p>" in to_html(f"At {LINK}.", links=[LINK])


def test_what_a_model_writes_may_be_bold_or_code_but_never_html_or_an_image() -> None:
    html = to_html("**Tiny** is *good* at `x` <script>1</script> ![i](https://evil.example/i.png)", rich=True)
    assert _Tags(html).tags == ["p", "strong", "em", "code"]


def test_lists_and_tables_are_laid_out() -> None:
    html = to_html("2 match:\n- One [1].\n- Two [1].\n\n| a | b |\n|---|---|\n| x | y [1] |", numbers=[1])
    assert _Tags(html).tags == [
        *("p", "ul", "li", "a", "li", "a"),
        *("div", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "a"),
    ]
    assert _Tags(html).balanced


@pytest.mark.parametrize(("support", "note"), [("partial", "(partly)"), ("unsupported", "(unsupported)")])
def test_a_weak_sentence_is_marked_and_a_supported_one_is_not(support: Any, note: str) -> None:
    weak = page.answer_html(make_answer("It flies [1].", support=support), "t1-c")
    assert 'class="weak"' in weak and note in weak
    assert "weak" not in page.answer_html(make_answer("It works [1]."), "t1-c")


def test_a_sentence_without_a_source_says_so() -> None:
    assert "(no source)" in page.answer_html(make_answer("It flies.", support="unsupported", quotes=()), "t1-c")


def test_a_sentence_that_claims_nothing_is_not_marked() -> None:
    assert "weak" not in page.answer_html(make_answer("3 of 92 papers match:", support=None, quotes=()), "t1-c")


@pytest.mark.parametrize("text", ["- It **really [1] flies**.", "| It flies | high [1] |", "1. **It flies** [1]."])
def test_a_weak_list_item_or_row_keeps_the_html_balanced(text: str) -> None:
    whole = f"| a | b |\n|---|---|\n{text}" if text.startswith("|") else text
    sentences = [Sentence(text, (1,), "partial")]
    html = to_html(whole, numbers=[1], sentences=sentences, rich=True)
    assert 'class="weak"' in html and _Tags(html).balanced
    assert ("<li>" in html) or ("<td>" in html)


def test_the_private_characters_of_a_text_mark_nothing() -> None:
    assert "weak" not in to_html("\ue000It flies.\ue002")


def test_the_quote_is_marked_in_its_whole_abstract() -> None:
    html = abstract_html(ABSTRACT, [(ABSTRACT.index(QUOTE), ABSTRACT.index(QUOTE) + len(QUOTE))])
    assert text_of(html) == ABSTRACT
    assert [unescape(mark) for mark in re.findall("<mark>(.*?)</mark>", html)] == [QUOTE]


def test_neighbouring_quotes_are_one_mark() -> None:
    html = evidence_html(make_answer("It works [1].", quotes=("It works.", QUOTE)), "t1-c")
    assert [unescape(mark) for mark in re.findall("<mark>(.*?)</mark>", html)] == [f"{QUOTE} It works."]


def test_a_card_has_number_title_and_links_that_open_safely() -> None:
    html = evidence_html(make_answer("It works [1].", paper=make_paper(doi="10.1/x")), "t1-c")
    assert '<span class="number">1</span>' in html
    assert "Tiny: a &lt;b&gt;small&lt;/b&gt; model" in html
    links = _Tags(html).links
    assert [link["href"] for link in links] == ["https://doi.org/10.1/x", LINK]
    assert all(link["target"] == "_blank" and "noopener" in str(link["rel"]) for link in links)


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    html = evidence_html(make_answer("It works [1].", paper=make_paper(url="javascript:alert(1)")), "t1-c")
    assert [link["href"] for link in _Tags(html).links] == [LINK]


def test_an_abstention_shows_the_nearest_papers_without_marks() -> None:
    answer = make_answer("The abstracts do not say.", quotes=(), kind="abstain", nearest=(make_paper(),))
    html = evidence_html(answer, "t1-c")
    assert "Tiny: a" in html and "<mark>" not in html and 'class="number"' not in html


def test_an_answer_says_who_wrote_it_and_what_was_searched() -> None:
    plain = page.answer_html(make_answer("It works [1]."), "t1-c")
    assert "no model" in plain and "searched as" not in plain
    changes: dict[str, Any] = {"model": "openai/x<y", "notice": "slow & down", "standalone_question": "Tiny's <code>?"}
    full = page.answer_html(make_answer("It works [1].", **changes), "t1-c")
    assert "openai/x&lt;y" in full and "Slow &amp; down." in full and "searched as: Tiny&#x27;s &lt;code&gt;?" in full


def test_the_evidence_of_the_last_answer_is_in_view_and_the_others_are_kept() -> None:
    answer = make_answer("It works [1].")
    html = page.evidence([page.Turn("a", answer), page.Turn("b", message="no"), page.Turn("c", answer)])
    assert html.count("<section") == 2 and html.count(" hidden") == 1
    assert html.index(" hidden") < html.index('id="t1-c1"') < html.index('id="t3-c1"')


class _Ready:
    """An Opening that is done, with an assistant that does as told."""

    def __init__(self, error: Exception) -> None:
        self.assistant = self
        self.error = error
        self.progress = None
        self.settings = Settings()

    def wait(self, seconds: float | None = None) -> bool:
        return True

    def stream(self, question: str, *, history: Any = None, model: str | None = None) -> Iterator[str | Answer]:
        yield "half"
        raise self.error

    def ask(self, question: str, *, history: Any = None, model: str | None = None) -> Answer:
        assert model == "extractive"
        return make_answer("It works [1].")


def test_a_model_that_only_the_reader_can_mend_gives_the_extractive_answer_with_a_notice() -> None:
    ready: Any = _Ready(ProviderAuthError("the key was refused"))
    *_, (turns, _) = app.reply(ready, "What is Tiny?", ())
    assert turns[-1].answer and "the key was refused" in str(turns[-1].answer.notice)


def test_a_question_that_cannot_be_asked_gets_a_message() -> None:
    ready: Any = _Ready(InvalidQuestion("no words in <it>"))
    *_, (turns, _) = app.reply(ready, "???", ())
    assert turns[-1].answer is None
    assert "No words in &lt;it&gt;." in page.messages(turns)[-1]["content"]


def test_a_fault_gives_a_sentence_and_no_traceback() -> None:
    ready: Any = _Ready(ZeroDivisionError("secret"))
    *_, (turns, _) = app.reply(ready, "What is Tiny?", ())
    assert turns[-1].message and "secret" not in turns[-1].message


def test_a_question_asked_early_waits_in_sight() -> None:
    early: Any = _Ready(InvalidQuestion("no"))
    early.progress, waits = (128, 890), iter([False, True])
    early.wait = lambda seconds=None: next(waits)
    (turns, shown), *_ = app.reply(early, "What is Tiny?", ())
    assert turns[-1].question == "What is Tiny?" and "128 of 890 passages" in str(shown)


def test_papers_that_cannot_be_opened_are_said_to_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    opening = Opening(Settings(home=tmp_path / "file"))
    *_, (turns, _) = app.reply(opening, "What is Tiny?", ())
    assert "RAG_HOME" in str(turns[-1].message)


def test_the_line_says_how_to_switch_a_model_on_or_which_one_is() -> None:
    assert "RAG_MODEL" in page.status_html(92, None, None) and "92 papers" in page.status_html(92, None, None)
    assert "openai/x" in page.status_html(92, "openai/x", None)
    assert "a key is set" in page.status_html(92, None, "a key is set")


def test_the_files_of_the_page_name_no_other_host() -> None:
    for name in ("style.css", "page.js"):
        assert "//" not in re.sub(r"^\s*// .*$|; // .*$", "", (ROOT / "ui" / name).read_text("utf-8"), flags=re.M)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real app, started as a person starts it, with no model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = os.environ.get("RAG_TEST_HOME") or str(tmp_path_factory.mktemp("home"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAG_")}
    log = tmp_path_factory.mktemp("log") / "app.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=home,  # a `.env` of the project's folder must not reach the test
            env={**kept, "RAG_HOME": home, "GRADIO_SERVER_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text("utf-8")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        assert "Traceback" not in log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def client(running: str) -> Any:
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(running, verbose=False)


def test_the_running_app_answers_over_its_api_with_citations_that_hold(client: Any) -> None:
    answer = client.predict("What is VoCo?", api_name="/ask")
    assert answer["citations"] and not answer["abstained"]
    for citation in answer["citations"]:
        assert citation["paper"]["abstract"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]
    json.dumps(answer)


def test_the_running_app_answers_an_invalid_question_with_a_message(client: Any) -> None:
    with pytest.raises(Exception, match="holds no words") as caught:
        client.predict("???", api_name="/ask")
    assert "Traceback" not in str(caught.value)


def test_the_api_has_one_endpoint(client: Any) -> None:
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]


def test_the_page_asks_no_other_host_for_anything(running: str) -> None:
    import httpx

    html = httpx.get(running).text
    loaded = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']?(https?:)?//([^/"'\s>]+)""", html)
    assert {host for _, host in loaded} <= {running.split("/")[2]}


def test_a_setting_that_cannot_be_used_is_said_and_not_thrown(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("RAG_TOP_K", "many")
    with pytest.raises(Exception, match="RAG_TOP_K"):
        Settings.from_env()
    assert app.main() == 2
    assert "RAG_TOP_K" in capsys.readouterr().err
