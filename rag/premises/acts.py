"""What was done to the data, more of it or less, and what came of it: a claim that it got worse by that, or better, and
a sentence by which the same did the opposite.

Laymen say "threw the look-alikes out" where an abstract has "dataset reduction": that both take data away is what they
share, and what the sentence says came of it is then what the claim has wrong.
"""

from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.premises.granted import denies
from rag.wordings import any_word, pattern

_DATA = any_word(
    r"""
    data(?:sets?)? images? pictures? photos? scans? slices? films? footage videos? clips? frames? samples? examples?
    cases? reports? x-rays? radiographs? corpus recordings?
    """
)
_AWAY = any_word(
    r"""
    threw throw\w* toss\w* remov\w* dropp\w* drop discard\w* weed\w* prun\w* thinn\w* trimm\w* cull\w* delet\w*
    filter\w*
    reduc(?:e[sd]?|ing|tions?) dedup\w* subsampl\w*
    """,
    r"(?:left|leav\w*|took|tak\w*|cut\w*|kick\w*|sort\w*) (?:[\w-]+ ){0,5}?(?:out|away)",
    "got rid of",
    "clean(?:ed|ing)? (?:out|up)",
)
_ADDED = any_word(
    r"""
    add(?:s|ed|ing|ition)? extend(?:s|ed|ing)? expand\w* enlarg\w* enrich\w* augment(?:s|ed|ing)? broaden\w*
    """,
    r"mix(?:ed|ing)? (?:[\w-]+ ){0,4}?in(?:to)?",
    r"(?:pour|throw|threw|put|bring|brought)\w* (?:[\w-]+ ){0,4}?in(?:to)?",
    r"also (?:shown|given|fed)",
    r"more (?:heterogeneous|diverse|varied)",
)
_NEAR = r"(?:[^\s,;.]+\s+){0,6}?"
_ACTS = tuple(pattern(rf"\b{act}\s+{_NEAR}{_DATA}\b", rf"\b{_DATA}\s+{_NEAR}{act}\b") for act in (_AWAY, _ADDED))
"""Something done to data, beside them on either side: taken away, and added."""
_WHEN = pattern(r"\b(?:after|once|when|whenever|as soon as|as|because|by|from|with)\b")
_ROSE = pattern(
    r"\b(?:improv\w*|gains?|increas\w*|boost\w*|rais\w*|rose|benefi\w*|better|outperform\w*|enhanc\w*|higher|"
    r"rise\w*|climb\w*|(?:go|goes|went) up)\b"
)
_FELL = pattern(
    r"\b(?:worse\w*|drops?|dropped|declin\w*|decreas\w*|degrad\w*|deteriorat\w*|hurt\w*|harm\w*|lower(?:s|ed)?|fell|"
    r"fall(?:s|en|ing)?|suffer\w*|sank|sinks?|dumber|lost|los(?:e|es|ing)|(?:go|goes|went) down)\b"
)
_RESULT = pattern(r"\b(?:performance|results?|accurac\w+|scores?|AUC|AUROC|Dice|F1|tasks?|models?)\b")
"""What gets better or worse; not a cost."""


def other_outcome(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which data taken away, or added, did the opposite of what a claim says came of it; None where any
    sentence has that come of it, or none speaks of the same.

    >>> claim = Claim("results get worse after the keepers threw the blurred pictures out", whole=True)
    >>> other_outcome(claim, ["Removing blurred images improves performance."])
    'Removing blurred images improves performance.'
    """
    rose, fell = _ROSE.search(claim.text), _FELL.search(claim.text)
    came = rose or fell
    if not claim.whole or not came or (rose and fell) or denies(claim.text[: came.start()]):
        return None
    when = _WHEN.search(claim.text, came.end())
    acts = [act for act in _ACTS if act.search(claim.text, when.end())] if when else []
    if len(acts) != 1:
        return None
    alike, opposite = (_ROSE, _FELL) if rose else (_FELL, _ROSE)
    told = [sentence for sentence in sentences if acts[0].search(sentence)]
    if any(alike.search(sentence) for sentence in told):
        return None
    return next((sentence for sentence in told if opposite.search(sentence) and _RESULT.search(sentence)), None)
