"""Does the corpus answer, and if not, what is missing? Decided from the ranking and the words, without a model.

One reason after the other, the first that holds is said. Of any question: it is in another language, is an errand, asks
for medical advice, has a name or a term of the field that no abstract has. Of one that is no list: it is about
something else altogether, names things that stand together nowhere, or asks whether a paper is about what it does not
mention. Then what an abstract lacks (`rag.lacking`, `rag.whether_said`) or says otherwise (`rag.premises`): all that is
asked of one paper by name, and little of what is asked by none.
"""

import re
from collections.abc import Sequence

from rag.advice import asks_advice, of_nobody, only_tells
from rag.asked import asks_who
from rag.attributes import attributes
from rag.embeddings import LocalEmbedding
from rag.errands import is_errand
from rag.field import about_one, above_line, in_field
from rag.gaps import Asked, abstract_of, none_of_them, says_otherwise, together
from rag.head_to_head import read_claim, sizes_up, weighed
from rag.index import Index
from rag.lacking import (
    gives_no,
    has_no,
    knows_no_hands,
    mentions_no,
    offered,
    offers_no,
    unsaid_words,
    without_link,
)
from rag.language import foreign_language
from rag.leading import asks_leader
from rag.missing_words import unmentioned
from rag.names import Names
from rag.premises.otherwise import said_otherwise
from rag.premises.whether import without_whether
from rag.retrieve import Ranking
from rag.spelling import Speller
from rag.standing_out import likely, meant_but_for, stands_out, surely_meant, without_rival
from rag.subject import asked_topic, subject_of
from rag.topics import asking_part
from rag.types import Kind
from rag.unheard import an_example, nowhere
from rag.unknown_names import foreign_names, name_elsewhere, not_together, unknown_name, unknown_subject, unknown_system
from rag.verify import escape_markers
from rag.whether_said import is_unnamed, not_named
from rag.words import words

_EITHER = re.compile(r"\bor\b", re.I)
_DESCRIBES_WORK = 2.0
"""How far above the line to the field what a person tells is that describes a work rather than an ailment. Of 11 such
fragments about works none is below, of 8 about ailments all but one are.
"""
_LOOKED_THROUGH = 200
"""Papers, the best, among which one that compares two systems is looked for."""


def find_gap(
    index: Index,
    ranking: Ranking,
    names: Names,
    speller: Speller,
    question: str,
    kind: Kind = "fact",
    *,
    reworded: bool = False,
) -> str | None:
    """The sentence that says what keeps the corpus from answering this question as asked, or None when it can.

    A list finds out for itself that no paper matches, and a comparison what its papers lack. `reworded`: other words
    for what the question asks were added to it, so that its own may stand nowhere.
    """
    asked = Asked(question, kind, reworded, names.mentions(question), index, ranking, names, speller)
    gap = _another_language(asked) or _errand(asked) or _advice(asked) or _unknown_name(asked) or _unheard_term(asked)
    if gap or asked.listed:
        return gap or _lacks_alone(asked) or (_stated_otherwise(asked) if _of_one(asked) else None)
    gap = _something_else(asked) or _names_apart(asked) or _head_to_head(asked)
    if gap:
        return gap
    topic = asked_topic(question, names)
    if topic:
        return _not_about(asked, topic)
    if kind == "compare":
        return (_lack_all(asked) if asked.named else _lacks_alone(asked)) or _stated_otherwise(asked)
    if not asked.named:
        return _said_of_others(asked) or _none_named(asked)
    if len(asked.named) > 1:
        return _several_named(asked)
    return _one_named(asked) if asked.best in asked.owners else _another_fits_better(asked)


# --- any question --------------------------------------------------------------------------------


def _another_language(asked: Asked) -> str | None:
    language = foreign_language(asked.question)
    if not language:
        return None
    return f"The abstracts are in English and are searched by its words; this question is in {language}."


def _errand(asked: Asked) -> str | None:
    if not is_errand(asked.question):
        return None
    return "The abstracts do not say: they tell what was found, and nothing is made, done or foretold here."


def _advice(asked: Asked) -> str | None:
    if len(asked.named) > 1:  # nobody asks two papers what ails him
        return None
    sounds = isinstance(asked.index.embedder, LocalEmbedding) and not asked.mentions
    vector = asked.ranking.as_asked if sounds else None
    # The title of a paper may speak of a diagnosis; the person does not.
    question = asked.names.without(asked.question, "it")
    if not asks_advice(question, of_papers=asked.listed, vector=vector):
        return None
    telling = only_tells(question, vector) or of_nobody(question, vector)
    if telling and above_line(asked.index, asked.ranking) >= _DESCRIBES_WORK:
        return None
    return (
        "The abstracts do not say: they report research and cannot give advice on a person's health; "
        "please ask a doctor."
    )


