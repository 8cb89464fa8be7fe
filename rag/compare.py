"""Comparison questions: which papers they compare, and what they ask of each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rag.alternatives import alternatives, is_work
from rag.frames import (
    CONTRASTS,
    appose,
    described_works,
    held_against,
    is_one_work,
    is_publication,
    maybe_side_texts,
    of_one_name,
    phrase_around,
    shared_head,
    shared_name,
    side_texts,
    stand_apart,
)
from rag.names import Mention, Names, named_papers
from rag.retrieve import Ranking
from rag.signs import has_name, names_of, read_source
from rag.types import Paper
from rag.words import terms

MOST_SIDES = 4
_TWO = 2

_JOINT = re.compile(
    r"\s*(?:;|\?|\.\s|,?\s+(?:vs\.?|versus|and|or|against|while|whereas|but|with|from|than|to)\s+(?:by |of |in "
    r"|the (?:one|other) |one |a |an |another |the )?"
    r"|,\s*(?:another(?: one)?|the other|one|while)?\s*)",
    re.I,
)
_NUMBER = re.compile(r"\b(?:the |these |are )?(two|three|four|both)\b", re.I)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_PART_TERMS = 3
"""Index terms that a part of the question must have to stand for a paper by itself."""
_AGAINST = re.compile(
    rf"{CONTRASTS}|\b(?:compar\w+|differ\w*|versus|vs|unlike|opposed to|both|each|similar\w*|in common|than)\b", re.I
)
_WEIGHS = re.compile(
    rf"{CONTRASTS}|\b(?:compar\w+|differ\w*|versus|vs|unlike|opposed to|similar\w*|in common|than)\b", re.I
)
"""The same but for "each" and "both", which may be of what is in one paper."""
_DESCRIBES = re.compile(
    r"^\W*(?:(?:compare|contrast|what|how|do|does|did|is|are|the|an?|one|another)\s+)*(?:[\w/'’-]+\s+){1,5}?(?:stud(?:y|ies)|"
    r"paper|work|survey|review|method|model|network|approach|system|framework|dataset|benchmark|challenge|tool|toolbox|"
    r"encoder|transformer|assistant|chatbot|technique)\b",
    re.I,
)
"""A part that plainly stands for a paper ("the redundancy-pruning study"), so that there may be more than two."""
_LIKELY = 12
"""Best papers of a question among which those of its parts must be."""
_LIKELY_OF_SIDES = 20
"""The same where a question describes both sides in a frame that only papers stand in."""
_OF_ONE = 0.75
"""How much what is said of one side counts by itself; with what is said of both it counts the rest of 2."""
_LOOKED_THROUGH = 200
"""Best papers in which the words are looked up by which a question calls two papers."""
_PLAINLY, _APART, _WELL = 0.08, 0.14, 0.6
"""How much better than the named paper another must fit a description to be what it describes; how much better each of
two papers must fit its own description than the other does; the score of a paper that fits one well.
"""
_FAR, _FAIRLY = 0.22, 0.5
"""How much better another must fit a description that it fits only fairly, and the score of one that does."""
_NEAR = 0.06
"""How much better each of two papers must fit its own description, where the question fits these two best."""
_OF_TWO = re.compile(
    rf"{CONTRASTS}|\b(?:both|each|either|respectively|versus|vs|compar\w+|differ\w*|same|similar\w*|alike|common)\b",
    re.I,
)
"""Asks of two works, which it may only describe."""
_NOT_BESIDE = re.compile(
    r"\b(?:not|rather than|instead of|"
    r"(?:first|again|later|then|known|published|presented|introduced|described|appear\w*|out)\s+as)"
    r"\s+(?:just |only )?$",
    re.I,
)
"""Leaves out the work that follows, or says that it is the same."""
_OF_EACH_ONE = re.compile(
    r"\b(?:twice|each(?! other)|either|respectively|the two|former\b.*\blatter|"
    r"both (?:of them|papers|studies|works|times|versions))\b|\bboth\W*$",
    re.I,
)
"""Asks of two papers that go by one name."""
_CLOSE = 0.75
"""A paper that no part points at is a side when it scores at least this share of the best one."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The papers that a question compares, in its order."""

    numbers: tuple[int, ...]


