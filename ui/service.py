"""What the page asks of the server, as plain functions of JSON values: no Gradio, no state of any one reader.

Each conversation lives in its reader's browser and comes along with each question, so that nothing of one reader is
ever seen by another. A request may name a `corpus`; without, the one that the app was started with is meant.
"""

import logging
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rag.config import Settings
from rag.errors import CorpusError, ProviderError, RagError
from rag.question import History
from rag.types import Answer, Paper, Sentence
from rag.where import as_where
from ui import export, feedback, papers_page
from ui.answers import Draft, answer_html, as_sentence, message_html
from ui.cards import evidence_html
from ui.library import Library
from ui.markdown import escape
from ui.tables import to_csv
from ui.turns import Turn, history, pack, unpack, unpack_all

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.index import Index

log = logging.getLogger(__name__)

Json = dict[str, Any]

EXAMPLES = (
    ("A number", "How many images does MedTrinity-25M hold?"),
    ("A list", "Which papers use state space models?"),
    ("A comparison", "Compare Merlin with RadGPT"),
    ("A link", "Is the code for Alice public, and where is it?"),
    ("A count", "How many papers write radiology reports?"),
    ("Not in the papers", "What is the capital of Australia?"),
)
"""One of each kind about the shipped abstracts; the last shows what happens when the papers do not answer."""

_POLL_SECONDS = 0.3
_DRAFT_SECONDS = 0.08
"""Between two drafts of an answer; more often than this nobody sees."""
_FAULT = "Something went wrong; the terminal says what."


class Service:
    """The answers to the page's requests, over corpora that may still be opening."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def settings(self) -> Settings:
        """The settings that the app was started with."""
        return self.library.settings

    def assistant(self, corpus: object = None) -> "Assistant":
        """The assistant of a corpus by its name, waited for. Raises RagError."""
        return self.library.opening(corpus).assistant

    def status(self, request: object = None) -> Iterator[Json]:
        """How far the papers of a `corpus` are read; last, what there is to ask: papers, model, hint, examples, the
        corpora that there are, or why not.
        """
        corpus = _values(request).get("corpus")
        try:
            opening = self.library.opening(corpus)
            while not opening.wait(_POLL_SECONDS):
                yield {"ready": False, "text": reading(opening.progress)}
            yield from self._facts(opening.assistant)
        except RagError as error:
            yield {"ready": False, "text": as_sentence(str(error)), "unknown": isinstance(error, CorpusError)}

    def _facts(self, assistant: "Assistant") -> Iterator[Json]:
        """What there is to ask; a second time, with examples, where these are made: seconds in a large corpus."""
        from rag.index import SHIPPED
        from rag.llm import hint
        from ui.suggest import starters

        shipped = assistant.index.manifest.source == SHIPPED
        facts = {
            "ready": True,
            "papers": len(assistant.papers),
            "corpus": assistant.settings.corpus,
            "corpora": self.library.names(),
            "upload": self.settings.upload,
            "model": self.settings.model,
            "hint": hint(dict(os.environ), self.settings),
            "examples": [{"kind": kind, "question": question} for kind, question in EXAMPLES if shipped],
        }
        yield facts
        if not shipped:
            yield {**facts, "examples": [{"kind": "", "question": question} for question in starters(assistant)]}

    def answers(
        self, question: str, turns: History = (), options: Mapping[str, Any] | None = None
    ) -> Iterator[str | Sentence | Answer]:
        """Pieces, checked sentences, then the Answer; where a model fails for good, the extractive one with a
        notice. `options` may hold `model` ("extractive" for none), and of the papers to search `only`, their ids,
        `where`, a filter, and `chosen`, what they were found by on the page of all papers.

        Raises RagError.
        """
        options = options or {}
        assistant = self.assistant(options.get("corpus"))
        where = as_where(value if isinstance(value := options.get("where"), str) else None)
        only = _only(assistant, options.get("only"))
        if isinstance(asked := options.get("chosen"), dict):
            found, ids = papers_page.chosen(assistant, asked)
            where, only = where & found, only or ids
        if only:
            assistant = assistant.among(only)
        model = "extractive" if options.get("model") == "extractive" else None
        try:
            yield from assistant.stream(question, history=turns, model=model, where=where)
        except ProviderError as error:
            answer = assistant.ask(question, history=turns, model="extractive", where=where)
            yield replace(answer, notice=f"answered without the model: {error}")

    def ask(self, question: str) -> Json:
        """Answer one question: `Answer.to_dict()`. Raises RagError."""
        for event in self.answers(question):
            if isinstance(event, Answer):
                return event.to_dict()
        raise AssertionError("a stream ends with its answer")

    def reply(self, request: object) -> Iterator[Json]:
        """One question of a conversation, as it is answered: drafts, and last the answer with its evidence.

        `request` holds `question`, `turns` (packed), `key` (what the ids of this turn begin with), and the options
        of `answers`.
        """
        asked = _values(request)
        question, key = asked.get("question"), _key(asked.get("key"))
        draft, last = Draft(), time.monotonic()  # an answer that is there at once needs no draft
        try:
            opening = self.library.opening(asked.get("corpus"))
            while not opening.wait(_POLL_SECONDS):
                yield {"step": "wait", "text": reading(opening.progress)}
            turns = history(unpack_all(asked.get("turns"), self._papers(asked)))
            rich = bool(self.settings.model) and asked.get("model") != "extractive"
            draft.rich = rich
            for event in self.answers(question if isinstance(question, str) else "", turns, asked):
                if isinstance(event, Answer):
                    yield {"step": "done", **show(Turn(event.question, event), key)}
                    return
                draft.add(event)
                if time.monotonic() - last >= _DRAFT_SECONDS:
                    last = time.monotonic()
                    yield {"step": "draft", "html": draft.html()}
        except RagError as error:
            yield {"step": "done", **show(Turn(str(question), message=str(error)), key)}
        except Exception:  # a fault of ours: the reader gets a sentence, the terminal the details
            log.exception("the question could not be answered")
            yield {"step": "done", **show(Turn(str(question), message=_FAULT), key)}

    def render(self, request: object) -> list[Json]:
        """The turns of a stored conversation as they are shown; `request` holds them, packed, as `turns`. Where their
        corpus has been deleted, they are shown without their evidence.
        """
        values = _values(request)
        try:
            papers = self._papers(values)
        except CorpusError:
            papers = {}
        turns = unpack_all(values.get("turns"), papers)
        return [show(turn, f"t{place}") for place, turn in enumerate(turns, 1)]

    def suggest(self, request: object) -> list[str]:
        """Questions to ask next; `request` holds the packed `turn` and the questions `asked` so far."""
        from ui.suggest import follow_ups

        values = _values(request)
        turn = unpack(values.get("turn"), self._papers(values))
        if turn is None or turn.answer is None:
            return []
        asked = values.get("asked")
        known = [question for question in asked if isinstance(question, str)] if isinstance(asked, list) else []
        return follow_ups(
            self.assistant(values.get("corpus")), turn.answer, known[-50:], 2 if turn.answer.abstained else 3
        )

    def corpus(self, request: object = None) -> Json:
        """The page of all papers: its table and its map as HTML, and the topics."""
        return papers_page.corpus(self.assistant(_values(request).get("corpus")))

    def find(self, request: object) -> Json:
        """The papers that hold every word of a `query`, or else those nearest to it by meaning, among those that meet
        `where`, a filter, and of a large corpus a `topic` and `linked`. Raises InvalidFilter.
        """
        values = _values(request)
        return papers_page.find(self.assistant(values.get("corpus")), values)

    def paper(self, request: object) -> Json:
        """One `paper` (its id) to read, and those like it."""
        values = _values(request)
        assistant = self.assistant(values.get("corpus"))
        return papers_page.paper(assistant, str(values.get("paper")), removable=bool(self.settings.upload))

    def export(self, request: object) -> Json:
        """A conversation (`title`, `turns`) in a `format`: markdown, json, bibtex or csv (its last answer)."""
        values = _values(request)
        turns = unpack_all(values.get("turns"), self._papers(values))
        title = values.get("title")
        return export.conversation(turns, title if isinstance(title, str) else "", str(values.get("format")))

    def csv(self, request: object) -> str:
        """The table of the answer in a packed `turn`, as CSV."""
        values = _values(request)
        turn = unpack(values.get("turn"), self._papers(values))
        return to_csv(turn.answer) if turn and turn.answer else ""

    def rate(self, request: object) -> bool:
        """Write a reader's word on an answer (`turn`, `turns` before it, `verdict`, `word`) to the local file."""
        values = _values(request)
        turn = unpack(values.get("turn"), self._papers(values))
        if turn is None or turn.answer is None:
            return False
        before = unpack_all(values.get("turns"), self._papers(values))
        return feedback.record(self.settings.home, turn, before, values.get("verdict"), values.get("word"))

    def _papers(self, values: Mapping[str, Any]) -> Mapping[str, Paper]:
        return PapersById(self.assistant(values.get("corpus")).index)


