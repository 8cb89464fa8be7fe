"""How clearly a question that names no paper means the one that fits it best, by the ranking's scores."""

from rag.attributes import attributes, lacks, names_any, section_of
from rag.index import Index
from rag.lacking import own_side, text_of
from rag.retrieve import Ranking

_AHEAD = 0.12
"""Score by which the best paper must be ahead for its gaps to count."""
_CLEARLY = 0.06
"""Score by which it must be ahead to be the only one that may be meant where a detail is asked for."""
_SOMEWHAT = 0.05
"""The same where no paper that has what it lacks comes near."""
_OF_RIVALS = 0.11
"""Score by which it must be ahead of those."""
_DATA = frozenset({"modalities", "data"})
"""Sections of the field's terms by which a paper's data are told."""
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


def _has_another(word: str, text: str) -> bool:
    """Whether a text has data of the same kind as a word that it lacks."""
    section = section_of(word)
    return section in _DATA and names_any(section, text)


def likely(ranking: Ranking) -> list[int]:
    """The best paper and, unless it is clearly ahead, those near to it, one of which is meant."""
    if _lead(ranking) >= _CLEARLY:
        return ranking.best_papers(1)
    best = ranking.best_papers(_MOST_LIKELY)
    return [number for number in best if float(ranking.papers[best[0]] - ranking.papers[number]) < _AHEAD]


def _lead(ranking: Ranking) -> float:
    """Score by which the best paper is ahead of the next; that itself, where there is none."""
    best = ranking.best_papers(2)
    return float(ranking.papers[best[0]] - (ranking.papers[best[1]] if len(best) > 1 else 0))
