"""Where the sentences of all papers stand: passage `row` is `starts[row]:ends[row]` of its paper's abstract."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.passages import Span

_NAMES = ("firsts", "starts", "ends")


@dataclass(frozen=True, slots=True)
class Spans:
    """The passages of papers, numbered in the papers' order. Paper `number` has those from `firsts[number]` up to
    `firsts[number + 1]`.
    """

    firsts: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, spans: Sequence[Sequence[Span]]) -> Self:
        """From the sentences of each paper."""
        counts = [len(of_paper) for of_paper in spans]
        flat = np.array([span for of_paper in spans for span in of_paper], np.int32).reshape(-1, 2)
        firsts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        return cls(firsts, np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1]))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The passages of the papers of several, one after another."""
        counts = np.concatenate([np.diff(part.firsts) for part in parts])
        return cls(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
        )

    def some(self, first: int, end: int) -> Self:
        """Those of the papers from `first` up to `end`."""
        rows = slice(int(self.firsts[first]), int(self.firsts[end]))
        return type(self)(self.firsts[first : end + 1] - self.firsts[first], self.starts[rows], self.ends[rows])

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote. Raises OSError or ValueError."""
        firsts, starts, ends = (np.load(folder / f"{name}.npy") for name in _NAMES)
        if not len(firsts) or len(starts) != firsts[-1] or len(ends) != firsts[-1]:
            raise ValueError(f"the passages in {str(folder)!r} do not belong together")
        return cls(firsts, starts, ends)

    def save(self, folder: Path) -> list[Path]:
        """Write into a folder; the files written. Raises OSError."""
        for name in _NAMES:
            np.save(folder / f"{name}.npy", getattr(self, name))
        return [folder / f"{name}.npy" for name in _NAMES]

    def __len__(self) -> int:
        return len(self.starts)

    def owners(self) -> NDArray[np.int32]:
        """The number of the paper that each passage is from."""
        return np.repeat(np.arange(len(self.firsts) - 1, dtype=np.int32), np.diff(self.firsts))

    def of_paper(self, number: int) -> list[Span]:
        """The sentences of one paper."""
        rows = slice(int(self.firsts[number]), int(self.firsts[number + 1]))
        return list(zip(self.starts[rows].tolist(), self.ends[rows].tolist(), strict=True))
