"""Things that a question counts by a number by which an abstract counts others ("142 million radiographs", where it has
"142 million natural images").
"""

from collections.abc import Sequence

from rag.attributes import Attribute, attributes, lacks, section_of
from rag.quantities import Quantity, find_quantities
from rag.wordings import pattern

_LEAST = 20
"""The smallest number that tells of what it is one."""
_KINDS = frozenset({"modalities"})
_NATURAL = pattern(r"\b(?:natural|everyday|ordinary|web|internet)\s(?:images|photos|photographs|pictures|scenes)\b")
_PHRASE = pattern(r"(?:[^\W\d][\w-]*\s){0,5}[^\W\d][\w-]*")
_END = pattern(
    r"\b(?:to|for|in|on|at|by|and|or|but|that|which|when|while|with|from|as|were|was|are|is|did|does|do|has|have|had)\b"
)


def counted_otherwise(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence in which a number of a question counts things of another kind; or None."""
    for asked in find_quantities(question):
        if asked.percent or asked.value < _LEAST:
            continue
        kind = _kind(_counted(question, asked))
        if kind is None:
            continue
        for sentence in sentences:
            for said in find_quantities(sentence):
                if said.value != asked.value or said.percent:
                    continue
                counted = _counted(sentence, said)
                other = _kind(counted)
                if lacks(kind, counted) and (_NATURAL.search(counted) or (other and other.word != kind.word)):
                    return sentence
    return None


def _counted(text: str, number: Quantity) -> str:
    """The words behind a number, up to where its phrase ends."""
    match = _PHRASE.match(text[number.end :].lstrip())
    return _END.split(match[0], maxsplit=1)[0] if match else ""


def _kind(phrase: str) -> Attribute | None:
    return next((term for term in attributes(phrase) if section_of(term.word) in _KINDS), None)
