"""The sentence of an abstract that says otherwise than a question takes for granted, by all the checks there are."""

from collections.abc import Sequence

from rag.premises.comparisons import agreed, contradicted, turned
from rag.premises.contrast import without_others
from rag.premises.counts import miscounted, past_the_last
from rag.premises.needs import excluded, other_medium
from rag.premises.others import part_of_others
from rag.premises.stated import stated_otherwise
from rag.premises.swapped import swapped_sides
from rag.premises.whether import without_whether
from rag.premises.withheld import withheld
from rag.wordings import any_word, pattern

_POLITE = pattern(
    rf"^\W*(?:(?:hi|hello|hey|so|and|but|please)\b\W*)*(?:{any_word('i am', 'i', 'we')}(?:['’](?:d|m|"
    rf"ve))?\s(?:[\w'’]+\s){{0,4}}?"
    r"(?:know|wonder\w*|understand|ask|hear|see|learn)|(?:can|could|would|will)\s(?:you|someone|anyone)\s(?:please\s)?(?:tell\sme|explain|say))\s+"
    rf"(?={any_word('why how what which where who whose when', 'by', 'on', 'in', 'from')}\s)"
)
"""Words by which somebody asks politely."""
_NEAREST = 5
"""Sentences, the nearest to a question, in which a comparison is looked up."""


def said_otherwise(
    question: str, bare: str, sentences: Sequence[str], names: Sequence[str], *, presumed: bool = True
) -> str | None:
    """The first of these sentences, the nearest first, that says otherwise than a question takes for granted, or None.

    `bare` is the question without its names, `names` are those of the paper. Without `presumed`, only what the question
    states is looked at: what several papers are asked need not be presumed of this one.
    """
    question, bare = (without_others(without_whether(_POLITE.sub("", text))) for text in (question, bare))
    if presumed:
        return _presumed(question, bare, sentences, names)
    return None if agreed(question, sentences, names) else _stated(question, sentences, names)


def _presumed(question: str, bare: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    if agreed(question, sentences, names):
        return miscounted(bare, sentences)
    contrary = contradicted(question, sentences[:_NEAREST], names)
    if not contrary and names:
        contrary = (
            turned(question, sentences, names)
            or excluded(question, sentences)
            or part_of_others(question, sentences, names)
        )
    return (
        contrary
        or miscounted(bare, sentences)
        or past_the_last(bare, sentences)
        or withheld(question, sentences)
        or swapped_sides(question, sentences)
        or _stated(question, sentences, names)
    )


def _stated(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    return stated_otherwise(question, sentences, names) or other_medium(question, sentences)
