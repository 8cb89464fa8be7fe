"""Drafts by a model: it is shown one abstract at a time, and its word is taken only as far as it can be looked up.

A question whose quote is not in the abstract, letter by letter, is dropped; so is a key fact that is not in the quote.
What was dropped is counted.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from llama_index.core.bridge.pydantic import BaseModel, Field
from tqdm import tqdm

from eval.drafts.form import Draft, answered, turn, unanswerable
from eval.metrics import fact_found
from rag import Paper
from rag.errors import ProviderError, ProviderReply
from rag.generative import numbered
from rag.prompts import fence_for, render

Shape = TypeVar("Shape", bound=BaseModel)

_POINTS = re.compile(
    r"\b(?:this|the) (?:paper|study|abstract|article|work|authors?)(?:'s|’s)?\b"
    r"(?! (?:on|about|that|which|of|by|behind|who))",
    re.I,
)
"""A question that only makes sense beside its paper."""


class Asks(Protocol):
    """What asks a model; `rag.calls.Calls` does."""

    def structured(self, prompt: str, shape: type[Shape], /) -> Shape: ...


class _Question(BaseModel):
    kind: Literal["fact", "numeric", "paraphrase", "unanswerable"]
    question: str
    quote: str = ""
    key_facts: list[str] = Field(default_factory=list)
    missing: str = ""


class _Questions(BaseModel):
    questions: list[_Question]


@dataclass(slots=True)
class Written:
    """What a model drafted, and what of it was dropped, by reason."""

    drafts: list[Draft] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    stopped: str | None = None
    """Why papers are left that were not asked about, though more drafts were wanted."""


def drafts(
    papers: Sequence[Paper], calls: Callable[[], Asks], most: int | None = None, seed: int = 0, progress: bool = False
) -> Written:
    """Drafts of papers in a random order (`seed`), until `most` are there; `calls` makes what one paper is asked with.

    A reply that cannot be read is counted and the next paper asked. Where the model fails or the run is stopped, what
    is there is given; raises ProviderError where that is nothing.
    """
    order = list(papers)
    random.Random(seed).shuffle(order)
    written = Written()
    for paper in tqdm(order, unit="paper", disable=not progress):
        if most is not None and len(written.drafts) >= most:
            break
        block = numbered([paper])
        try:
            reply = calls().structured(render("draft", fence=fence_for(block), papers=block), _Questions)
        except ProviderReply:
            written.dropped["papers whose reply was not the JSON asked for"] += 1
            continue
        except (ProviderError, KeyboardInterrupt) as error:
            if not written.drafts:
                raise
            written.stopped = str(error) or "by hand"
            break
        written.drafts += _checked(reply, paper, written.dropped)
    if most is not None:
        del written.drafts[most:]
    return written


def _checked(reply: _Questions, paper: Paper, dropped: Counter[str]) -> Iterator[Draft]:
    for item in reply.questions:
        question = " ".join(item.question.split())
        if not question or _POINTS.search(question):
            dropped["questions that point at “the paper”"] += 1
            continue
        if item.kind == "unanswerable":
            to_do = "read the abstract, and the others on the topic: does none of them say it?"
            yield unanswerable(question, paper, "near-topic", item.missing.strip() or "not said", to_do)
            continue
        quote = verbatim(item.quote, paper.abstract)
        if quote is None:
            dropped["questions whose quote is not in the abstract"] += 1
            continue
        facts = [[fact.strip()] for fact in item.key_facts if fact.strip() and fact_found(quote, [fact])]
        dropped["key facts that are not in the quote"] += len(item.key_facts) - len(facts)
        to_do = "written by a model: check that the sentence answers, that no other paper does, and the key_facts"
        yield answered(item.kind, turn(question, [(paper, quote)], facts), to_do)


def verbatim(quote: str, abstract: str) -> str | None:
    """The words of an abstract that a quote repeats, as they stand there; None when it does not.

    White space may differ: a prompt shows an abstract on one line.
    """
    pieces = quote.strip().strip('"“”').split()
    if len(pieces) < 3:
        return None
    found = re.search(r"\s+".join(map(re.escape, pieces)), abstract)
    return found[0] if found else None
