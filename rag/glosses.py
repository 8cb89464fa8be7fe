"""What papers say in everyday English, as vectors: the glosses of their words (`rag.glossary`), read by themselves.

The embedder reads the glosses of an entry ("outlining; cutting out the shape") without a sentence around them, so that
they are read once for all papers, and a text keeps the numbers of its entries alone: some 2 kB a paper. Where a
question is held against papers (`rag.interaction`), each of its tokens takes the likest token of a text or of a gloss
of its words.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rag.embeddings import LocalEmbedding, Vectors
from rag.glossary import digest, entries_of, glossary
from rag.token_axes import DIMENSIONS, WHOLE, in_bytes

FILE = "glosses.npz"
_NONE = np.zeros((0, DIMENSIONS), np.int8)


@dataclass(frozen=True, slots=True)
class Glosses:
    """The glosses of some texts, by the texts' places."""

    vectors: NDArray[np.int8]
    """The tokens of the glosses of one entry after another: shape (tokens, DIMENSIONS)."""
    lengths: NDArray[np.int32]
    """How many tokens each entry has, one or more."""
    entries: NDArray[np.int32]
    """The number of each entry in the glossary."""
    named: NDArray[np.int32]
    """The places in `entries` of what one text after another names."""
    ends: NDArray[np.int64]
    """Where in `named` the first text begins and each text ends."""

    @classmethod
    def read(cls, embedder: LocalEmbedding, texts: Sequence[str], before: "Glosses | None" = None) -> Self:
        """The glosses of some texts, as the embedder reads them; those that were read `before` are taken over."""
        found = [entries_of(text) for text in texts]
        entries = sorted({entry for each in found for entry in each})
        known = before.of_entries() if before else {}
        new = [entry for entry in entries if entry not in known]
        read = embedder.embed_in_context(["; ".join(glossary().glosses[entry]) for entry in new])[1] if new else []
        known |= {entry: in_bytes(each.vectors) for entry, each in zip(new, read, strict=True)}
        held = [entry for entry in entries if len(known[entry])]
        places = {entry: place for place, entry in enumerate(held)}
        named = [[places[entry] for entry in each if entry in places] for each in found]
        return cls(
            np.concatenate([_NONE, *(known[entry] for entry in held)]),
            np.array([len(known[entry]) for entry in held], np.int32),
            np.array(held, np.int32),
            np.array([place for each in named for place in each], np.int32),
            np.cumsum([0, *map(len, named)], dtype=np.int64),
        )

    def of_entries(self) -> dict[int, NDArray[np.int8]]:
        """The tokens of each entry that some text names, by its number."""
        held = np.split(self.vectors, np.cumsum(self.lengths)[:-1])
        return {int(entry): tokens for entry, tokens in zip(self.entries, held, strict=False)}

    def nearest(self, asked: Vectors) -> NDArray[np.float32]:
        """The best cosine of some tokens, of unit length, to each entry: shape (tokens, entries)."""
        if not len(self.entries):
            return np.zeros((len(asked), 0), np.float32)
        cosines = (asked / WHOLE) @ self.vectors.T.astype(np.float32)
        return np.asarray(np.maximum.reduceat(cosines, np.cumsum(self.lengths) - self.lengths, axis=1), np.float32)

    def of_texts(self, nearest: NDArray[np.float32], texts: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """What `nearest` gives for runs of texts, each from the first to the one behind the last: its best among the
        entries of each text, 0 of one without any: shape (tokens, texts).
        """
        counts = np.concatenate([np.diff(self.ends[first : end + 1]) for first, end in texts])
        named = np.concatenate([self.named[self.ends[first] : self.ends[end]] for first, end in texts])
        best = np.zeros((len(nearest), len(counts)), np.float32)
        if len(named):
            starts = np.cumsum(counts) - counts
            best[:, counts > 0] = np.maximum.reduceat(nearest[:, named], starts[counts > 0], axis=1)
        return best

    def save(self, folder: Path) -> None:
        """Write them into a folder. Raises OSError."""
        np.savez(
            folder / FILE,
            glossary=np.array(digest()),
            vectors=self.vectors,
            lengths=self.lengths,
            entries=self.entries,
            named=self.named,
            ends=self.ends,
        )

    @classmethod
    def load(cls, folder: Path, texts: int) -> Self:
        """Read what `save` wrote of so many texts. Raises OSError or ValueError where it is not there, damaged, of
        other texts or of another glossary.
        """
        try:
            with np.load(folder / FILE) as held:
                found = cls(held["vectors"], held["lengths"], held["entries"], held["named"], held["ends"])
                same = str(held["glossary"]) == digest() and len(found.ends) == texts + 1
        except (KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise ValueError(f"the glosses in {str(folder)!r} are damaged") from error
        if not same:
            raise ValueError(f"the glosses in {str(folder)!r} are of other texts, or of another glossary")
        return found


def kept(folder: Path) -> bool:
    """Whether a folder has glosses of this glossary."""
    try:
        with np.load(folder / FILE) as held:
            return str(held["glossary"]) == digest()
    except (OSError, KeyError, ValueError, EOFError, BadZipFile, zlib.error):
        return False
