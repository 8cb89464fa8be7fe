"""Late interaction: each word of a question against every word of the papers, as they are meant where they stand.

A vector for a whole sentence tells its topic; a layman's question about "pictures of the chest" shares little of it
with a sentence on radiographs. Here each token of the question takes the likest token of a paper, by the cosine of
their vectors in context, and a paper scores the mean of that: MaxSim (Khattab and Zaharia 2020, "ColBERT"), over the
tokens of the embedder at hand, which was never trained for it, and over those of the same embedder taught everyday
words (`rag.everyday`), which find a paper that a question shares no word with; there also counts how near the question
as a whole is to a paper's nearest piece. Rare words count more.

A paper is read in pieces as long as the model takes, title in front, so that a token knows the sentences around it.
Vectors of tokens are kept along the DIMENSIONS main axes of token vectors, as 8-bit integers: about 20 kB a paper.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeGuard

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from rag.embeddings import MAX_TOKENS, InContext, LocalEmbedding, Vectors, unit
from rag.english import rarity
from rag.glosses import Glosses
from rag.minilm import HIDDEN
from rag.passages import Span
from rag.token_axes import DIMENSIONS, WHOLE, in_bytes, project
from rag.types import Paper
from rag.words import STOPWORDS

FOLDER, EVERYDAY_FOLDER = "interaction", "everyday"
"""The folders in a generation of an index: papers as the embedder reads them, and as it does taught everyday words."""

PAPERS = 5000
"""Papers up to which their tokens are kept: some 100 MB."""

_EVERYDAY = 0.3
"""How much an everyday word counts against one that is special in English."""
_SPECIAL_TOKENS = 2
"""Tokens that the model adds to a text."""
_AT_ONCE = 64
"""Papers read, or compared, at once: what is between two writes, and what bounds the memory."""
_WHOLES = 0.25
"""How much the question as a whole counts beside its tokens."""
_VECTORS, _LENGTHS, _PIECES, _COUNTS, _ABOUT = "vectors.npy", "lengths.npy", "pieces.npy", "counts.npy", "about.json"


@dataclass(frozen=True, slots=True)
class Read:
    """One paper as the embedder reads it."""

    units: list[NDArray[np.int8]]
    """The token vectors of its title, then of each sentence: shape (tokens, DIMENSIONS) each."""
    pieces: NDArray[np.float16]
    """The vectors of its pieces: shape (pieces, 384), of unit length."""


def reads(embedder: BaseEmbedding, papers: int) -> TypeGuard[LocalEmbedding]:
    """Whether the tokens of so many papers are kept."""
    return isinstance(embedder, LocalEmbedding) and papers <= PAPERS


def readers(embedder: LocalEmbedding) -> tuple[tuple[str, LocalEmbedding], ...]:
    """The folders of an index for its papers' tokens, each with the embedder that reads them."""
    return (FOLDER, embedder), (EVERYDAY_FOLDER, embedder.everyday())


@dataclass(frozen=True, slots=True)
class Asked:
    """The tokens of a question that tell what it is about."""

    vectors: Vectors
    """Shape (tokens, DIMENSIONS), of unit length."""
    weights: Vectors
    """How much each counts; in all 1."""
    whole: Vectors | None = None
    """The vector of the question, of unit length: shape (384,); None where its tokens alone count."""


def read_question(question: str, read: InContext, *, whole: bool = False) -> Asked | None:
    """The telling tokens of a question (all, where none is), and with `whole` its vector; None without any token."""
    places, weights = telling_tokens(question, read.spans)
    return Asked(project(read.vectors[places]), weights, read.whole if whole else None) if places else None


def telling_tokens(question: str, spans: Sequence[Span]) -> tuple[list[int], Vectors]:
    """The places of the tokens that tell what a question is about, all where none does, and how much each counts; in
    all 1.
    """
    pieces = [question[start:end].lower() for start, end in spans]
    telling = [place for place, piece in enumerate(pieces) if piece.isalnum() and piece not in STOPWORDS]
    kept = telling or list(range(len(pieces)))
    weights = np.array([_EVERYDAY + (1 - _EVERYDAY) * rarity(pieces[place]) for place in kept], np.float32)
    return kept, weights / weights.sum()


def together(asked: Sequence[tuple[Asked, float]]) -> Asked | None:
    """A question in several wordings, each with how much it counts; None for none."""
    if not asked:
        return None
    weights = np.concatenate([weight * each.weights for each, weight in asked])
    wholes = [weight * each.whole for each, weight in asked if each.whole is not None]
    return Asked(
        np.concatenate([each.vectors for each, _ in asked]),
        np.asarray(weights / weights.sum(), np.float32),
        unit(np.sum(wholes, axis=0)[np.newaxis])[0] if wholes else None,
    )


