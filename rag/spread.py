"""Embedding spread over the workers of a Dask cluster, for a corpus that one machine would take days to embed.

`embed_batch` is all that a worker runs. Scheduler and workers need this project installed, with the same packages; a
worker keeps the embedder's model in its own `RAG_HOME`. Whoever reaches a Dask scheduler can run code on its workers
and answer its clients: keep one to machines and a network that are trusted.
"""

import importlib.util
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Self

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.config import Settings
from rag.embeddings import Vectors, embed_texts, make_embedder
from rag.errors import EmbeddingError, RagError

_AHEAD = 4
"""Batches that wait for each thread of a worker, so that none idles while results are written."""
_RETRIES = 2
"""Further tries of a batch that failed on a worker; one whose worker died is given to another by Dask itself."""
_CONNECT_SECONDS = 20
_PATIENCE = 30
"""Seconds without a result after which it is asked whether there are workers at all."""


@lru_cache(maxsize=2)
def _embedder(embed_model: str) -> BaseEmbedding:
    """The embedder of this process; opening one takes longer than a batch."""
    return make_embedder(Settings.from_env(embed_model=embed_model))


def embed_batch(texts: Sequence[str], embed_model: str) -> Vectors:
    """Vectors of unit length, one row a text: float32, shape (len(texts), dimensions). What a worker runs.

    Raises EmbeddingError.
    """
    return embed_texts(_embedder(embed_model), texts)


class Workers:
    """The workers of a Dask cluster, by the address of its scheduler; asked only when there is something to embed."""

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Those that the settings name; None where this process embeds by itself."""
        return cls(settings.workers) if settings.workers else None

    def embed(self, batches: Iterable[Sequence[str]], embed_model: str) -> Generator[Vectors]:
        """The vectors of each batch, in the order of the batches, as `embed_batch` makes them.

        Batches are read some way ahead. Raises EmbeddingError where the cluster fails; what was yielded is good.
        """
        coming = iter(batches)
        first = next(coming, None)
        if first is None:
            return
        coming = chain([first], coming)
        waiting: deque[tuple[Any, int]] = deque()
        with self._connected() as client:
            while True:
                room = _AHEAD * max(1, sum(client.nthreads().values())) - len(waiting)  # workers come and go
                for texts in islice(coming, max(room, 0)):
                    future = client.submit(embed_batch, list(texts), embed_model, pure=False, retries=_RETRIES)
                    waiting.append((future, len(texts)))
                if not waiting:
                    return
                future, count = waiting.popleft()
                yield self._vectors(client, future, count)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """A client while it is needed; failures of the cluster become EmbeddingError."""
        if importlib.util.find_spec("distributed") is None:
            raise EmbeddingError(
                f"RAG_WORKERS is {self._scheduler!r}, but distributed (Dask) is not installed; install it with: "
                "python -m pip install 'distributed>=2026.1,<2027'"
            )
        from distributed import Client

        try:
            client = Client(self._scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, RuntimeError) as error:
            raise EmbeddingError(
                f"the Dask scheduler at {self._scheduler!r} (RAG_WORKERS) cannot be reached: {error}; see that it "
                "runs, or unset RAG_WORKERS to embed on this machine"
            ) from error
        try:
            yield client
        except RagError:
            raise
        except (Exception, CancelledError) as error:  # Dask's own errors, and whatever a worker raises
            raise EmbeddingError(
                f"the workers at {self._scheduler!r} (RAG_WORKERS) failed: {type(error).__name__}: {error}; see their "
                "logs, then run the command again: what was embedded is kept"
            ) from error
        finally:
            client.close(timeout=_CONNECT_SECONDS)

    def _vectors(self, client: Any, future: Any, count: int) -> Vectors:
        """The vectors of a batch of `count` texts, however long the workers take for it."""
        from distributed import wait

        while not future.done():
            try:
                with client.as_current():
                    wait([future], timeout=_PATIENCE)
            except TimeoutError:
                if not client.nthreads():
                    raise EmbeddingError(
                        f"the Dask scheduler at {self._scheduler!r} (RAG_WORKERS) has no workers; start some with: "
                        f"dask worker {self._scheduler}, then run the command again: what was embedded is kept"
                    ) from None
        vectors: Vectors = future.result()
        if vectors.ndim != 2 or len(vectors) != count:
            raise EmbeddingError(
                f"a worker at {self._scheduler!r} gave vectors of shape {vectors.shape} for {count} texts; see that it "
                "has this version of the project installed"
            )
        return vectors
