"""`/v1/chat/completions` and `/v1/models` as OpenAI's API has them, so that any chat client can talk to the papers.

The answer's text ends with its sources, and `citations` holds them as data: number, paper, quote, offsets. With a
model, text is streamed only once it is checked, a sentence at a time.
Reference: https://platform.openai.com/docs/api-reference/chat
"""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import RagError
from rag.question import MAX_TURNS
from rag.reference import addresses, reference
from rag.types import Answer, HowFar, Sentence
from rag.where import MAX_CHARACTERS
from ui.api import status_of
from ui.service import Service

MODELS = {"citewell": None, "citewell-extractive": "extractive"}
"""Names that clients choose from: with the model that is on, if one is; and never with one. `/NAME` after it asks
another corpus.
"""

_SOURCES = "\n\nSources:\n"


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of the conversation; system messages are not read."""

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """The message's text, without the sources that an earlier answer ended with."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return (self.content or "").partition(_SOURCES)[0]


class StreamOptions(BaseModel):
    """What a stream holds besides text."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """What is read of a request; the rest (temperature, tools, …) has no meaning here and is let be."""

    model_config = ConfigDict(extra="ignore")

    model: str = "citewell"
    messages: list[ChatMessage] = Field(min_length=1, max_length=4 * MAX_TURNS)
    stream: bool = False
    stream_options: StreamOptions | None = None
    where: str | None = Field(default=None, max_length=MAX_CHARACTERS)
    """Ours: a filter over the papers that are asked, in the grammar of `rag.where`."""


def add_openai_api(app: FastAPI, service: Service) -> None:
    """Add the endpoints."""
    router = APIRouter(prefix="/v1", tags=["openai"])

    @router.get("/models")
    def models() -> dict[str, Any]:
        names = [_name(model, corpus) for corpus in _corpora(service) for model in MODELS]
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "citewell"} for name in names]
        return {"object": "list", "data": data}

    @router.post("/chat/completions")
    async def completions(request: Request) -> Response:
        from fastapi.concurrency import run_in_threadpool

        try:
            asked = ChatRequest.model_validate_json(await request.body())
        except ValidationError as error:
            first = error.errors()[0]
            return _error(400, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
        writer, _, corpus = asked.model.partition("/")
        if writer not in MODELS or corpus not in _corpora(service):
            names = ", ".join(_name(model, corpus) for corpus in _corpora(service) for model in MODELS)
            return _error(404, f"there is no model {asked.model[:80]!r}; the names are {names}", "model")
        question, history = _conversation(asked.messages)
        options = {"model": MODELS[writer], "where": asked.where, "corpus": corpus}
        events = service.answers(question, history, options)
        try:
            if not asked.stream:
                answer = await run_in_threadpool(lambda: next(e for e in events if isinstance(e, Answer)))
                return JSONResponse(_completion(answer, asked.model))
            # The first event shows whether the question can be answered at all, while a status can still say so.
            first_event = await run_in_threadpool(next, events)
        except RagError as error:
            return _error(status_of(error), str(error))
        usage = bool(asked.stream_options and asked.stream_options.include_usage)
        checked = not service.settings.model or MODELS[writer] == "extractive"
        lines = _lines(_after(first_event, events), asked.model, usage, checked)
        return StreamingResponse(lines, media_type="text/event-stream", headers={"cache-control": "no-store"})

    app.include_router(router)


def _corpora(service: Service) -> tuple[str, ...]:
    """Names of the corpora; empty for the one that the app was started with."""
    return ("", *service.library.names()[1:])


def _name(model: str, corpus: str) -> str:
    return f"{model}/{corpus}" if corpus else model


def _conversation(messages: list[ChatMessage]) -> tuple[str, list[dict[str, str]]]:
    """The last message of the user as the question, and the turns before it."""
    known = [message for message in messages if message.role in ("user", "assistant") and message.text.strip()]
    last = next((place for place in reversed(range(len(known))) if known[place].role == "user"), None)
    if last is None:
        return "", []
    return known[last].text, [{"role": message.role, "content": message.text} for message in known[:last]]


def _completion(answer: Answer, model: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer.text + sources(answer), "refusal": None}
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": _usage(answer),
        **extras(answer),
    }


def _lines(events: Iterator[Any], model: str, usage: bool, checked: bool) -> Iterator[str]:
    """The stream as server-sent events. `checked`: pieces of text are an extractive answer's own, and final."""
    frame = {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": model,
    }

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps({**frame, 'choices': [choice], **more}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    sent = pending = ""
    try:
        for event in events:
            if isinstance(event, Answer):
                # What was sent is the beginning of the checked text, unless checking the whole changed it.
                rest = event.text[len(sent) :] if event.text.startswith(sent) else f"\n\nChecked:\n\n{event.text}"
                yield chunk({"content": rest + sources(event)})
                yield chunk({}, "stop", **extras(event))
                if usage:
                    yield f"data: {json.dumps({**frame, 'choices': [], 'usage': _usage(event)})}\n\n"
            elif isinstance(event, Sentence):
                if checked:
                    continue  # its pieces were sent
                text = pending[: len(pending) - len(pending.lstrip())] + event.text
                pending = ""
                if event.support != "unsupported" and event.text:
                    sent += text
                    yield chunk({"content": text})
            elif isinstance(event, HowFar):
                continue  # what was sent cannot be taken back
            elif checked:
                sent += event
                yield chunk({"content": event})
            else:
                pending += event
    except RagError as error:
        yield f"data: {json.dumps({'error': {'message': str(error), 'type': type(error).__name__}})}\n\n"
    yield "data: [DONE]\n\n"


def _after(first: Any, events: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from events


def sources(answer: Answer) -> str:
    """The cited papers, a line each, as the text ends with them; empty where none is cited."""
    lines = [f"[{number}] {reference(paper)}" for number, paper in enumerate(answer.papers, 1)]
    return _SOURCES + "\n".join(lines) if lines else ""


def extras(answer: Answer) -> dict[str, Any]:
    """What OpenAI's form has no place for."""
    return {
        "citations": [
            {
                "number": citation.number,
                "paper": citation.paper.id,
                "title": citation.paper.title,
                "reference": reference(citation.paper),
                "url": next(iter(addresses(citation.paper).values()), None),
                "quote": citation.quote,
                "start": citation.start,
                "end": citation.end,
            }
            for citation in answer.citations
        ],
        "abstained": answer.abstained,
        "notice": answer.notice,
    }


def _usage(answer: Answer) -> dict[str, int]:
    used = answer.usage
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
    }


def _error(status: int, message: str, param: str | None = None) -> JSONResponse:
    kind = "invalid_request_error" if status < 500 else "server_error"
    code = "model_not_found" if param == "model" else None
    return JSONResponse({"error": {"message": message, "type": kind, "param": param, "code": code}}, status)
