"""Numbers that a question states: such as an abstract has nowhere, and other numbers of the same things."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.quantities import Quantity, agrees, find_quantities, missing
from rag.wordings import pattern
from rag.words import STOPWORDS, stem, words

_COUNTED = re.compile(
    r"[\s-]+(?:(?!(?:of|in|on|and|or|to|for|with|from|by|at|the|an?|that|which|than|as|is|are|was|were)\b)"
    r"[a-zA-Z\d][\w-]*\s+){0,4}?(?P<noun>[a-z]{2,}(?<![siu])s)\b"
)
"""Behind a number: what it counts, a plural."""
_ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ORDINAL = pattern(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s+(?:and (?:last|final)\s+)?(?P<what>[a-z][a-z-]*(?:\s+[a-z]+)?)\b"
)
_SOME_THINGS = pattern(r"[\s-]+(?:[\w-]+\s+){0,2}[\w-]+")
"""Behind a number: the words that may say what it counts, also in a compound ("three-stage")."""
_RATIO = re.compile(
    r"\b(?:(?:\d+|one|two|three|four|five|nine|many)\s(?:\w+\s)?(?:in|of|out of)|per|every|each)\s+$", re.I
)
"""Before a number that counts nothing by itself: "one in ten cases", but not "trained in three stages"."""
_PER = re.compile(r"\s+(?:per\b|(?:for|to)\s+(?:each|every|one)\b)", re.I)
"""Behind what is counted for each of another thing."""
_BOUND = pattern(
    r"\b(?:(?:more|fewer|less|larger|bigger|greater|smaller) than|at (?:least|most)|over|above|under|below|up to)"
    r"\s+$"
)
"""Before a number that another may keep to ("over ten million images" of 25 million)."""
_OF_NAME = re.compile(r"[A-Za-z]-(?=\d)")
"""Before a number that is part of a name."""
_ENUMERATED = 4
"""Smaller numbers may be counted from what an abstract lists without giving the number."""


def strange_numbers(question: str, text: str) -> list[str]:
    """The numbers that a question states and a text has nowhere, as written; small counts are left out."""
    asked = [q for q in find_quantities(question) if q.value >= _ENUMERATED or q.percent or q.decimals]
    strange = [quantity for quantity in missing(asked, find_quantities(text)) if not _in_name(quantity, text)]
    bare = re.sub(r"[^a-z0-9]", "", text.lower())
    found = [question[quantity.start : quantity.end] for quantity in strange]
    # "160k" may be part of a name that the text has.
    return [number for number in found if re.sub(r"[^a-z0-9]", "", number.lower()) not in bare]


def _in_name(quantity: Quantity, text: str) -> bool:
    """Whether a text has a number as a part of a name: the eight sets of "3DSeg-8", the 160 thousand of "CT-160K"."""
    behind = (text[match.end() :] for match in _OF_NAME.finditer(text))
    return any(found.start == 0 and agrees(quantity, found) for rest in behind for found in find_quantities(rest)[:1])


def miscounted(question: str, sentences: Iterable[str]) -> str | None:
    """The sentence that counts other than a question does ("the 12 teams" where it has "9-teams"), or None where none
    counts the same things, or one counts as the question does.
    """
    asked = {
        noun: stated
        for noun, found in counted_things(question).items()
        if (stated := [quantity for quantity in found if not _BOUND.search(question, 0, quantity.start)])
    }
    sentences = list(sentences)
    # A number that counts nothing there ("a test set of n=150") may be the one meant.
    bare = [quantity for sentence in sentences for quantity in _bare(sentence)]
    asked = {noun: stated for noun, stated in asked.items() if len(missing(stated, bare)) == len(stated)}
    other = None
    for sentence in sentences:
        counted = counted_things(sentence)
        for noun, said in counted_things(sentence, parts=True).items():
            if noun in asked:
                if len(missing(asked[noun], said)) < len(asked[noun]):
                    return None
                other = other or (sentence if noun in counted else None)
    return other


def past_the_last(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that counts fewer things than a question has of them ("the fifth task" of "four different tasks"),
    or None where none counts them, or one has as many or that one itself ("a fourth stage").
    """
    asked = _ORDINAL.search(question)
    if not asked or any(_ordinal(match["nth"]) >= _ordinal(asked["nth"]) for match in _ordinals(sentences)):
        return None
    nouns = {stem(word) for word in words(asked["what"]) if word not in STOPWORDS}
    most, counting = 0.0, None
    for sentence in sentences:
        for quantity in find_quantities(sentence):
            things = _SOME_THINGS.match(sentence, quantity.end)
            if quantity.percent or not things or quantity.value <= most:
                continue
            if not nouns.isdisjoint(map(stem, words(things[0].replace("-", " ")))):
                most, counting = quantity.value, sentence
    return counting if 2 <= most < _ordinal(asked["nth"]) else None


def _ordinals(sentences: Iterable[str]) -> Iterator[re.Match[str]]:
    return (match for sentence in sentences for match in _ORDINAL.finditer(sentence))


def _ordinal(word: str) -> int:
    return _ORDINALS.index(word.lower()) + 3


def _bare(text: str) -> list[Quantity]:
    """The numbers of a text behind which no thing stands that they count."""
    return [quantity for quantity in find_quantities(text) if not re.match(r"[\s-]+[A-Za-z]", text[quantity.end :])]


def counted_things(text: str, *, parts: bool = False) -> dict[str, list[Quantity]]:
    """The things that a text counts by their stem, each with its numbers: "25 modalities", "nine public datasets"; with
    `parts`, also all those of which a part is counted ("14 out of 18 conditions").
    """
    found: dict[str, list[Quantity]] = {}
    for quantity in find_quantities(text):
        if quantity.value < 2 or quantity.percent or quantity.decimals:
            continue
        if not parts and _RATIO.search(text, 0, quantity.start):
            continue
        counted = _COUNTED.match(text, quantity.end)
        if counted and not _PER.match(text, counted.end()):
            found.setdefault(stem(counted["noun"].lower()), []).append(quantity)
    return found
