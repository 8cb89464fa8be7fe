"""What a claim says is trained, and a sentence by which that is frozen, or little of it is trained."""

import re
from collections.abc import Sequence

from rag.premises.claims import Claim, claims
from rag.premises.granted import presumes
from rag.premises.topic import as_said, shares
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_FROZEN = pattern(r"\b(?:frozen|freez\w+)\b")
_FROZEN_PART = pattern(r"\bfrozen\s+(?P<part>[^,.;:]+)")
_PART_END = pattern(rf"\b{any_word('which that and or with to for in by is are from')}\b")
_FEW = pattern(
    r"\b"
    + any_word(
        "frozen",
        r"(?:few|small number of|handful of) (?:extra |additional |learnable |trainable )+parameters",
        r"parameter-efficient",
        r"\d ?\\?% (?:(?:extra|additional|of the|of its|trainable|tunable) )+(?:parameters|weights)",
    )
    + r"\b"
)
"""Little is trained."""
_TRAINED = pattern(
    r"\b(?:(?:re)?train\w*|(?:re)?learn\w*|updat\w*|(?:fine-?)?tun(?:e|es|ed|ing)|adjust\w*|chang\w+|modif\w+|alter\w*"
    r"|unfreez\w*|unfroze\w*|optimi[sz]\w*|gradients?|(?:re|over)wr(?:it|ote)\w*)\b"
)
_TOGETHER = pattern(rf"\b{any_word('every all entire whole fully together jointly alongside rest', 'along with')}\b")
_WEIGHTS = any_word("weights? parameters? layers? network backbone model encoder")
_ALL_WEIGHTS = pattern(
    rf"\b{any_word('every all entire whole complete most half majority', 'each and every', 'a large part')}\s+"
    rf"(?:of )?(?:(?:the |its |their )?(?:pre-?trained |original |large |network['’]s |model['’]s |vision )*)"
    rf"(?:\w+['’]s )?{_WEIGHTS}\b",
    rf"\b(?:the |its )?(?:full|entire|whole) (?:pre-?trained |original )?{_WEIGHTS}\b",
    r"\b(?:half|most) (?:of )?(?:the )?(?:[\w-]+(?:['’]s)? ){1,3}?(?:weights|parameters)\b",
)
_COMPARES = pattern(
    r"\b(?:(?!rather|other)\w+er than|more \w+ than|less \w+ than|worse|beat\w*|outperform\w*|surpass\w*|compar\w*"
    r"|inefficient|drawbacks?|disadvantages?|versus|vs)\b"
)
_NOT_FROZEN = pattern(r"\b(?:rather than|instead of|better (?:to|than)|not|un(?:freez|froz)\w*)\b", r"than to freeze")
_RELATED = 2
"""Terms that a sentence must share with a claim."""


def kept_frozen(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence by which is frozen what a claim says is trained, or little is trained where it says that all is; or
    None. A claim of all the weights of the work that one of `names` stands for need not be of the same part.
    """
    text = claim.text
    if not _TRAINED.search(text) or re.search(r"n['’]t\b|\bnot\b", text):
        return None
    if OTHERS.search(_ALL_WEIGHTS.sub(" ", text)) or (_FROZEN.search(text) and not _NOT_FROZEN.search(text)):
        return None
    if _COMPARES.search(text):
        return None
    everything = _ALL_WEIGHTS.search(text)
    if not everything and not _TOGETHER.search(text):
        return None
    little = _FEW if everything else _FROZEN
    counts = shares(_TOGETHER.sub(" ", _TRAINED.sub(" ", text)), sentences).counts
    related = int(not any(name in text for name in names)) if everything else _RELATED
    found = (s for s, n in zip(sentences, counts, strict=True) if n >= related and little.search(s))
    return next((sentence for sentence in found if _FROZEN.search(sentence) or not OTHERS.search(sentence)), None)


def frozen_part(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence with a frozen part that a question takes to be trained ("how is the added branch fine-tuned?"): two
    terms for it, one of them beside the word for training; or None.
    """
    text = question
    asking = re.split(r"[.;]\s+(?=\w)", question)[-1]
    if not (presumes(asking) or claims(question)) or re.search(r"n['’]t\b|\bnot\b", text) or OTHERS.search(text):
        return None
    if _FROZEN.search(text) and not _NOT_FROZEN.search(text):
        return None
    said = {other for term in terms(text) for other in as_said(term)}
    for sentence in sentences:
        for match in _FROZEN_PART.finditer(sentence):
            phrase = _PART_END.split(match["part"], maxsplit=1)[0]
            part = {other for term in terms(phrase) for other in as_said(term)}
            if len(part & said) >= _RELATED and any(part & near for near in _beside_training(text)):
                return sentence
    return None


def _beside_training(text: str) -> list[set[str]]:
    """The terms beside each word for training: the last before it and the first behind it."""
    found = []
    for match in _TRAINED.finditer(text):
        before, behind = terms(text[: match.start()]), terms(_PART_END.split(text[match.end() :], maxsplit=1)[0])
        found.append({*before[-4:], *behind[:4]})
    return found
