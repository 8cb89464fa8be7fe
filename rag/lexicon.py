"""The words of many texts: a vocabulary, and how often each text has each word.

Kept as compressed sparse rows in NumPy arrays, which load memory-mapped: a text's words are read without its text.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.words import words

_NO_LETTER = re.compile(r"[^a-z0-9]")
_MOST = np.iinfo(np.uint16).max


class Lexicon:
    """Words of a fixed list of texts, by place in the list; lower case, stop words included.

    Text `n` has the words `vocabulary[ids[starts[n]:starts[n + 1]]]`, each once, as often as `counts` says there. The
    vocabulary is in the order in which the texts first have its words.
    """

    def __init__(
        self, vocabulary: list[str], starts: NDArray[np.int64], ids: NDArray[np.int32], counts: NDArray[np.uint16]
    ) -> None:
        self.vocabulary = vocabulary
        self.starts, self.ids, self.counts = starts, ids, counts

    def __len__(self) -> int:
        """The number of texts."""
        return len(self.starts) - 1

    @classmethod
    def build(cls, texts: Iterable[str]) -> "Lexicon":
        """Read texts, in order."""
        return cls([], np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint16)).changed([], texts)

    def changed(self, kept: Sequence[int] | NDArray[np.int64], new: Iterable[str]) -> "Lexicon":
        """The texts at these places, in this order, and then new ones. Words that no text has any more stay in the
        vocabulary.
        """
        places = {word: place for place, word in enumerate(self.vocabulary)}
        held = [Counter(words(text)) for text in new]
        more_ids = [places.setdefault(word, len(places)) for counts in held for word in counts]
        more_counts = [min(count, _MOST) for counts in held for count in counts.values()]
        rows = np.asarray(kept, np.int64)
        flat = self.places_in(rows)
        sizes = [*(self.starts[rows + 1] - self.starts[rows]), *map(len, held)]
        return Lexicon(
            list(places),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.concatenate([self.ids[flat], np.array(more_ids, np.int32)]),
            np.concatenate([self.counts[flat], np.array(more_counts, np.uint16)]),
        )

    def places_in(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the words of these texts stand in `ids` and `counts`, text by text."""
        sizes = self.starts[numbers + 1] - self.starts[numbers]
        before = np.cumsum(sizes) - sizes
        return np.asarray(np.repeat(self.starts[numbers] - before, sizes) + np.arange(int(sizes.sum())))

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        """A line for each word of the vocabulary, without its joints, and where each begins."""
        lines = [word if word.isalnum() else _NO_LETTER.sub("", word) for word in self.vocabulary]
        return "\n".join(lines), list(accumulate((len(line) + 1 for line in lines), initial=0))

    def holding(self, letters: str) -> NDArray[np.int64]:
        """The texts that have a word in which these letters and digits stand in a row, joints left out; ascending."""
        text, starts = self._bare
        held = np.zeros(len(self.vocabulary), np.bool_)
        place = text.find(letters)
        while place >= 0:
            word = bisect_right(starts, place) - 1
            held[word] = True
            place = text.find(letters, starts[word + 1])
        return np.unique(np.searchsorted(self.starts, np.flatnonzero(held[self.ids]), side="right") - 1)

    @cached_property
    def totals(self) -> NDArray[np.int64]:
        """How often each word of the vocabulary occurs in all texts."""
        return np.bincount(self.ids, self.counts, len(self.vocabulary)).astype(np.int64)

    def save(self, folder: Path) -> None:
        """Write into a folder that is there."""
        (folder / "vocabulary.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False), "utf-8")
        for name in ("starts", "ids", "counts"):
            np.save(folder / f"words_{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """Read what `save` wrote. Raises OSError or ValueError where it is damaged."""
        arrays = (np.load(folder / f"words_{name}.npy", mmap_mode="r") for name in ("starts", "ids", "counts"))
        found = cls(json.loads((folder / "vocabulary.json").read_text("utf-8")), *arrays)
        if len(found.ids) != len(found.counts) or int(found.starts[-1]) != len(found.ids):
            raise ValueError(f"the words in {str(folder)!r} are not whole")
        return found