class PapersById(Mapping[str, Paper]):
    """The papers of an index by their ids, each read when it is looked up."""

    def __init__(self, index: "Index") -> None:
        self._index = index

    def __getitem__(self, paper_id: str) -> Paper:
        return self._index.papers[self._index.numbers[paper_id]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.ids)

    def __len__(self) -> int:
        return len(self._index.papers)


def _values(request: object) -> Mapping[str, Any]:
    return request if isinstance(request, dict) else {}


def _only(assistant: "Assistant", value: object) -> list[str]:
    """The ids in `value`; none where they are all of the papers."""
    asked = {name for name in value if isinstance(name, str)} if isinstance(value, list) else set()
    every = len(asked) >= len(assistant.papers) and asked >= set(assistant.index.ids)
    return [] if every else list(asked)


def show(turn: Turn, key: str) -> Json:
    """A turn as the page shows it: `html`, `evidence`, `papers` (ids), and `turn`, what the browser keeps."""
    if turn.answer is None:
        return {"html": message_html(turn.message or ""), "evidence": "", "papers": [], "turn": pack(turn)}
    return {
        "html": answer_html(turn.answer, f"{key}-c"),
        "evidence": evidence_html(turn.answer, f"{key}-c"),
        "papers": [paper.id for paper in turn.answer.papers or turn.answer.nearest],
        "turn": pack(turn),
    }


def reading(progress: tuple[int, int] | None) -> str:
    """How far the papers are read: passages done and passages in all."""
    return f"Reading the papers … {progress[0]:,} of {progress[1]:,} passages" if progress else "Opening the papers …"


def _key(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return escape(text) if text.isascii() and text.isalnum() and len(text) <= 20 else "t0"
