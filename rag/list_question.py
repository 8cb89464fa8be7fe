"""A question for a list or a count in its parts: the topic, the conditions that can be read off a paper, what it sets
aside.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from rag.attributes import attributes
from rag.condition import Condition, one_of_both, word_condition
from rag.conditions import split_conditions
from rag.english import rarity
from rag.left_out import aside_words, set_aside
from rag.makers import part_in
from rag.negation import Negation, negations, with_exclusion
from rag.only import only_in
from rag.own_work import asks_own_work
from rag.required import core_of
from rag.said_names import is_verb
from rag.sizes import as_limit, limit_in
from rag.task_conditions import stricter
from rag.topics import (
    asking_part,
    topic_of,
    without_concessions,
    without_contrasts,
    without_elaboration,
    without_parts,
)

_OTHER_CLAUSE = re.compile(r",?\s*\bor\s+(?:were|was|are|is|did|do|does|have|has)\b[^?]*", re.I)
"""Another way to ask beside a condition: "…, or were they what it was measured against?"."""
_EXAMPLE = re.compile(
    r",?\s*\(?\b(?:for (?:example|instance),?|e\.?g\.?,?|such as|like)\s[^;?.)]*\)?"
    r"|,\s*[^,;?.]*?\b(?:for (?:example|instance))\b",
    re.I,
)
"""Examples of what a condition asks for ("a language other than English, Japanese for example")."""
_EITHER = re.compile(r"\bor\b", re.I)
_SLASH = re.compile(r"(?<![\w/.:-])([A-Za-z][A-Za-z-]*)\s*/\s*([A-Za-z][A-Za-z-]*)(?![\w/.-])")
_WITHOUT = re.compile(r"(?<![\w/])w/o\b", re.I)
_WITH = re.compile(r"(?<![\w/])w/(?=\s|\w{3})", re.I)
_JOINED = frozenset("pet/ct pet/mr pet/mri spect/ct i/o client/server".split())
"""One thing, written with a slash."""
_GENERAL = frozenset(
    """
    ai model models medical medicine clinical image images imaging picture pictures scan scans generated system
    systems method methods approach approaches technique techniques algorithm algorithms network networks
    computer computers machine machines software tool tools program programs field fields area areas domain task tasks
    problem problems data new novel public publicly compare compares compared comparing evaluating testing automatic
    automatically literature original look looks looked looking check checks checked checking hold holds works equally
    directly research biomedical artificial synthetic fake collection collections together introduced across
    experiments trained run ran performance pipeline pipelines
    collected gathered generative text texts pairs
    """.split()
)
"""Words that say no more than that a paper is one of the field, beside a condition."""


_USED = re.compile(
    r"(?:pre-?|fine-?)?(?:train|tun|test|scor|evaluat|benchmark|validat|assess|judg|measur|us|run|tri)(?:e?d)", re.I
)
"""What is done with a dataset or a model."""
_SET = r"(?:data ?sets?|collections?|corpus|corpora|databases?)"
_HOLDING = (
    r"(?:data ?sets?|(?:training|image|data) sets?|collections?|corpus|corpora|databases?)"
    r"(?: here| of (?:their|its) own)?\s+"
    r"(?:(?:that|which)\s+)?(?:of|with|hold\w*|contain\w*|compris\w*|having|have|has|run(?:s|ning)? to|reach\w*"
    r"|amount\w* to|exceed\w*|number\w*)"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_EVERYDAY = 0.5
"""How rare in English a word is at most that says no more than how something is done."""
_SIDES = re.compile(r"\s*,?\s*\b(?:nor|or|and)\b\s*|\s*,\s*", re.I)
_BUT = re.compile(r"\s*,?\s*\b(?:but|and|that|which)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class SetAside:
    """What rules a paper out: that it meets the conditions and mentions the topic, where there are such."""

    conditions: tuple[Condition, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A list question in its parts."""

    topic: str
    conditions: tuple[Condition, ...]
    aside: str | None
    """What it sets aside, as it says it."""
    without: tuple[SetAside, ...]
    """What it sets aside, each of which rules a paper out."""
    limit: str | None
    """A limit to a number that it sets, and that is not compared."""
    plain: str
    """The question without the conditions and what it sets aside."""
    rest: str
    """The question without the conditions."""
    core: str
    """Terms of the field that are all of the topic: papers that say them are about it; empty where there are none."""
    own_work: bool = False
    """It asks for what papers themselves make, use or try, which surveys do not."""


