"""Things that a question takes to be at hand, by a phrase of the abstract's own that they are done without."""

import re
from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_WITHOUT = pattern(
    r"\b"
    + any_word(
        "",
        "without (?:the )?need (?:for|of|to)",
        "without",
        "in the absence of",
        "no need for",
        r"(?:needs?|requir(?:es?|ing)) no",
        r"(?:eliminat|obviat|remov|avoid)\w+ the need (?:for|of|to)",
    )
    + r"\s+"
)
_SPARES = pattern(
    rf"\b{any_word('rather than', 'instead of', 'without')}\s+(?:requiring|asking|forcing|having)\s+"
    r"(?:the\s)?(?P<who>users?|experts?|radiologists?|annotators?|clinicians?|people|humans?)\s+to\s+"
)
"""Behind it stands the work that somebody is spared."""
_END = pattern(r"[,.;:()]|\b(?:for|to|in|and|but|while|as|with|by|that|which|from|at)\b")
_ON_THE_WAY = frozenset(terms("any additional extra further need using relying requiring guidance large expensive"))
"""Terms of a phrase that say nothing of what is done without."""
_ASIDE = pattern(
    r"\b(?:must|ha(?:s|ve) to|needs?|require\w*|asks?|draws?|drawn|outlines?|marks?|given|gives?|should)\b"
)
"""Takes work to be done."""
_HOW_WITHOUT = pattern(
    r"\b(?:absence|missing|lack\w*|replac\w*|unavailable|saves?|saved|spar\w*|unnecessary|unneeded|scarc\w*|shortage\w*|unaffordable)\b",
    r"\btoo (?:much|many|costly|expensive|dear|slow|few|little|scarce|rare|hard|long|busy|tedious)\b",
)
"""Says that it is done without, or why."""
_HOW_MANY = pattern(r"\bhow many\b")
_NEAR, _FAR = 4, 9
"""Words within which two terms of the phrase must stand in a question; where it is of people."""
_PEOPLE = pattern(r"\b(?:experts?|radiologists?|humans?|users?|annotators?|physicians?|clinicians?)\b")
_PREFIX = pattern(r"\b(pre|un|multi|non|re|fine)-(?=\w)")
_RELATED = 2


def never_needed(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which a work does without what a question takes to be at hand ("which reference image is it
    compared with?", "in the absence of a reference image"), by two terms close together; or None.
    """
    if not (presumes(question) or claims(question)):
        return None
    if (
        denies(question.replace("-free", " "))
        or _HOW_WITHOUT.search(question)
        or OTHERS.search(_HOW_MANY.sub(" ", question))
    ):
        return None
    question = _PREFIX.sub(r"\1", question)
    near, far = _windows(question, _NEAR), _windows(question, _FAR)
    said = set().union(*near)
    for sentence in sentences:
        for cue in _WITHOUT.finditer(sentence):
            phrase = _PREFIX.sub(r"\1", _END.split(sentence[cue.end() :], maxsplit=1)[0])
            missing = set(terms(phrase)) - _ON_THE_WAY
            first = re.match(r"(?:\w+ly\s)?\w+ing\b", phrase)
            doing = set(terms(first[0])) - _ON_THE_WAY if first else set()
            windows = far if _PEOPLE.search(phrase) else near
            needed = doing | set(terms(phrase)[-1:])
            if any(len(missing & window) >= _RELATED and needed <= window for window in windows):
                return sentence
        for cue in _SPARES.finditer(sentence):
            spared = {other for term in terms(re.split(r"[,.;]", sentence[cue.end() :])[0]) for other in as_said(term)}
            head = set(terms(_END.split(sentence[cue.end() :], maxsplit=1)[0])[-1:])
            if _ASIDE.search(question) and head & said and len(spared & said) >= _RELATED:
                return sentence
    return None


def _windows(question: str, near: int) -> list[set[str]]:
    """The terms, and others for them, of each few words in a row."""
    words = question.split()
    rows = (words[start : start + near] for start in range(max(1, len(words) - near + 1)))
    return [{other for term in terms(" ".join(row)) for other in as_said(term)} for row in rows]
