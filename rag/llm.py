"""The only door to models: litellm and openai are imported here and nowhere else, and only when a model is used.

A model is a LlamaIndex `LLM` over litellm. (LlamaIndex's own LiteLLM class refuses servers without a key and breaks
on the usage part of a stream.) Errors of every provider become ours; busy, slow or broken requests are tried again
a bounded number of times.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

from rag.config import Settings
from rag.errors import (
    EmbeddingError,
    ProviderAuthError,
    ProviderContextError,
    ProviderError,
    ProviderLimit,
    ProviderModelError,
    ProviderRateLimit,
    ProviderRefusal,
    ProviderReply,
    ProviderTimeout,
    ProviderUnavailable,
)
from rag.types import Usage

_T = TypeVar("_T")

TRANSIENT = (ProviderRateLimit, ProviderTimeout, ProviderUnavailable, ProviderReply)
"""Failures that may pass by themselves, so that the same request is worth another try."""

PASSING = (*TRANSIENT, ProviderLimit)
"""Failures after which the answer goes on without the model; the others need the reader to change something."""

_NO_KEY = re.compile(r"missing credentials|api_key client option must be set", re.I)

_CHARACTERS_A_TOKEN = 4
"""About so many in English, by OpenAI's rule of thumb."""

_LONGEST_WAIT = 20.0
"""Seconds between two tries at most, whatever Retry-After asks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and what it used."""

    text: str
    usage: Usage
    cut: bool = False
    """Whether the model reached max_tokens."""


class ChatModel(CustomLLM):
    """Any model that litellm knows, as a LlamaIndex LLM; temperature 0."""

    model: str
    max_tokens: int = Field(gt=0)
    timeout: float = Field(gt=0)
    retries: int = Field(ge=0)
    setting: str = "RAG_MODEL"
    """The variable that named the model, for errors."""

    @classmethod
    def class_name(cls) -> str:
        return "citewell_chat_model"

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.model, num_output=self.max_tokens, is_chat_model=True)

    def reply(self, prompt: str, *, json: bool = False, seconds: float | None = None) -> Reply:
        """Answer one prompt; `json` asks for a JSON object, `seconds` bounds it closer than the time-out does.

        Raises ProviderError.
        """
        limit = self.timeout if seconds is None else min(self.timeout, seconds)
        try:
            response = self._retried(lambda: self._request(prompt, limit, stream=False, json=json), limit)
        except ProviderModelError:
            if not json:
                raise
            # Some servers know no JSON mode and refuse the request; the prompt asks for JSON all the same.
            response = self._retried(lambda: self._request(prompt, limit, stream=False), limit)
        try:
            choice = response.choices[0]
            text = choice.message.content or ""
        except (AttributeError, IndexError, TypeError) as error:
            raise ProviderReply(
                f"the model {self.model!r} sent a reply that cannot be read; try again, or another {self.setting}"
            ) from error
        self._refuse_filtered(choice)
        if not text.strip():
            raise self._empty()
        return Reply(text, self._usage(getattr(response, "usage", None), prompt, text), _is_cut(choice))

    def pieces(
        self,
        prompt: str,
        used: Callable[[Usage], None],
        cut: Callable[[], None] = lambda: None,
        seconds: float | None = None,
    ) -> Iterator[str]:
        """Answer one prompt piece by piece. Raises ProviderError, at any piece.

        `used` is told the usage once it is known; `cut` is called when the model reached max_tokens. `seconds`
        bounds the whole of it.
        """
        limit = self.timeout if seconds is None else min(self.timeout, seconds)
        chunks = self._retried(lambda: self._request(prompt, limit, stream=True), limit)
        text, told = "", False
        try:
            with _ours(self.model, limit, self.setting):
                for chunk in chunks:
                    usage = getattr(chunk, "usage", None)
                    if usage:
                        told = True
                        used(self._usage(usage, prompt, text))
                    choices = getattr(chunk, "choices", None)
                    if not choices:
                        continue
                    piece = choices[0].delta.content or ""
                    if piece:
                        text += piece
                        yield piece
                    if _is_cut(choices[0]):
                        cut()
                    self._refuse_filtered(choices[0])
        finally:
            if not told and text:  # a server that counts nothing, or a stream that broke: it is paid for all the same
                used(self._usage(None, prompt, text))
        if not text:
            raise self._empty()

    def _empty(self) -> ProviderReply:
        return ProviderReply(f"the model {self.model!r} sent an empty reply; try again, or another {self.setting}")

    def _refuse_filtered(self, choice: Any) -> None:
        if getattr(choice, "finish_reason", None) == "content_filter":
            raise _refusal(self.model, self.setting)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """LlamaIndex's entry."""
        return CompletionResponse(text=self.reply(prompt).text)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """LlamaIndex's entry, streamed."""
        text = ""
        for piece in self.pieces(prompt, lambda _: None):
            text += piece
            yield CompletionResponse(text=text, delta=piece)

    def _request(self, prompt: str, seconds: float, *, stream: bool, json: bool = False) -> Any:
        litellm = _litellm()
        with _ours(self.model, seconds, self.setting):
            return litellm.completion(
                model=self.model,
                messages=[{"role": "user", "content": prompt}],
                temperature=0,
                max_tokens=self.max_tokens,
                timeout=seconds,
                stream=stream,
                response_format={"type": "json_object"} if json else None,
                stream_options={"include_usage": True} if stream else None,
                # One place retries: ours. Left alone, the provider's client would retry beneath it and stretch
                # every time-out.
                num_retries=0,
                max_retries=0,
                drop_params=True,
            )

    def _retried(self, request: Callable[[], _T], seconds: float) -> _T:
        return _retried(request, self.retries, (self.retries + 1) * seconds)

    def _usage(self, usage: Any, prompt: str, text: str) -> Usage:
        """What the provider counted; where it says nothing, an estimate from the lengths."""
        read, wrote = (int(getattr(usage, name, 0) or 0) for name in ("prompt_tokens", "completion_tokens"))
        if not read and not wrote:
            read, wrote = len(prompt) // _CHARACTERS_A_TOKEN, len(text) // _CHARACTERS_A_TOKEN
        try:
            cost = sum(_litellm().cost_per_token(model=self.model, prompt_tokens=read, completion_tokens=wrote))
        except Exception:  # litellm raises a bare Exception for a model without a price
            cost = 0.0
        return Usage(read, wrote, float(cost))