class Interaction:
    """Papers as the embedder reads them, by their numbers; safe to share between threads."""

    def __init__(
        self,
        vectors: NDArray[np.int8],
        lengths: NDArray[np.int32],
        firsts: NDArray[np.int64],
        pieces: NDArray[np.float16],
        counts: NDArray[np.int32],
        glosses: Glosses | None = None,
    ) -> None:
        """`lengths` counts the tokens of each title and sentence, `counts` the pieces of each paper; `firsts` numbers
        the first sentence of each paper, and the end; `glosses` are those of the titles and sentences, where any are
        held. Raises ValueError where they do not belong together.
        """
        self._vectors, self._pieces, self.glosses = vectors, pieces, glosses
        self._starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self._ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        self._units = firsts + np.arange(len(firsts))
        if len(lengths) != self._units[-1] or len(vectors) != self._ends[-1] or vectors.shape[1:] != (DIMENSIONS,):
            raise ValueError(f"{len(vectors)} token vectors of {len(lengths)} texts do not belong to these papers")
        if len(counts) != len(firsts) - 1 or len(pieces) != self._starts[-1]:
            raise ValueError(f"{len(pieces)} pieces of {len(counts)} papers do not belong to these papers")

    def __len__(self) -> int:
        """The number of papers."""
        return len(self._units) - 1

    @classmethod
    def load(cls, folder: Path, firsts: NDArray[np.int64], embed_model: str, *, glossed: bool = False) -> Self:
        """Read what `write` wrote, and with `glossed` the glosses beside it. Raises OSError or ValueError where
        it is not there, or of another embedder.
        """
        if not kept(folder, embed_model):
            raise ValueError(f"the token vectors in {str(folder)!r} are not of {embed_model}")
        lengths = np.load(folder / _LENGTHS)
        return cls(
            np.load(folder / _VECTORS, mmap_mode="r"),
            lengths,
            firsts,
            np.load(folder / _PIECES),
            np.load(folder / _COUNTS),
            Glosses.load(folder, len(lengths)) if glossed else None,
        )

    def of_paper(self, number: int) -> Read:
        """What is kept of one paper."""
        first, end = self._units[number], self._units[number + 1]
        units = [self._vectors[self._ends[unit] : self._ends[unit + 1]] for unit in range(first, end)]
        return Read(units, self._pieces[self._starts[number] : self._starts[number + 1]])

    def papers(self, asked: Asked, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """How well some papers, by number, say what is asked, in whichever of their words: 0 to 1, one each."""
        found = [asked.weights @ _best_of(best, counts) for best, counts in self._nearest(asked, numbers)]
        by_tokens = np.concatenate([np.zeros(0, np.float32), *found], dtype=np.float32)
        if asked.whole is None or not len(numbers):
            return by_tokens
        return np.asarray((1 - _WHOLES) * by_tokens + _WHOLES * self._wholes(asked.whole, numbers), np.float32)

    def _wholes(self, vector: Vectors, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of a question to the nearest piece of each of some papers; 0 of one without any."""
        held = [self._pieces[self._starts[number] : self._starts[number + 1]] for number in numbers]
        return np.array([float((pieces @ vector).max(initial=0.0)) for pieces in held], np.float32)

    def sentences(self, asked: Asked, numbers: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """How well the title and each sentence of some papers, by number, say what is asked: 0 to 1."""
        found: list[NDArray[np.float32]] = []
        for best, counts in self._nearest(asked, numbers):
            found += np.split(asked.weights @ best, np.cumsum(counts)[:-1])
        return found

    def _nearest(
        self, asked: Asked, numbers: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64]]]:
        """For some papers after others: the best cosine to each token asked in each title and sentence (0 in one
        without tokens), shape (tokens, texts), and how many texts each paper has.
        """
        glossed = self.glosses.nearest(asked.vectors) if self.glosses else None
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            units = [(int(self._units[number]), int(self._units[number + 1])) for number in some]
            held = np.concatenate([self._vectors[self._ends[first] : self._ends[end]] for first, end in units])
            lengths = np.concatenate([np.diff(self._ends[first : end + 1]) for first, end in units])
            best = np.zeros((len(asked.vectors), len(lengths)), np.float32)
            if len(held):
                cosines = (asked.vectors / WHOLE) @ held.T.astype(np.float32)
                starts = np.cumsum(lengths) - lengths
                best[:, lengths > 0] = np.maximum.reduceat(cosines, starts[lengths > 0], axis=1)
            if self.glosses and glossed is not None:
                best = np.maximum(best, self.glosses.of_texts(glossed, units))
            yield best, np.array([end - first for first, end in units], np.int64)

    def some(self, numbers: NDArray[np.int64]) -> "SomeInteraction":
        """The same of some papers."""
        return SomeInteraction(self, numbers)


class SomeInteraction(Interaction):
    """The token vectors of some papers, seen among all."""

    def __init__(self, whole: Interaction, numbers: NDArray[np.int64]) -> None:
        # Not Interaction.__init__: nothing is copied.
        self._whole, self._numbers = whole, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def papers(self, asked: Asked, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """How well some of these papers, by number, say what is asked: 0 to 1, one each."""
        return self._whole.papers(asked, self._numbers[numbers])

    def sentences(self, asked: Asked, numbers: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """How well the title and each sentence of some of these papers, by number, say what is asked: 0 to 1."""
        return self._whole.sentences(asked, self._numbers[numbers])


def write(folder: Path, read: Sequence[Read], embed_model: str) -> None:
    """Write what is kept of papers, in their order, into a folder, which is made. Raises OSError."""
    folder.mkdir()
    flat = [texts for paper in read for texts in paper.units]
    pieces = [np.zeros((0, HIDDEN), np.float16), *(paper.pieces for paper in read)]
    np.save(folder / _PIECES, np.concatenate(pieces))
    np.save(folder / _COUNTS, np.array([len(paper.pieces) for paper in read], np.int32))
    np.save(folder / _VECTORS, np.concatenate([np.zeros((0, DIMENSIONS), np.int8), *flat]))
    np.save(folder / _LENGTHS, np.array([len(texts) for texts in flat], np.int32))
    (folder / _ABOUT).write_text(json.dumps(_about(embed_model)), "utf-8")


def kept(folder: Path, embed_model: str) -> bool:
    """Whether a folder has papers as this embedder reads them."""
    try:
        about = json.loads((folder / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(about == _about(embed_model)) and (folder / _PIECES).is_file()


def _about(embed_model: str) -> dict[str, str | int]:
    return {"embed_model": embed_model, "dimensions": DIMENSIONS}


def read_papers(
    embedder: LocalEmbedding, papers: Sequence[Paper], sentences: Sequence[Sequence[Span]]
) -> Iterator[Read]:
    """Papers as the embedder reads them, one after another; `sentences` are the spans of each."""
    for start in range(0, len(papers), _AT_ONCE):
        end = start + _AT_ONCE
        yield from _read(embedder, papers[start:end], sentences[start:end])


def _read(embedder: LocalEmbedding, papers: Sequence[Paper], sentences: Sequence[Sequence[Span]]) -> list[Read]:
    texts = [text for paper, spans in zip(papers, sentences, strict=True) for text in _texts(paper, spans)]
    lengths = iter(embedder.lengths(texts))
    pieces = []  # number of the paper, its first and last sentence
    for number, spans in enumerate(sentences):
        title, *own = (next(lengths) for _ in range(len(spans) + 1))
        pieces += [(number, first, last) for first, last in _pieces(own, MAX_TOKENS - _SPECIAL_TOKENS - title)]
    joined = [
        _joined(papers[number], (sentences[number][first][0], sentences[number][last][1]))
        for number, first, last in pieces
    ]
    units = [[np.zeros((0, DIMENSIONS), np.int8)] * (len(spans) + 1) for spans in sentences]
    wholes: list[list[Vectors]] = [[] for _ in papers]
    for (number, first, last), read in zip(pieces, embedder.embed_in_context(joined)[1], strict=True):
        spans = sentences[number]
        wholes[number].append(read.whole)
        vectors = in_bytes(read.vectors) if len(read.vectors) else units[number][0]
        starts = np.array([start for start, _ in read.spans], np.int64)
        before = len(_joined(papers[number], (0, 0)))
        if first == 0:
            units[number][0] = vectors[starts < len(papers[number].title)]
        where = starts - before + spans[first][0]
        for place in range(first, last + 1):
            start, end = spans[place]
            units[number][place + 1] = vectors[(starts >= before) & (where >= start) & (where < end)]
    return [
        Read(tokens, np.array(whole, np.float16).reshape(-1, HIDDEN))
        for tokens, whole in zip(units, wholes, strict=True)
    ]


def _texts(paper: Paper, spans: Sequence[Span]) -> Iterator[str]:
    yield _joined(paper, (0, 0))
    for start, end in spans:
        yield paper.abstract[start:end]


def _joined(paper: Paper, span: Span) -> str:
    """A piece of an abstract with the title in front."""
    return f"{paper.title}. {paper.abstract[span[0] : span[1]]}"


def _pieces(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Sentences, by their lengths, in runs of at most `most` tokens: the first and the last of each; a longer one is
    alone.
    """
    first, held = 0, 0
    for place, length in enumerate(lengths):
        if place > first and held + length > most:
            yield first, place - 1
            first, held = place, 0
        held += length
    if lengths:
        yield first, len(lengths) - 1


def _best_of(values: NDArray[np.float32], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The best value among each paper's texts, which stand one after another: shape (tokens, papers)."""
    return np.maximum.reduceat(values, np.cumsum(counts) - counts, axis=1)
