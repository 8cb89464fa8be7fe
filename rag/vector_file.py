"""Vectors on disk, each under the mark of the text that it stands for, so that no text is embedded twice.

`VectorFile` is the finished file of a generation: `vectors.npy` and, in the same order, `texts.npy`. `VectorLog` is the
file of a build under way: what was embedded is appended to it at once and found again when the build is started anew,
however the last one ended.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from rag import files
from rag.embeddings import Vectors
from rag.errors import EmbeddingError
from rag.fingerprints import DIGEST_BYTES, as_marks

VECTORS, TEXTS = "vectors.npy", "texts.npy"
_LOG_VECTORS, _LOG_TEXTS, _LOG_ABOUT = "vectors.f32", "texts.bin", "about.json"
_FLOAT = 4


class VectorFile:
    """The vectors of a finished generation, memory-mapped. Raises OSError or ValueError where they cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vectors: Vectors = np.load(folder / VECTORS, mmap_mode="r")
        self._texts: NDArray[np.uint8] = np.load(folder / TEXTS)
        if self.vectors.ndim != 2 or self._texts.shape != (len(self.vectors), DIGEST_BYTES):
            raise ValueError(f"the vectors in {str(folder)!r} do not belong to the texts beside them")

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self.vectors.shape[1])

    @cached_property
    def marks(self) -> list[bytes]:
        """The mark of the text of each vector."""
        return as_marks(self._texts)

    @cached_property
    def places(self) -> dict[bytes, int]:
        """Where the vector of a text stands, by the text's mark."""
        return {mark: place for place, mark in enumerate(self.marks)}


def write_vectors(folder: Path, batches: Iterable[Vectors], marks: Sequence[bytes]) -> Iterator[tuple[int, Vectors]]:
    """Write vectors as they come, one for each mark, and give each batch on with the place of its first; a VectorFile
    is there at the end. Raises OSError.
    """
    # Written in order rather than into a memory map, where a full disk ends the process instead of raising an error.
    with (folder / VECTORS).open("wb") as file:
        place = 0
        for vectors in batches:
            if not place:
                header = {"descr": "<f4", "fortran_order": False, "shape": (len(marks), vectors.shape[1])}
                np.lib.format.write_array_header_1_0(file, header)
            file.write(np.ascontiguousarray(vectors, "<f4").tobytes())
            yield place, vectors
            place += len(vectors)
        files.settle(file)
    np.save(folder / TEXTS, np.frombuffer(b"".join(marks), np.uint8).reshape(len(marks), DIGEST_BYTES))


class VectorLog:
    """What a build has embedded so far, in a folder of its own; use it as a context. Raises OSError.

    Vectors of another embedder are thrown away, and so is the end of a file that was being written.
    """

    def __init__(self, folder: Path, embed_model: str, dimensions: int = 0) -> None:
        """`dimensions` are those that the vectors must have; 0 where that is not known."""
        self.folder = folder
        self._model = embed_model
        self.dimensions = dimensions
        self.places: dict[bytes, int] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self._recover()
        self._vectors: IO[bytes] = (folder / _LOG_VECTORS).open("r+b")
        self._texts: IO[bytes] = (folder / _LOG_TEXTS).open("r+b")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._vectors.close()
        self._texts.close()

    def _recover(self) -> None:
        about, vectors, texts = (self.folder / name for name in (_LOG_ABOUT, _LOG_VECTORS, _LOG_TEXTS))
        for path in (vectors, texts):
            path.touch()
        try:
            known = json.loads(about.read_text("utf-8"))
            dimensions = int(known["dimensions"]) if known["embed_model"] == self._model else 0
        except (OSError, ValueError, KeyError, TypeError):
            dimensions = 0
        whole = 0
        if dimensions > 0 and self.dimensions in (0, dimensions):
            whole = min(vectors.stat().st_size // (_FLOAT * dimensions), texts.stat().st_size // DIGEST_BYTES)
        if whole:
            stored: Vectors = np.memmap(vectors, "<f4", "r", shape=(whole, dimensions))
            # What a machine without power left unwritten is zeros.
            sound = np.flatnonzero(np.abs(np.einsum("ij,ij->i", stored, stored) - 1) > 1e-3)
            whole = int(sound[0]) if len(sound) else whole
            del stored
        for path, size in ((vectors, whole * dimensions * _FLOAT), (texts, whole * DIGEST_BYTES)):
            with path.open("r+b") as file:
                file.truncate(size)
        self.dimensions = dimensions if whole else self.dimensions
        marks = as_marks(np.frombuffer(texts.read_bytes(), np.uint8).reshape(whole, DIGEST_BYTES))
        self.places = {mark: place for place, mark in enumerate(marks)}

    def add(self, marks: Sequence[bytes], vectors: Vectors) -> None:
        """Append vectors; once this returns, a killed process does not lose them."""
        if not self.places:
            self.dimensions = self.dimensions or int(vectors.shape[1])
            about = {"embed_model": self._model, "dimensions": self.dimensions}
            files.replace(self.folder / _LOG_ABOUT, json.dumps(about).encode("utf-8"))
        if vectors.shape[1] != self.dimensions:
            raise EmbeddingError(
                f"the embedder {self._model!r} gave vectors of {vectors.shape[1]} numbers, and of {self.dimensions} "
                f"before; check RAG_EMBED_MODEL"
            )
        self._vectors.seek(0, 2)
        self._texts.seek(0, 2)
        self._vectors.write(np.ascontiguousarray(vectors, "<f4").tobytes())
        self._vectors.flush()
        # Last: a mark without its vector would be believed.
        self._texts.write(b"".join(marks))
        self._texts.flush()
        for mark in marks:
            self.places[mark] = len(self.places)

    def take(self, places: Sequence[int]) -> Vectors:
        """The vectors at these places: float32, shape (len(places), dimensions)."""
        stored: Vectors = np.memmap(self.folder / _LOG_VECTORS, "<f4", "r", shape=(len(self.places), self.dimensions))
        return np.array(stored[list(places)])
