"""What a question takes a work to need or to be made of, where an abstract says that it does without it."""

from collections.abc import Iterator, Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern, whole
from rag.words import stem, terms

# --- the question's words ---

_DOES = any_word("do does did was were is are")
_SUBJECT = pattern(
    r"^\W*(?:(?:and|so|but)\s+)?"
    + any_word(
        "why when where",
        r"how(?: (?:many|much|often))?(?: [\w'’-]+){0,6}?",
        rf"{any_word('in on by for from with')} (?:which|what) \w+",
        r"(?:which|what)(?: [\w'’-]+){0,4}?",
    )
    + rf"\s+{any_word('must should has have had can could would need needs', _DOES)}\b"
)
"""Takes for granted that its subject does something."""
_NEEDS = pattern(
    r"\b"
    + any_word(
        """
        use uses using need needs require requires rely relies depend depends lean leans trained train learn learns
        """
    )
    + rf"\s+{any_word('on upon from with')}?\s*(?P<needed>(?:[\w-]+\s+){{0,4}}[\w-]+)"
)
"""What a question takes a work to need."""
_NEEDED = pattern(
    rf"\b{any_word('which what whose the', 'how many')}\s+(?P<needed>(?:(?!(?:{_DOES}|that)\b)[\w'’-]+\s+){{1,5}})"
    rf"(?:(?:that|which)\s+)?(?:{_DOES}\s+)?(?:[\w'’-]+\s+){{0,6}}?"
    rf"{any_word('need use require rel depend lean train learn')}(?:e?s|ies|y|e?d|ied|t|ing)?\b"
)
"""The same, where it stands before ("which annotations does it need", "the reports that it depends on")."""

_LABELLED = pattern(
    rf"^\W*{any_word('how who which', 'by whom')}\b[^?]*?"
    rf"\b(?P<needed>{any_word('labell?ed annotated outlined contoured delineated')})\b[^?]*\b(?:pre-?)?train\w*"
)
"""Takes what it is pre-trained on to have labels ("how were the scans annotated on which it is pre-trained?")."""
_FED_LABELLED = pattern(
    rf"\b{any_word('fed trained taught shown learns? learnt learned')}\s(?:[\w-]+\s){{0,5}}?"
    r"(?P<needed>marked-up|(?:hand-)?(?:labell?ed|annotated|outlined|marked))\s[a-z]"
)
"""The same of what it is fed, in everyday words."""
_SOME_LABELS = pattern(
    r"(?<!un)(?<!un-)(?<!self-)(?<!weakly )(?<!weakly-)\bsupervised\b|"
    r"\b(?:semi-supervis|weakly|fine-?tun|few-shot|distill?|pseudo)\w*|"
    r"\b(?:limited|scarce|few|small|fewer|less|minimal)\s(?:\w+\s){0,2}?(?:label|annot)\w+"
)
"""Says that there are labels after all, if few or at another stage."""

# --- the abstract's words ---

_CLAUSE_END = pattern(r"[,.;:()]", rf"\b{any_word('but while whereas which that yet though', 'and thus')}\b")
_ON_THE_WAY = any_word(
    """
    the any need needing use using for guidance help to of an? access relying on requiring know knowing having
    specifying setting apriori beforehand
    """,
    "a priori",
    "in advance",
)
"""Words between a negation and what it denies."""
_WITHOUT = pattern(
    r"\b"
    + any_word(
        "without",
        r"requir\w+ no",
        "needs? no",
        "no need for",
        r"(?:eliminat|obviat|remov|avoid|lift|bypass|circumvent)\w+ the (?:need|requirement|necessity) "
        r"(?:for|of|to)",
        "instead of",
        "rather than",
        "free (?:of|from)",
    )
    + rf"\b(?:\s+{_ON_THE_WAY}\b)*"
)
"""Behind it stands what is done without."""
_NEAR = 3
"""Words behind it that are surely denied."""
_UN = pattern(rf"\bun-?(?P<done>{any_word('label annotat pair')}\w+)\b")
"""The same in a word ("unlabelled")."""
_SOFT = whole(r"\w+ly additional further extra explicit expensive costly such same large existing")
"""Words that a denial says by the way."""
_SOLELY = pattern(
    rf"\b{any_word('solely only exclusively purely entirely just', 'nothing but')}\s+"
    rf"{any_word('on from with by using through via')}\s+"
)
"""Behind it stands all that a work is made of."""
_TRAINING = pattern(r"\b(?:pre-?)?train\w*")
_WORDS = any_word("reports? texts? captions? descriptions? sentences narratives")
_PICTURES = any_word("images? imaging pictures? scans? pixels? videos? films?")
_MEDIA = {"text": whole("", _WORDS), "pictures": whole("", _PICTURES)}
_TRAINED_ON = {
    medium: pattern(
        rf"\b{words}\b(?! (?:generat|writ|draft|quality|task|produc)\w*)(?:\s[\w'’-]+){{0,11}}?"
        r"\s(?:(?:pre-?)?train\w*|(?:as|for) (?:\w+ )?supervision)",
        rf"\b(?:pre-?)?train\w*\s(?:on|with|from)\s(?:[\w-]+\s){{0,3}}?{words}\b(?! (?:generat|writ|draft|quality)\w*)",
    )
    for medium, words in (("text", _WORDS), ("pictures", _PICTURES))
}
"""What a question takes to be trained on; what is written by a trained work is not."""
_LABELS = frozenset(map(stem, "annotations labels outlines contours delineations hand-drawn hand-labelled".split()))
"""What people mark for a machine to learn from."""
_LABELLED_STEMS = frozenset(map(stem, "labelled labeled annotated annotation label".split()))
_SEVERAL = whole("models methods approaches networks encoders systems")
"""Not the one that an abstract presents."""
_BEFORE = 4
"""Terms before it among which stands what is done with that ("pre-train the encoder solely on")."""
_PART = pattern(
    r"[,;:()]",
    r"\b" + any_word("while whereas but although though", r"(?=than\b)", r"(?=compared (?:to|with)\b)"),
)
"""Between the parts of a sentence that may tell of one and of the other."""


