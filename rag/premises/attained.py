"""A level that a question takes to be reached, and a sentence by which it is not reached yet."""

from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.premises.granted import denies
from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_REACHES = pattern(
    r"\b"
    + any_word(
        r"match\w* reach\w* meets? met attain\w* equal\w* rival\w* achiev\w*",
        "as (?:good|accurate|reliable|well|precise) as",
        "on (?:a )?par with",
        "level with",
        "up to the (?:level|standard|quality) of",
        "(?:no|not) worse than",
        "indistinguishable from",
        "keep up with",
    )
    + r"\b(?P<goal>.+)"
)
_NOT_YET = pattern(
    r"\b(?:more|further|additional|future)\s(?:\w+\s)?(?:research|work|improvements?|development|efforts?|studies)"
    r"\s(?:\w+\s(?:\w+\s)?)?(?:is|are|will be)\s(?:\w+\s)?(?:needed|required|necessary)"
    r"\s(?:to|before|until|for)\s(?P<more>.+)",
    r"\b(?:f[ae]ll(?:s|en)? short of|far from|below the (?:level|standard|performance|quality) of|not yet"
    r"(?: at| on| reach\w*| match\w*| meet| met)?|(?:does|do|did|could|can)\s?not (?:reach|match|meet|attain|equal)"
    r"|cannot (?:reach|match|meet|attain|equal))\s(?P<short>.+)",
)
_END = pattern(r"[;:.]|,", rf"\b{any_word('but while whereas although though however', 'so that')}\b")
_LEAST = 2
"""Terms of a goal that both must have."""


def not_reached(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which more is needed to reach a level, or it is not reached, that a claim says is; or None."""
    reaches = _REACHES.search(claim.text)
    if not claim.whole or not reaches or denies(claim.text):
        return None
    goal = [as_said(term) for term in dict.fromkeys(terms(reaches["goal"]))]
    for sentence in sentences:
        short = _NOT_YET.search(sentence)
        if short:
            said = set(terms(_END.split(short["more"] or short["short"], maxsplit=1)[0]))
            if sum(bool(group & said) for group in goal) >= _LEAST:
                return sentence
    return None
