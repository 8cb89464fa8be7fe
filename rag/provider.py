"""One request to a provider: litellm and openai are imported here and nowhere else, and only when a model is used.

Errors of every provider become ours; busy, slow or broken requests are tried again a bounded number of times.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from rag.errors import (
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

_T = TypeVar("_T")

TRANSIENT = (ProviderRateLimit, ProviderTimeout, ProviderUnavailable, ProviderReply)
"""Failures that may pass by themselves, so that the same request is worth another try."""

PASSING = (*TRANSIENT, ProviderLimit)
"""Failures after which the answer goes on without the model; the others need the reader to change something."""

_NO_KEY = re.compile(r"missing credentials|api_key client option must be set", re.I)

_LONGEST_WAIT = 20.0
"""Seconds between two tries at most, whatever Retry-After asks."""


def load_litellm() -> Any:
    # Before the import: litellm otherwise fetches a price map over the network when it is imported.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    # Its embeddings take max_retries=0 for "not given" and would let the provider's client retry beneath ours.
    litellm.DEFAULT_MAX_RETRIES = 0  # type: ignore[attr-defined]  # imported there without saying that it is meant for us
    return litellm


def retried(request: Callable[[], _T], retries: int, seconds: float) -> _T:
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
def our_errors(model: str, timeout: float, setting: str = "RAG_MODEL") -> Iterator[None]:
    """Turn what litellm and openai raise into our errors."""
    import openai

    litellm = load_litellm()
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
            raise refusal(model, setting) from error
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


def refusal(model: str, setting: str) -> ProviderRefusal:
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