def find_sides(
    question: str, ranking: Ranking, names: Names, rank: Callable[[str], Ranking], papers: Sequence[Paper]
) -> Sides | None:
    """The two to four of these papers that a question compares, or None when it does not point at two.

    Papers that it names come first; then its parts ("…, another …", "A vs B") are each looked up by themselves, beside
    two names those that plainly stand for a paper; then others that go by the one name ("the first VoCo and the later
    one"), or that have a name which the named one lacks.
    """
    mentions = names.mentions(question)
    by_size = _by_size(question, names, rank)
    if by_size:
        return Sides(tuple(by_size[:MOST_SIDES]))
    sides = _told_apart(question, mentions, rank)
    bare = names.without(question, " ; ")
    parts = [part for part in _JOINT.split(bare) if part and len(set(terms(part))) >= _PART_TERMS]
    described = [part for part in parts if _DESCRIBES.search(part)]
    least = max(2, *(_COUNTS[m.lower()] for m in _NUMBER.findall(question)), 0)
    # A part's paper must also be among the better ones for the whole question.
    likely = ranking.best_papers(_LIKELY)
    if sides:
        sides += _beside(_works_beside(question, mentions), sides, rank, likely)
    most = max(least, min(MOST_SIDES, len(sides) + len(described)))
    if len(sides) >= least and (mentions or not described):
        return Sides(tuple(sides[:MOST_SIDES]))
    if len(sides) < least:
        alike = _works_on_one_name(question, mentions, rank) or _of_one_name(question, mentions, ranking, papers)
        framed = _in_frame(question, names, ranking, rank, likely)
        if len(alike) == least:
            return Sides(tuple(alike))
        if len(framed) >= max(least, len(described)):
            return Sides(tuple(framed))
    if mentions and len(sides) == least - 1 and _NUMBER.search(question):
        sides += _counted_with(_works_beside(question, mentions), sides, rank, likely)
        if len(sides) == least:
            return Sides(tuple(sides))
    against = held_against(question)
    if len(sides) == 1 and against:
        sides += _another(against, sides[0], rank, likely)
    for part in parts if len(sides) < 2 else described:
        scores = rank(part)
        best = scores.best_papers(1)[0]
        if best in sides or len(sides) == MOST_SIDES or best not in likely:
            continue
        # What is said of no one work may be said of the named paper itself.
        apart = against or is_one_work(part) or not mentions or scores.papers[best] - scores.papers[sides[0]] >= _APART
        if apart:
            sides.append(best)
    if len(sides) < least:
        sides += _by_name(bare, mentions, sides, ranking, papers)[: least - len(sides)]
    for number in ranking.best_papers(MOST_SIDES):
        if len(sides) < least and number not in sides and ranking.papers[number] >= _CLOSE * ranking.papers.max():
            sides.append(number)
    if len(sides) < 2:
        return None
    order = {number: place for place, number in enumerate(sides)}
    best_first = sorted(sides, key=lambda n: (-float(ranking.papers[n]), order[n]))[:most]
    return Sides(tuple(sorted(best_first, key=order.__getitem__)))


def _by_size(question: str, names: Names, rank: Callable[[str], Ranking]) -> list[int]:
    """The papers that a question sets against each other by size; of those that it only describes the ones that fit
    best. Empty where one of them is no paper; where it names none of them, unless two plainly are.
    """
    texts = alternatives(question)
    found: dict[str, int] = {}
    for text in texts:
        own = list(dict.fromkeys(number for mention in names.mentions(text) for number in mention.papers))
        if own:
            found[text] = own[0] if len(own) == 1 else _fits_best(rank(text), own)
    described = [text for text in texts if text not in found]
    if not found:
        plain = len(texts) == _TWO and all(map(is_one_work, texts))
        return _apart(texts, rank, rank(question).best_papers(_LIKELY)) if plain else []
    if not all(map(is_work, described)):
        return []
    whole = rank(question).papers if described else np.zeros(0, np.float32)
    for text in described:
        scores, others = rank(text).papers, list(found.values())
        fits = scores + whole
        fits[others] = -1
        best = int(fits.argmax())
        # A description that fits a named paper better is of that.
        if scores[best] < max(_FAIRLY, float(scores[others].max())):
            return []
        found[text] = best
    sides = list(dict.fromkeys(found[text] for text in texts))
    return sides if len(sides) > 1 else []


def _fits_best(ranking: Ranking, numbers: Sequence[int]) -> int:
    return max(numbers, key=lambda number: float(ranking.papers[number]))


def weighs_sizes(question: str, names: Names, rank: Callable[[str], Ranking]) -> bool:
    """Whether a question asks which of two or more papers has more of something, or for their order by size."""
    return bool(_by_size(question, names, rank))


