"""Vectors of tokens as they are kept: along the DIMENSIONS main axes of the tokens of papers, as 8-bit integers."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from rag.embeddings import LocalEmbedding, Vectors, unit
from rag.types import Paper

DIMENSIONS = 64

WHOLE = 127
"""A component of 1 as an 8-bit integer."""


def project(vectors: Vectors) -> Vectors:
    """Token vectors along the main axes, of unit length again: shape (tokens, DIMENSIONS)."""
    return unit(vectors @ main_axes().T)


@lru_cache(maxsize=1)
def main_axes() -> Vectors:
    """The axes along which token vectors are kept: shape (DIMENSIONS, 384), orthonormal."""
    with (resources.files("rag") / "data" / "token_axes.npy").open("rb") as file:
        return np.asarray(np.load(file), np.float32)


def token_axes(embedder: LocalEmbedding, papers: Sequence[Paper]) -> Vectors:
    """The main axes of the token vectors of some papers: float32, shape (DIMENSIONS, 384), orthonormal.

    Written with `np.save` to `rag/data/token_axes.npy` for the shipped papers; a test compares the two. Axes of other
    texts, of single words or by chance rank nearly as well (eval/LOG.md).
    """
    texts = [f"{paper.title}. {paper.abstract}" for paper in papers]
    vectors = np.concatenate([found.vectors for found in embedder.embed_in_context(texts)[1]])
    # The axes of the vectors are those of their products, which are few whatever the number of tokens.
    axes = np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1]
    return np.asarray(axes[:, :DIMENSIONS].T, np.float32)


def in_bytes(vectors: Vectors) -> NDArray[np.int8]:
    """Token vectors as they are kept: shape (tokens, DIMENSIONS)."""
    return np.rint(project(vectors) * WHOLE).astype(np.int8)
