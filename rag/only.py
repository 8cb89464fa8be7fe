"""A condition that a list question sets by "only": papers on one kind of imaging and no other ("MRI alone, no CT")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.attributes import Term, named_in, said_in, term_of, vocabulary
from rag.condition import Condition, by_sentence
from rag.passages import Span
from rag.types import Paper
from rag.wordings import any_word

_SECTION = "modalities"
_ALONE = any_word("only alone exclusively solely purely")
_AND_NO_OTHER = r"(?:\s*[,(]?\s*\b(?:(?:and|but)\s+)?(?:with\s+)?(?:no|not|without|nothing)\b[^.;?)]*\)?)?"
"""What says the same again: "no other modality"."""
_BEHIND = re.compile(
    rf"\b(?P<what>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){{0,2}}?)(?:\s+(?:data|scans?|images?|imaging))?,?\s+{_ALONE}\b{_AND_NO_OTHER}",
    re.I,
)
_BEFORE = re.compile(
    rf"\b{_ALONE}\s+(?:(?:work|deal|train|test|run|rel|look|focus|operate|built|based)\w*\s+(?=on|with|at|upon|in\b))?(?:(?:on|at|with|to|use|uses|using|about|in)\s+)?(?P<what>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*)?)"
    rf"(?:\s+(?:data|scans?|images?|imaging))?{_AND_NO_OTHER}",
    re.I,
)
_NO_OTHER = re.compile(
    r"\b(?P<what>[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*){0,2}?)(?:\s+(?:data|scans?|images?|imaging))?,?\s+"
    r"(?:and|but|with)\s+(?:(?:on|with|from|of|in|for|use|uses)\s+)?"
    r"(?:(?:no|not any) (?:other|further|second)\b[^.;?,]*|nothing (?:else|more|but that)\b)",
    re.I,
)
"""Says it without an "only": "on MRI and nothing else"."""

_NOT = re.compile(r"\b(?:not|never|rather than|n['’]t)\s+(?:(?:just|on|for|with|from|in|of|the)\s+)*$", re.I)
"""Before it, says that one kind alone is not what is wanted ("not X-rays only")."""
_PEOPLE = re.compile(r"\b\w+(?:graphers?|ologists?)\b", re.I)
"""Those who take and read images are no kind of imaging."""


@dataclass(frozen=True, slots=True)
class Only:
    """What of a question says it, and the condition."""

    said: str
    condition: Condition
    topic: str = ""
    """What stands beside it: "chest" of "only chest x-rays"."""


def only_in(question: str) -> Only | None:
    """The one kind of imaging that a list question wants papers to be on; None where it wants none alone.

    >>> only_in("papers on MRI alone, no CT mixed in").condition.name
    'is on MRI and no other imaging'
    """
    for wording in (_BEHIND, _BEFORE, _NO_OTHER):
        for match in wording.finditer(question):
            if _NOT.search(question[: match.start()]):
                continue
            words = match["what"].split()
            for start in range(len(words)):
                for end in range(len(words), start, -1):
                    what = " ".join(words[start:end])
                    term = term_of(what) or term_of(f"{what} image")  # "MR" is of MR images
                    if term and term.section == _SECTION:
                        begins = 0 if wording is _BEFORE else match[0].index(what)
                        said = question[match.start() + begins : match.end()]
                        beside = " ".join(words[:start] + words[end:]) if wording is _BEFORE else ""
                        return Only(said, _only(what, term), beside)
    return None


def _only(what: str, term: Term) -> Condition:
    others = _others(term)

    def met(paper: Paper) -> Span | None:
        text = _PEOPLE.sub("", f"{paper.title}. {paper.abstract}")
        if not named_in(term, text) or any(named_in(other, text) for other in others):
            return None
        return by_sentence(lambda sentence: named_in(term, sentence))(paper) or by_sentence(bool)(paper)

    name = f"on {what} and no other imaging"
    return Condition(f"is {name}", f"are {name}", re.compile(re.escape(what)), met)


@cache
def _others(term: Term) -> Sequence[Term]:
    """The other kinds of imaging, as texts name them; not those that are kinds of this one, or this of them."""
    return tuple(
        other
        for other in vocabulary()
        if other.section == _SECTION
        and not said_in(term, ", ".join(other.asked))
        and not said_in(other, ", ".join(term.asked))
    )
