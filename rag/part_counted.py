"""How many of a known number of things are of some kind ("of the 87 datasets, how many are MRI?"), and whether a text
gives it: another number near words for that kind.
"""

import re
from dataclasses import dataclass

from rag.passages import split_sentences
from rag.quantities import find_quantities
from rag.words import STOPWORDS, stem, words

_SOME = r"(?:the|these|those|its|their|[\w-]+['’]s?)"
_ARE = r"(?:are|were|is|was|have|has|had|show\w*|contain\w*|belong\w*|concern\w*|cover\w*)"
_NO_VERB = r"(?!(?:do|does|did|can|are|were|is|was|have|had)\b)[\w,.-]+\s"
_ASKED = re.compile(
    rf"\bof\s+(?:all\s+)?{_SOME}\s+(?P<all>[^?,;]*?),\s+how many\s+(?:of them\s+)?{_ARE}\s+(?P<part>[^?,;]+)"
    rf"|\bhow many\s+of\s+{_SOME}\s+(?P<all2>(?:{_NO_VERB}){{1,6}}?){_ARE}\s+(?P<part2>[^?,;]+)",
    re.I,
)
_NUMBERING = re.compile(r"\(\d\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AROUND = 80
"""Characters on either side of a number within which stands what it counts."""
_PLAIN = frozenset(
    map(stem, "actually from about tasks cases images scans patients people reports datasets ones".split())
)


@dataclass(frozen=True, slots=True)
class Part:
    """Which part is asked for, and of how many things where the question says so."""

    phrase: str
    stems: frozenset[str]
    total: frozenset[float]


def counted_part(question: str) -> Part | None:
    """The part of known things whose number a question asks for; None where it does not.

    >>> part = counted_part("Of SegBook's 87 datasets, how many are MRI?")
    >>> part.phrase, part.total
    ('MRI', frozenset({87.0}))
    """
    match = _ASKED.search(question)
    if not match:
        return None
    phrase = (match["part"] or match["part2"]).strip()
    told = words(match["all"] or match["all2"] or "")
    stems = {stem(word) for word in words(phrase) if word not in STOPWORDS} - set(map(stem, told))
    total = frozenset(quantity.value for quantity in find_quantities(match["all"] or match["all2"] or ""))
    stems -= _PLAIN
    return Part(phrase, frozenset(stems), total) if stems else None


def counts_part(part: Part, text: str) -> bool:
    """Whether a sentence that speaks of a part has a number other than that of all."""
    for start, end in split_sentences(text):
        sentence = _NUMBERING.sub("   ", text[start:end])
        for quantity in find_quantities(sentence):
            if quantity.value in part.total or _YEAR.fullmatch(sentence[quantity.start : quantity.end]):
                continue
            around = sentence[max(0, quantity.start - _AROUND) : quantity.end + _AROUND]
            if part.stems & {stem(piece) for word in words(around) for piece in (word, *word.split("-"))}:
                return True
    return False
