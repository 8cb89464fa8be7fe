"""Quotas of a Chroma server: records cut to what one takes, and how many it takes or gives at a time, learnt where it
refuses more. Hosted Chroma has them (https://docs.trychroma.com/cloud/quotas-limits), `chroma run` has none.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")

_DOCUMENT_BYTES = 16_384
_VALUE_BYTES = 4_096
# The least that has been published; 8,182 at another time of 2026.
COLLECTION_VALUE_BYTES = 256
"""What a value of a collection's metadata may take."""
_WORDS = "document"
# The key of what is cut off a document.

# https://github.com/chroma-core/chroma/blob/main/rust/frontend/src/quota/mod.rs, with the status 422. A server's own
# `get_max_batch_size` does not tell: it says 1,000 where the quota is 300 (chroma-core/chroma#5453).
_EXCEEDED = re.compile(r"'(?P<what>[^']+)' exceeded quota limit for action .* exceeds limit of (?P<limit>\d+)")
_COUNTED = ("Number of records", "Number of results", "Limit value")
# "Too many requests; backoff and try again" and "log needs compaction …; please backoff exponentially and retry" (429):
# Chroma's client gives neither a class of its own.
_BUSY = re.compile("backoff|RateLimit|Too many requests", re.IGNORECASE)
_FIRST_WAIT = 0.1


def exceeded(error: Exception) -> bool:
    """Whether a server has refused what is above a quota."""
    return bool(_EXCEEDED.search(str(error)))


def busy(error: Exception) -> bool:
    """Whether a server has refused for now."""
    return bool(_BUSY.search(f"{type(error).__name__} {error}"))


class Most:
    """The most records that a server takes, or gives, in one request. Safe between threads."""

    def __init__(self, most: int, patience: float) -> None:
        """`most` are asked of a server that refuses nothing; one that is busy is asked again for `patience` seconds."""
        self._most = most
        self._patience = patience
        self.learnt = False
        """Whether a server has refused more."""

    def of(self, wanted: int, ask: Callable[[int], T]) -> T:
        """What `ask` returns when it is called with `wanted`, or with the most where that is less. What it raises
        otherwise goes on.
        """
        waited, wait = 0.0, _FIRST_WAIT
        while True:
            size = min(wanted, self._most)
            try:
                return ask(size)
            except Exception as error:  # Chroma's client raises several classes, and plain Exception
                allowed = _allowed(error)
                if allowed is not None and 0 < allowed < size:
                    log.info("no more than %d at a time: %s", allowed, error)
                    self._most, self.learnt = allowed, True
                elif busy(error) and waited < self._patience:
                    time.sleep(wait)
                    waited, wait = waited + wait, 2 * wait
                else:
                    raise


def _allowed(error: Exception) -> int | None:
    """How many a server takes or gives at a time, where it says so as it refuses more."""
    found = _EXCEEDED.search(str(error))
    return int(found["limit"]) if found and found["what"].startswith(_COUNTED) else None


def cut_record(document: str, about: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A document and its metadata as a server takes them: what is too long goes on under further keys."""
    first, *more = _pieces(document, _DOCUMENT_BYTES, _VALUE_BYTES)
    return first, {**cut_values(about, _VALUE_BYTES), **_numbered(_WORDS, more)}


def whole_record(document: str, about: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A record that `cut_record` has cut."""
    joined = whole_values({**about, _WORDS: document})
    return joined.pop(_WORDS), joined


def cut_values(values: Mapping[str, Any], size: int) -> dict[str, Any]:
    """Metadata with its texts in pieces of up to so many bytes: `key`, `key.1`, `key.2`.

    >>> cut_values({"title": "liver", "place": 3}, 4)
    {'title': 'live', 'title.1': 'r', 'place': 3}
    """
    out: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, str):
            first, *more = _pieces(value, size, size)
            out |= {key: first, **_numbered(key, more)}
        else:
            out[key] = value
    return out


def whole_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata that `cut_values` has cut."""
    out = {key: value for key, value in values.items() if "." not in key}
    for key in out:
        number = 1
        while (piece := f"{key}.{number}") in values:
            out[key] += values[piece]
            number += 1
    return out


def _numbered(key: str, pieces: list[str]) -> dict[str, str]:
    return {f"{key}.{number}": piece for number, piece in enumerate(pieces, start=1)}


def _pieces(text: str, first: int, further: int) -> list[str]:
    """A text in pieces of up to so many bytes in UTF-8; one piece at least."""
    left = text.encode()
    if len(left) <= first:
        return [text]
    pieces, size = [], first
    while left:
        piece = left[:size].decode(errors="ignore")  # a character that is cut goes to the next
        pieces.append(piece)
        left, size = left[len(piece.encode()) :], further
    return pieces
