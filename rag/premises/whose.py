"""Whose work a sentence tells of: others' or the authors' own."""

from rag.wordings import any_word, pattern, whole

OTHERS = whole(
    r"""
    existing conventional prior previous\w* current currently traditional\w* others? most many several unlike typically
    standard commonly often usually
    """,
    "such (?:approaches|methods|models|systems)",
    "these (?:methods|models|approaches)",
)
"""Says of others' work."""
OWN = whole(
    r"we our ours propos\w+",
    f"this {any_word('paper work study survey research method approach framework')}",
    "in this",
)
"""Says of the authors' own."""
OF_OTHERS = pattern(
    rf"{OTHERS.pattern}(?:\s[\w-]+){{0,2}}?\s"
    rf"{any_word('methods? approach(?:es)? models? works? systems? studies techniques? papers? networks? tools?')}\b",
    r"\bothers\b",
    r"\b(?:existing|conventional|prior|previous|current|traditional|earlier)\s(?:[\w-]+\s){0,2}?(?!ones\b)[\w-]+[^\Ws]s\b",
)
"""Says of others' work, in a question, which may mean other things by the same words ("the current film")."""
_ABOUT_OTHERS = pattern(
    r"^\W*(?:(?:and|so|but|the|all|that|these|those|most)\s)*"
    + any_word("others existing earlier prior previous current currently conventional traditional usual older typical")
    + r"\b"
)
_THEY = pattern(r"^\W*(?:it that\s)?(?:they|these|those|their)\b")


def of_others(claim: str, question: str) -> bool:
    """Whether a claim of a question is of others' work, by its first words or by those that "they" stands for."""
    they = _THEY.match(claim) and OTHERS.search(question.partition(claim[:20])[0] or question)
    return bool(they or _ABOUT_OTHERS.match(claim) or OF_OTHERS.match(claim.removeprefix("the ")))
