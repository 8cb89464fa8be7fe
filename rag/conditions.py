"""Conditions of a list question that are read off a paper's own words rather than matched by meaning.

"Which papers release their code?" asks for something that an abstract says in a few usual ways: an address, "code is
available", "we introduce a dataset", "this survey". Each condition has the words that ask for it and the words with
which a paper meets it. General usage in writing about methods; no list of papers is behind it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.passages import Span, split_sentences
from rag.types import Paper

_MAKES = (
    r"(?:introduc|present|releas|construct|curat|build|built|creat|collect|contribut|provid|propos|develop|assembl|"
    r"compil|gather|publish|establish|annotat|design|offer|generat|mak|made|bring)\w*"
)
_OURS = (
    r"\b(?:we|our|this (?:paper|work|study|article)"
    r"|(?:is|are|was|were) (?:\w+ )?(?:introduc|present|releas|propos)\w*)\b"
)
_REVIEWS = r"(?:surveys?|reviews?|overviews?)"
_WORDS = r"(?:(?!(?:on|upon|from|use|using)\b)\w[\w-]*\s+){0,3}?"
"""Words between "introduce" and "dataset"; what is built on a dataset, or makes use of one, is not a new one."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how it is said of papers, how it is asked for, and the sentence that shows it is met."""

    name: str
    """What of it is said of one paper."""
    many: str
    """What of it is said of several."""
    asked: re.Pattern[str]
    """What of a question asks for it; the rest is the topic."""
    met: Callable[[Paper], Span | None]
    """The sentence of the abstract that shows it, or None."""


def _asked(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _sentence(pattern: str) -> Callable[[Paper], Span | None]:
    """The first sentence in which a pattern is found."""
    compiled = re.compile(pattern, re.I)

    def find(paper: Paper) -> Span | None:
        if not compiled.search(paper.abstract):  # most abstracts: not worth their sentences
            return None
        for start, end in split_sentences(paper.abstract):
            if compiled.search(paper.abstract[start:end]):
                return start, end
        return None

    return find


def _link(pattern: str) -> Callable[[Paper], Span | None]:
    """The sentence with a link that a pattern fits."""
    compiled = re.compile(pattern, re.I)

    def find(paper: Paper) -> Span | None:
        wanted = [link for link in paper.links if compiled.search(link)]
        if not wanted:
            return None
        for start, end in split_sentences(paper.abstract):
            if any(link in paper.abstract[start:end] for link in wanted):
                return start, end
        return None

    return find


def _either(*finders: Callable[[Paper], Span | None]) -> Callable[[Paper], Span | None]:
    def find(paper: Paper) -> Span | None:
        return next((span for finder in finders if (span := finder(paper))), None)

    return find


def _is_survey(paper: Paper) -> Span | None:
    titled = re.search(rf"\b{_REVIEWS}\b", paper.title, re.I)
    said = _sentence(rf"\b(?:this|present) (?:\w+ ){{0,2}}{_REVIEWS}\b|\baims? to (?:review|survey)\b")(paper)
    if said:
        return said
    return split_sentences(paper.abstract)[0] if titled else None


_SHARES = (
    r"(?:give|giving|provid|releas|publish|shar|link|includ|with|open|public|available|avail|offer|mak|have|has|com)\w*"
)

CONDITIONS = (
    Condition(
        "gives a GitHub link",
        "give a GitHub link",
        _asked(
            rf"\b(?:{_SHARES}\s+)?(?:an?\s+|their\s+|its\s+)?(?:own\s+)?(?:code\s+(?:on|at|in)\s+)?github\b"
            r"(?:\s+(?:links?|repos?|repositor\w+|pages?|address\w*))?(?:\s+(?:to|for) their own code)?"
        ),
        _link(r"github\.com"),
    ),
    Condition(
        "speaks of released code",
        "speak of released code",
        _asked(
            rf"\b{_SHARES}\s+(?:\w+\s+){{0,3}}?(?:source[ -]?)?code\b(?:\s+(?:available|public\w*|online|released|for "
            r"download))*|\b(?:source[ -]?)?code\s+(?:(?:is|are|was|that is)\s+)?(?:publicly\s+)?(?:available|public|"
            r"released|online|open)\b"
            # Open-source models may be what a paper uses.
            r"|\bopen[- ]source\w*\b(?!\s+(?:[\w-]+\s+){0,2}?(?:\w*llms?|vlms?|models?|networks?)\b)"
        ),
        _either(
            _link(r"git(?:hub|lab)\.|bitbucket|codeocean|huggingface\.co/(?!datasets)"),
            _sentence(
                r"\b(?:source )?codes?\b.{0,30}https?://|"
                r"\bcodes?\b.{0,80}\b(?:available|released?|public\w*|open)\b|\b(?:releas|publish|open-sourc|shar)\w*"
                r"\b.{0,80}\bcodes?\b|\bopen-source (?:tool|software|package|framework|toolbox|implementation)"
            ),
        ),
    ),
    Condition(
        "gives a link",
        "give a link",
        _asked(
            rf"\b{_SHARES}\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?(?:links?|urls?|web ?(?:sites?|pages?)|project pages?|"
            r"homepages?)\b"
        ),
        _link("."),
    ),
    Condition(
        "presents a dataset",
        "present a dataset",
        _asked(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS})(?:datasets?|data ?sets?|corpora|corpus|databases?|data collections?)"
            r"(?:\s+of (?:their|its) own)?\b|\bnew (?:\w[\w-]*\s+)?(?:datasets?|data ?sets?)\b|\bdataset papers\b"
        ),
        _sentence(
            rf"(?:{_OURS}.{{0,60}}?\b{_MAKES}|\b(?:we|our) new|\bnovel)\b(?:(?!using|on the|based on|"
            rf"from the).){{0,140}}?\b(?:dataset|data set|database|corpus|benchmark dataset|collection of)\b"
        ),
    ),
    Condition(
        "presents a benchmark",
        "present a benchmark",
        _asked(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS})(?:benchmarks?|evaluation suites?|test suites?)\b|\bnew benchmarks?\b"
            r"|\bbenchmark papers\b"
        ),
        _sentence(
            rf"{_OURS}.{{0,60}}?\b{_MAKES}\b.{{0,140}}?\b(?:bench\w*|evaluation (?:suite|framework|benchmark)|"
            rf"[A-Z]\w*Bench\w*)\b"
        ),
    ),
    Condition(
        "is a survey",
        "are surveys",
        _asked(
            rf"\b(?:literature |systematic |scoping )?{_REVIEWS}(?:\s+(?:or|and)\s+{_REVIEWS})?(?:\s+papers?|"
            rf"\s+articles?)?\b"
        ),
        _is_survey,
    ),
)


def split_conditions(question: str) -> tuple[tuple[Condition, ...], str]:
    """The conditions that a list question sets, and the question without the words that set them.

    >>> [condition.name for condition in split_conditions("Which MRI papers release their code?")[0]]
    ['speaks of released code']
    """
    found = []
    for condition in CONDITIONS:
        match = condition.asked.search(question)
        if match:
            found.append(condition)
            kept = match.groupdict().get("kept") or ""  # "introduce a chest X-ray dataset": of a topic, too
            question = f"{question[: match.start()]} {kept} {question[match.end() :]}"
    return tuple(found), question
