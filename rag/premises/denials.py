"""What a claim says is left out, or not needed, and an abstract has."""

from collections.abc import Iterator, Sequence

from rag.premises.claims import Claim
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_OUT = pattern(
    r"\b"
    + any_word(
        r"skip\w*(?!\s+(?:connect|layer|path|link)) omit\w* discard\w* without lacks? lacked lacking",
        r"(?:do|does|did|could|can)(?:\s?n['’]?t| not) (?:use|need|have|include|contain|rely on|require|involve)",
        "leav(?:es?|ing) out",
        "left out",
        r"dispens\w+ with",
        "d(?:o|oes|oing|one|id) (?:without|away with)",
        "g[eo]t(?:s|ting)? (?:rid of|by without)",
        r"never us\w+",
        "not (?:at|on|with|from|in)",
        "from (?:using|having|including|needing)",
        r"(?:us\w+|ha(?:s|ve|d)|need\w*|with|requir\w+|includ\w+) no",
    )
    + r"\s+(?:(?:any|an?|the|its|their)\s+)?(?P<out>(?:[\w-]+\s+){0,3}[\w-]+)"
)
_OUT_AROUND = pattern(r"\b(?:leav(?:es?|ing)|left)\s+(?P<out>(?:[\w-]+\s+){0,3}[\w-]+)\s+(?:out|aside)\b")
_NEEDLESS = pattern(
    r"(?P<out>(?:[\w-]+\s+){1,2})(?:(?:is|are|was|were|to be|as)\s+)?"
    r"\b(?:unnecessary|superfluous|pointless|needless|dispensable|not (?:necessary|needed|required))\b"
)
_HAS = pattern(
    r"\b"
    + any_word(
        r"""
        we our propos\w* introduc\w* present\w* leverag\w* use[sd]? using utili[sz]\w* employ\w* incorporat\w*
        integrat\w* combin\w* adopt\w* includ\w* design\w* build\w* develop\w* construct\w* consist\w* compris\w* via
        with joint\w* necessary crucial essential important
        """
    )
    + r"\b"
)
"""Says that a work has something."""
_OWN = pattern(r"\b(?:we|our|propos\w*|introduc\w*|this)\b")
_LACKS = pattern(
    r"\b"
    + any_word(
        r"""
        without no not lack\w* absence limit\w* scarc\w* eliminat\w* avoid\w* unlike ignor\w* overlook\w* neglect\w* few
        hinder\w*
        """,
        "instead of",
        "rather than",
        "need for",
    )
    + r"\b",
    r"n['’]t\b|\bun(?:label|annotat|pair)\w+",
)
_END = pattern(
    r"\b"
    + any_word(
        "than to for in on at with by and but or that which when while from of as the it them they one any",
    )
    + r"\b"
)


def left_out(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence that says a work has what a claim says that it leaves out ("finds experts unnecessary"), or None
    where the abstract speaks of lacking that, too.
    """
    for out in _left_out(claim.text):
        held = [sentence for sentence in sentences if all(group & set(terms(sentence)) for group in out)]
        if out and not any(_LACKS.search(sentence) for sentence in held):
            having = [s for s in held if _HAS.search(s) and (_OWN.search(s) or not OTHERS.search(s))]
            if having:
                return next(filter(_OWN.search, having), having[0])
    return None


def _left_out(text: str) -> Iterator[list[frozenset[str]]]:
    """Each thing that a text says is left out, a term at a time with its synonyms."""
    for words in (_OUT, _OUT_AROUND, _NEEDLESS):
        for match in words.finditer(text):
            phrase = match["out"] if words is _NEEDLESS else _END.split(match["out"], maxsplit=1)[0]
            yield [as_said(term) for term in dict.fromkeys(terms(phrase))]
