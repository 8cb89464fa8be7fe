"""What a question takes for granted, held against the sentences of an abstract.

"Why does X need paired text?" presumes that it does; an abstract with "without any paired text" says otherwise. Read
are the way that a comparison points (`direction`) and which side it puts first (`contradiction`), what a work does
without, and how many there are of something. A number that a question states and an abstract has nowhere is a premise
too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.contradiction import turned_round
from rag.direction import direction, direction_about, strip_directions
from rag.quantities import find_quantities, missing
from rag.synonyms import Synonyms
from rag.words import stem, terms

_PRESUMES = re.compile(
    r"^\W*(?:(?:(?:since|now that|given that|as|because|if|when|in|for) [^,?]{4,140},|[^?:]{4,140}:)\s*)?"
    r"(?:(?:and|so|but|in|on|for|from|by|at|with|to|of|"
    r"(?:please )?explain)\s+)?"
    r"(?:why|how|what|which|where|when|who|whose)\b",
    re.I,
)
_POINTS = re.compile(
    r"^\W*(?:(?:please )?explain\s+|(?:(?:in|on|for|with|when) [^,?]{4,140},|[^?:]{4,140}:)\s*)?"
    r"(?:why|how (?:come|did|does|do|was|were|is|are)|what (?:made|makes|explains|caused|causes|allows|"
    r"allowed|lets)|by (?:how|what)|how (?:much|many))\b",
    re.I,
)
_COMPOUND = re.compile(r"\w+-\w[\w-]*")
_WISH = re.compile(
    r"\b(?:want|wish|need|seek|demand|hop|call|ask|argu|plead)\w*\s+(?:for\s+)?(?:\w+\s+)?(?:better|more|higher|larger|"
    r"stronger|faster|greater|fewer|smaller|lower)\b",
    re.I,
)
"""Says what should be, not what was found."""
_CLAUSE_END = re.compile(r"[,.;:()]|\b(?:but|while|whereas|and thus|which|that|yet|though)\b", re.I)
_DENIES = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|can'?t|instead|rather than|avoid\w*|un\w+ed|free|spar(?:e|es|ed"
    r"|ing)|"
    r"skip\w*|leav\w+ out|left out|leaves?|"
    r"omit\w*|lack\w*|miss(?:es|ing)?|get(?:s|ting)? (?:by|around|rid)|dispens\w*|remov\w*|eliminat\w*|drop\w*)\b"
    r"|n't\b",
    re.I,
)
_FEW = 2
"""Sentences that may have a word which tells clauses apart."""
_SYNONYMS = Synonyms()
_SOFT = re.compile(r"\b(?:\w+ly|additional|further|extra|explicit|expensive|costly|such|same|large|existing)\b", re.I)
"""Words that a denial says by the way."""


_BY_HAND = re.compile(
    r"\b(?:by hand|manual(?:ly)?|hand-?(?:labell?ed|drawn|annotated|written|picked|crafted)|"
    r"human (?:translators?|annotators?|"
    r"labell?ers?|raters?)|(?:radiologists?|doctors?|physicians?|experts?|"
    r"annotators?|pathologists?)['’]? (?:label|annotat|draw|"
    r"preference)\w*)",
    re.I,
)
"""Work that people do one by one."""
_AUTOMATIC = re.compile(
    r"\bautomat(?:ed|ic|ically)\b.{0,60}\b(?:pipeline|annotat|label|align|generat|extract|construct|collect)|text-mined|"
    r"\bmined\b|natural language processing|machine[- ]translat\w*|weak labels?|pseudo-?labels?|llm-as-a-judge|"
    r"without (?:\w+ )?(?:human|manual|expert)|using gpt",
    re.I,
)
_HANDS = re.compile(
    r"\b(?<!without )(?:manual(?:ly)?|by hand|hand-\w+|expert-annotated|annotators?|annotated by)\b", re.I
)
_COMPARES = re.compile(
    r"^\W*(?:[^,?]{4,140},\s*(?:so|and|but|then)\s+)?(?:(?:which|what)(?=(?:\s+[\w-]+){1,4}?\s+(?:is|are|was|were)\s)|"
    r"why|how come|by how (?:much|many \w+)|by what (?:\w+ ){0,2}\w+|how much|what (?:made|makes))"
    r"\s+(?:do|does|did|is|are|was|were)?\s*",
    re.I,
)
_SUBJECT = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:why|how(?: many| much| often)?|when|where|(?:in|on|by|for|from|with) (?:which|"
    r"what) \w+|"
    r"(?:which|what)(?: [\w-]+){0,4}?)\s+(?:do|does|did|is|are|was|were|must|should|has|have|had|can|could|would|need|"
    r"needs)\b",
    re.I,
)
"""Takes for granted that its subject does something."""
_OTHERS = re.compile(
    r"\b(?:existing|conventional|prior|previous\w*|current|currently|traditional\w*|others?|most|many|several|unlike|"
    r"typically|such (?:approaches|methods|models|systems)|standard|commonly|these (?:methods|models|approaches)|often|"
    r"usually)\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:we|our|ours|this (?:paper|work|study|survey|research|method|approach|framework)|propos\w+|in this)\b", re.I
)
_PART = re.compile(r"[,;:()]|\b(?:while|whereas|but|although|though|(?=than\b)|(?=compared (?:to|with)\b))", re.I)
_NEEDS = re.compile(
    r"\b(?:use|uses|using|need|needs|require|requires|rely|relies|depend|depends|lean|leans|trained|train|learn"
    r"|learns)\s+"
    r"(?:on|upon|from|with)?\s*((?:[\w-]+\s+){0,4}[\w-]+)",
    re.I,
)
"""What a question takes a work to need."""
_NEEDED = re.compile(
    r"\b(?:which|what|whose|how many|the)\s+((?:(?!(?:do|does|did|was|were|is|are|that)\b)[\w-]+\s+){1,5})"
    r"(?:(?:that|which)\s+)?(?:(?:do|does|did|was|were|is|are)\s+)?(?:[\w-]+\s+){1,6}?"
    r"(?:need|use|require|rely|depend|lean|train|learn)\w*\b",
    re.I,
)
"""The same, where it stands before ("which annotations does it need", "the reports that it depends on")."""
_WITHOUT = re.compile(
    r"\b(?:without|requir\w+ no|needs? no|no need for|eliminat\w+ the need for|obviat\w+ the need for|instead of"
    r"|rather than|"
    r"free (?:of|from))\b(?:\s+(?:the|any|need(?:ing)?|use|using|for|guidance|help|to|of|an?|access|relying|on"
    r"|requiring)\b)*",
    re.I,
)
_SOLELY = re.compile(
    r"\b(?:solely|only|exclusively|purely|entirely|nothing but|just)\s+(?:on|from|with|by|using|through|via)\s+", re.I
)
"""Behind it stands all that a work is made of."""
_BEFORE = 4
"""Terms before it among which stands what is done with that ("pre-train the encoder solely on")."""
_UN = re.compile(r"\bun-?(label\w+|annotat\w+|pair\w+)\b", re.I)
_WORD = re.compile(r"[a-z]+")
_NEAR = 3
"""Words behind such a negation that are surely denied."""
_COUNTED = re.compile(r"[\s-]+(?:[a-z][a-z-]*\s+){0,2}?([a-z]{3,}s)\b")
"""Behind a number: what it counts, a plural."""
_ENUMERATED = 4
"""Smaller numbers may be counted from what an abstract lists without giving the number."""


def presumes(question: str) -> bool:
    """Whether a question takes something for granted, rather than asks whether it is so."""
    return bool(_PRESUMES.match(question))


def contradicted(question: str, sentences: Sequence[str], names: Sequence[str] = ()) -> str | None:
    """The first of these sentences that says the opposite of what a question takes for granted, or None; `names` are
    the paper's own, which every clause may have.
    """
    # A compound ("knowledge-enhanced") is the name of a thing and claims nothing.
    points = presumes(question) and _POINTS.match(question)
    asked = direction(_WISH.sub(" ", _COMPOUND.sub(" ", question))) if points else None
    if asked is None:
        return None
    topic = _telling(strip_directions(_without(question, names)), sentences)
    return next((s for s in sentences if direction_about(s, topic) not in (asked, None)), None)


def turned(question: str, sentences: Iterable[str], names: Sequence[str]) -> str | None:
    """The sentence that compares the other way round than a question takes for granted ("why does B beat A?"), or
    None; `names` are the paper's own, which "we" and "our" stand for.
    """
    asked = _COMPARES.match(question)
    if not asked:
        return None
    claim = question[asked.end() :]
    return next((sentence for sentence in sentences if turned_round(claim, sentence, names, both=True)), None)


def made_by_hand(question: str, text: str) -> str | None:
    """What a question takes to have been done by people's hands where a text speaks of a machine's doing it and nowhere
    of such work, in the question's words; or None.
    """
    hands = _BY_HAND.search(question)
    if not hands or not presumes(question) or _DENIES.search(question[: hands.start()]):
        return None
    return hands[0] if _AUTOMATIC.search(text) and not _HANDS.search(text) else None


def strange_numbers(question: str, text: str) -> list[str]:
    """The numbers that a question states and a text has nowhere, as written; small counts are left out."""
    asked = [q for q in find_quantities(question) if q.value >= _ENUMERATED or q.percent or q.decimals]
    strange = missing(asked, find_quantities(text))
    bare = re.sub(r"[^a-z0-9]", "", text.lower())
    found = [question[quantity.start : quantity.end] for quantity in strange]
    # "160k" may be part of a name that the text has.
    return [number for number in found if re.sub(r"[^a-z0-9]", "", number.lower()) not in bare]


def _without(question: str, names: Sequence[str]) -> str:
    for name in names:
        question = question.replace(name, " ")
    return question


def unneeded(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence that says that a work does without what a question takes it to need ("lean on labels" where it has
    "without annotations" or "unlabelled"), or None where one says it otherwise of the work itself.
    """
    if not _SUBJECT.match(question) or _DENIES.search(question):
        return None
    needed = " ".join(match[1] for pattern in (_NEEDS, _NEEDED) if (match := pattern.search(question)))
    wanted = [_as_said(term) for term in dict.fromkeys(terms(needed))]
    for group in wanted:
        denying = [sentence for sentence in sentences if group & _done_without(sentence)]
        if denying and not any(_affirms(sentence, group, names) for sentence in sentences):
            return denying[0]
    return None


