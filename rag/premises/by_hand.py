"""Work that a question takes people to have done one by one, where a machine did it."""

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.wordings import any_word, pattern

_PEOPLE = any_word(
    "radiologists? doctors? physicians? experts? annotators? pathologists? clinicians? humans? volunteers? students?"
)
_WORK = any_word(
    r"""
    label\w* annotat\w* draw\w* drew preference\w* gave given tagg?\w* rank\w* outlin\w* trac(?:ed|ing) mark(?:ed|ing)
    typ(?:es?|ed|ing) enter(?:s|ed|ing)? dictat\w*
    """
)
_BY_HAND = pattern(
    r"\b"
    + any_word(
        r"manual(?:ly)?",
        "by hand",
        rf"hand-?{any_word('labell?ed drawn annotated written picked crafted')}",
        f"(?:human|professional) {any_word('translators? annotators? labell?ers? raters?')}",
        rf"{_PEOPLE}['’]?\s(?:[\w-]+\s){{0,2}}?{_WORK}",
        rf"{_WORK}\s(?:[\w-]+\s){{0,2}}?by\s(?:[\w-]+\s){{0,2}}?{_PEOPLE}",
    )
)
"""People's work, in a question."""
_AUTOMATIC = pattern(
    rf"\bautomat(?:ed|ic|ically)\b.{{0,60}}\b"
    rf"{any_word('pipeline annotat label align generat extract construct collect')}",
    "text-mined",
    r"\bmined\b",
    "natural language processing",
    r"machine[- ]translat\w*",
    "weak labels?",
    "pseudo-?labels?",
    "llm-as-a-judge",
    r"without (?:\w+ )?(?:human|manual|expert)",
    "using gpt",
)
"""A machine's work."""
_HANDS = pattern(
    r"\b(?<!without )"
    + any_word(r"manual(?:ly)? hand-\w+ expert-annotated annotators?", "by hand", "annotated by")
    + r"\b"
)
"""The same, in an abstract."""
_WHETHER = pattern(
    rf"[,;:.?]\s*(?:and\s+|or\s+|so\s+)?{any_word('do does did is are was were has have had or')}\b[^,;:.?]*$"
)
"""Before what is asked for itself: "where are they from, did somebody draw them by hand?"."""


def made_by_hand(question: str, text: str) -> str | None:
    """What a question takes to have been done by people's hands where a text speaks of a machine's doing it and nowhere
    of such work, in the question's words; or None.
    """
    hands = _BY_HAND.search(question)
    if (
        not hands
        or _WHETHER.search(question, 0, hands.start())
        or not (presumes(question) or claims(question))
        or denies(question[: hands.start()])
    ):
        return None
    return hands[0] if _AUTOMATIC.search(text) and not _HANDS.search(text) else None
