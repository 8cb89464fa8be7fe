"""The words of the domain, small and frozen: Paper, Evidence, Citation, Sentence, Usage, Answer.

Offsets are counted in characters (Unicode code points) of `Paper.abstract`, end exclusive, so
`paper.abstract[start:end]` is always the text meant.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from rag.reference import reference

Kind = Literal["fact", "list", "count", "compare", "abstain"]
Support = Literal["supported", "partial", "unsupported"]
Retriever = Literal["dense", "bm25"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. What is not known is None (or an empty tuple), never an empty string."""

    id: str
    """Readable and stable: made from the title, the same on every machine."""
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    """PubMed's number."""
    arxiv_id: str | None = None
    """As arXiv writes it, without a version: 2401.01234, hep-th/9901001."""
    keywords: tuple[str, ...] = ()
    """As the source gives them, in its order."""
    links: tuple[str, ...] = ()
    """Addresses that the abstract gives (code, data, project page), in its order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A ranked passage: a slice of one abstract, with who found it and how strongly."""

    paper: Paper
    start: int
    end: int
    score: float
    """Rank score; higher is better. Comparable within one question only."""
    scores: Mapping[Retriever, float] = field(default_factory=dict)
    """Each retriever's own score: cosine (dense), BM25 (bm25). A retriever that did not find it is absent."""
    tokens: float = 0.0
    """How well it says what is asked token by token, 0 to 1, the less the more of the question's words some paper has;
    0 where tokens are not compared."""

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.paper.abstract[self.start : self.end]

    @property
    def found_by(self) -> tuple[Retriever, ...]:
        """The retrievers that found it."""
        return tuple(self.scores)


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of one paper that an answer rests on; `quote == paper.abstract[start:end]`."""

    number: int
    """The [n] in the answer's text; one number a paper, in order of first use."""
    paper: Paper
    quote: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.quote or self.paper.abstract[self.start : self.end] != self.quote:
            raise ValueError(
                f"citation [{self.number}] of {self.paper.id!r}: the quote {self.quote[:60]!r} is not "
                f"its abstract's characters {self.start} to {self.end}"
            )


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or list item, or table cell) of an answer."""

    text: str
    """Markdown with its [n] markers."""
    numbers: tuple[int, ...] = ()
    """The citations it points to."""
    support: Support | None = None
    """Whether its citations carry it; None when it claims nothing about a paper."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model used for one answer; all zero without a model."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0
    """US dollars by litellm's price table; 0 where the price is not known."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cost + other.cost,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and everything needed to check it. `print(answer)` shows text and references."""

    question: str
    """As asked."""
    standalone_question: str
    """As searched, once the conversation is folded in."""
    kind: Kind
    text: str
    """Markdown with [1] markers; nothing else in it is digits in square brackets."""
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    """In order of first use, one number a paper (a paper may be quoted more than once)."""
    evidence: tuple[Evidence, ...]
    """The ranked passages that it was written from, best first."""
    nearest: tuple[Paper, ...] = ()
    """When abstaining: the papers nearest to the question. They are not citations."""
    notice: str | None = None
    """Something the reader should know, such as why no model was used."""
    model: str | None = None
    """The model that wrote it; None for an extractive answer."""
    usage: Usage = field(default_factory=Usage)
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by step."""
    removed: tuple[Sentence, ...] = ()
    """What a model wrote and the papers did not support, as it stood while it streamed; not part of `text`."""
    cached: bool = False
    """Whether a model's words were kept from an earlier time; they were checked again."""
    gap: str | None = None
    """When abstaining: what is missing, as a sentence; else None."""

    @property
    def abstained(self) -> bool:
        """True when the corpus does not answer the question."""
        return self.kind == "abstain"

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The cited papers, by number."""
        first: dict[int, Paper] = {}
        for citation in self.citations:
            first.setdefault(citation.number, citation.paper)
        return tuple(first[number] for number in sorted(first))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, the same names as the fields, and `abstained`."""
        out = asdict(self)
        for passage, evidence in zip(out["evidence"], self.evidence, strict=True):
            passage["text"] = evidence.text
            passage["found_by"] = list(evidence.found_by)
        out["abstained"] = self.abstained
        return out

    def __str__(self) -> str:
        parts = [self.text]
        if self.notice:
            parts.append(f"({self.notice})")
        if self.citations:
            lines = []
            for number, paper in enumerate(self.papers, 1):
                lines.append(f"[{number}] {reference(paper)}")
                lines += [f"    “{c.quote}”" for c in self.citations if c.number == number]
            parts.append("\n".join(lines))
        return "\n\n".join(parts)


class HowFar(str):
    """Text of a stream that says how far the work is; the next Sentence takes it back, and no answer keeps it."""

    __slots__ = ()


Event = str | Sentence | Answer
"""What a stream yields: text as it is written; a sentence once it is whole and checked, which stands for the text since
the last one (an empty one takes that back); last, the answer, whose text stands for all.
"""

_LEAD = re.compile(r"\s*(?:[-*•][ \t]+|\d{1,3}[.)][ \t]+)?")


class Transcript:
    """What a reader of a stream sees so far: every interface that shows one feeds it the events."""

    def __init__(self) -> None:
        self._settled = ""
        self._open = ""

    @property
    def shown(self) -> str:
        """The text so far."""
        return self._settled + self._open

    def add(self, event: Event) -> None:
        """Take the next event."""
        if isinstance(event, str):
            self._open += event
            return
        if isinstance(event, Answer):
            self._settled = event.text
        elif event.text and event.text in self._open:
            self._settled += self._open
        elif event.text:  # written anew: what stood before it (a new line, an item's mark) stays
            lead = _LEAD.match(self._open)
            self._settled += f"{lead[0] if lead else ''}{event.text}"
        self._open = ""
