"""Good or bad at a task: what a claim says of a system, and a clause that says the opposite of it."""

import re
from collections.abc import Iterator, Sequence

from rag.premises.claims import Claim
from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_GOOD = pattern(
    r"\b"
    + any_word(
        r"""
        excel\w* proficien\w* superior\w* strong\w* good best state-of-the-art promis\w* adept well better outperform\w*
        surpass\w* wins? won beats? shone shin(?:e|es) ahead improv\w* benefi\w* helps? enhanc\w* robust\w* accura\w*
        high
        """
    )
    + r"\b"
)
_MADE_BETTER = pattern(r"\b(?:improv|benefi|helps?|enhanc)\w*\b|\bto better\b")
"""Says that something is made better, not that it is good: what it was bad at."""
_BAD = pattern(
    r"\b"
    + any_word(
        r"""
        struggl\w* challeng\w* difficult\w* weak\w* poor\w* bad badly worse worst fail\w* lack\w* trouble suffer\w*
        drop\w* degrad\w* hardest deteriorat\w* underperform\w* hurt\w* lower
        """,
        "f(?:e|a)lls? short",
    )
    + r"\b"
)
_CLAUSE = pattern(r";", rf"\b{any_word('but while whereas although though however yet')}\b")
_NOT = pattern(r"\b(?:not|no|little)\b|n['’]t\b")
_AT = pattern(r"^[^,]{0,40}?\b(?:at|in|on|with|when|for)\s+(?P<task>.+)$")
"""Behind the word for good or bad: at what."""
_END = pattern(
    rf"\b{any_word('than to for by and but or that which when while compared according against in on among across')}\b"
)
_TASK = 4
"""Terms of a task at most."""
_NAMED = 2
"""Terms before the word for good or bad from which on they say what it is about."""


def other_skill(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which a system is good at the task at which a claim says that it is bad, or the other way round;
    None where a clause about as much of the task says as the claim does.
    """
    found = _first(claim.text) if claim.whole else None
    if not found:
        return None
    pointer, good = found
    behind = _AT.match(claim.text[pointer.end() :])
    if not behind:
        return None
    task = [as_said(term) for term in terms(_END.split(behind["task"], maxsplit=1)[0])[:_TASK]]
    system = [as_said(term) for term in terms(claim.text[: pointer.start()])]
    if not task or not system:
        return None
    same, other, contrary = 0, max(0, len(task) - 2), None
    for sentence in sentences:
        for is_good, subject, tasks in _skills(sentence if good else _MADE_BETTER.sub(" ", sentence)):
            about = sum(bool(group & tasks) for group in task)
            if not any(group & subject for group in system):
                continue
            if is_good == good:
                same = max(same, about)
            elif about > other:
                other, contrary = about, sentence
    return contrary if other > same else None


def _skills(sentence: str) -> Iterator[tuple[bool, set[str], set[str]]]:
    """Clause by clause, whether something is said to be good or bad, and the terms of what, and of what for."""
    before: set[str] = set()
    for clause in _CLAUSE.split(sentence):
        found = _first(clause)
        if not found:
            before = before | set(terms(clause))
            continue
        pointer, good = found
        subject = set(terms(clause[: pointer.start()]))
        if len(subject) < _NAMED:  # "but faces challenges"
            subject |= before
        yield good, subject, set(terms(clause[pointer.end() :]))
        before = subject


def _first(text: str) -> tuple[re.Match[str], bool] | None:
    """The first word for good or bad, and whether it says good, a negation before it turning it round."""
    found = [
        (match.start(), match, good) for words, good in ((_GOOD, True), (_BAD, False)) if (match := words.search(text))
    ]
    if not found:
        return None
    _, pointer, good = min(found, key=lambda one: one[0])
    return pointer, good != bool(_NOT.search(text, 0, pointer.start()))