def make_model(settings: Settings, name: str, setting: str = "RAG_MODEL", max_tokens: int | None = None) -> ChatModel:
    """The model with this litellm name, under these settings; `setting` is the variable that named it."""
    return ChatModel(
        model=name,
        max_tokens=max_tokens or settings.max_tokens,
        timeout=settings.timeout,
        retries=settings.retries,
        setting=setting,
        callback_manager=CallbackManager([]),
    )


class LiteLLMEmbedding(BaseEmbedding):
    """Any embedding model that litellm knows."""

    _timeout: float = PrivateAttr()
    _retries: int = PrivateAttr()

    def __init__(self, model: str, timeout: float, retries: int) -> None:
        super().__init__(model_name=model, embed_batch_size=64, callback_manager=CallbackManager([]))
        self._timeout = timeout
        self._retries = retries

    @classmethod
    def class_name(cls) -> str:
        return "citewell_litellm_embedding"

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        def request() -> Any:
            with _ours(self.model_name, self._timeout, setting="RAG_EMBED_MODEL"):
                return _litellm().embedding(
                    model=self.model_name,
                    input=texts,
                    timeout=self._timeout,
                    num_retries=0,
                    max_retries=0,
                    encoding_format="float",
                )

        try:
            seconds = (self._retries + 1) * self._timeout
            rows = sorted(_retried(request, self._retries, seconds).data, key=lambda row: row["index"])
            vectors = [[float(x) for x in row["embedding"]] for row in rows]
        except ProviderError as error:
            raise EmbeddingError(str(error)) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise EmbeddingError(
                f"the embedding model {self.model_name!r} sent a reply that cannot be read; check RAG_EMBED_MODEL"
            ) from error
        if len(vectors) != len(texts):
            raise EmbeddingError(
                f"the embedding model {self.model_name!r} sent {len(vectors)} vectors for {len(texts)} texts; "
                f"check RAG_EMBED_MODEL"
            )
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def _litellm() -> Any:
    # Before the import: litellm otherwise fetches a price map over the network when it is imported.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    # Its embeddings take max_retries=0 for "not given" and would let the provider's client retry beneath ours.
    litellm.DEFAULT_MAX_RETRIES = 0  # type: ignore[attr-defined]  # imported there without saying that it is meant for us
    return litellm


def _is_cut(choice: Any) -> bool:
    return getattr(choice, "finish_reason", None) == "length"


