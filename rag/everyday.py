"""The embedder taught everyday words: it finds the paper that a question shares no word with.

all-MiniLM-L6-v2 was trained on pairs that mostly share words; "a map of how sugar is used up in the body" lies far from
a sentence on PET. A low-rank change of its upper linear layers (LoRA: Hu et al. 2021) moves such questions and the
passages that answer them towards each other. It was fitted on made-up passages and questions that share no word with
them, none of them about the papers here (`eval.everyday`). What else is told by the embedder's vectors is told by those
of the embedder as published.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

ADAPTER = "everyday.npz"
"""In `rag/data`: of each changed matrix `NAME.weight` (outputs x inputs) the factors `NAME.up` (outputs x rank) and
`NAME.down` (rank x inputs), float16; their product is added."""


def adapted(tensors: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The tensors of the embedder, by name, with the change in them."""
    changed = dict(tensors)
    with (resources.files("rag") / "data" / ADAPTER).open("rb") as file, np.load(file) as factors:
        for up in (name for name in factors.files if name.endswith(".up")):
            name = up.removesuffix(".up")
            change = factors[up].astype(np.float32) @ factors[f"{name}.down"].astype(np.float32)
            changed[f"{name}.weight"] = tensors[f"{name}.weight"] + change
    return changed


@lru_cache(maxsize=1)
def digest() -> str:
    """What tells this change from another one, for the names of what is made with it."""
    return hashlib.sha256((resources.files("rag") / "data" / ADAPTER).read_bytes()).hexdigest()[:8]
