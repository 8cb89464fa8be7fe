"""Papers, answers and an opened corpus made in one line, and HTML taken apart, for the tests of the page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

from rag.config import Settings
from rag.errors import CorpusError
from rag.types import Answer, Citation, Paper, Sentence

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


class Tags(HTMLParser):
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
    """What a reader sees of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


class Ready:
    """A Library of one Opening that is done, over an assistant that does as told: pieces and sentences, then an answer
    or error.
    """

    def __init__(self, *events: Any, papers: tuple[Paper, ...] = ()) -> None:
        self.assistant = self
        self.events = events
        self.papers = papers or (make_paper(),)
        self.index = self
        self.ids = [paper.id for paper in self.papers]
        self.numbers = {name: number for number, name in enumerate(self.ids)}
        self.progress: tuple[int, int] | None = None
        self.settings = Settings()
        self.asked: list[tuple[str, Any, str | None]] = []

    def opening(self, corpus: object = None) -> "Ready":
        if corpus not in (None, "", "default"):
            raise CorpusError(f"there is no corpus {corpus!r}")
        return self

    def names(self) -> tuple[str, ...]:
        return ("default",)

    def wait(self, seconds: float | None = None) -> bool:
        return True

    def stream(
        self, question: str, *, history: Any = None, model: str | None = None, where: Any = None
    ) -> Iterator[Any]:
        self.asked.append((question, history, model))
        for event in self.events:
            if isinstance(event, Exception):
                raise event
            yield event

    def ask(self, question: str, *, history: Any = None, model: str | None = None, where: Any = None) -> Answer:
        assert model == "extractive"
        return make_answer("It works [1].")