def _unknown_name(asked: Asked) -> str | None:
    known = {mention.name for mention in asked.mentions}
    # A capitalised word beside a name is one, too; in a list it may be a topic.
    plain = bool(asked.mentions) and not asked.listed
    unknown = unknown_name(asked.question, asked.index, asked.speller, known, plain=plain)
    if not (unknown or known or asked.listed):
        unknown = unknown_subject(asked.question, asked.speller)
    if not (unknown or asked.listed):
        unknown = unknown_system(asked.question, asked.speller)
    return none_of_them(f"mentions “{unknown}”") if unknown else None


def _unheard_term(asked: Asked) -> str | None:
    if asked.mentions or asked.reworded or asked.kind == "compare":
        return None
    return _none_speaks(asked)


def _of_one(asked: Asked) -> bool:
    """Whether a question that reads like one for papers names one, or describes one that stands out by far: "which
    papers do not use CT?" states nothing of any.
    """
    return bool(asked.named) or about_one(asked.index, asked.ranking)


def _lacks_alone(asked: Asked) -> str | None:
    """Of a question that reads like one for several papers: that the one that is named does not name the team, hospital
    or city asked for, or what led, of which there is no list of papers; or, where none is named, what the one lacks
    that stands out.
    """
    if asked.named:
        of_one = asks_who(asked.question) or asks_leader(asked.question, True)
        alone = bool(of_one) and len(asked.named) == 1 and asked.best in asked.owners
    else:
        alone = about_one(asked.index, asked.ranking)
    lacking = gives_no(asked.question, asked.paper(asked.best), named=bool(asked.named)) if alone else None
    return abstract_of(asked, asked.best, lacking) if lacking else None


# --- no list -------------------------------------------------------------------------------------


def _something_else(asked: Asked) -> str | None:
    if asked.mentions or in_field(asked.index, asked.ranking):
        return None
    return none_of_them("is about this")


def _names_apart(asked: Asked) -> str | None:
    apart = not_together(asked.question, asked.mentions, asked.index) if asked.mentions else None
    return none_of_them(f"speaks of {together(apart)}") if apart else None


def _not_about(asked: Asked, topic: str) -> str | None:
    """That the paper of which it is asked whether it is about something mentions nothing of that; of several things
    joined by "or", if it mentions none.
    """
    number = asked.named[0]
    paper = asked.paper(number)
    lacking: list[str] = []
    for side in _EITHER.split(topic):
        # Of the field's terms it is known how a text may say them.
        known = {word: is_unnamed(term, asked.index, number) for term in attributes(side) for word in words(term.word)}
        strange = unmentioned(side, asked.index, number, asked.mentions[0].name)
        missing = [word for word in words(side) if known.get(word, word in strange)]
        if not missing:
            return None
        lacking += missing
    return f"The abstracts do not say: the abstract of “{escape_markers(paper.title)}” {mentions_no(lacking)}."


def _head_to_head(asked: Asked) -> str | None:
    """That no paper sets the two systems against each other, or one says it the other way round."""
    claim = read_claim(asked.question, asked.names)
    if claim is None or sizes_up(claim, asked.names, asked.index):
        return None
    best = asked.ranking.best_papers(_LOOKED_THROUGH)
    paper, contrary = weighed(claim, asked.names, asked.index, best)
    if paper is None:
        better, worse = escape_markers(claim.better), escape_markers(claim.worse)
        return none_of_them(f"compares “{better}” with “{worse}”")
    # Where it is only asked whether, the sentence is the answer.
    taken = read_claim(without_whether(asked.question), asked.names)
    return says_otherwise(asked, asked.index.numbers[paper.id], contrary) if contrary and taken else None


# --- by how many papers are named ----------------------------------------------------------------


def _none_named(asked: Asked) -> str | None:
    """Nobody said that the best paper is meant: what it lacks counts where all that may be meant lack it, or where it
    stands out.
    """
    paper = asked.paper(asked.best)
    lacking = gives_no(asked.question, paper, named=False)
    near = likely(asked.index, asked.ranking) if lacking else []
    if lacking and all(gives_no(asked.question, asked.paper(number), named=False) for number in near):
        return abstract_of(asked, asked.best, lacking)
    lacking = None if asked.reworded else has_no(asked.bare, paper)
    if lacking and (
        stands_out(asked.ranking)
        or without_rival(asked.bare, asked.index, asked.ranking)
        or surely_meant(asked.question, asked.bare, asked.index, asked.ranking)
    ):
        return abstract_of(asked, asked.best, lacking)
    hands = knows_no_hands(asked.question, paper)
    return abstract_of(asked, asked.best, hands) if hands else _otherwise(asked) or _but_for(asked)


def _said_of_others(asked: Asked) -> str | None:
    """That a system of which only other papers than the best speak is not spoken of so."""
    name = name_elsewhere(asked.question, asked.index, asked.best)
    return none_of_them(f"says this of “{name}”") if name else None


