"""What a paper must say to be on a list at all: the field's own terms that the question names, and, where it asks for
several things together ("both CT and MRI"), each of them.
"""

import re
from itertools import pairwise

from rag.attributes import Attribute, attributes, section_of, term_of
from rag.english import rarity
from rag.said_names import names_asked
from rag.topics import is_done, topic_of

_BOTH = re.compile(
    r"\bboth\s+(?P<one>[^,;?.]{2,40}?)\s+(?:and|as well as)\s+(?P<other>[^,;?.]{2,60}?)"
    r"(?=\s+(?:for|in|to|of|with|on|from|by|at|that|which|and|are|is)\b|[,;?.]|\s*$)",
    re.I,
)
_AND = re.compile(
    r"(?:\w{0,2}\s*(?:images?|imaging|scans?|data)?)?\s*(?:,|,?\s*(?:\band\b|&|\+|\bas well as\b))\s*", re.I
)
_OR = re.compile(r"\bor\b", re.I)
_JOINS = re.compile(r"\b(?:or|and|nor|both|as well as|with|without)\b|&", re.I)
_LONGEST = 4
"""Words of a topic that names what it wants."""
_LONGEST_CORE = 2
_EVERYDAY = 0.3
_OF_PAPERS = frozenset(
    """
    data dataset datasets image images imaging scan scans picture pictures photo photos annotation annotations label
    labels evaluation evaluations experiment experiments result results analysis task tasks problem problems method
    methods model models system systems application applications study studies research material volume volumes refer
    tested tests example examples case cases type types kind kinds belong belongs modality modalities part parts
    use uses offer offers condition conditions disease diseases disorder disorders illness illnesses
    """.split()
)
"""What any paper has."""
_KIND_OF_MODEL = re.compile(r"\b(?!(?:ai|computer|machine|own|new|test)\b)[a-z-]+ (?:model|network)s?\b", re.I)
"""What of models is asked for ("a foundation model for chest x-rays")."""
_USED = re.compile(r"ran|(?:train|test|evaluat|validat|us|run|rely|work|appl|tr)(?:e?s|e|ed|ing|ie[sd]|y|ying)?", re.I)
"""What is done with any data."""
_TOLD = frozenset("report describe described examine examined handle handled".split())
"""Further words for what is done with a thing."""
_ENDS = re.compile(r"\b(?:and|as well as)\b|&|\+", re.I)


def together(question: str) -> tuple[str, ...]:
    """The things that a list question wants a paper to have all at once; empty where it names none.

    >>> together("Which papers use both CT and MRI?"), together("Papers on MRI, CT and ultrasound")
    (('CT', 'MRI'), ('MRI', 'CT', 'ultrasound'))
    """
    if match := _BOTH.search(question):
        sides = topic_of(match["one"]), topic_of(match["other"])
        return sides if all(sides) else ()
    named = [attribute.word for attribute in attributes(question)]
    places = [question.index(word) for word in named]
    between = [question[start + len(word) : end] for word, (start, end) in zip(named, pairwise(places), strict=False)]
    of_one_kind = len({section_of(word) for word in named}) == 1
    listed = len(named) > 1 and all(map(_AND.fullmatch, between)) and _ENDS.search(between[-1])
    return tuple(named) if of_one_kind and listed else ()


def core_of(question: str) -> str:
    """The one term of the field that is all of a question's topic but for everyday words and words of papers
    ("ran COVID-19 data"), or two that stand together; empty where it speaks of something else, too.

    >>> core_of("ran on COVID-19 data"), core_of("accelerated MRI"), core_of("on brain tumours"), core_of("CT or MRI")
    ('COVID-19', '', 'brain tumours', '')
    """
    topic = topic_of(question)
    named = [attribute.word for attribute in attributes(topic, medical=True)]
    named = [word for word in named if not any(word in other.split()[1:] for other in named)]
    same = {term_of(word) for word in named}
    # "The eye or the retina": either word says all of it.
    core = " ".join(named)
    if named and core not in question and len(same) == 1 and None not in same:
        core = named[0]
    if not named or len(named) > _LONGEST_CORE or core not in question:
        return ""
    kept = {word.lower() for word in core.split()}
    told = [word for word in topic.replace(core, " ", 1).split() if word.lower() not in kept]
    told = [word for word in told if not (term := term_of(word)) or term not in same]
    done = [word for word in told if is_done(word) or word.lower() in _TOLD]
    if len(done) > 1 and _OR.search(question):  # "segment, detect or classify": whatever is done with it
        told = [word for word in told if word not in done]
    if _KIND_OF_MODEL.search(" ".join(told)):
        return ""
    several = bool(_JOINS.search(question))
    return core if all(_says_nothing(word, several) for word in told) else ""


def _says_nothing(word: str, several: bool) -> bool:
    """Whether a word beside the core of a topic is of any paper; where `several` things are joined, an everyday one may
    be one of them.
    """
    everyday = not several and word.islower() and word.isalpha() and rarity(word) < _EVERYDAY
    return everyday or word.lower() in _OF_PAPERS or bool(_USED.fullmatch(word))


def terms_named(question: str, topic: str) -> tuple[Attribute, ...]:
    """The field's terms in the topic of a list question, each of which a paper must say in some way; none where any of
    several will do, or where the topic is so long that it describes rather than names.
    """
    return () if _describes(topic) or _OR.search(question) else attributes(topic)


def names_named(topic: str) -> tuple[str, ...]:
    """The names in the topic of a list question, each of which a paper must say; none in a topic that describes."""
    return () if _describes(topic) else names_asked(topic)


def _describes(topic: str) -> bool:
    return sum(word.lower() not in _OF_PAPERS for word in topic.split()) > _LONGEST
