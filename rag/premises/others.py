"""What a claim says of a work and an abstract of the work of others, which it sets itself apart from."""

import re
from collections.abc import Sequence

from rag.attributes import section_of
from rag.premises.claims import Claim
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OF_OTHERS, OTHERS
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
_THAN = pattern(r"\b(?:than|versus|compared (?:to|with))\b[^,;.?]*")
"""What something is compared with: that is another work."""
_JUST_ONE = pattern(r"\b(?:just|only|solely)\s(?:(?:at|on|with|from)\s)?(?:the\s)?(?:one|a single|single)\b")
_SINGLE = pattern(r"\bsingle\b")
_NOTHING_ELSE = pattern(
    r"\b"
    + any_word(
        r"solely only predominantly primarily mostly mainly exclusively restrict\w* focus\w* single", "limited to"
    )
    + r"\b"
)
_OWN = pattern(r"\b(?:we|our)\b")
_CAPITALISED = re.compile(r"(?<=[\s(])[A-Z][\w-]*\w")
_HAS_PART = pattern(
    r"\b"
    + any_word(
        r"""
        us(?:es?|ed|ing) arrang\w* built build\w* train\w* integrat\w* insert\w* combin\w* stack\w* contain\w* inside
        within rely relies employ\w* plac\w* implement\w* initiali[sz]\w*
        """
    )
    + r"\b"
)
_NO_PARTS = frozenset({"modalities", "body", "diseases", "data"})
"""Terms of the field that are no component: "models pre-trained on CT"."""
_COMPARES = pattern(
    r"\b"
    + any_word(
        r"""
        than compar\w* versus vs better worse beat\w* outperform\w* against over differ\w* why improv\w* alternative
        """
    )
    + r"\b"
)
_BACKGROUND = pattern(
    r"\b(?:have|has)\s(?:\w+ly\s)?(?:\w+ed|shown|been|become)\b",
    r"\b" + any_word("existing recent conventional traditional current prior prevailing", "such as", "like") + r"\b",
)
"""Says what there was before."""
_PRESENTS = pattern(r"\b" + any_word(r"we our ours this it novel propos\w+ introduc\w+ present\w*") + r"\b")


def flaw_of_others(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence that says of others that they have nothing but what a claim says a work has nothing but ("existing
    studies focus solely on text"), or None.
    """
    if denies(claim.text) or OF_OTHERS.search(claim.text):
        return None
    one = claim.whole and _JUST_ONE.search(claim.text)
    for sentence in sentences if one else ():
        if _SINGLE.search(sentence) and _tells_of_others_alone(sentence):
            return sentence
    for match in _ONLY.finditer(_THAN.sub(" ", claim.text)):
        only = [as_said(term) for term in terms(match["only"] or match["before"])]
        if any(_says_only(sentence, only) for sentence in sentences):
            continue
        for sentence in sentences:
            if _tells_of_others_alone(sentence) and any(group & set(terms(sentence)) for group in only):
                return sentence
    return None


def _says_only(sentence: str, only: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence that is not of others alone says of such a thing that there is nothing else."""
    if _tells_of_others_alone(sentence):
        return False
    found = (set(terms(match["only"] or match["before"])) for match in _ONLY.finditer(sentence))
    return any(group & said for said in found for group in only)


def _tells_of_others_alone(sentence: str) -> bool:
    return bool(OTHERS.search(sentence) and _NOTHING_ELSE.search(sentence)) and not _OWN.search(sentence)


def part_of_others(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence that names as others' work, and nothing but that, what a question takes to be a part of the work
    that `names` stand for ("how are the Mamba blocks arranged inside X?"), or None.
    """
    if not presumes(question) or denies(question) or _COMPARES.search(question) or not _HAS_PART.search(question):
        return None
    for name in names:
        question = question.replace(name, " ")
    for part in _CAPITALISED.findall(question):
        if section_of(part) in _NO_PARTS:
            continue
        whole = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        naming = [sentence for sentence in sentences if whole.search(sentence)]
        if naming and not any(_tells_own(sentence, names) for sentence in naming):
            return naming[0]
    return None


def _tells_own(sentence: str, names: Sequence[str]) -> bool:
    low = sentence.lower()
    own = _PRESENTS.search(sentence) or any(name.lower() in low for name in names)
    return bool(own) or not _BACKGROUND.search(sentence)
