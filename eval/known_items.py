"""Known-item questions made by rule: some words of one abstract, out of order, whose paper is to be found."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rag import Paper
from rag.passages import split_sentences
from rag.words import terms

_FEWEST_WORDS = 6
"""Telling words that a sentence must have: fewer stand in too many papers."""
_DROPPED = 3
"""One telling word in so many is left out."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A question and the number of the paper that it was made from."""

    question: str
    paper: int


def make(papers: Sequence[Paper], count: int, seed: int = 0) -> list[KnownItem]:
    """Up to `count` questions, each from a sentence of another paper drawn at random: its words without the stop
    words, a third of them left out, the others shuffled. The same papers and seed give the same questions.
    """
    rng = random.Random(seed)
    found: list[KnownItem] = []
    for number in rng.sample(range(len(papers)), len(papers)):
        if len(found) == count:
            break
        question = _question(papers[number].abstract, rng)
        if question:
            found.append(KnownItem(question, number))
    return found


def _question(abstract: str, rng: random.Random) -> str | None:
    spans = split_sentences(abstract)
    if not spans:
        return None
    start, end = rng.choice(spans)
    words = [word for word in map(_bare, abstract[start:end].split()) if word.replace("-", "").isalpha()]
    telling = [word for word in words if terms(word)]
    if len(telling) < _FEWEST_WORDS:
        return None
    return " ".join(rng.sample(telling, len(telling) - len(telling) // _DROPPED))


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]\"'“”")