def read_list(question: str) -> ListQuestion:
    """The parts of a question for a list or a count, of the sentence that asks."""
    question = _WITH.sub("with ", _WITHOUT.sub("without", question))
    question = as_limit(_SLASH.sub(_or, asking_part(with_exclusion(question))))
    whole = question
    question = without_concessions(question)
    aside = set_aside(question)
    wanted = question.replace(aside, " ") if aside else question
    if aside and is_general(topic_of(aside_words(aside))):
        aside = None  # "rather than new methods" tells no paper from another
    said, without = [aside] if aside else [], list(_sides(f"with {aside_words(aside)}")) if aside else []
    missed = ""
    for negation in reversed(negations(wanted)):
        if negation.missed:
            if split_conditions(negation.whole)[0]:  # papers that lack annotated datasets neither have nor make them
                missed = f" {negation.said}{missed}"
                wanted = f"{wanted[: negation.start]} {wanted[negation.end :]}"
            continue
        sides = [found for side in negation.sides for found in _sides(side)]
        if _of_papers(negation, sides):
            wanted = f"{_BUT.sub('', wanted[: negation.start])} {wanted[negation.end :].lstrip()}"
            said.insert(0, negation.said)
            without[:0] = sides
    wanted = without_contrasts(wanted)
    only = only_in(wanted)
    if only:
        # "And no other modality" says it again.
        without = [side for side in without if side.conditions or attributes(side.topic)]
        wanted = wanted.replace(only.said, f" {only.topic} ")
    part = part_in(wanted)
    if part:
        without = [side for side in without if side.conditions or attributes(side.topic)]
        wanted = part.topic
    limit = limit_in(wanted)
    # "A dataset of more than a million images": the images are the dataset.
    sized = bool(limit and limit.condition and re.search(rf"\b{_HOLDING}\s+{re.escape(limit.said)}", wanted))
    if sized:
        limit = limit_in(wanted, own=True)
    if limit:
        wanted = wanted.replace(limit.said, f" {limit.topic} ")
    conditions, rest = split_conditions(wanted)
    if sized:
        conditions = tuple(condition for condition in conditions if condition.name != "presents a dataset")
    conditions = (*conditions, *(said.condition for said in (only, part) if said))
    rest = f"{rest.rstrip().rstrip('?')}{missed}" if missed else rest
    if conditions:
        rest = _EXAMPLE.sub("", _OTHER_CLAUSE.sub("", rest))
    topic = topic_of(without_parts(rest))
    asked = " ".join([*rest.strip().rstrip("?").split(), *said])
    if conditions and topic:
        topic, conditions = _beside(topic, conditions, rest)
    core = core_of(without_elaboration(rest)) if topic else ""
    if core:
        topic = rest = core
    conditions = stricter(conditions, whole, core, topic)
    if limit and limit.condition:
        if all(map(_says_nothing, topic.split())):
            topic = ""  # "which papers train on more than 1,000 images"
        conditions = (*conditions, limit.condition)
    set_apart = " or ".join(said) or None
    not_compared = limit.said if limit and not limit.condition else None
    own = asks_own_work(asked)
    return ListQuestion(topic, conditions, set_apart, tuple(without), not_compared, rest, f"{asked}?", core, own)


def _sides(asked: str) -> Iterator[SetAside]:
    """What is asked for, in the parts that it joins."""
    conditions, rest = split_conditions(asked)
    if conditions and not topic_of(rest):
        yield from (SetAside((condition,), "") for condition in conditions)
        return
    first, *others = (part for part in _SIDES.split(asked) if part.strip())
    for part in (first, *(f"with {other}" for other in others)):
        conditions, rest = split_conditions(part)
        topic = topic_of(rest)
        if conditions or topic:
            yield SetAside(conditions, "" if conditions and is_general(topic) else topic)


def _of_papers(negation: Negation, sides: Sequence[SetAside]) -> bool:
    """Whether a negation sets papers aside: it is not one that a condition has in itself ("not about medicine"), nor
    effort that a method is spared ("without labels").
    """
    conditions = [condition for side in sides for condition in side.conditions]
    own = split_conditions(negation.said)[0]
    if not sides or any(condition not in conditions for condition in own if not conditions):
        return False
    return bool(conditions) or (negation.beside and not negation.effort)


def _or(slash: re.Match[str]) -> str:
    """Two words with a slash between them as either of them ("surveys / reviews")."""
    one, other = slash[1], slash[2]
    if f"{one}/{other}".lower() in _JOINED:
        return slash[0]
    return "or" if (one, other) == ("and", "or") else f"{one} or {other}"


def _beside(topic: str, conditions: tuple[Condition, ...], rest: str) -> tuple[str, tuple[Condition, ...]]:
    """A topic that stands beside conditions, and these; where either will do, it becomes one of them."""
    if is_general(topic) or (any(condition.described for condition in conditions) and _is_everyday(topic)):
        return "", conditions
    sides = [topic_of(side) for side in _EITHER.split(rest)]
    if len(sides) == 2 and not all(sides):  # "in Japanese or bilingual": the topic or the condition
        return "", (reduce(one_of_both, [*conditions, word_condition(topic)]),)
    return topic, conditions


def _says_nothing(word: str) -> bool:
    """Whether a word beside a limit tells no paper from another: it is general, everyday, a set of data or a verb."""
    if is_general(word) or is_verb(word) or _is_everyday(word) or re.fullmatch(_SET, word, re.I):
        return True
    return word.islower() and word.endswith("ed") and not attributes(word)


def _is_everyday(topic: str) -> bool:
    words = topic.split()
    return not attributes(topic) and all(
        is_general(word) or (word.islower() and rarity(word) < _EVERYDAY) for word in words
    )


def is_general(topic: str) -> bool:
    """Whether a topic says no more than that a paper is one of the field."""
    return all(_POSSESSIVE.sub("", word.lower()) in _GENERAL for word in topic.split())


def says_only_use(topic: str) -> bool:
    """Whether a topic says no more than what is done with a thing ("trained tuned scored")."""
    return all(word.lower() in _GENERAL or _USED.fullmatch(word) for word in topic.split())
