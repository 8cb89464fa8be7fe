"""The sentence of an abstract against which a claim of a question goes, whatever kind of claim it is."""

from collections.abc import Sequence

from rag.premises.acts import other_outcome
from rag.premises.agents import done_by_machine
from rag.premises.alone import joined
from rag.premises.at_once import done_at_once
from rag.premises.attained import not_reached
from rag.premises.chosen import other_chosen
from rag.premises.claims import Claim, claims
from rag.premises.comparisons import weighed
from rag.premises.denials import left_out
from rag.premises.denied_acts import done_after_all
from rag.premises.extents import (
    fewer_than_asked,
    less_of_it,
    many_not_one,
    one_not_many,
    one_not_side_by_side,
    smaller_share,
)
from rag.premises.fillings import other_filling
from rag.premises.frozen import frozen_part, kept_frozen
from rag.premises.growth import grows_otherwise
from rag.premises.instead import swapped_choice
from rag.premises.languages import one_language
from rag.premises.many_needed import many_needed
from rag.premises.needless import never_needed
from rag.premises.needs import unlabelled, unneeded
from rag.premises.none_of_it import none_of_it
from rag.premises.one_for_all import split_or_shared
from rag.premises.opposite_kinds import opposite_kind
from rag.premises.others import flaw_of_others
from rag.premises.parts import swapped_parts
from rag.premises.polarity import gain_in_both, unsaid_gain, unsaid_setback
from rag.premises.restated import restates
from rag.premises.same_number import counted_otherwise
from rag.premises.scales import other_scale
from rag.premises.skills import other_skill
from rag.premises.whose import of_others
from rag.premises.winners import other_winner
from rag.premises.withheld import for_free, given_away


def stated_otherwise(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of these sentences that says otherwise than a question states, or None; `names` are the paper's own.

    Unlike the checks that go by the question itself, this one needs no name: a claim that goes against a sentence about
    the same thing is told by the sentence.
    """
    told = weighed(question, sentences, names)
    if told and told[0] == "opposite":
        return told[1]
    contrary = (
        one_not_side_by_side(question, sentences)
        or fewer_than_asked(question, sentences)
        or grows_otherwise(question, sentences)
        or given_away(question, sentences, names)
        or for_free(question, sentences)
        or frozen_part(question, sentences)
        or one_language(question, sentences)
        or split_or_shared(question, sentences, names)
        or never_needed(question, sentences)
        or done_by_machine(question, sentences)
        or unneeded(question, sentences, names)
        or unlabelled(question, sentences, names)
        or opposite_kind(question, sentences)
        or other_filling(question, sentences)
        or joined(question, sentences)
        or done_at_once(question, sentences)
        or other_chosen(question, sentences)
        or swapped_choice(question, sentences)
        or none_of_it(question, sentences)
        or many_needed(question, sentences)
        or counted_otherwise(question, sentences)
        or done_after_all(question, sentences)
    )
    if contrary:
        return contrary
    against = (_against(claim, question, sentences, names) for claim in claims(question))
    return next(filter(None, against), None)


def _against(claim: Claim, question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of these sentences that says otherwise than one claim of a question; or None."""
    contrary = other_winner(claim, sentences, names)
    if contrary or of_others(claim.text, question):  # who beats whom counts of others' work, too
        return contrary
    contrary = (
        one_not_many(claim, sentences)
        or swapped_parts(claim, sentences, names)
        or kept_frozen(claim, sentences, names)
        or not_reached(claim, sentences)
        or less_of_it(claim, sentences)
        or smaller_share(claim, sentences)
        or other_scale(claim, sentences)
        or other_outcome(claim, sentences)
        or other_skill(claim, sentences)
    )
    if contrary:
        return contrary
    contrary = (
        unsaid_setback(claim, sentences, names)
        or unsaid_gain(claim, sentences)
        or gain_in_both(claim, sentences)
        or many_not_one(claim, sentences, names)
        or left_out(claim, sentences)
        or flaw_of_others(claim, sentences)
    )
    return None if contrary and restates(claim.text, contrary, names) else contrary
