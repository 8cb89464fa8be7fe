"""The JSON endpoints under `/api/`: ask, search, and read the papers. `/openapi.json` describes them."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from rag.errors import ConfigError, CorpusError, InvalidQuestion, ProviderError, RagError
from rag.paper_map import like
from rag.question import MAX_CHARACTERS, MAX_TURNS
from rag.reference import reference
from rag.types import Answer, Paper
from rag.where import MAX_CHARACTERS as MAX_FILTER
from rag.where import as_where
from ui.papers_page import WHOLE
from ui.service import PapersById, Service

PAGE, MOST_AT_ONCE = 200, 5000
"""Papers of a large corpus that are listed where no `limit` is given, and the most that one may ask for."""
_FILTER = 'year>=2023 author:smith venue:MICCAI keyword:"x-ray" -author:lee'


class Message(BaseModel):
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str


class Question(BaseModel):
    """What to answer, and how."""

    question: str = Field(max_length=MAX_CHARACTERS)
    history: list[Message] = Field(default_factory=list, max_length=MAX_TURNS)
    papers: list[str] = Field(default_factory=list, description="ids of the papers to search; all of them when empty")
    where: str | None = Field(default=None, max_length=MAX_FILTER, description=f"the papers to search: {_FILTER}")
    model: Literal["extractive"] | None = Field(default=None, description="extractive: no model, though one may be on")
    corpus: str | None = Field(default=None, description="name of the corpus; the one that was started with for none")


Filter = Annotated[str | None, Query(max_length=MAX_FILTER, description=f"only papers that meet it: {_FILTER}")]


class NotFound(RagError):
    """There is no paper with this id."""


class Forbidden(RagError):
    """What was asked for is switched off here."""


class Conflict(RagError):
    """What was asked for cannot be done to what is there."""


def add_api(app: FastAPI, service: Service) -> None:
    """Add the endpoints, and say every RagError as JSON: `{"error": {"type", "message"}}`."""
    router = APIRouter(prefix="/api", tags=["citewell"])

    @router.post("/ask", summary="Answer a question")
    def ask(question: Question) -> dict[str, Any]:
        """The fields of `Answer`: text with [n] markers, sentences with their support, citations with their quotes."""
        return answer_of(service, question).to_dict()

    @router.get("/papers", summary=f"The papers, in corpus order; {PAGE} at a time where there are more than {WHOLE:,}")
    def papers(
        response: Response,
        where: Filter = None,
        corpus: str | None = None,
        limit: Annotated[int | None, Query(ge=1, le=MOST_AT_ONCE)] = None,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> list[dict[str, Any]]:
        """The header `X-Total-Count` says how many there are; `offset` leaves out the first ones."""
        assistant = service.assistant(corpus)
        met = np.flatnonzero(as_where(where).mask(assistant.facts))
        response.headers["x-total-count"] = str(len(met))
        size = limit or (len(met) if len(met) <= WHOLE else PAGE)
        return [asdict(assistant.papers[number]) for number in met[offset : offset + size].tolist()]

    @router.get("/papers/{paper_id:path}", summary="One paper, and those like it")
    def paper(paper_id: str, corpus: str | None = None) -> dict[str, Any]:
        found = paper_of(service, paper_id, corpus)
        near = like(service.assistant(corpus).index, paper_id)
        return {**asdict(found), "like": [{"id": p.id, "title": p.title, "score": score} for p, score in near]}

    @router.get("/search", summary="The papers nearest to a question, best first")
    def search(
        q: str = Query(max_length=MAX_CHARACTERS),
        k: int = Query(10, ge=1, le=100),
        where: Filter = None,
        corpus: str | None = None,
    ) -> list[dict[str, Any]]:
        return search_of(service, q, k, where, corpus)

    app.include_router(router)

    @app.exception_handler(RagError)
    def failed(request: Request, error: RagError) -> JSONResponse:
        return JSONResponse({"error": {"type": type(error).__name__, "message": str(error)}}, status_of(error))


def status_of(error: RagError) -> int:
    """The HTTP status that says what went wrong."""
    if isinstance(error, NotFound | CorpusError):
        return 404
    if isinstance(error, Forbidden):
        return 403
    if isinstance(error, Conflict):
        return 409
    if isinstance(error, InvalidQuestion | ConfigError):
        return 400
    return 502 if isinstance(error, ProviderError) else 503


def answer_of(service: Service, question: Question) -> Answer:
    """The answer to a question. Raises RagError."""
    turns = as_turns(question.history)
    options = {
        "only": question.papers,
        "where": question.where,
        "model": question.model,
        "corpus": question.corpus,
    }
    for event in service.answers(question.question, turns, options):
        if isinstance(event, Answer):
            return event
    raise AssertionError("a stream ends with its answer")


def as_turns(history: list[Message]) -> list[dict[str, str]]:
    """A history as `Assistant.stream` takes it."""
    return [{"role": message.role, "content": message.content} for message in history]


def paper_of(service: Service, paper_id: str, corpus: str | None = None) -> Paper:
    """One paper. Raises NotFound, and CorpusError for a corpus that there is not."""
    found = PapersById(service.assistant(corpus).index).get(paper_id)
    if found is None:
        raise NotFound(f"there is no paper {paper_id[:80]!r}; search gives the ids that there are")
    return found


def search_of(
    service: Service, query: str, k: int, where: str | None = None, corpus: str | None = None
) -> list[dict[str, Any]]:
    """The k papers nearest to a question, of those that meet a filter: id, title, reference, score and the passage that
    fits best. Raises InvalidQuestion, and CorpusError for a corpus that there is not.
    """
    assistant = service.assistant(corpus)
    best: dict[str, str] = {}
    for passage in assistant.retrieve(query, k=5 * k, where=where):
        best.setdefault(passage.paper.id, passage.text)
    return [
        {
            "id": paper.id,
            "title": paper.title,
            "reference": reference(paper),
            "score": score,
            "passage": best.get(paper.id),
        }
        for paper, score in assistant.rank(query, k=k, where=where)
    ]
