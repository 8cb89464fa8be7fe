"""Whether a question asks of one named paper if something is so of it, and if that is what it is about."""

import re

from rag.names import Mention, Names

_ASKS_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|well|hm+)\W+)*(?:is|are|was|were|does|do|did|has|have|can|could|will|would)\s+"
    r"(?:(?:the|this|that)\s+)?$",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:['’]s)?(?:\s+(?:paper|study|work|dataset|model))?\s+"
    r"(?:(?:really|actually|also|only|mainly|just|even|at all)\s+)*"
    r"(?:(?:an?\s+)?(?:paper|study|work|one)\s+)?"
    r"(?:about|on|concerned with|related to|(?:dealing|deal) with|concern|address|cover|treat|focus(?:ed|ing)? on|"
    r"(?:(?:have|got)\s+)?(?:anything|something) to do with)\s+(?P<topic>[^?]+)",
    re.I,
)


_POINTED_AT = re.compile(
    rf"{_ASKS_WHETHER.pattern[:-1]}(?:it|they|this|that|(?:(?:the|this|that)\s+)?(?:paper|study|work|model|method|dataset))\b"
    r"(?P<rest>[^(]*)\(“?$",
    re.I,
)
"""The same of a pronoun, for which the paper stands at the end in brackets (`rag.conversation`)."""


def subject_of(question: str, names: Names) -> Mention | None:
    """The paper of which a question asks whether something is so ("does VoCo use CT?"), where it names no other; None
    for any other question.
    """
    mentions = names.mentions(question)
    one = len({mention.papers[0] for mention in mentions}) == 1
    before = question[: mentions[0].start] if one else ""
    return mentions[0] if _ASKS_WHETHER.match(before) or _POINTED_AT.match(before) else None


def asked_topic(question: str, names: Names) -> str | None:
    """What a question asks its paper to be about ("is VoCo about CT?"); None where it asks nothing of the kind."""
    subject = subject_of(question, names)
    if not subject:
        return None
    pointed = _POINTED_AT.match(question[: subject.start])
    match = _ABOUT.match(pointed["rest"] if pointed else question[subject.end :])
    return match["topic"].strip(" .!") if match else None
