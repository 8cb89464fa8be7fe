"""What a question says of the parts of a method, and a sentence that says it of another part or the opposite."""

import re
from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.premises.granted import denies
from rag.premises.topic import as_said, shares
from rag.wordings import any_word, pattern
from rag.words import terms

_PAIRS = {"encoder": "decoder", "decoder": "encoder", "teacher": "student", "student": "teacher"}
_PART = any_word(" ".join(_PAIRS))
_BEFORE_PART = pattern(rf"(?P<kind>(?:[\w-]+\s+){{1,3}})(?P<part>{_PART})\b")
_PART_OF = pattern(
    rf"\b(?P<part>{_PART})\s+(?:made (?:up )?of|built (?:from|of|with))\s+(?P<kind>(?:[\w-]+\s?){{1,2}})"
)
_PART_IS = pattern(rf"\b(?P<part>{_PART})\s+is\s+(?:also\s+)?an?\s+(?P<kind>(?:[\w-]+\s?){{1,3}})")
_FROZEN = pattern(r"\b(?:frozen|freez\w+)\b")
_TRAINED = pattern(r"\b(?:(?:re)?train\w*|updat\w*|tun\w+|learn\w*)\b")
_TOGETHER = pattern(rf"\b{any_word('every all entire whole fully together jointly alongside rest', 'along with')}\b")
_ALL_WEIGHTS = pattern(
    rf"\b{any_word('every all entire whole')}\s+(?:of )?(?:the |its )?"
    rf"{any_word('weights? parameters? layers? network backbone')}\b"
)
_COMPARES = pattern(
    r"\b(?:(?!rather|other)\w+er than|more \w+ than|less \w+ than|worse|better|beat\w*|outperform\w*|surpass\w*)\b"
)
_NEEDS = pattern(
    r"\b"
    + any_word(
        r"need\w* requir\w+ depend\w* rel(?:y|ies|ied|ying) must necessary fed lean\w* owe\w* recommend\w*",
        "ha(?:s|ve|d) to",
        r"start\w* from",
        "trained (?:on|with)",
    )
    + r"\b"
)
_DOES_WITHOUT = pattern(
    r"\b"
    + any_word(
        "without",
        "in the absence of",
        "no need for",
        "(?:needs?|requir(?:es?|ing)) no",
        r"eliminat\w+ the need for",
        "rather than",
    )
    + r"\s+(?:users? to |\w+ly |specify |provide |give |relying on |requiring |using |the need for |any |an? |the )*"
)
_PHRASE_END = pattern(r"[,.;:()]", r"\b(?:for|to|in|and|but|while|as|of|on|with|by|that|which)\b")
_PREFIX = pattern(r"\b(pre|un|multi|non|re|fine)-(?=\w)")
_RELATED = 2
"""Terms that a sentence must share with a claim."""


def swapped_parts(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence with a part ("the encoder") of which a claim says what the abstract says of its counterpart only."""
    named = set(terms(" ".join(names)))
    told = _kinds(" . ".join(sentences))
    for part, kind in _kinds(claim.text).items():
        other = _PAIRS[part]
        if part in told and (kind - told[part] - named) & told.get(other, set()):
            return max(sentences, key=lambda s: (part in s.lower()) + (other in s.lower()))
    return None


def kept_frozen(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence by which is frozen what a claim says is trained with all the rest, or None; a claim of all the
    weights of the work that one of `names` stands for need not be of the same part.
    """
    text = claim.text
    if not (_TRAINED.search(text) and _TOGETHER.search(text)) or _COMPARES.search(text):
        return None
    if re.search(r"n['’]t\b|\bnot\b", text) or (_FROZEN.search(text) and not re.search("rather than|instead of", text)):
        return None
    related = 0 if _ALL_WEIGHTS.search(text) and any(name in text for name in names) else _RELATED
    counts = shares(_TOGETHER.sub(" ", _TRAINED.sub(" ", text)), sentences).counts
    return next((s for s, n in zip(sentences, counts, strict=True) if n >= related and _FROZEN.search(s)), None)


def does_without(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which a work does without what a claim says that it needs, in two words at least of the same
    phrase ("dependent on pretrained weights", "without pre-trained weights"), or None.
    """
    if not (claim.whole or claim.manner) or not _NEEDS.search(claim.text) or denies(claim.text):
        return None
    needed = {other for term in terms(_PREFIX.sub(r"\1", claim.text)) for other in as_said(term)}
    for sentence in sentences:
        for cue in _DOES_WITHOUT.finditer(joined := _PREFIX.sub(r"\1", sentence)):
            phrase = _PHRASE_END.split(joined[cue.end() :], maxsplit=1)[0]
            if len(needed & set(terms(phrase))) >= _RELATED:
                return sentence
    return None


def _kinds(text: str) -> dict[str, set[str]]:
    """What is said of each part, in terms: "a Swin transformer encoder", "the decoder is a transformer"."""
    found: dict[str, set[str]] = {}
    for form in (_BEFORE_PART, _PART_IS, _PART_OF):
        for match in form.finditer(text):
            found.setdefault(match["part"].lower(), set()).update(terms(match["kind"]))
    return found
