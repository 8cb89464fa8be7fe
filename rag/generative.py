"""Answers with a model: the prompt, the papers as fenced data, the draft read back."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from rag.llm import ChatModel
from rag.prompts import render
from rag.synthesize import CitingSynthesizer
from rag.types import Evidence, Paper, Usage
from rag.verify import Draft, escape_markers

NOTHING = "NOT IN THE PAPERS"
"""What the prompt tells a model to write when the papers do not answer."""

MOST_PAPERS = 20
"""Papers shown to a model at most, each whole: an abstract is short, and a passage alone misleads."""

_UNSETTLED = re.compile(r"[.!?]?(?:\s*\[\d{1,3}\])*\s*(?:\[[\d\s,;–-]*|\n[\s#*]*[A-Za-z]{0,10}[*:]*\s*)?$")
"""The end of a text that may still change: a marker cut in two, a full stop that a marker may yet follow, or a line
that may be the heading of a list of references."""


class GenerativeSynthesizer(CitingSynthesizer):
    """Lets a model answer from the papers that the evidence is from."""

    def __init__(self, model: ChatModel) -> None:
        super().__init__(llm=model)
        self.model = model

    def draft(self, question: str, evidence: Sequence[Evidence], **_: Any) -> Draft:
        draft, _usage = self.write(question, evidence)
        return draft

    def write(self, question: str, evidence: Sequence[Evidence]) -> tuple[Draft, Usage]:
        """The draft and what it used. Raises ProviderError."""
        papers = papers_of(evidence)
        reply = self.model.reply(prompt_for(question, papers))
        return Draft(tidy(reply.text), papers), reply.usage

    def stream(self, question: str, evidence: Sequence[Evidence], result: "StreamResult") -> Iterator[str]:
        """Pieces as they come, no marker cut in two; `result` ends up with the text so far and the usage, also when
        it breaks off.
        """
        result.papers = papers_of(evidence)

        def used(usage: Usage) -> None:
            result.usage = usage

        def cut() -> None:
            result.cut = True

        shown = 0
        for piece in self.model.pieces(prompt_for(question, result.papers), used, cut):
            result.raw += piece
            text = tidy(result.raw)
            if NOTHING.startswith(text.strip()[: len(NOTHING)]):
                continue  # it may be about to say that the papers do not answer
            ready = len(_UNSETTLED.sub("", text, count=1))
            if ready > shown:
                yield text[shown:ready]
                shown = ready
        text = tidy(result.raw)
        if not says_nothing(text) and len(text) > shown:
            yield text[shown:]


class StreamResult:
    """What a stream has brought so far."""

    def __init__(self) -> None:
        self.raw = ""
        self.papers: tuple[Paper, ...] = ()
        self.usage = Usage()
        self.cut = False
        """Whether the model reached RAG_MAX_TOKENS."""

    @property
    def draft(self) -> Draft:
        """The text so far."""
        return Draft(tidy(self.raw), self.papers)


def papers_of(evidence: Sequence[Evidence]) -> tuple[Paper, ...]:
    """The papers of the evidence, best first, at most MOST_PAPERS."""
    return tuple({passage.paper.id: passage.paper for passage in evidence}.values())[:MOST_PAPERS]


def prompt_for(question: str, papers: Sequence[Paper]) -> str:
    """The rendered prompt. The papers are data between two lines with a mark that occurs in none of them."""
    blocks = "\n\n".join(
        f"[{number}] {_one_line(paper.title)}\n{_one_line(paper.abstract)}" for number, paper in enumerate(papers, 1)
    )
    salt = 0
    while True:  # almost always once: the mark is made from the text, so the same question gives the same prompt
        fence = hashlib.sha256(f"{salt}{blocks}{question}".encode()).hexdigest()[:12]
        if fence not in blocks and fence not in question:
            break
        salt += 1
    return render("answer", fence=fence, papers=blocks, question=escape_markers(question))


def _one_line(text: str) -> str:
    return escape_markers(" ".join(text.split()))


def tidy(text: str) -> str:
    """A model's text in our form: [1, 2], [1-3] and 【1】 as [1][2], [1][2][3] and [1], and no list of references at
    the end.
    """
    text = text.replace("【", "[").replace("】", "]")
    text = re.sub(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})+)\]", lambda m: "".join(f"[{n}]" for n in _listed(m[1])), text)
    text = re.sub(r"([.!?])((?:\s?\[\d{1,3}\])+)", lambda m: f" {m[2].strip()}{m[1]}", text)
    return re.sub(r"\n+\s*(?:#+\s*|\**)(?:references|sources|citations)\**:?\s*\n.*\Z", "", text, flags=re.I | re.S)


def _listed(numbers: str) -> Iterator[int]:
    """The numbers that "1, 3-5" stands for; of a backward or long range, only its ends."""
    for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", numbers):
        start, end = int(first), int(last or first)
        yield from range(start, end + 1) if 0 <= end - start < MOST_PAPERS else (start, end)


def says_nothing(text: str) -> bool:
    """Whether the model said that the papers do not answer."""
    return re.sub(r"[^A-Z ]", "", text.upper()).strip().startswith(NOTHING)