def _but_for(asked: Asked) -> str | None:
    """That the paper described lacks a term by which the question goes wrong."""
    meant = None if asked.reworded else meant_but_for(asked.question, asked.bare, asked.index, asked.ranking)
    return abstract_of(asked, meant[0], mentions_no([meant[1]])) if meant else None


def _one_named(asked: Asked) -> str | None:
    paper = asked.paper(asked.best)
    lacking = (
        gives_no(asked.question, paper, named=True)
        or _foreign_names(asked)
        or _taken_for_granted(asked)
        or knows_no_hands(asked.question, paper)
        or _not_named(asked)
    )
    if lacking:
        return abstract_of(asked, asked.best, lacking)
    return _otherwise(asked) or _no_link(asked) or _unsaid_words(asked)


def _another_fits_better(asked: Asked) -> str | None:
    """One paper is named and another fits better: what the named one lacks is missing all the same."""
    (number,) = asked.named
    lacking = has_no(asked.bare, asked.paper(number))
    first = asked.mentions[0]
    if not lacking and not asked.question[first.start : first.end].islower():  # "medic" may be a word like another
        lacking = gives_no(asked.question, asked.paper(number), named=True)
    return abstract_of(asked, number, lacking) if lacking else _none_speaks(asked)


def _lack_all(asked: Asked) -> str | None:
    """That none of the papers compared gives the detail that is asked of all."""
    numbers = asked.named if len(asked.named) > 1 else list(asked.owners)  # both papers may go by one name
    lacking = [gives_no(asked.question, asked.paper(number), named=True) for number in numbers]
    return abstract_of(asked, numbers[0], lacking[0]) if len(lacking) > 1 and lacking[0] and all(lacking) else None


def _several_named(asked: Asked) -> str | None:
    """Which of them lacks what is asked is not known, but what no paper has, none of them has, and what none of them
    gives is missing; what the question states is held against the best.
    """
    numbers = dict.fromkeys((asked.best, *asked.named))
    lacking = [gives_no(asked.question, asked.paper(number), named=True) for number in numbers]
    if lacking[0] and all(lacking):
        return abstract_of(asked, asked.best, lacking[0])
    return _none_speaks(asked) or _stated_otherwise(asked)


# --- what an abstract lacks or says otherwise ----------------------------------------------------


def _foreign_names(asked: Asked) -> str | None:
    """Names in the question that no paper of the first name has."""
    foreign = foreign_names(asked.bare, [asked.paper(number) for number in asked.owners])
    return mentions_no(foreign) if foreign else None


def _taken_for_granted(asked: Asked) -> str | None:
    """What is taken for granted and stands in no paper of the first name."""
    if asked.reworded or not all(has_no(asked.bare, asked.paper(number)) for number in asked.owners):
        return None
    return has_no(asked.bare, asked.paper(asked.best))


def _not_named(asked: Asked) -> str | None:
    """What it is asked whether the paper has that it does not name."""
    if asked.reworded or subject_of(asked.question, asked.names) is None:
        return None
    unnamed = [not_named(asked.question, asked.bare, asked.index, number) for number in asked.owners]
    return mentions_no(unnamed[0]) if all(unnamed) else None


def _otherwise(asked: Asked) -> str | None:
    """The sentence of the best paper that says otherwise than the question takes for granted."""
    rows = sorted(asked.index.rows(asked.best), key=lambda row: -float(asked.ranking.own[row]))
    return _contrary(asked, rows, presumed=True)


def _stated_otherwise(asked: Asked) -> str | None:
    """A sentence anywhere in the abstract of the best paper that says otherwise than the question states."""
    return _contrary(asked, asked.index.rows(asked.best), presumed=False)


def _contrary(asked: Asked, rows: Sequence[int], *, presumed: bool) -> str | None:
    abstract = asked.paper(asked.best).abstract
    sentences = [abstract[slice(*asked.index.span(row))] for row in rows]
    contrary = said_otherwise(asked.question, asked.bare, sentences, asked.own_names, presumed=presumed)
    return says_otherwise(asked, asked.best, contrary) if contrary else None


def _no_link(asked: Asked) -> str | None:
    paper = asked.paper(asked.best)
    lacking = offers_no(asked.question, paper)
    if not lacking:
        return None
    gap, instead = abstract_of(asked, asked.best, lacking), offered(paper)
    return f"{gap} What it offers: “{escape_markers(instead)}”" if instead else gap


def _unsaid_words(asked: Asked) -> str | None:
    bare = asked.names.without(asking_part(without_link(asked.question)))
    # A name that two papers go by is settled by what the question says further.
    unsaid = {number: unsaid_words(bare, asked.index, number) for number in asked.owners}
    return abstract_of(asked, asked.best, mentions_no(unsaid[asked.best])) if all(unsaid.values()) else None


def _none_speaks(asked: Asked) -> str | None:
    unheard = nowhere(asked.bare, asked.index, asked.ranking)
    if unheard and not asked.mentions and an_example(asked.question, unheard):
        return None
    return none_of_them(f"speaks of “{unheard}”") if unheard else None