def _told_apart(question: str, mentions: Sequence[Mention], rank: Callable[[str], Ranking]) -> list[int]:
    """The papers that these names stand for; of several that go by one, the one that fits the words beside it ("the
    large-scale VoCo paper").
    """
    sides = named_papers(mentions)
    for mention in mentions if len(sides) > 1 else ():
        of = [number for number in mention.papers if number in sides]
        if len(mention.papers) > 1 and len(of) == 1:
            scores = rank(phrase_around(question, mention.start, mention.end)).papers
            sides[sides.index(of[0])] = max(mention.papers, key=lambda number: float(scores[number]))
    return sides


def _works_beside(question: str, mentions: Sequence[Mention]) -> list[str]:
    """What a question says of each work that it describes, apart from the papers that it names, or from other such."""
    names = [(mention.start, mention.end) for mention in mentions]
    works = [
        (start, end)
        for start, end in described_works(question, names)
        if len(set(terms(question[start:end]))) >= _PART_TERMS
    ]
    return [
        question[slice(*work)]
        for work in works
        if stand_apart(question, sorted([*names, work] if names else works))
        and not any(appose(question, name, work) for name in names)
        and not _NOT_BESIDE.search(question[: work[0]])
    ]


def _works_on_one_name(question: str, mentions: Sequence[Mention], rank: Callable[[str], Ranking]) -> list[int]:
    """The two papers that go by the first name in a question which describes two works on that ("GPT-4V does well in
    the quiz study; does the benchmark study agree?"), in its order; empty where one is rather another paper.
    """
    owners = mentions[0].papers if mentions else ()
    works = [text for start, end in described_works(question, []) if is_publication(text := question[start:end])]
    if not len(owners) == len(works) == _TWO:
        return []
    scores = [rank(work).papers for work in works]
    one, other = max((owners, owners[::-1]), key=lambda pair: float(scores[0][pair[0]] + scores[1][pair[1]]))
    ahead = max(float(scores[0].max() - scores[0][one]), float(scores[1].max() - scores[1][other]))
    return [one, other] if ahead < _APART else []