def unneeded(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence that says that a work does without what a question takes it to need ("lean on labels" where it has
    "without annotations" or "unlabelled"), or None where one says it otherwise of the work itself.
    """
    # What is asked after a claim ("and X, does that need labels?") is not taken for granted.
    taken = question if _SUBJECT.match(question) else "; ".join(claim.text for claim in claims(question))
    if denies(question):
        return None
    needed = " ".join(match["needed"] for needing in (_NEEDS, _NEEDED, _LABELLED) if (match := needing.search(taken)))
    wanted = [as_said(term) | (_LABELS if term in _LABELS else set()) for term in dict.fromkeys(terms(needed))]
    for group in wanted:
        denying = [sentence for sentence in sentences if group & _done_without(sentence)]
        if denying and not any(_affirms(sentence, group, names) for sentence in sentences):
            return denying[0]
    return None


def unlabelled(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence with what is unlabelled, or taken without labels, where a question states that marked data were fed
    in ("first fed marked-up tumours"); None where any sentence has labels in it.
    """
    if denies(question) or not any(_FED_LABELLED.search(claim.text) for claim in claims(question)):
        return None
    if any(_SOME_LABELS.search(sentence) for sentence in sentences):
        return None
    labels = frozenset(_LABELS | _LABELLED_STEMS)
    denying = [sentence for sentence in sentences if labels & _done_without(sentence) and not OTHERS.search(sentence)]
    affirmed = any(_affirms(sentence, labels, names) for sentence in sentences)
    return denying[0] if denying and not affirmed else None


_THAN = pattern(r"\bthan\b[^,;:?]*")
"""What a work is compared with: that uses other things."""


def excluded(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that says a work is made solely of something ("trained solely on images") where a question takes it
    to use another thing ("why is it trained on reports?"), or None.
    """
    question = _THAN.sub(" ", question)
    needs = _NEEDS.search(question)
    if not needs or not presumes(question) or denies(question):
        return None
    used = _all_as_said(_clause(needs["needed"]))
    for sentence in sentences:
        for cue in _SOLELY.finditer(sentence):
            solely = _all_as_said(_clause(sentence[cue.end() :]))
            before = set(terms(sentence[: cue.start()])[-_BEFORE:])
            if used and solely and before & set(terms(needs[0])) and not used & solely:
                return sentence
    return None


def other_medium(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that says a work is trained solely on pictures where a question takes text to be trained on, too
    ("which report encoder is trained alongside?"), or the other way round; or None.
    """
    if not presumes(question) or denies(question) or _SEVERAL.search(question) or OTHERS.search(question):
        return None
    used = {medium for medium, trained in _TRAINED_ON.items() if trained.search(question)}
    for sentence in sentences if used else ():
        for cue in _SOLELY.finditer(sentence):
            solely = {medium for medium, words in _MEDIA.items() if words.search(_clause(sentence[cue.end() :]))}
            if len(solely) == 1 and used - solely and _TRAINING.search(sentence, 0, cue.start()):
                return sentence
    return None


def _clause(text: str) -> str:
    """A text up to where its first clause ends."""
    return _CLAUSE_END.split(text, maxsplit=1)[0]


def _all_as_said(text: str) -> set[str]:
    return {other for term in terms(text) for other in as_said(term)}


def _done_without(sentence: str) -> set[str]:
    """The terms of what a sentence says is done without: the first behind a negation, and those with "un-"."""
    found = {stem(match["done"].lower()) for match in _UN.finditer(sentence)}
    for cue in _WITHOUT.finditer(sentence):
        clause = _SOFT.sub(" ", _clause(sentence[cue.end() :]))
        found |= set(terms(" ".join(clause.split()[:_NEAR])))
    return found


def _affirms(sentence: str, group: frozenset[str], names: Sequence[str]) -> bool:
    """Whether a sentence speaks of the authors' own work with one of these terms, and denies none of them."""
    if group & _done_without(sentence):
        return False
    return any(not others and group & set(terms(part)) for part, others in _parts(sentence, names)) and bool(
        OWN.search(sentence) or any(name.lower() in sentence.lower() for name in names)
    )


def _parts(sentence: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """A sentence in parts, each with whether it tells of others' work."""
    low = sentence.lower()
    if not OTHERS.search(sentence):
        yield sentence, False
    elif not OWN.search(sentence) and not any(name.lower() in low for name in names):
        yield sentence, True
    else:
        parts = [part for part in _PART.split(sentence) if part.strip()]
        others = [part for part in parts if OTHERS.search(part) and not OWN.search(part)]
        yield from ((part, True) for part in others)
        yield " ".join(part for part in parts if part not in others), False
