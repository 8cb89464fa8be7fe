"""What is read from all papers once, when an index is built, so that a question need not read them again.

The words of each paper (`rag.lexicon`), the names that papers go by (`rag.names`), and a fingerprint of every
title and sentence, to find the paper that a turn of a conversation quotes. It is written beside the index and opens
memory-mapped; when papers come and go, only those are read.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rag.lexicon import Lexicon
from rag.markers import escape_markers
from rag.name_claims import Claims
from rag.names import Names
from rag.passages import split_sentences
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.types import Paper

Prints = NDArray[np.uint64]


class Derived:
    """What a corpus says about its own words, names and sentences; papers by their numbers."""

    def __init__(
        self,
        lexicon: Lexicon,
        names: Names,
        quotes: "Quotes",
        *,
        claims: Claims | None = None,
    ) -> None:
        self.lexicon, self.names, self.quotes = lexicon, names, quotes
        self._claims = claims  # only of what was just built: to answer, names are enough

    @cached_property
    def speller(self) -> Speller:
        """Slips of the keyboard, set right by the papers' words."""
        return Speller(self.lexicon)

    @cached_property
    def synonyms(self) -> Synonyms:
        """Other words for the same thing."""
        return Synonyms()

    @classmethod
    def build(cls, papers: Sequence[Paper]) -> "Derived":
        """Read papers. One takes about a millisecond."""
        claims = Claims.build(papers)
        lexicon = Lexicon.build(map(_text, papers))
        return cls(lexicon, Names.build(claims), Quotes.build(papers), claims=claims)

    @classmethod
    def update(
        cls, folder: Path, before: Sequence[Paper], papers: Sequence[Paper], kept: Sequence[int | None]
    ) -> "Derived":
        """What `folder` holds of the papers `before`, brought to `papers`: `kept` gives the number that each has there,
        None for a new one. Reads only what is new and what is gone. Raises as `load` does.
        """
        old = cls.load(folder)
        place_of = {number: place for place, number in enumerate(kept) if number is not None}
        new = [place for place, number in enumerate(kept) if number is None or place_of[number] != place]
        gone = [before[number] for number in range(len(before)) if number not in place_of]
        added = [papers[place] for place in new]
        stay = list(place_of)
        claims = Claims.load(folder / "claims.json").changed(stay, gone, added)
        lexicon = old.lexicon.changed(stay, map(_text, added))
        quotes = old.quotes.some(np.asarray(stay, np.int64)).followed_by(Quotes.build(added))
        # Each is now in the order of what stays, then what is new; the papers may mix the two.
        order = np.argsort([*place_of.values(), *new], kind="stable")
        claims.of_paper = [claims.of_paper[place] for place in order]
        if np.any(np.diff(order) != 1):
            lexicon, quotes = lexicon.changed(order, ()), quotes.some(order)
        return cls(lexicon, Names.build(claims), quotes, claims=claims)

    def save(self, folder: Path) -> None:
        """Write into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self.lexicon.save(folder)
        self.names.save(folder)
        self.quotes.save(folder)
        if self._claims is not None:
            self._claims.save(folder / "claims.json")

    @classmethod
    def load(cls, folder: Path) -> "Derived":
        """Read what `save` wrote. Raises OSError, ValueError, KeyError or TypeError where it is damaged."""
        try:
            names, quotes = Names.load(folder), Quotes.load(folder)
        except BadZipFile as error:
            raise ValueError(f"the names or quotes in {str(folder)!r} are not whole ({error})") from error
        return cls(Lexicon.load(folder), names, quotes)


class Quotes:
    """Finds the papers that have a sentence or a title, by fingerprints of 64 bits.

    Sentences stand paper by paper, those of paper `n` at `starts[n]:starts[n + 1]`.
    """

    def __init__(self, starts: NDArray[np.int64], sentences: Prints, titles: Prints) -> None:
        self._starts, self._sentences, self._titles = starts, sentences, titles

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> "Quotes":
        """Read papers, in order."""
        titles = []
        held = []
        for paper in papers:
            titles.append(_print(paper.title))
            held.append([_print(bare(paper.abstract[s:e])) for s, e in split_sentences(paper.abstract)])
        return cls(
            np.cumsum([0, *map(len, held)], dtype=np.int64),
            np.array([found for own in held for found in own], np.uint64),
            np.array(titles, np.uint64),
        )

    def with_sentence(self, sentence: str) -> int | None:
        """The first paper that has a sentence, given as `bare` leaves it; None where none has."""
        order, prints = self._by_print
        place = int(np.searchsorted(prints, _print(sentence)))
        if place == len(prints) or prints[place] != _print(sentence):
            return None
        return int(np.searchsorted(self._starts, order[place], side="right")) - 1

    def with_title(self, title: str) -> int | None:
        """The first paper with a title; None where none has it."""
        found = np.flatnonzero(self._titles == _print(title))
        return int(found[0]) if len(found) else None

    @cached_property
    def _by_print(self) -> tuple[NDArray[np.int64], Prints]:
        order = np.argsort(self._sentences, kind="stable")
        return order, self._sentences[order]

    def some(self, numbers: NDArray[np.int64]) -> "Quotes":
        """Those of some papers, by their numbers."""
        sizes = self._starts[numbers + 1] - self._starts[numbers]
        ends = np.cumsum(sizes)
        rows = np.repeat(self._starts[numbers] - (ends - sizes), sizes) + np.arange(int(sizes.sum()))
        return Quotes(np.concatenate([[0], ends]).astype(np.int64), self._sentences[rows], self._titles[numbers])

    def followed_by(self, other: "Quotes") -> "Quotes":
        """These papers, then the other ones."""
        return Quotes(
            np.concatenate([self._starts, self._starts[-1] + other._starts[1:]]),
            np.concatenate([self._sentences, other._sentences]),
            np.concatenate([self._titles, other._titles]),
        )

    def save(self, folder: Path) -> None:
        """Write into a folder that is there."""
        np.savez(folder / "quotes.npz", starts=self._starts, sentences=self._sentences, titles=self._titles)

    @classmethod
    def load(cls, folder: Path) -> "Quotes":
        """Read what `save` wrote. Raises OSError, ValueError, KeyError or BadZipFile where it is damaged."""
        with np.load(folder / "quotes.npz") as arrays:
            found = cls(arrays["starts"], arrays["sentences"], arrays["titles"])
        if len(found._starts) != len(found._titles) + 1 or int(found._starts[-1]) != len(found._sentences):
            raise ValueError(f"the quotes in {str(folder)!r} are not whole")
        return found


def bare(sentence: str) -> str:
    """A sentence as an answer shows it, without its final stop and with single spaces."""
    return escape_markers(" ".join(sentence.split())).rstrip(".!? ")


def _print(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little"))


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}"
