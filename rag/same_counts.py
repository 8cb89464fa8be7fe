"""Which paper a question means that tells it by a number: "tested on 14 imaging datasets" is the one that counts 14."""

from rag.index import Index
from rag.premises.counts import counted_things
from rag.quantities import Quantity, missing
from rag.retrieve import Ranking

_LEAST = 5
"""Smaller numbers of the same things are in many papers."""
_BEHIND = 0.1
"""Score by which the paper may be behind the best one: a number alone does not make a paper fit."""
_LOOKED_AT = 10
"""Papers, the best, among which it is looked for."""


def counting_as_many(question: str, index: Index, ranking: Ranking) -> int | None:
    """The one paper near the best that counts as many of the same things as a question does, where the best one does
    not; None where there is none, or the question counts nothing.
    """
    asked = {
        noun: [quantity for quantity in said if quantity.value >= _LEAST]
        for noun, said in counted_things(question).items()
    }
    asked = {noun: said for noun, said in asked.items() if said}
    if not asked:
        return None
    best, *others = ranking.best_papers(_LOOKED_AT)
    least = float(ranking.papers[best]) - _BEHIND
    near = [number for number in others if float(ranking.papers[number]) >= least]
    if not near or _counts_so(asked, index, best):
        return None
    found = [number for number in near if _counts_so(asked, index, number)]
    return found[0] if len(found) == 1 else None


def _counts_so(asked: dict[str, list[Quantity]], index: Index, number: int) -> bool:
    """Whether a paper has all numbers that a question has of some things, for the same things."""
    counted = counted_things(index.papers[number].abstract)
    return all(noun in counted and not missing(said, counted[noun]) for noun, said in asked.items())
