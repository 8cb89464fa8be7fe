"""What a paper must say to be on a list at all: the field's own terms that the question names, and, where it asks for
several things together ("both CT and MRI"), each of them.
"""

import re
from itertools import pairwise

from rag.attributes import Attribute, attributes, section_of
from rag.said_names import names_asked
from rag.topics import topic_of

_BOTH = re.compile(
    r"\bboth\s+(?P<one>[^,;?.]{2,40}?)\s+(?:and|as well as)\s+(?P<other>[^,;?.]{2,60}?)"
    r"(?=\s+(?:for|in|to|of|with|on|from|by|at|that|which|and|are|is)\b|[,;?.]|\s*$)",
    re.I,
)
_AND = re.compile(
    r"(?:\w{0,2}\s*(?:images?|imaging|scans?|data)?)?\s*(?:,|,?\s*(?:\band\b|&|\+|\bas well as\b))\s*", re.I
)
_OR = re.compile(r"\bor\b", re.I)
_LONGEST = 4
"""Words of a topic that names what it wants."""
_ENDS = re.compile(r"\b(?:and|as well as)\b|&|\+", re.I)


def together(question: str) -> tuple[str, ...]:
    """The things that a list question wants a paper to have all at once; empty where it names none.

    >>> together("Which papers use both CT and MRI?"), together("Papers on MRI, CT and ultrasound")
    (('CT', 'MRI'), ('MRI', 'CT', 'ultrasound'))
    """
    if match := _BOTH.search(question):
        sides = topic_of(match["one"]), topic_of(match["other"])
        return sides if all(sides) else ()
    named = [attribute.word for attribute in attributes(question)]
    places = [question.index(word) for word in named]
    between = [question[start + len(word) : end] for word, (start, end) in zip(named, pairwise(places), strict=False)]
    of_one_kind = len({section_of(word) for word in named}) == 1
    listed = len(named) > 1 and all(map(_AND.fullmatch, between)) and _ENDS.search(between[-1])
    return tuple(named) if of_one_kind and listed else ()


def terms_named(question: str, topic: str) -> tuple[Attribute, ...]:
    """The field's terms in the topic of a list question, each of which a paper must say in some way; none where any of
    several will do, or where the topic is so long that it describes rather than names.
    """
    return () if _describes(topic) or _OR.search(question) else attributes(topic)


def names_named(topic: str) -> tuple[str, ...]:
    """The names in the topic of a list question, each of which a paper must say; none in a topic that describes."""
    return () if _describes(topic) else names_asked(topic)


def _describes(topic: str) -> bool:
    return len(topic.split()) > _LONGEST
