"""The words of papers read for a list: which each title and sentence has, and which stand together."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.english import Vectors, word_vectors
from rag.types import Paper
from rag.words import STOPWORDS, stem, terms, words

_INFLECTED = re.compile(r"e?s|ed|ing|e")
_ENDS_IN_ACRONYM = re.compile(r"\b[A-Za-z0-9]*[a-z0-9]([A-Z]{3,})s?\b")
_FORM = 0.75
"""How much another form of a word counts against the word itself."""
_SYNONYM = 0.8
"""How much a synonym counts against the word itself."""

Values = NDArray[np.float64]


class ReadWords:
    """Papers and their passages read for lists: which words each has, and which stand together."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self.passages, self.titles = _Texts(self._places), _Texts(self._places)
        self.neighbours: list[frozenset[tuple[str, str]]] = []

    def add(self, paper: Paper, passages: Iterable[str]) -> None:
        """Read one more paper, before any word is looked up."""
        self.titles.add(paper.title)
        for passage in passages:
            self.passages.add(passage)
        self.neighbours.append(_neighbours(f"{paper.title}. {paper.abstract}"))

    @cached_property
    def _vocabulary(self) -> list[str]:
        return list(self._places)

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        return _places_of([frozenset(terms(word)) | {stem(word)} for word in self._vocabulary])

    @cached_property
    def _vectors(self) -> Vectors | None:
        return word_vectors(self._vocabulary)

    def exact(self, term: str, word: str, group: frozenset[str]) -> Values:
        """For each word of the vocabulary: 1 where it is the term, less for a synonym, 0 for neither."""
        found = np.zeros(len(self._vocabulary))
        for other in group:
            found[self._having.get(other, [])] = _SYNONYM
        for place in self._having.get(term, []):
            # "Interaction" has the stem of "interactive" and may mean something else.
            found[place] = 1.0 if _same_form(word, self._vocabulary[place]) else _FORM
        return found

    def alike(self, asked: Sequence[str]) -> Values:
        """How alike each word of the vocabulary is to each word asked for: 0 to 1."""
        vectors = word_vectors(asked)
        if vectors is None or self._vectors is None:
            return np.zeros((len(asked), len(self._vocabulary)))
        return np.asarray((vectors @ self._vectors.T).clip(0, 1), np.float64)


class _Texts:
    """Many short texts as places in one vocabulary, to look up what each holds at once."""

    def __init__(self, places: dict[str, int]) -> None:
        self._vocabulary = places
        self._held: list[int] = []
        self._sizes: list[int] = []

    def add(self, text: str) -> None:
        """Read one more text."""
        held = _held_words(text)
        self._held += [self._vocabulary.setdefault(word, len(self._vocabulary)) for word in held]
        self._sizes.append(len(held))

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return np.array(self._held or [0], np.int64)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.asarray(np.minimum(np.cumsum([0, *self._sizes])[:-1], len(self._places) - 1))

    def best(self, values: Values) -> Values:
        """The best value among each text's words: shape (rows, vocabulary) to (rows, texts)."""
        found = np.maximum.reduceat(values[:, self._places], self._starts, axis=1)
        return np.where(np.array(self._sizes) == 0, 0.0, found)


def _held_words(text: str) -> list[str]:
    """The words of a text, compounds whole and in their parts, the acronym that a name ends with ("MedSAM") too,
    without stop words; each once.
    """
    found: dict[str, None] = dict.fromkeys(match[1].lower() for match in _ENDS_IN_ACRONYM.finditer(text))
    for word in words(text):
        for piece in dict.fromkeys((word, *word.replace(".", "-").replace("'", "-").replace("’", "-").split("-"))):
            if len(piece) > 1 and piece not in STOPWORDS:
                found.setdefault(piece)
    return list(found)


def _places_of(held: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Term to the places of the words that have it."""
    found: dict[str, list[int]] = {}
    for place, group in enumerate(held):
        for term in group:
            found.setdefault(term, []).append(place)
    return found


def _same_form(one: str, other: str) -> bool:
    """Whether two words with one stem are the same but for number or a verb's ending."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return (
        longer == shorter
        or bool(_INFLECTED.fullmatch(longer[len(shorter.rstrip("e")) :]))
        or shorter in longer.split("-")
    )


def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of words that stand next to each other or one apart, stop words left out, compounds whole."""
    sequence = [stem(word) for word in words(text) if word not in STOPWORDS]
    return frozenset(pairwise(sequence)) | frozenset(zip(sequence, sequence[2:], strict=False))