def _two_texts(question: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """What a question says of each of two works that may be parts of one; empty where it describes no two."""
    works = () if mentions or not _OF_TWO.search(question) else _works_beside(question, ())
    return maybe_side_texts(question) or (tuple(works[:2]) if len(works) > 1 else ())


def _beside(
    texts: Sequence[str], named: Sequence[int], rank: Callable[[str], Ranking], likely: Sequence[int]
) -> list[int]:
    """The papers that these descriptions plainly point at, besides the named ones."""
    found: list[int] = []
    for text in texts:
        pointed = [set(_another(text, number, rank, likely)) for number in named]
        found += [number for number in set.intersection(*pointed) if number not in found]
    return found


def _counted_with(
    texts: Sequence[str], named: Sequence[int], rank: Callable[[str], Ranking], likely: Sequence[int]
) -> list[int]:
    """The paper that the one description beside names means, where the question counts it with these ("each of the
    three"): what fits it well and best, but for the named ones.
    """
    if len(texts) != 1:
        return []
    scores = rank(texts[0])
    best = next((number for number in scores.best_papers(len(named) + 1) if number not in named), None)
    return [best] if best is not None and best in likely and scores.papers[best] >= _WELL else []


def _of_one_name(
    question: str, mentions: Sequence[Mention], ranking: Ranking, papers: Sequence[Paper]
) -> Sequence[int]:
    """The papers that go by one name in a question that asks of two or more, or in whose text the words stand by which
    it calls them.
    """
    if mentions and len(mentions[0].papers) > 1 and _of_several(question):
        return mentions[0].papers
    called = shared_name(question)
    if mentions or not called:
        return ()
    pool = ranking.best_papers(_LOOKED_THROUGH)
    words = re.compile(rf"\b{re.escape(called)}\b", re.I)
    return [n for n in pool if words.search(f"{papers[n].title} {papers[n].abstract}")]


def _of_several(question: str) -> bool:
    return bool(of_one_name(question) or _NUMBER.search(question) or _OF_EACH_ONE.search(question))


def _in_frame(
    question: str, names: Names, ranking: Ranking, rank: Callable[[str], Ranking], likely: Sequence[int]
) -> list[int]:
    """The papers of the two sides that a question describes: of those likely for all of it, the two that fit best what
    is said of each; a side that has a name of one paper alone is that paper. Of parts that may stand in one paper as
    well, none, unless they plainly stand in two.
    """
    texts = side_texts(question)
    if not texts:
        return _apart(_two_texts(question, names.mentions(question)), rank, likely)
    head = shared_head(question)
    likely = ranking.best_papers(_LIKELY_OF_SIDES)
    fits = []
    for text in texts:
        named = [mention.papers[0] for mention in names.mentions(text) if len(mention.papers) == 1]
        # What is said of both tells which papers there may be, what is said of one which of them it is.
        own, of_both = rank(text).papers, rank(f"{head} {text}").papers
        scores = _OF_ONE * own + (2 - _OF_ONE) * of_both + ranking.papers
        fits.append({number: float(scores[number]) for number in named[:1] or likely})
    pairs = [(fits[0][one] + fits[1][other], one, other) for one in fits[0] for other in fits[1] if one != other]
    return list(max(pairs, default=(0.0,))[1:])


def _apart(texts: Sequence[str], rank: Callable[[str], Ranking], likely: Sequence[int]) -> list[int]:
    """The papers that fit two texts best, where each fits its own well and plainly better than the other does."""
    if not texts:
        return []
    scores = [rank(text).papers for text in texts]
    one, other = (int(found.argmax()) for found in scores)
    ahead = float(scores[0][one] - scores[0][other]), float(scores[1][other] - scores[1][one])
    # Those that the whole question fits best need neither fit as well nor stand as far apart.
    best = {one, other} == set(likely[:2])
    well = min(float(scores[0][one]), float(scores[1][other])) >= (_FAIRLY if best else _WELL)
    least = _NEAR if best else _APART
    return [one, other] if well and min(ahead) >= least and {one, other} <= set(likely) else []


def _another(described: str, named: int, rank: Callable[[str], Ranking], likely: Sequence[int]) -> list[int]:
    """The paper that fits a description well, and plainly better than the named one, which may tell of it."""
    scores = rank(described).papers
    best = int(scores.argmax())
    ahead = _PLAINLY if is_one_work(described) else _APART
    least, well = float(scores[best] - scores[named]), float(scores[best])
    plainly = (least >= ahead and well >= _WELL) or (least >= _FAR and well >= _FAIRLY)
    return [best] if plainly and best in likely else []


def names_another(question: str, rank: Callable[[str], Ranking], names: Names, papers: Sequence[Paper]) -> bool:
    """Whether a question holds one named paper against a name that it lacks and another of the likely ones has, or
    against a work that it describes and that is plainly another; or one such work against another.
    """
    mentions = names.mentions(question)
    sides = named_papers(mentions)
    if len(sides) > 1:
        return False
    against, works = held_against(question), _works_beside(question, mentions)
    texts = _two_texts(question, mentions)
    if not (texts or against or works or (sides and _AGAINST.search(question))):
        return False
    ranking = rank(question)
    likely = ranking.best_papers(_LIKELY)
    # What stands in neither part is what both parts are of.
    whole = any(not any(mention.name in text for text in texts) for mention in mentions)
    if not whole and _apart(texts, rank, likely):
        return True
    if not sides:
        return False
    if len(mentions[0].papers) > 1 and _OF_EACH_ONE.search(question):
        return True
    if _works_on_one_name(question, mentions, rank):
        return True
    if _beside([*works, *([against] if against else [])], sides, rank, likely):
        return True
    own = {number for mention in mentions for number in mention.papers}
    if not _WEIGHS.search(question):
        return False
    # A paper that goes by the name, too, is no other: all that is asked stands in it.
    return bool(set(_having_names(names.without(question, " ; "), sides, ranking, papers)) - own)


def _by_name(
    bare: str, mentions: Sequence[Mention], sides: Sequence[int], ranking: Ranking, papers: Sequence[Paper]
) -> list[int]:
    """Further papers that go by the name of one, then for each name in the question that the sides lack (`bare` is
    without those of papers) the likeliest paper that has it.
    """
    of_name = [number for mention in mentions[:1] for number in mention.papers if number not in sides]
    return list(dict.fromkeys([*of_name, *_having_names(bare, sides, ranking, papers)]))


def _having_names(bare: str, sides: Sequence[int], ranking: Ranking, papers: Sequence[Paper]) -> list[int]:
    """For each name in the question that the sides lack the likeliest paper that has it."""
    held = [read_source(papers[number]) for number in sides]
    found: list[int] = []
    for name in names_of(bare) if held else ():
        if not any(has_name(name, source) for source in held):
            having = (n for n in ranking.best_papers(_LIKELY) if has_name(name, read_source(papers[n])))
            found += [number for number in having if number not in (*sides, *found)][:1]
    return found
