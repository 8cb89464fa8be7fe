"""One answer's dealings with models: which model is asked, what is kept from before, what it all may take.

A request goes to the first model of its role that answers: the main one and then the fallbacks, the small one and
then those, or the judge alone. A model that failed for now is not asked again for the same answer. All requests of an
answer share its limits (tokens, seconds, cost) and add to its usage.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Literal, TypeVar

from llama_index.core.bridge.pydantic import BaseModel, ValidationError

from rag.cache import ReplyCache, fingerprint
from rag.config import Settings
from rag.errors import ProviderError, ProviderLimit, ProviderReply, ProviderUnavailable
from rag.llm import ChatModel, make_model
from rag.provider import PASSING
from rag.types import Usage

Role = Literal["main", "small", "judge"]
Shape = TypeVar("Shape", bound=BaseModel)
_T = TypeVar("_T")

_LIST_TOKENS = 2000
"""Tokens of one reply that decides a batch of papers; each may quote a sentence."""


class Calls:
    """What one answer asks of models. Safe to share between the threads that work on it."""

    def __init__(
        self, settings: Settings, models: Mapping[Role, Sequence[ChatModel]], cache: ReplyCache | None = None
    ) -> None:
        self._settings = settings
        self._models = models
        self._cache = cache
        self._started = time.monotonic()
        self._failed: dict[str, ProviderError] = {}
        self._unkept: list[tuple[str, str]] = []
        self._lock = Lock()
        self.usage = Usage()
        self.answered: dict[Role, str] = {}
        """The model that answered last in each role."""
        self.instead: str | None = None
        """Why a fallback wrote the answer; None when the model that was asked did."""
        self.sent = 0
        """Requests that a model answered."""
        self.kept = 0
        """Requests that the cache answered."""
        self.cut = False
        """Whether the last stream reached RAG_MAX_TOKENS."""

    def has(self, role: Role) -> bool:
        """Whether there is a model for this role."""
        return bool(self._models.get(role))

    def text(self, prompt: str, role: Role = "main") -> str:
        """A whole reply. Raises ProviderError."""
        return self._first(role, lambda model: self._reply(model, prompt))

    def structured(self, prompt: str, shape: type[Shape], role: Role = "small") -> Shape:
        """A reply read as JSON of this shape. Raises ProviderError; ProviderReply for what does not fit it."""

        def ask(model: ChatModel) -> Shape:
            text = self._reply(model, prompt, json=True)
            found = re.search(r"\{.*\}", text, re.S)
            try:
                return shape.model_validate(json.loads(found[0] if found else text))
            except (ValueError, ValidationError) as error:
                with self._lock:
                    self._unkept = [entry for entry in self._unkept if entry[1] != text]
                raise ProviderReply(
                    f"the model {model.model!r} sent {text.strip()[:60]!r}, which is not the JSON asked for; try "
                    f"again, or another {model.setting}"
                ) from error

        return self._first(role, ask)

    def stream(self, prompt: str) -> Iterator[str]:
        """A reply piece by piece. Raises ProviderError, at any piece; another model is tried only before the first."""
        failed: ProviderError | None = None
        for model in self._able("main"):
            started = False
            try:
                for piece in self._pieces(model, prompt):
                    if not started:
                        started = True
                        self._answers("main", model)
                    yield piece
                return
            except ProviderError as error:
                failed = self._note(model, error, failed)
                if started:
                    raise failed from error
        raise self._last(failed, "main")

    def keep(self) -> None:
        """Keep this answer's replies for the next time; called once it turned out to be one worth keeping."""
        if self._cache:
            for key, text in self._unkept:
                self._cache.put(key, text)
        self._unkept = []

    def _first(self, role: Role, ask: Callable[[ChatModel], _T]) -> _T:
        failed: ProviderError | None = None
        for model in self._able(role):
            try:
                result = ask(model)
            except ProviderError as error:
                failed = self._note(model, error, failed)
            else:
                self._answers(role, model)
                return result
        raise self._last(failed, role)

    def _able(self, role: Role) -> list[ChatModel]:
        return [model for model in self._models.get(role, ()) if model.model not in self._failed]

    def _answers(self, role: Role, model: ChatModel) -> None:
        self.answered[role] = model.model
        first = self._models[role][0].model
        if role == "main" and first in self._failed and model.model != first:
            self.instead = f"{model.model!r} wrote this: {self._failed[first]}"

    def _note(self, model: ChatModel, error: ProviderError, before: ProviderError | None) -> ProviderError:
        """Remember a failure; one that the reader must set right is raised, unless a fallback made it."""
        if not isinstance(error, PASSING):
            if model.setting != "RAG_FALLBACK_MODELS":
                raise error
            error = ProviderUnavailable(f"{before}; and {error}" if before else str(error))
        if isinstance(error, ProviderLimit):
            raise error
        if not isinstance(error, ProviderReply):  # an odd reply to one prompt says nothing about the next
            with self._lock:
                self._failed[model.model] = error
        return error

    def _last(self, failed: ProviderError | None, role: Role) -> ProviderError:
        if failed:
            return failed
        known = [self._failed[model.model] for model in self._models.get(role, ()) if model.model in self._failed]
        return known[-1] if known else ProviderReply(f"no model is set for {role!r}; set RAG_MODEL")

    def _reply(self, model: ChatModel, prompt: str, *, json: bool = False) -> str:
        key = self._key(model, prompt, json)
        kept = self._kept(key)
        if kept is not None:
            return kept
        reply = model.reply(prompt, json=json, seconds=self._seconds_left())
        self._add(reply.usage)
        if not reply.cut:
            self._unkept.append((key, reply.text))
        return reply.text

    def _pieces(self, model: ChatModel, prompt: str) -> Iterator[str]:
        key = self._key(model, prompt, False)
        kept = self._kept(key)
        if kept is not None:
            yield kept
            return
        self.cut = False

        def cut() -> None:
            self.cut = True

        text = ""
        for piece in model.pieces(prompt, self._add, cut, self._seconds_left()):
            text += piece
            yield piece
            self._seconds_left()
        if not self.cut:
            self._unkept.append((key, text))

    def _key(self, model: ChatModel, prompt: str, json: bool) -> str:
        return fingerprint(model.model, str(model.max_tokens), str(json), prompt)

    def _kept(self, key: str) -> str | None:
        text = self._cache.get(key) if self._cache else None
        if text is not None:
            self.kept += 1
        return text

    def _add(self, usage: Usage) -> None:
        with self._lock:
            self.usage += usage
            self.sent += 1

    def _seconds_left(self) -> float:
        """Seconds that are left. Raises ProviderLimit when a limit of the answer is reached."""
        limits = self._settings
        left = limits.answer_seconds - (time.monotonic() - self._started)
        tokens = self.usage.prompt_tokens + self.usage.completion_tokens
        for reached, what in (
            (left <= 0, f"RAG_ANSWER_SECONDS ({limits.answer_seconds:g})"),
            (tokens >= limits.answer_tokens, f"RAG_ANSWER_TOKENS ({limits.answer_tokens})"),
            (self.usage.cost >= limits.answer_cost, f"RAG_ANSWER_COST ({limits.answer_cost:g})"),
        ):
            if reached:
                raise ProviderLimit(f"the answer reached {what}; raise it, or ask for less at once")
        return left


def make_calls(settings: Settings, name: str, cache: ReplyCache | None) -> Calls:
    """The calls of one answer by this model and those that the settings put beside it."""
    spare = [make_model(settings, other, "RAG_FALLBACK_MODELS") for other in settings.fallback_models]
    small = make_model(
        settings,
        settings.small_model or name,
        "RAG_SMALL_MODEL" if settings.small_model else "RAG_MODEL",
        max(settings.max_tokens, _LIST_TOKENS),
    )
    models: dict[Role, list[ChatModel]] = {"main": [make_model(settings, name), *spare], "small": [small, *spare]}
    if settings.judge_model:
        models["judge"] = [make_model(settings, settings.judge_model, "RAG_JUDGE_MODEL")]
    return Calls(settings, models, cache)
