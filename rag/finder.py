"""Finds the papers that share a DOI, a PMID, an arXiv id or a title with another, without reading the others.

Each of these *keys* of a paper stands as a fingerprint of 64 bits beside its number, in one sorted table that is kept
with the papers (`rag.paper_file`). Two keys may share a fingerprint, so the few papers found are looked at.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.types import Paper

Key = tuple[str, str]
"""What it is (DOI, PMID, arXiv id or title), and its value."""
TITLE = "title"

FINDER = "finder.npy"
_ROW = np.dtype([("print", "<u8"), ("number", "<i4")])
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = bytes(code for code in range(128) if not chr(code).isalnum())


def identifiers(paper: Paper) -> list[Key]:
    """The identifiers that a paper has."""
    named = (("DOI", paper.doi), ("PMID", paper.pmid), ("arXiv id", paper.arxiv_id))
    return [(name, value) for name, value in named if value]


def bare(title: str) -> str:
    """A title's letters and digits alone, in one case: what two spellings of it have in common."""
    if title.isascii():
        return title.encode().lower().translate(None, _NO_WORD).decode()
    return "".join(_WORD.findall(title.casefold()))


class PaperFinder:
    """The papers of a sequence by their keys; papers by their numbers in it."""

    def __init__(self, rows: NDArray[np.void]) -> None:
        """`rows` have a `print` and a `number`, and are in the order of these two."""
        self._prints, self._numbers = np.ascontiguousarray(rows["print"]), np.ascontiguousarray(rows["number"])

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> "PaperFinder":
        """Read papers, in order."""
        return cls(_sorted(_rows(enumerate(papers))))

    def having(self, key: Key) -> list[int]:
        """The numbers of the papers that may have a key, ascending; no other has it."""
        wanted = _print(key)
        first = int(np.searchsorted(self._prints, wanted))
        numbers = []
        for place in range(first, len(self._prints)):
            if self._prints[place] != wanted:
                break
            numbers.append(int(self._numbers[place]))
        return numbers

    def changed(self, places: NDArray[np.int64], new: Mapping[int, Paper]) -> "PaperFinder":
        """The same once each paper has moved to the place that `places` gives for its number, -1 for one that has
        gone, and new ones stand at theirs.
        """
        moved = places[self._numbers]
        stay = moved >= 0
        rows = np.zeros(int(stay.sum()), _ROW)
        rows["print"], rows["number"] = self._prints[stay], moved[stay]
        return PaperFinder(_sorted(np.concatenate([rows, _rows(new.items())])))

    def save(self, folder: Path) -> Path:
        """Write into a folder that is there; the file written. Raises OSError."""
        rows = np.zeros(len(self._prints), _ROW)
        rows["print"], rows["number"] = self._prints, self._numbers
        np.save(folder / FINDER, rows)
        return folder / FINDER

    @classmethod
    def load(cls, folder: Path) -> "PaperFinder":
        """Read what `save` wrote. Raises OSError or ValueError."""
        rows = np.load(folder / FINDER)
        if rows.dtype != _ROW:
            raise ValueError(f"{str(folder / FINDER)!r} holds {rows.dtype}")
        return cls(rows)


def _rows(papers: Iterable[tuple[int, Paper]]) -> NDArray[np.void]:
    found = [
        (_print(key), number) for number, paper in papers for key in (*identifiers(paper), (TITLE, bare(paper.title)))
    ]
    return np.array(found, _ROW)


def _sorted(rows: NDArray[np.void]) -> NDArray[np.void]:
    return rows[np.lexsort((rows["number"], rows["print"]))]


def _print(key: Key) -> int:
    text = f"{key[0]}\0{key[1]}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")
