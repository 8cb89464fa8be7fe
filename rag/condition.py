"""One condition on the papers of a list: how it is asked for, and the sentence that shows that a paper meets it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.passages import Span, split_sentences
from rag.types import Paper
from rag.wordings import pattern
from rag.words import terms

Shown = Callable[[Paper], Span | None]
"""The sentence of an abstract that shows something, or None."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how it is said of papers, how it is asked for, and the sentence that shows it is met."""

    name: str
    """What of it is said of one paper."""
    many: str
    """What of it is said of several."""
    asked: re.Pattern[str]
    """What of a question asks for it; the rest, and what its named groups hold, is the topic."""
    met: Shown
    """The sentence of the abstract that shows it, or None."""
    described: bool = False
    """It is asked for in many ways, so that everyday words beside it belong to them."""
    task: bool = False
    """It is a task that papers work on."""


def sentence(*wordings: str) -> Shown:
    """The first sentence in which one of these wordings is found."""
    said = pattern(*wordings)

    def find(paper: Paper) -> Span | None:
        if not said.search(paper.abstract):  # most abstracts: not worth their sentences
            return None
        return _first(paper, lambda text: bool(said.search(text)))

    return find


def by_sentence(shows: Callable[[str], bool]) -> Shown:
    """The first sentence of which this holds."""
    return lambda paper: _first(paper, shows)


def link(*wordings: str) -> Shown:
    """The sentence with a link that one of these wordings fits."""
    fits = pattern(*wordings)

    def find(paper: Paper) -> Span | None:
        wanted = [link for link in paper.links if fits.search(link)]
        return _first(paper, lambda text: any(link in text for link in wanted)) if wanted else None

    return find


def _first(paper: Paper, shows: Callable[[str], bool]) -> Span | None:
    spans = split_sentences(paper.abstract)
    return next(((start, end) for start, end in spans if shows(paper.abstract[start:end])), None)


def either(*finders: Shown) -> Shown:
    """The sentence of the first of these that finds one."""

    def find(paper: Paper) -> Span | None:
        return next((span for finder in finders if (span := finder(paper))), None)

    return find


def word_condition(topic: str) -> Condition:
    """That a paper has all words of a topic."""
    wanted = frozenset(terms(topic))

    def find(paper: Paper) -> Span | None:
        if not wanted <= set(terms(f"{paper.title}. {paper.abstract}")):
            return None
        return max(
            split_sentences(paper.abstract), key=lambda span: len(wanted & set(terms(paper.abstract[slice(*span)])))
        )

    return Condition(f"speaks of “{topic}”", f"speak of “{topic}”", pattern(re.escape(topic)), find)


def one_of_both(one: Condition, other: Condition) -> Condition:
    """That one of two conditions is met."""
    many = f"{one.many} or {other.many}"
    return Condition(f"{one.name} or {other.name}", many, one.asked, either(one.met, other.met))
