"""What a claim says is left out, or not needed, and an abstract has."""

from collections.abc import Iterator, Sequence

from rag.premises.claims import Claim
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_VERB = any_word(
    "use need have include contain involve cover discuss address treat test",
    "rely on",
    "look at",
    r"consider(?![^?.,]*\b(?:enough|sufficient|suitable|adequate|fit)\b)",
)
_OUT = pattern(
    r"\b"
    + any_word(
        r"skip\w*(?!\s+(?:connect|layer|path|link)) omit\w* discard\w* without lacks? lacked lacking",
        r"exclud\w+",
        r"(?:avoid|shun|reject|abandon)(?:s|ed|ing)?(?= (?:any|all|the|its|their|an?|using|[a-z]+s?\b))",
        r"(?:steer\w*|stay\w*|keep\w*|kept) (?:clear of|away from)",
        r"refus\w+ to (?:use|include|look at|take)",
        r"ignor\w+",
        rf"(?:(?:do|does|did|could|can)(?:\s?n['’]?t| not)|not|not to) (?:{_VERB}|require)",
        "leav(?:es?|ing) out",
        "left out",
        r"dispens\w+ with",
        "d(?:o|oes|oing|one|id) (?:without|away with)",
        "g[eo]t(?:s|ting)? (?:rid of|by without)",
        r"never us\w+",
        "there (?:is |are |was |were )?no",
        "not (?:at|on|with|from|in)",
        "from (?:using|having|including|needing)",
        r"(?:us\w+|ha(?:s|ve|d)|need\w*|with|requir\w+|includ\w+) no",
    )
    + r"\s+(?:using\s+)?(?:(?:any|an?|the|its|their)\s+)?(?P<out>(?:[\w-]+\s+){0,3}[\w-]+)"
)
_OUT_AROUND = pattern(
    r"\b(?:leav(?:es?|ing)|left|thr(?:ow(?:s|ing|n)?|ew)|tak(?:e|es|ing|en)|took|cut(?:s|ting)?)\s+"
    r"(?:(?:the|its|their|any|an?)\s+)?(?P<out>(?:[\w-]+\s+){0,3}[\w-]+)\s+(?:out|aside|away)\b",
    r"\bset(?:s|ting)?\s+(?P<set>(?:[\w-]+\s+){0,3}[\w-]+)\s+aside\b",
)
_NOT_SO = pattern(rf"^not\s.{{3,60}}?\s{_VERB}\s+(?:(?:any|an?|the|its|their)\s+)?(?P<out>(?:[\w-]+\s+){{0,3}}[\w-]+)")
"""Behind "why doesn't it"."""
_PASSIVE = pattern(
    r"(?P<out>(?:[\w-]+\s+){1,3}?)(?<!from being )(?<!not being )"
    r"(?:excluded|omitted|left (?:out|aside)|skipped|ignored|neglected"
    r"|not (?:covered|discussed|included|considered|evaluated|tested|looked at))\b"
)
_NEEDLESS = pattern(
    r"(?P<out>(?:[\w-]+\s+){1,2})(?:(?:is|are|was|were|to be|as)\s+)?"
    r"\b(?:unnecessary|superfluous|pointless|needless|dispensable|not (?:necessary|needed|required))\b"
)
_HAS = pattern(
    r"\b"
    + any_word(
        r"""
        we our propos\w* introduc\w* present\w* leverag\w* use[sd]? using utili[sz]\w* employ\w* incorporat\w*
        integrat\w* combin\w* adopt\w* includ\w* cover\w* span\w* discuss\w* review\w* categori\w* analy\w*
        evaluat\w* perform\w* conduct\w* examin\w* illustrat\w* across design\w* build\w* develop\w* construct\w*
        consist\w* compris\w* via with joint\w* encompass\w* contain\w* curat\w* featur\w* support\w* necessary
        crucial essential important
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
        without no not(?!\sonly\b) lack\w* absence limit\w* scarc\w* eliminat\w* avoid\w* unlike ignor\w* overlook\w*
        neglect\w* few hinder\w*
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
        "than to for in on at with by and but or that which when while from of as the it them they one any altogether "
        "entirely completely wholly",
    )
    + r"\b"
)


_HOW_WELL = pattern(rf"\b{any_word('do does did perform fare work compare behave score cope run')}\b")
"""Asks how something does under a condition ("how does it do without labels?")."""
_THAN = pattern(r"\b(?:than|compared (?:to|with)|versus|vs)\b[^;.?]*")
"""What a work is compared with: that may lack what the work has ("faster than with no pre-training")."""
_PREFIXES = ("un", "un-", "non", "non-", "in", "self-")
_CLAUSE = pattern(r"[,;]", r"\b(?:but|while|whereas|although)\b")


def left_out(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence that says a work has what a claim says that it leaves out ("finds experts unnecessary"), or None
    where the abstract speaks of lacking that, too.
    """
    text = _THAN.sub(" ", claim.text)
    asks_how_well = claim.manner and _HOW_WELL.search(text)
    for out in () if asks_how_well or OTHERS.search(text) else _left_out(text):
        held = [sentence for sentence in sentences if all(group & set(terms(sentence)) for group in out)]
        of_own = [sentence for sentence in held if _OWN.search(sentence) or not OTHERS.search(sentence)]
        if out and not any(_lacks(sentence, out) for sentence in of_own) and not _negated(sentences, out):
            having = [s for s in held if _HAS.search(s) and (_OWN.search(s) or not OTHERS.search(s))]
            if having:
                return next(filter(_OWN.search, having), having[0])
    return None


def _lacks(sentence: str, out: Sequence[frozenset[str]]) -> bool:
    """Whether a clause with some of this speaks of lacking something."""
    clauses = _CLAUSE.split(sentence)
    return any(_LACKS.search(clause) and any(group & set(terms(clause)) for group in out) for clause in clauses)


def _negated(sentences: Sequence[str], out: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence has one of these with a prefix that negates it ("unlabelled", "non-paired")."""
    said = {term for sentence in sentences for term in terms(sentence)}
    return any(f"{prefix}{term}" in said for group in out for term in group for prefix in _PREFIXES)


def _left_out(text: str) -> Iterator[list[frozenset[str]]]:
    """Each thing that a text says is left out, a term at a time with its synonyms."""
    for words in (_OUT, _OUT_AROUND, _NOT_SO, _PASSIVE, _NEEDLESS):
        for match in words.finditer(text):
            found = next(group for group in match.groups() if group)
            phrase = found if words is _NEEDLESS else _END.split(found, maxsplit=1)[0]
            yield [as_said(term) for term in dict.fromkeys(terms(phrase))]
