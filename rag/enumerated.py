"""A number of things of which a question asks for each ("which five methods?", "list the 17 datasets"), and whether a
text names them or only counts them.
"""

import re
from dataclasses import dataclass

from rag.passages import split_sentences
from rag.quantities import find_quantities
from rag.words import STOPWORDS, stem, words

_ASKS_EACH = re.compile(
    r"\b(?:which|what)\s+(?:(?:are|were|is)\s+)?(?:the\s+)?(?:names\s+of\s+)?(?:(?:the|those|these|all)\s+)*(?:of\s+the\s+)?$"
    r"|\b(?:list|enumerate|spell\s+out|itemi[sz]e|name|tell\s+me|give(?:\s+me)?|recite)\s+(?:\w+\s+)?"
    r"(?:(?:the|all|those|these|names|of)\s+)*$"
    r"|\bnames\s+of\s+(?:the|all)\s+(?:the\s+)?$",
    re.I,
)
"""Before a number: asks which the things are."""
_PHRASE = re.compile(
    r"[\s-]+(?:of\s+the\s+\d+\s+)?((?:[\w-]+\s+){0,4}?[a-z-]*[^aisu\W\d]s|(?:[\w-]+\s+)?classes|people)\b", re.I
)
"""Behind it: what they are, up to the plural."""
_COUNTED = 7
"""Words behind a number in a text that may say what it counts."""
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or)\b|[,;]|\band\b|\bor\b|\bversus\b|\bvs\.?|/)\s*", re.I)
_INTRODUCED = re.compile(
    r":\s|\((?!\s*[A-Za-z-]{1,12}\s*\))|—|–|\b(?:namely|including|includes?|such as|i\.\s?e\.|e\.\s?g\.|like|"
    r"comprising|consist\w* of|"
    r"ranging|viz)\b",
    re.I,
)
"""Opens a list of names."""
_ITEM = 6
"""Most words of one item of a list."""
_LEAST = 3
_MANY = 4
"""Items from which a longer list beside their number may name them all, in groups."""
_MANY_APART = 6
"""The same for a list in the next sentence."""


@dataclass(frozen=True, slots=True)
class Each:
    """What a question asks for one by one: how many, and what."""

    number: float
    noun: str
    written: str
    """As the question has it: "five direct alignment algorithms"."""


def asks_each(question: str) -> Each | None:
    """What a question asks to be named one by one, or None.

    >>> asks_each("Which five public datasets are used?").written
    'five public datasets'
    """
    for quantity in find_quantities(question):
        if quantity.value < _LEAST or quantity.percent or quantity.decimals:
            continue
        phrase = _PHRASE.match(question, quantity.end)
        if phrase and _ASKS_EACH.search(question[: quantity.start]):
            noun = phrase[1].lower().rsplit(maxsplit=1)[-1]
            if noun not in STOPWORDS:
                return Each(quantity.value, noun, question[quantity.start : phrase.end()])
    return None


def only_counted(each: Each, text: str) -> bool:
    """Whether a text gives the number of these things and names them neither there nor in the next sentence."""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    counted = False
    for sentence, following in zip(sentences, [*sentences, ""][1:], strict=True):
        for start, end in _countings(each, sentence):
            counted = True
            if _opens_list(sentence[end:]) or any(
                _lists(part) >= min(each.number, least)
                for part, least in ((sentence[:start], _MANY), (sentence[end:], _MANY), (following, _MANY_APART))
            ):
                return False
    return counted


def _countings(each: Each, sentence: str) -> list[tuple[int, int]]:
    """Where a sentence gives their number."""
    wanted = stem(each.noun)
    return [
        (quantity.start, quantity.end)
        for quantity in find_quantities(sentence)
        if quantity.value == each.number
        and not quantity.percent
        and wanted in {stem(word.rsplit("-", 1)[-1]) for word in words(sentence[quantity.end :])[:_COUNTED]}
    ]


def _opens_list(behind: str) -> bool:
    """Whether what stands behind a number opens a list of names: "five organs: liver, spleen, …"."""
    opened = _INTRODUCED.search(behind)
    return bool(opened and len(_BETWEEN.split(behind[opened.end() :])) > 1)


def _lists(text: str) -> int:
    """The most short items in a row that a text has between commas and "and"."""
    longest = run = 0
    for piece in _BETWEEN.split(text):
        run = run + 1 if len(piece.split()) <= _ITEM else 1
        longest = max(longest, run)
    return longest
