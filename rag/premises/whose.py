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
)
"""Says of others' work, in a question, which may mean other things by the same words ("the current film")."""
