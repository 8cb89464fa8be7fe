"""What a question takes for granted, held against the sentences of an abstract.

"Why does X need paired text?" presumes that it does; an abstract with "without any paired text" says otherwise. Two
signs are read: the way that a comparison points (`direction`), and what stands in the reach of a negation (a cue and
the words after it up to the end of the clause, as in NegEx, Chapman et al. 2001).
"""

import re
from collections.abc import Iterable

from rag.direction import direction, direction_about, strip_directions
from rag.words import terms

_PRESUMES = re.compile(
    r"^\W*(?:(?:and|so|but|in|on|for|from|by|at|with|to|of)\s+)?(?:why|how|what|which|where|when|who|whose)\b", re.I
)
_POINTS = re.compile(
    r"^\W*(?:why|how (?:come|did|does|do|was|were|is|are)|what (?:made|makes|explains|caused|causes|allows|"
    r"allowed|lets)|by how (?:much|many)|how (?:much|many))\b",
    re.I,
)
_CUE = re.compile(
    r"\b(?:without|instead of|rather than|no longer|no|not|never|neither|nor|cannot|avoid(?:s|ing|ed)?|free of|"
    r"free from|"
    r"eliminat(?:es?|ing)|obviat(?:es?|ing)|unlike|as opposed to|absence of)\b(?:\s+(?:the|any|need(?:ing)?|use|"
    r"using|for|having|to|of|be|been|a|an|only|relying|on|requiring))*",
    re.I,
)
_COMPOUND = re.compile(r"\w+-\w[\w-]*")
_CLAUSE_END = re.compile(r"[,.;:()]|\b(?:but|while|whereas|and thus|which|that|yet|though)\b", re.I)
_REACH = 7
"""Words after a negation that it reaches."""
_DENIES = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|can'?t|instead|rather than|avoid\w*|un\w+ed|free)\b|n't\b", re.I
)
_FEWEST = 2
"""Index terms that a negation must reach to deny something in particular."""
_MOSTLY = 0.75


def presumes(question: str) -> bool:
    """Whether a question takes something for granted, rather than asks whether it is so."""
    return bool(_PRESUMES.match(question))


def contradicted(question: str, sentences: Iterable[str]) -> str | None:
    """The first of these sentences that says the opposite of what a question takes for granted, or None."""
    if not presumes(question):
        return None
    # A compound ("knowledge-enhanced") is the name of a thing and claims nothing.
    asked = direction(_COMPOUND.sub(" ", question)) if _POINTS.match(question) else None
    denies = bool(_DENIES.search(question))
    wanted = set(terms(question))
    topic = strip_directions(question)
    for sentence in sentences:
        if asked is not None:
            said = direction_about(sentence, topic)
            if said and said != asked:
                return sentence
        if not denies and any(_denied(reach, wanted) for reach in _reaches(sentence)):
            return sentence
    return None


def _denied(reach: set[str], wanted: set[str]) -> bool:
    return len(reach) >= _FEWEST and len(reach & wanted) >= _MOSTLY * len(reach)


def _reaches(sentence: str) -> Iterable[set[str]]:
    """The terms that each negation of a sentence reaches."""
    for cue in _CUE.finditer(sentence):
        clause = _CLAUSE_END.split(sentence[cue.end() :], maxsplit=1)[0]
        yield set(terms(" ".join(clause.split()[:_REACH])))