def excluded(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that says a work is made solely of something ("trained solely on images") where a question takes it
    to use another thing ("why is it trained on reports?"), or None.
    """
    needs = _NEEDS.search(question)
    if not needs or not presumes(question) or _DENIES.search(question):
        return None
    used = _all_as_said(_CLAUSE_END.split(needs[1], maxsplit=1)[0])
    for sentence in sentences:
        for cue in _SOLELY.finditer(sentence):
            whole = _all_as_said(_CLAUSE_END.split(sentence[cue.end() :], maxsplit=1)[0])
            before = set(terms(sentence[: cue.start()])[-_BEFORE:])
            if used and whole and before & set(terms(needs[0])) and not used & whole:
                return sentence
    return None


def _all_as_said(text: str) -> set[str]:
    return {other for term in terms(text) for other in _as_said(term)}


def _as_said(term: str) -> frozenset[str]:
    return frozenset({term}) | _SYNONYMS.of(term)


def _done_without(sentence: str) -> set[str]:
    """The terms of what a sentence says is done without: the first behind a negation, and those with "un-"."""
    found = {stem(match[1].lower()) for match in _UN.finditer(sentence)}
    for cue in _WITHOUT.finditer(sentence):
        clause = _SOFT.sub(" ", _CLAUSE_END.split(sentence[cue.end() :], maxsplit=1)[0])
        found |= set(terms(" ".join(clause.split()[:_NEAR])))
    return found


def _affirms(sentence: str, group: frozenset[str], names: Sequence[str]) -> bool:
    """Whether a sentence speaks of the authors' own work with one of these terms, and denies none of them."""
    if group & _done_without(sentence):
        return False
    return any(not others and group & set(terms(part)) for part, others in _parts(sentence, names)) and bool(
        _OWN.search(sentence) or any(name.lower() in sentence.lower() for name in names)
    )


def miscounted(question: str, sentences: Iterable[str]) -> str | None:
    """The sentence that counts other than a question does ("the 12 teams" where it has "9-teams"), or None where none
    counts the same things, or one counts as the question does.
    """
    asked = _counts(question)
    other = None
    for sentence in sentences:
        for noun, said in _counts(sentence).items():
            if noun in asked:
                if asked[noun] & said:
                    return None
                other = other or sentence
    return other


def _counts(text: str) -> dict[str, set[float]]:
    """The things that a text counts by their stem, each with its numbers: "25 modalities", "nine public datasets"."""
    found: dict[str, set[float]] = {}
    for quantity in find_quantities(text):
        if quantity.value < 2 or quantity.percent or quantity.decimals:
            continue
        counted = _COUNTED.match(text, quantity.end)
        if counted:
            found.setdefault(stem(counted[1].lower()), set()).add(quantity.value)
    return found


def _parts(sentence: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """A sentence in parts, each with whether it tells of others' work."""
    low = sentence.lower()
    if not _OTHERS.search(sentence):
        yield sentence, False
    elif not _OWN.search(sentence) and not any(name.lower() in low for name in names):
        yield sentence, True
    else:
        parts = [part for part in _PART.split(sentence) if part.strip()]
        others = [part for part in parts if _OTHERS.search(part) and not _OWN.search(part)]
        yield from ((part, True) for part in others)
        yield " ".join(part for part in parts if part not in others), False


def _telling(topic: str, sentences: Sequence[str]) -> str:
    """The words of a topic that tell the clauses of an abstract apart: those that few of its sentences have."""
    held = [set(terms(sentence)) for sentence in sentences]
    return " ".join(word for word in topic.split() if sum(bool(has & set(terms(word))) for has in held) <= _FEW)
