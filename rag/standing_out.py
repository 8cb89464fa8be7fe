"""How clearly a question that names no paper means the one that fits it best, by the ranking's scores."""

import re

from rag.attributes import Attribute, attributes, lacks, names_any, section_of
from rag.field import ahead_by_tokens
from rag.index import Index
from rag.lacking import own_side, text_of
from rag.premises.claims import claims
from rag.premises.granted import presumes
from rag.retrieve import Ranking, rank

_AHEAD = 0.09
"""Score by which the best paper must be ahead for its gaps to count."""
_CLEARLY = 0.045
"""Score by which it must be ahead to be the only one that may be meant where a detail is asked for."""
_IN_BOTH, _BY_TOKENS = 0.03, 0.55
"""Score by which it may be ahead where its tokens are nearer than any other's, too, and standard deviations by which.
Of 15 questions for a detail that the paper meant lacks, and less ahead than that, 9 are so; of 10 that are answered,
among 3 200 answerable ones, none is.
"""
_BESIDE, _SOMEWHAT_BY_TOKENS = 0.06, 0.4
"""Score by which other papers that may be meant are behind at most where the best one's tokens are nearer than any
other's, by these standard deviations. Of 1 700 answerable questions the best paper lacks the detail in 5, and one that
has it is less behind in all but one of them, whose tokens are no nearer.
"""
_RIVAL_FOR_TERM = 0.06
"""The same ahead of a paper that has a term which it lacks."""
_SOMEWHAT = 0.05
"""The same where no paper that has what it lacks comes near."""
_OF_RIVALS = 0.11
"""Score by which it must be ahead of those."""
_DATA = frozenset({"modalities", "data"})
"""Sections of the field's terms by which a paper's data are told."""
_KINDS = _DATA | {"networks", "training"}
"""Those by which it is told what a paper is made of: where it has one of a kind, another is a wrong one."""
_LOOSE = frozenset({"body", "diseases", "treatments"})
"""Those that laymen name as examples ("doodle over a kidney")."""
_BUT_FOR, _BUT_FOR_KIND = 0.06, 0.04
"""Score by which the best paper must be ahead once a term that it lacks is left out of the question; and by which where
it has another of the kind. Of 860 answerable questions about described papers none is refused with these.
"""
_RIVAL_BUT_FOR = 0.09
"""The same ahead of the papers that have the term."""
_PULLS = 0.06
"""Score by which a paper with the term may be ahead before it is left out: one farther ahead is the one meant."""
_MOST_LIKELY = 20
"""Papers at most that may be meant."""
_LOOKED_THROUGH = 200
"""Papers, the best, among which rivals are sought."""


def stands_out(ranking: Ranking) -> bool:
    """Whether the best paper is clearly ahead, so that what it lacks is what the corpus lacks."""
    return _lead(ranking) >= _AHEAD


def without_rival(bare: str, index: Index, ranking: Ranking) -> bool:
    """Whether the best paper, somewhat ahead, has other data than a question without its names speaks of (CT where that
    has MRI), and no paper with any of those comes near: then the question does not mean one of these.
    """
    number, *others = ranking.best_papers(_LOOKED_THROUGH)
    text = text_of(index.papers[number])
    missing = [term for term in attributes(own_side(bare)) if lacks(term, text) and _has_another(term.word, text)]
    if not missing or _lead(ranking) < _SOMEWHAT:
        return False
    near = (other for other in others if float(ranking.papers[number] - ranking.papers[other]) < _OF_RIVALS)
    return all(lacks(term, text_of(index.papers[other])) for other in near for term in missing)


def surely_meant(question: str, bare: str, index: Index, ranking: Ranking) -> bool:
    """Whether a question that takes something for granted means the best paper, although that lacks a number, data, a
    network or a way of training of which the question speaks: its tokens are nearer than any other's, and no paper with
    the term comes near. `bare` is the question without its names.
    """
    if not presumes(question) or _lead(ranking) < _CLEARLY or (ahead_by_tokens(index, ranking) or 0.0) < _BY_TOKENS:
        return False
    number, *others = ranking.best_papers(_LOOKED_THROUGH)
    text = text_of(index.papers[number])
    missing = [term for term in attributes(own_side(bare)) if lacks(term, text)]
    if any(section_of(term.word) not in _KINDS for term in missing):
        return False
    near = (other for other in others if float(ranking.papers[number] - ranking.papers[other]) < _RIVAL_FOR_TERM)
    return all(lacks(term, text_of(index.papers[other])) for other in near for term in missing)


def _has_another(word: str, text: str) -> bool:
    """Whether a text has data of the same kind as a word that it lacks."""
    section = section_of(word)
    return section in _DATA and names_any(section, text)


def meant_but_for(question: str, bare: str, index: Index, ranking: Ranking) -> tuple[int, str] | None:
    """The paper that a question describes but for one term of the field, by its number, and that term, which it lacks;
    None where no paper is clearly meant so. `bare` is the question without its names.

    A term draws the papers that have it to the front, so that it hides which paper the rest describes: it is left out,
    and that paper must then be ahead of all others, and far ahead of those that have the term.
    """
    taken = presumes(question)
    if not taken and not claims(question):
        return None
    for term in attributes(own_side(bare)):
        section = section_of(term.word)
        if section is None or section in _LOOSE or not _may_be_wrong(term, index, ranking):
            continue
        scores = rank(index, re.sub(rf"\b{re.escape(term.word)}s?\b", " ", question), ranking.mode)
        number, *_ = scores.best_papers(1)
        text = text_of(index.papers[number])
        enough = _BUT_FOR_KIND if section in _KINDS and names_any(section, text) else _BUT_FOR
        if not lacks(term, text) or _lead(scores) < enough or not (taken or enough < _BUT_FOR):
            continue
        if float(scores.papers[number]) - _best_score(term, index, scores, has=True) >= _RIVAL_BUT_FOR:
            return number, term.word
    return None


def _may_be_wrong(term: Attribute, index: Index, ranking: Ranking) -> bool:
    """Whether some paper has a term, and none that has it is clearly ahead."""
    having = _best_score(term, index, ranking, has=True)
    return having > 0 and having - _best_score(term, index, ranking, has=False) < _PULLS


def _best_score(term: Attribute, index: Index, ranking: Ranking, *, has: bool) -> float:
    """The score of the best paper that has a term, or has not; 0 where there is none."""
    best = ranking.best_papers(_LOOKED_THROUGH)
    found = (number for number in best if lacks(term, text_of(index.papers[number])) is not has)
    return next((float(ranking.papers[number]) for number in found), 0.0)


def likely(index: Index, ranking: Ranking) -> list[int]:
    """The best paper and, unless it is clearly ahead, those near to it, one of which is meant."""
    lead, by_tokens = _lead(ranking), ahead_by_tokens(index, ranking) or 0.0
    if lead >= _CLEARLY or (lead >= _IN_BOTH and by_tokens >= _BY_TOKENS):
        return ranking.best_papers(1)
    best = ranking.best_papers(_MOST_LIKELY)
    behind = _BESIDE if by_tokens >= _SOMEWHAT_BY_TOKENS else _AHEAD
    return [number for number in best if float(ranking.papers[best[0]] - ranking.papers[number]) < behind]


def _lead(ranking: Ranking) -> float:
    """Score by which the best paper is ahead of the next; that itself, where there is none."""
    best = ranking.best_papers(2)
    return float(ranking.papers[best[0]] - (ranking.papers[best[1]] if len(best) > 1 else 0))
