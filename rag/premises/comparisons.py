"""A comparison that a question takes for granted, and a sentence that compares the other way round.

By the way that it points (`rag.direction`), or by the side that it puts first (`rag.contradiction`).
"""

import re
from collections.abc import Iterable, Sequence

from rag.contradiction import compared_alike, speaks_of_both, turned_round
from rag.direction import Direction, direction, direction_about, strip_directions
from rag.premises.amounts import Verdict, by_as_much
from rag.premises.everyday import plain
from rag.premises.granted import EXPLAIN, clause_before, presumes
from rag.premises.halves import swapped_halves
from rag.premises.values import by_values
from rag.premises.whose import OWN, of_others
from rag.wordings import any_word, pattern
from rag.words import terms

_POINTS = pattern(
    rf"^\W*(?:{EXPLAIN}\s+|{clause_before('in on for with when')})?"
    + any_word(
        "why",
        f"how {any_word('come did does do was were is are much many')}",
        f"what {any_word('made makes explains caused causes allows allowed lets')}",
        "by (?:how|what)",
    )
    + r"\b"
)
"""Asks for the reason or the size of a difference."""
_COMPARES = pattern(
    r"^\W*(?:[^,?]{4,140},\s*(?:so|and|but|then)\s+)?"
    + any_word(
        rf"(?:which|what)(?=(?:\s+[\w-]+){{1,4}}?\s+{any_word('is are was were')}\s)",
        "why",
        "how come",
        r"by how (?:much|many \w+)",
        r"by what (?:\w+ ){0,2}\w+",
        "how much",
        "what (?:made|makes)",
    )
    + rf"\s+{any_word('do does did is are was were')}?\s*"
)
"""Asks the same; what stands behind it is the claim that one thing beats another."""
_SETS_AGAINST = pattern(r"\b(?:than|beat\w*|outperform\w*|surpass\w*|exceed\w*|against|versus|vs\.?|ahead)\b")
_AUXILIARY = pattern(rf"^\W*{any_word('do does did is are was were can could')}\s+")
_COMPOUND = re.compile(r"\w+-\w[\w-]*")
_WISH = pattern(
    rf"\b{any_word('want wish need seek demand hop call ask argu plead')}\w*\s+(?:for\s+)?(?:\w+\s+)?"
    rf"{any_word('better more higher larger stronger faster greater fewer smaller lower')}\b"
)
"""Says what should be, not what was found."""
_NOT_BEST = pattern(r"(?:\bnot|n['’]t)\b[^,;.?]*\b(?:best|highest|strongest|most \w+)\b")
"""What is not the best may yet be good."""
_SIZED = re.compile(r"\b(?:smaller|larger)\b(?![^?]*\bthan\b)", re.I)
"""Says which things are meant, and compares nothing."""
_CLAUSE = pattern(rf"\b{any_word('but while whereas although though')}\b")
_FEW = 2
"""Sentences that may have a word which tells clauses apart."""


def contradicted(question: str, sentences: Sequence[str], names: Sequence[str] = ()) -> str | None:
    """The first of these sentences that says the opposite of what a question takes for granted, or None; `names` are
    the paper's own, which every clause may have.
    """
    # A compound ("knowledge-enhanced") is the name of a thing and claims nothing.
    points = presumes(question) and _POINTS.match(question)
    asked = (
        direction(_SIZED.sub(" ", _WISH.sub(" ", _COMPOUND.sub(" ", _NOT_BEST.sub(" ", question))))) if points else None
    )
    if asked is None:
        return None
    if not _SETS_AGAINST.search(question) and of_others(
        _AUXILIARY.sub("", question[points.end() :] if points else ""), question
    ):
        sentences = [s for s in sentences if not OWN.search(s) and not any(name in s for name in names)]
    about = strip_directions(_without(question, names))
    topic = _telling(about, sentences)
    told = (s for s in sentences if direction_about(s, topic) not in (asked, None) and not _agrees(s, about, asked))
    return next((s for s in told if speaks_of_both(question, s, names)), None)


def _agrees(sentence: str, about: str, asked: Direction) -> bool:
    """Whether the clause of a sentence that has the most of what is asked about points as it is asked: "ahead on speed,
    but behind on accuracy".
    """
    wanted = set(terms(about))
    clauses = [(len(wanted & set(terms(clause))), direction(clause)) for clause in _CLAUSE.split(sentence)]
    most = max(count for count, _ in clauses)
    pointing = {points for count, points in clauses if count == most}
    return len(clauses) > 1 and pointing == {asked}


def weighed(question: str, sentences: Sequence[str], names: Sequence[str]) -> tuple[Verdict, str] | None:
    """Whether a sentence that is surely meant, by a number, by two values or by two fields, says what a question takes
    for granted or the opposite of it, and that sentence; or None.
    """
    return (
        by_as_much(question, sentences, names) or by_values(question, sentences) or swapped_halves(question, sentences)
    )


def agreed(question: str, sentences: Sequence[str], names: Sequence[str] = ()) -> bool:
    """Whether one of these sentences compares as a question takes for granted; what others say is then no answer."""
    told = weighed(question, sentences, names)
    if told:
        return told[0] == "same"
    return any(compared_alike(question, sentence, names, gains=True) for sentence in sentences)


def turned(question: str, sentences: Iterable[str], names: Sequence[str]) -> str | None:
    """The sentence that compares the other way round than a question takes for granted ("why does B beat A?"), or
    None; `names` are the paper's own, which "we" and "our" stand for.
    """
    asked = _COMPARES.match(question)
    if not asked:
        return None
    claim = plain(question[asked.end() :])
    return next((sentence for sentence in sentences if turned_round(claim, sentence, names, both=True)), None)


def _without(question: str, names: Sequence[str]) -> str:
    for name in names:
        question = question.replace(name, " ")
    return question


def _telling(topic: str, sentences: Sequence[str]) -> str:
    """The words of a topic that tell the clauses of an abstract apart: those that few of its sentences have."""
    held = [set(terms(sentence)) for sentence in sentences]
    return " ".join(word for word in topic.split() if sum(bool(has & set(terms(word))) for has in held) <= _FEW)
