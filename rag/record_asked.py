"""What a question asks of a paper's record: who wrote it, when and where it was published."""

import re

from rag.facts import Field
from rag.types import Paper

_CITED = (
    r"\bhow (?:do|does|should|can|shall|would) (?:i|we|you|one) (?:cite|reference|credit)\b|\bbibtex\b"
    r"|\b(?:citation|bibliographic entry|full reference|reference) (?:for|of) (?:this|that|the (?:paper|article|study)|"
    r"(?-i:[A-Z]))"
)
"""Asks for what a paper is cited by, who wrote it and when."""
_AUTHORS = re.compile(
    _CITED + r"|\bwho (?:wrote|authored|made(?! sure)|built|developed|created|invented|published|released|came up with|"
    r"(?:is|are) behind|"
    r"did (?:it|this|that|[A-Z][\w-]+)(?=\W*$)|are the authors|is the (?:first|last|lead|senior) author)\b"
    r"|\b(?:first|last|lead|corresponding|senior) authors?\b"
    r"|\b(?:author names?|author'?s'? (?:names|affiliations?|e-?mails?))\b"
    r"|\bhow many authors\b(?=\W*$|\s+(?:are|were|is|did|do|does|has|have|wrote|signed|contributed|on|of|in)\b)"
    r"|^\W*(?:and )?(?:its|the|their|\S+['’]s) authors?\W*$"
    r"|\bnames? of the authors?\b|\b(?:who|what) (?:is|are|were) the authors?\b"
    r"|\b(?:name|list|give(?: me)?|tell me|show(?: me)?) (?:all )?(?:the |its |their )?authors\b(?! (?:who|that)\b)",
    re.I,
)
_MADE_THINGS = re.compile(
    r"\b(?i:who) (?:wrote|authored|made|built|developed|created)\s+(?:the|its|their|these|those)\s+"
    r"(?:(?!(?:on|of|for|in|that|which|with|about|and|to|papers|works|studies|articles|abstracts)\b)[a-z-]+\s+){0,2}?"
    r"(?!(?:papers|works|studies|articles|abstracts)\b)[a-z-]+[^aius\W]s\b"
)
"""Not the paper itself but some things in it: "who wrote the prompts?"."""
_MAKES = re.compile(r"\bwho (?:made|built|developed|created|invented|published|released)\b", re.I)
_YEAR = re.compile(
    _CITED + r"|\b(?:when|what year|which year|in what year|in which year) (?:was|were|did) .{0,80}"
    r"\b(?:published|appear\w*|come out|written)\b"
    r"|\b(?:wrote|authored|published)\b[^?]*\band (?:when|in (?:what|which) year)\W*$"
    r"|\b(?:publication|release) (?:date|year)\b|\byear of publication\b",
    re.I,
)
_VENUE = re.compile(
    r"\b(?:which|what) (?:journal|conference|venue|workshop)\b|\bwhere (?:was|were) .{0,60}\bpublished\b", re.I
)
_MEETING = re.compile(
    r"\b(?:conference|congress|symposium|workshop|proceedings|journal|annual meeting)\b"
    r"|\b(?-i:MICCAI|ISBI|MIDL|CVPR|ICCV|ECCV|NeurIPS|ICLR|ICML|AAAI|ACL|EMNLP|RSNA)\b",
    re.I,
)
_RECEPTION = re.compile(r"\bimpact factor\b|\bhow (?:often|many times) .{0,40}\bcited\b|\bcitation count\b", re.I)


def asked_fields(question: str) -> tuple[Field, ...]:
    """What of a paper's record a question asks for: its author, year or venue.

    >>> asked_fields("Who wrote VoCo, and when was it published?")
    ('author', 'year')
    >>> asked_fields("How do I cite VoCo?")
    ('author', 'year')
    """
    fields: tuple[tuple[Field, re.Pattern[str]], ...] = (("author", _AUTHORS), ("year", _YEAR), ("venue", _VENUE))
    return tuple(
        field
        for field, pattern in fields
        if (_asks_author(question) if field == "author" else bool(pattern.search(question)))
    )


def _asks_author(question: str) -> bool:
    """Whether a question asks for a paper's authors, not who made some things in it ("who wrote the prompts?")."""
    match = _AUTHORS.search(question)
    return bool(match) and not _MADE_THINGS.search(question)


def missing_of_record(question: str, paper: Paper, named: bool) -> str | None:
    """What of its record a question asks for and a paper does not have, as words for a sentence; None where it has it.

    Without a paper `named`, "who built a net that …?" asks which work did, not after people.
    """
    if _asks_author(question) and not paper.authors and (named or not _MAKES.search(question)):
        return "its authors"
    if _YEAR.search(question) and paper.year is None:
        return "when it was published"
    venue = paper.venue or _MEETING.search(paper.abstract)
    if _RECEPTION.search(question) or (_VENUE.search(question) and not venue):
        return "where it was published or how it was received"
    return None
