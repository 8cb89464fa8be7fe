"""What a claim says of a work and an abstract of the work of others, which it sets itself apart from."""

from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.premises.granted import denies
from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_ONLY = pattern(
    r"\b"
    + any_word(
        r"only solely merely exclusively",
        "nothing but",
        "just (?=one|an?|the)",
        r"(?:stick\w*|stuck|restrict\w*|confin\w*|limit\w*)(?: \w+)? to",
    )
    + r"\s+(?:(?:the|an?|one|single|use[sd]?|using|on|with|to|reads?|works?|looks?|at|allows?)\s+)*"
    r"(?P<only>(?:[\w-]+\s+){0,1}[\w-]+)",
    r"\b(?P<before>(?:[\w-]+\s+){0,1}[\w-]+)\s+(?:only|alone)\b",
)
"""Says that there is nothing else."""
_OTHERS = pattern(
    r"\b"
    + any_word(
        r"""
        existing conventional prior previous\w* current currently traditional\w* others most many unlike typically often
        """
    )
    + r"\b"
)
_NOTHING_ELSE = pattern(
    r"\b"
    + any_word(
        r"solely only predominantly primarily mostly mainly exclusively restrict\w* focus\w* single", "limited to"
    )
    + r"\b"
)
_OWN = pattern(r"\b(?:we|our)\b")


def flaw_of_others(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence that says of others that they have nothing but what a claim says a work has nothing but ("existing
    studies focus solely on text"), or None.
    """
    if denies(claim.text) or _OTHERS.search(claim.text):
        return None
    for match in _ONLY.finditer(claim.text):
        only = [as_said(term) for term in terms(match["only"] or match["before"])]
        for sentence in sentences:
            told = _OTHERS.search(sentence) and _NOTHING_ELSE.search(sentence) and not _OWN.search(sentence)
            if told and any(group & set(terms(sentence)) for group in only):
                return sentence
    return None
