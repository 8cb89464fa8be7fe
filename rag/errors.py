"""Everything that can go wrong, as one tree.

    RagError
    ├── InvalidQuestion (also ValueError)   empty, unreadable or over-long question or history
    │   └── InvalidFilter                   a filter (`where`) that cannot be read
    ├── ConfigError (also ValueError)       a RAG_* setting that cannot be used
    ├── CorpusError (also ValueError)       a file that is not a corpus; names file and line
    ├── PromptError                         a prompt file missing, or a variable in it not filled
    ├── EmbeddingError                      weights missing or damaged, or an embedder that fails
    ├── IndexingError                         the index cannot be built, opened or locked
    └── ProviderError                       a model that fails
        ├── ProviderAuthError               key missing, wrong or without the right (401, 403)
        ├── ProviderModelError              no such model, or a request it cannot take (400, 404)
        ├── ProviderContextError            the question and evidence are too long for the model
        ├── ProviderRefusal                 the provider's content filter refused
        ├── ProviderRateLimit               too many requests, after the retries (429)
        ├── ProviderTimeout                 no answer in time
        ├── ProviderUnavailable             down, unreachable or broken off (5xx, connection)
        ├── ProviderReply                   an answer that cannot be read (malformed, empty)
        └── ProviderLimit                   an answer reached a limit of ours: tokens, seconds, cost

Each message says what happened, shows the value, and names the next step. Having too little evidence is no error:
it is an `Answer` that abstains.
"""

__all__ = [
    "ConfigError",
    "CorpusError",
    "EmbeddingError",
    "IndexingError",
    "InvalidFilter",
    "InvalidQuestion",
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
]


class RagError(Exception):
    """Root of every error that this library raises on purpose."""


class InvalidQuestion(RagError, ValueError):
    """The question, or a turn of its history, cannot be answered as given."""


class InvalidFilter(InvalidQuestion):
    """A filter over the papers' records cannot be read."""


class ConfigError(RagError, ValueError):
    """A setting has a value that cannot be used."""


class CorpusError(RagError, ValueError):
    """A file cannot be read as papers."""


class PromptError(RagError):
    """A prompt file is missing, or does not fit the variables given to it."""


class EmbeddingError(RagError):
    """Text could not be turned into vectors."""


class IndexingError(RagError):
    """The index could not be built, opened or locked."""


class ProviderError(RagError):
    """A model could not answer."""


class ProviderAuthError(ProviderError):
    """The provider refused the key."""


class ProviderModelError(ProviderError):
    """The provider does not know the model, or cannot take the request."""


class ProviderContextError(ProviderError):
    """The request is longer than the model's context."""


class ProviderRefusal(ProviderError):
    """The provider's content filter refused the request."""


class ProviderRateLimit(ProviderError):
    """The provider still refused for too many requests after the retries."""


class ProviderTimeout(ProviderError):
    """The provider did not answer in time."""


class ProviderUnavailable(ProviderError):
    """The provider is down, out of reach, or broke off."""


class ProviderReply(ProviderError):
    """The provider answered something that cannot be read."""


class ProviderLimit(ProviderError):
    """One answer reached RAG_ANSWER_TOKENS, RAG_ANSWER_SECONDS or RAG_ANSWER_COST."""
