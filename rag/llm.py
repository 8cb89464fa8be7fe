"""Models by their litellm name: for answers as a LlamaIndex `LLM`, for vectors as a `BaseEmbedding`.

(LlamaIndex's own LiteLLM class refuses servers without a key and breaks on the usage part of a stream.)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

from rag.config import Settings
from rag.errors import EmbeddingError, ProviderError, ProviderModelError, ProviderReply
from rag.provider import load_litellm, our_errors, refusal, retried
from rag.types import Usage

_T = TypeVar("_T")

_CHARACTERS_A_TOKEN = 4
"""About so many in English, by OpenAI's rule of thumb."""


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
            with our_errors(self.model, limit, self.setting):
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
            raise refusal(self.model, self.setting)

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
        litellm = load_litellm()
        with our_errors(self.model, seconds, self.setting):
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
        return retried(request, self.retries, (self.retries + 1) * seconds)

    def _usage(self, usage: Any, prompt: str, text: str) -> Usage:
        """What the provider counted; where it says nothing, an estimate from the lengths."""
        read, wrote = (int(getattr(usage, name, 0) or 0) for name in ("prompt_tokens", "completion_tokens"))
        if not read and not wrote:
            read, wrote = len(prompt) // _CHARACTERS_A_TOKEN, len(text) // _CHARACTERS_A_TOKEN
        try:
            cost = sum(load_litellm().cost_per_token(model=self.model, prompt_tokens=read, completion_tokens=wrote))
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
            with our_errors(self.model_name, self._timeout, setting="RAG_EMBED_MODEL"):
                return load_litellm().embedding(
                    model=self.model_name,
                    input=texts,
                    timeout=self._timeout,
                    num_retries=0,
                    max_retries=0,
                    encoding_format="float",
                )

        try:
            seconds = (self._retries + 1) * self._timeout
            rows = sorted(retried(request, self._retries, seconds).data, key=lambda row: row["index"])
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


def _is_cut(choice: Any) -> bool:
    return getattr(choice, "finish_reason", None) == "length"


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
