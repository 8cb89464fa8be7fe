"""Citewell: ask papers a question; every sentence of the answer names its paper and shows the words that support it.

from rag import answer print(answer("Which papers use state space models?"))
"""

from typing import TYPE_CHECKING, Any

from rag.config import Settings
from rag.errors import (
    ConfigError,
    CorpusError,
    EmbeddingError,
    IndexingError,
    InvalidFilter,
    InvalidQuestion,
    PromptError,
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
    RagError,
)
from rag.types import Answer, Citation, Evidence, Paper, Sentence, Usage
from rag.version import __version__

if TYPE_CHECKING:
    from rag.assistant import Assistant, answer

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "ConfigError",
    "CorpusError",
    "EmbeddingError",
    "Evidence",
    "IndexingError",
    "InvalidFilter",
    "InvalidQuestion",
    "Paper",
    "PromptError",
    "ProviderAuthError",
    "ProviderContextError",
    "ProviderError",
    "ProviderLimit",
    "ProviderModelError",
    "ProviderRateLimit",
    "ProviderRefusal",
    "ProviderReply",
    "ProviderTimeout",
    "ProviderUnavailable",
    "RagError",
    "Sentence",
    "Settings",
    "Usage",
    "__version__",
    "answer",
]


def __getattr__(name: str) -> Any:
    # Assistant brings LlamaIndex and Chroma, seconds of import; types and errors alone should not.
    if name in ("Assistant", "answer"):
        from rag import assistant

        return getattr(assistant, name)
    raise AttributeError(f"module 'rag' has no attribute {name!r}")