def _retried(request: Callable[[], _T], retries: int, seconds: float) -> _T:
    """The result, or the last error after `retries` further tries; none begins once waiting would pass `seconds`."""
    from tenacity import (
        RetryCallState,
        Retrying,
        retry_if_exception_type,
        stop_after_attempt,
        stop_before_delay,
        wait_random_exponential,
    )

    backoff = wait_random_exponential(multiplier=0.5, max=_LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after", None)
        return min(float(asked), _LONGEST_WAIT) if asked is not None else backoff(state)

    return Retrying(
        stop=stop_after_attempt(retries + 1) | stop_before_delay(seconds),
        wait=wait,
        retry=retry_if_exception_type(TRANSIENT),
        reraise=True,
    )(request)


@contextmanager
def _ours(model: str, timeout: float, setting: str = "RAG_MODEL") -> Iterator[None]:
    """Turn what litellm and openai raise into our errors."""
    import openai

    litellm = _litellm()
    try:
        yield
    except ProviderError:
        raise
    except litellm.ContextWindowExceededError as error:
        raise ProviderContextError(
            f"question and papers are too long for the model {model!r}; lower RAG_TOP_K, or set {setting} to a "
            f"model with more context"
        ) from error
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        # The provider's own words are left out: some repeat the key.
        raise ProviderAuthError(
            f"the provider refused the key for the model {model!r} ({setting}); check the provider's key (such as "
            f"OPENAI_API_KEY) and that it may use this model"
        ) from error
    except openai.NotFoundError as error:
        raise ProviderModelError(
            f"the provider knows no model {model!r}; check {setting} ({_detail(error)})"
        ) from error
    except openai.BadRequestError as error:
        if isinstance(error, litellm.ContentPolicyViolationError) or getattr(error, "code", None) == "content_filter":
            raise _refusal(model, setting) from error
        raise ProviderModelError(
            f"the model {model!r} cannot take the request; check {setting} ({_detail(error)})"
        ) from error
    except openai.RateLimitError as error:
        ours = ProviderRateLimit(
            f"the provider of the model {model!r} takes no more requests for now (429); wait, or check the "
            f"account's quota"
        )
        ours.retry_after = _retry_after(error)  # type: ignore[attr-defined]  # read by the wait above
        raise ours from error
    except openai.APITimeoutError as error:
        raise ProviderTimeout(
            f"the model {model!r} did not answer within {timeout:g} s; raise RAG_TIMEOUT, or set {setting} to a "
            f"faster model"
        ) from error
    except openai.OpenAIError as error:
        if _NO_KEY.search(str(error)):  # litellm passes it on as an error of the server
            raise ProviderAuthError(
                f"there is no key for the model {model!r} ({setting}); set the provider's key (such as OPENAI_API_KEY)"
            ) from error
        raise ProviderUnavailable(
            f"the provider of the model {model!r} failed or cannot be reached; try again, or check its address "
            f"({_detail(error)})"
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ProviderReply(
            f"the model {model!r} sent a reply that cannot be read; try again, or another {setting}"
        ) from error


def _refusal(model: str, setting: str) -> ProviderRefusal:
    return ProviderRefusal(
        f"the content filter of the model {model!r} refused the question; rephrase it, or set {setting} to another "
        f"model"
    )


def _retry_after(error: Any) -> float | None:
    """Seconds that the provider asks to wait: given as such, or as a date (RFC 9110)."""
    try:
        asked = str(error.response.headers["retry-after"])
    except (AttributeError, KeyError, TypeError):
        return None
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _detail(error: Exception) -> str:
    """The provider's words, short, and without anything that looks like a key."""
    text = " ".join(str(error).split())
    for name, value in os.environ.items():
        if len(value) >= 6 and name.endswith(("_KEY", "_TOKEN", "_SECRET", "_PASSWORD")):
            text = text.replace(value, "…")
    return re.sub(r"\b(?:sk|pk|key|Bearer)[-_ ][\w*.-]{6,}", "…", text)[:160]


def hint(env: dict[str, str], settings: Settings) -> str | None:
    """A word for someone who has a key but no model: nothing is sent, and nothing billed, without RAG_MODEL."""
    if settings.model:
        return None
    keys: Sequence[tuple[str, str]] = (
        ("OPENAI_API_KEY", "openai/gpt-4o-mini"),
        ("ANTHROPIC_API_KEY", "anthropic/claude-haiku-4-5"),
        ("GEMINI_API_KEY", "gemini/gemini-2.5-flash"),
    )
    for variable, model in keys:
        if env.get(variable):
            return (
                f"{variable} is set, but no model is: answers are extractive and nothing is sent. "
                f"To use a model: RAG_MODEL={model}"
            )
    return None
