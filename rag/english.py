"""How common a word is in general English, from a list that comes with the embedder.

BERT's WordPiece vocabulary (Devlin et al. 2019) is ordered by how often a piece occurs in Wikipedia and books; a
word that is a piece of its own is as common as its place says, one that has to be put together is rare. It serves
whichever embedder is used.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache

from rag.embeddings import weights_folder
from rag.errors import EmbeddingError

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


def rarity(word: str) -> float:
    """0 for an everyday word, 1 for one that general English hardly has; in between by the logarithm of its place."""
    place = _places().get(word)
    if place is None:
        return 1.0
    share = (math.log(place + 1) - math.log(_COMMON)) / (math.log(_RARE) - math.log(_COMMON))
    return min(1.0, max(0.0, share))
