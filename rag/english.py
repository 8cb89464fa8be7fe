"""What is known of single words: how common one is in general English, and how alike two are. Both come with the
embedder's weights and serve whichever embedder is used.

BERT's WordPiece vocabulary (Devlin et al. 2019) is ordered by how often a piece occurs in Wikipedia and books; a
word that is a piece of its own is as common as its place says, one that has to be put together is rare. The first
layer of the model holds a vector for each piece; the mean of a word's pieces tells related words from others
("tuberculosis" and "pneumonia" from "banana") without running the model.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from rag.errors import EmbeddingError
from rag.minilm import weights_folder

Vectors = NDArray[np.float32]

_EMBEDDINGS = "embeddings.word_embeddings.weight"
_COMMON, _RARE = 2500, 20000
"""Places in the list: up to the first a word is everyday English, from the second on it is special."""


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    try:
        vocabulary = json.loads((weights_folder() / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    except (EmbeddingError, OSError, ValueError, KeyError):
        return {}  # another embedder, and no weights installed: every word counts as special
    return {str(word): int(place) for word, place in vocabulary.items()}


def is_english(word: str) -> bool:
    """Whether a lower-case word is in the list as a whole."""
    return word in _places()


def english_words(beginning: str) -> list[str]:
    """The words in the list that begin so and are longer."""
    return [word for word in _places() if word.startswith(beginning) and word != beginning]


def rarity(word: str) -> float:
    """0 for an everyday word, 1 for one that general English hardly has; in between by the logarithm of its place."""
    place = _places().get(word)
    if place is None:
        return 1.0
    share = (math.log(place + 1) - math.log(_COMMON)) / (math.log(_RARE) - math.log(_COMMON))
    return min(1.0, max(0.0, share))


def word_vectors(words: Sequence[str]) -> Vectors | None:
    """A vector of unit length for each lower-case word, from its pieces: shape (len(words), dimensions).

    None where the weights are not there, or no word is given.
    """
    if not words or _pieces() is None:
        return None
    return np.stack([_vector(word) for word in words])


@lru_cache(maxsize=1)
def _pieces() -> tuple[Tokenizer, Vectors, Vectors] | None:
    """The tokenizer, a vector for each piece, and the mean of them all; None without weights."""
    try:
        folder = weights_folder()
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with safe_open(folder / "model.safetensors", framework="numpy") as weights:
            vectors = np.asarray(weights.get_tensor(_EMBEDDINGS), np.float32)
    except (EmbeddingError, OSError, ValueError, SafetensorError):
        return None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer, vectors, vectors.mean(axis=0)


@lru_cache(maxsize=65536)
def _vector(word: str) -> Vectors:
    pieces = _pieces()
    assert pieces is not None
    tokenizer, vectors, mean = pieces
    # With the mean left in, any two words are alike.
    rows = vectors[tokenizer.encode(word, add_special_tokens=False).ids] - mean
    return _unit(_unit(rows).mean(axis=0))


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), np.float32)
