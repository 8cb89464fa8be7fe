"""The only door to models: litellm and openai are imported here and nowhere else, and only when a model is used.

A model is a LlamaIndex `LLM` over litellm. (LlamaIndex's own LiteLLM class refuses servers without a key and breaks
on the usage part of a stream.) Errors of every provider become ours; busy, slow or broken requests are tried again
a bounded number of times.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
"""Failures that may pass by themselves; the others need the reader to change something."""

_NO_KEY = re.compile(r"missing credentials|api_key client option must be set", re.I)

_LONGEST_WAIT = 20.0
"""Seconds between two tries at most, whatever Retry-After asks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and what it used."""

    text: str
    usage: Usage


class ChatModel(CustomLLM):
    """Any model that litellm knows, as a LlamaIndex LLM; temperature 0."""

    model: str
    max_tokens: int = Field(gt=0)
    timeout: float = Field(gt=0)
    retries: int = Field(ge=0)

    @classmethod
    def class_name(cls) -> str:
        return "citewell_chat_model"

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.model, num_output=self.max_tokens, is_chat_model=True)

    def reply(self, prompt: str) -> Reply:
        """Answer one prompt. Raises ProviderError."""
        response = self._retried(lambda: self._request(prompt, stream=False))
        try:
            text = response.choices[0].message.content or ""
        except (AttributeError, IndexError, TypeError) as error:
            raise ProviderReply(
                f"the model {self.model!r} sent a reply that cannot be read; try again, or another RAG_MODEL"
            ) from error
        if not text.strip():
            raise ProviderReply(f"the model {self.model!r} sent an empty reply; try again, or another RAG_MODEL")
        return Reply(text, self._usage(getattr(response, "usage", None)))

    def pieces(
        self, prompt: str, used: Callable[[Usage], None], cut: Callable[[], None] = lambda: None
    ) -> Iterator[str]:
        """Answer one prompt piece by piece. Raises ProviderError, at any piece.

        `used` is told the usage once it is known; `cut` is called when the model reached max_tokens.
        """
        chunks = self._retried(lambda: self._request(prompt, stream=True))
        wrote = False
        with _ours(self.model, self.timeout):
            for chunk in chunks:
                usage = getattr(chunk, "usage", None)
                if usage:
                    used(self._usage(usage))
                choices = getattr(chunk, "choices", None)
                piece = (choices[0].delta.content or "") if choices else ""
                if choices and getattr(choices[0], "finish_reason", None) == "length":
                    cut()
                if piece:
                    wrote = True
                    yield piece
        if not wrote:
            raise ProviderReply(f"the model {self.model!r} sent an empty reply; try again, or another RAG_MODEL")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """LlamaIndex's entry."""
        return CompletionResponse(text=self.reply(prompt).text)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """LlamaIndex's entry, streamed."""
        text = ""
        for piece in self.pieces(prompt, lambda _: None):
            text += piece
            yield CompletionResponse(text=text, delta=piece)

    def _request(self, prompt: str, *, stream: bool) -> Any:
        litellm = _litellm()
        with _ours(self.model, self.timeout):
            return litellm.completion(
                model=self.model,
                messages=[{"role": "user", "content": prompt}],
                temperature=0,
                max_tokens=self.max_tokens,
                timeout=self.timeout,
                stream=stream,
                stream_options={"include_usage": True} if stream else None,
                # One place retries: ours. Left alone, the provider's client would retry beneath it and stretch
                # every time-out.
                num_retries=0,
                max_retries=0,
                drop_params=True,
            )

    def _retried(self, request: Callable[[], _T]) -> _T:
        return _retried(request, self.retries)

    def _usage(self, usage: Any) -> Usage:
        prompt, completion = (int(getattr(usage, name, 0) or 0) for name in ("prompt_tokens", "completion_tokens"))
        try:
            cost = sum(_litellm().cost_per_token(model=self.model, prompt_tokens=prompt, completion_tokens=completion))
        except Exception:  # litellm raises a bare Exception for a model without a price
            cost = 0.0
        return Usage(prompt, completion, float(cost))


def make_model(settings: Settings, name: str) -> ChatModel:
    """The model with this litellm name, under these settings."""
    return ChatModel(
        model=name,
        max_tokens=settings.max_tokens,
        timeout=settings.timeout,
        retries=settings.retries,
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
            rows = sorted(_retried(request, self._retries).data, key=lambda row: row["index"])
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


def _retried(request: Callable[[], _T], retries: int) -> _T:
    from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

    backoff = wait_random_exponential(multiplier=0.5, max=_LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after", None)
        return min(float(asked), _LONGEST_WAIT) if asked is not None else backoff(state)

    return Retrying(
        stop=stop_after_attempt(retries + 1), wait=wait, retry=retry_if_exception_type(TRANSIENT), reraise=True
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
            f"the provider refused the key for the model {model!r}; check the provider's key (such as "
            f"OPENAI_API_KEY) and that it may use this model"
        ) from error
    except openai.NotFoundError as error:
        raise ProviderModelError(
            f"the provider knows no model {model!r}; check {setting} ({_detail(error)})"
        ) from error
    except openai.BadRequestError as error:
        if isinstance(error, litellm.ContentPolicyViolationError) or getattr(error, "code", None) == "content_filter":
            raise ProviderRefusal(
                f"the content filter of the model {model!r} refused the question; rephrase it, or set {setting} "
                f"to another model"
            ) from error
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
                f"there is no key for the model {model!r}; set the provider's key (such as OPENAI_API_KEY)"
            ) from error
        raise ProviderUnavailable(
            f"the provider of the model {model!r} failed or cannot be reached; try again, or check its address "
            f"({_detail(error)})"
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ProviderReply(
            f"the model {model!r} sent a reply that cannot be read; try again, or another {setting}"
        ) from error


def _retry_after(error: Any) -> float | None:
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except (AttributeError, KeyError, TypeError, ValueError):
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
