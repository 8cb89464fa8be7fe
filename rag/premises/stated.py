"""The sentence of an abstract against which a claim of a question goes, whatever kind of claim it is."""

from collections.abc import Sequence

from rag.premises.attained import not_reached
from rag.premises.claims import claims
from rag.premises.comparisons import weighed
from rag.premises.denials import left_out
from rag.premises.extents import less_of_it, many_not_one, one_not_many, one_not_side_by_side, smaller_share
from rag.premises.growth import grows_otherwise
from rag.premises.others import flaw_of_others
from rag.premises.parts import does_without, kept_frozen, swapped_parts
from rag.premises.polarity import unsaid_gain, unsaid_setback
from rag.premises.scales import other_scale
from rag.premises.skills import other_skill
from rag.premises.winners import other_winner


def stated_otherwise(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of these sentences that says otherwise than a question states, or None; `names` are the paper's own.

    Unlike the checks that go by the question itself, this one needs no name: a claim that goes against a sentence about
    the same thing is told by the sentence.
    """
    told = weighed(question, sentences, names)
    if told and told[0] == "opposite":
        return told[1]
    single = one_not_side_by_side(question, sentences) or grows_otherwise(question, sentences)
    if single:
        return single
    for claim in claims(question):
        contrary = (
            other_winner(claim, sentences, names)
            or unsaid_setback(claim, sentences, names)
            or unsaid_gain(claim, sentences)
            or one_not_many(claim, sentences)
            or many_not_one(claim, sentences, names)
            or less_of_it(claim, sentences)
            or smaller_share(claim, sentences)
            or swapped_parts(claim, sentences, names)
            or kept_frozen(claim, sentences, names)
            or does_without(claim, sentences)
            or left_out(claim, sentences)
            or flaw_of_others(claim, sentences)
            or other_scale(claim, sentences)
            or other_skill(claim, sentences)
            or not_reached(claim, sentences)
        )
        if contrary:
            return contrary
    return None
