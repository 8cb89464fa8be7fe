"""Does a question take something for granted, rather than ask whether it is so, and does it deny it?"""

from rag.wordings import any_word, pattern


def clause_before(words: str, *phrases: str) -> str:
    """What may stand before the question itself: a clause that begins with one of these words, or one with a colon."""
    return rf"(?:{any_word(words, *phrases)} [^,?]{{4,140}},|[^?:]{{4,140}}:)\s*"


EXPLAIN = r"(?:please )?explain"
_PRESUMES = pattern(
    rf"^\W*(?:{clause_before('since as because if when in for', 'now that', 'given that')})?"
    rf"(?:{any_word('and so but in on for from by at with to of', EXPLAIN)}\s+)?"
    rf"{any_word('why how what which where when who whose')}\b"
)
_DENIES = pattern(
    r"\b"
    + any_word(
        r"""
        not no nobody none never without neither nor cannot can'?t instead free avoid\w* un\w+ed spare spares spared
        sparing skip\w* leaves? omit\w* lack\w* miss(?:es|ing)? dispens\w* remov\w* eliminat\w* drop\w*
        """,
        "rather than",
        r"leav\w+ out",
        "left out",
        r"g[eo]t(?:s|ting)? (?:by(?! (?:on|with)\b)|a?round|rid)",
    )
    + r"\b",
    r"n't\b",
)

_NEAR = 4
"""Words before a thing among which it is denied."""


def presumes(question: str) -> bool:
    """Whether a question takes something for granted, rather than asks whether it is so."""
    return bool(_PRESUMES.match(question))


def denies(text: str) -> bool:
    """Whether a text says what is not, or is done without: then so may the abstract."""
    return bool(_DENIES.search(text))


def denied_before(text: str, at: int) -> bool:
    """Whether a text says just before a place that what stands there is not, or is done without."""
    return denies(" ".join(text[:at].split()[-_NEAR:]))
