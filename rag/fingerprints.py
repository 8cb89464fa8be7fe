"""What a paper and a corpus are, as short marks: another mark means that something has changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

import numpy as np
import orjson
from numpy.typing import NDArray

from rag.types import Paper

DIGEST_BYTES = 16

PAPER_FIELDS = tuple(item.name for item in fields(Paper))
paper_values = attrgetter(*PAPER_FIELDS)
"""The values of a paper's fields, in their order."""


def text_digest(text: str) -> bytes:
    """A mark of one text (BLAKE2b), DIGEST_BYTES long."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=DIGEST_BYTES).digest()


def paper_digest(paper: Paper) -> bytes:
    """A mark of everything known of one paper."""
    return hashlib.blake2b(orjson.dumps(paper_values(paper)), digest_size=DIGEST_BYTES).digest()


def fingerprint(papers: Iterable[Paper]) -> str:
    """SHA-256 (hex) over all papers: the same papers in the same order give the same."""
    return joined(map(paper_digest, papers))


def joined(digests: Iterable[bytes]) -> str:
    """The fingerprint of a corpus from the marks of its papers, in their order."""
    whole = hashlib.sha256()
    for digest in digests:
        whole.update(digest)
    return whole.hexdigest()


def as_marks(digests: NDArray[np.uint8]) -> list[bytes]:
    """The marks in an array of shape (n, DIGEST_BYTES), each by itself."""
    whole = np.ascontiguousarray(digests).tobytes()
    return [whole[start : start + DIGEST_BYTES] for start in range(0, len(whole), DIGEST_BYTES)]
