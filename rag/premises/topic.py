"""How much of what a claim is about stands in each sentence of an abstract, in its own words or in others."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.synonyms import Synonyms
from rag.words import terms, words

_SYNONYMS = Synonyms()


@dataclass(frozen=True, slots=True)
class Shares:
    """What each sentence, in their order, shares with a topic."""

    counts: tuple[int, ...]
    """Terms of the topic."""
    weights: tuple[float, ...]
    """The same, each term by how few sentences have it: the sum of log(sentences / those with it)."""


def shares(topic: str, sentences: Sequence[str]) -> Shares:
    """What sentences share with the text of a topic; synonyms count."""
    wanted = [as_said(term) for term in dict.fromkeys(terms(topic))]
    held = [set(terms(sentence)) for sentence in sentences]
    rarity = [math.log(len(held) / max(1, sum(bool(group & has) for has in held))) for group in wanted]
    counts = tuple(sum(bool(group & has) for group in wanted) for has in held)
    weights = tuple(sum(rare for group, rare in zip(wanted, rarity, strict=True) if group & has) for has in held)
    return Shares(counts, weights)


def as_said(term: str) -> frozenset[str]:
    """A term and the other terms for it."""
    return frozenset({term}) | _SYNONYMS.of(term)


def in_words_of(text: str, sentences: Iterable[str]) -> str:
    """A text with the words of these sentences beside its own words for the same.

    >>> in_words_of("the doctors win", ["Two physicians took part."])
    'the doctors physicians win'
    """
    # As they are written: a stem may be stemmed further.
    held = {term: word for sentence in sentences for word in words(sentence) for term in terms(word)}
    out = []
    for word in text.split():
        out.append(word)
        for term in terms(word):
            if term not in held:
                out += [held[other] for other in sorted(_SYNONYMS.of(term) & held.keys())]
    return " ".join(out)
