"""Questions to ask next, made from the evidence of an answer and tried before they are shown.

A candidate is written from what the abstracts of the cited (or, after an abstention, the nearest) papers hold. Only
one that the extractive answerer answers from the paper it was made from is offered.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from rag.assistant import EXTRACTIVE, Assistant
from rag.errors import RagError
from rag.paper_map import like
from rag.types import Answer, Paper
from rag.words import terms

_MOST_TRIES = 10
_MOST_STARTS = 30
"""Questions that are tried for a start page."""
_LONGEST_TITLE = 100
_MOST_NAMED = 100
"""Papers with a name, the first, from which questions to start with are made."""
_MOST_SHARED = 15
"""Papers that may share a phrase which makes a list worth asking for."""
_PHRASE = re.compile(
    r"(?=(?<![\w-])([a-z]{4,}[ -][a-z]{4,})(?: (?:of|for|in|with|and|via|on|from|to|using|by)\b|[:,.)]|$))", re.I
)
"""Two words at the end of a noun phrase."""
_EMPTY = re.compile(
    r"\b(?:comprehensive|survey|review|systematic|simple|efficient|auto\w+|novel|study|framework|approach|"
    r"based|using|towards?|via|with|from|general|open|large|beyond|learning models?)\b",
    re.I,
)
"""Words that make a phrase no topic."""
_ASPECTS: tuple[tuple[str, str, str], ...] = (
    # what the abstract must say, what the question asks, and what shows that it was asked already
    (r"\b(?:code|models?|weights|data\w*)\b[^.]*\bavailable|github", "Is the code for {} public?", "code"),
    (r"\b(?:pre-?)?train\w* (?:on|using|with)\b|\bdataset of\b|\bcompris", "What data is {} built on?", "data|train"),
    (
        r"outperform|surpass|state-of-the-art|achiev\w+|improv\w+ .*%",
        "How well does {} perform?",
        "perform|well|result",
    ),
    (r"\b(?:propose|introduce|present|develop)\b", "How does {} work?", "work|what is|how does"),
    (r"\b(?:challeng|limit|lack|scarc|difficult|however)\w*", "What problem does {} address?", "problem|why"),
)


def follow_ups(assistant: Assistant, answer: Answer, asked: Sequence[str] = (), most: int = 3) -> list[str]:
    """Up to `most` questions that go on from an answer, or that stand for one that could not be answered.

    `asked` are the questions of the conversation so far; none of them is offered again.
    """
    known = {_key(question) for question in (*asked, answer.question, answer.standalone_question)}
    found: list[str] = []
    tries = 0
    for question, paper in _candidates(assistant, answer):
        if tries == _MOST_TRIES or len(found) == most:
            break
        kind = question.split()[0]
        if _key(question) in known or (kind in ("Compare", "Which") and any(other.startswith(kind) for other in found)):
            continue
        tries += 1
        if _answers(assistant, question, paper):
            known.add(_key(question))
            found.append(question)
    return found


@lru_cache(maxsize=4)
def starters(assistant: Assistant) -> tuple[str, ...]:
    """Six questions of different kinds about any corpus, for a start page; fewer where it has too few names."""
    numbers = (number for number in range(len(assistant.papers)) if assistant.names.of(number))
    named = [assistant.papers[number] for number in islice(numbers, _MOST_NAMED)]
    found: list[str] = []
    tries = 0
    for paper in named[:12]:
        wanted = [*_about(assistant, paper, ""), *_compared(assistant, paper, named), *_listed(assistant, paper)]
        for question in wanted:
            start = " ".join(question.split()[: 1 if question.startswith("Compare") else 3])
            fresh = not any(other.startswith(start) for other in found)
            if len(found) == 6 or tries == _MOST_STARTS:
                return tuple(found)
            if not fresh:
                continue
            tries += 1
            if _answers(assistant, question, paper):
                found.append(question)
    return tuple(found)


def _candidates(assistant: Assistant, answer: Answer) -> Iterator[tuple[str, Paper]]:
    """One question of each kind in turn, so that three of them differ."""
    papers = list(answer.papers or answer.nearest)[:4]
    said = f"{answer.question} {answer.text}".lower()
    lanes = [_with(paper, _about(assistant, paper, said)) for paper in papers[:3]]
    if papers:
        others = papers[1:] or [similar for similar, _ in like(assistant.index, papers[0].id, 5)]
        lanes.insert(1, _with(papers[0], _compared(assistant, papers[0], others)))
        lanes.insert(2, _with(papers[0], _listed(assistant, papers[0])))
    while lanes:
        for lane in list(lanes):
            candidate = next(lane, None)
            if candidate is None:
                lanes.remove(lane)
            else:
                yield candidate


def _with(paper: Paper, questions: Iterator[str]) -> Iterator[tuple[str, Paper]]:
    return ((question, paper) for question in questions)


def _about(assistant: Assistant, paper: Paper, said: str) -> Iterator[str]:
    name = _name(assistant, paper)
    if name is None:
        if len(paper.title) <= _LONGEST_TITLE:
            yield f"What does “{paper.title}” show?"
        return
    for needs, question, asked in _ASPECTS:
        if re.search(needs, paper.abstract, re.I) and not re.search(rf"\b(?:{asked})", said):
            yield question.format(name)


def _compared(assistant: Assistant, paper: Paper, others: Sequence[Paper]) -> Iterator[str]:
    name = _name(assistant, paper)
    for other in others:
        other_name = _name(assistant, other)
        if name and other_name and other_name != name:
            yield f"Compare {name} with {other_name}"


def _listed(assistant: Assistant, paper: Paper) -> Iterator[str]:
    """Which papers share a phrase of this paper's title: one that a few others have too."""
    for phrase in dict.fromkeys(match[1].lower() for match in _PHRASE.finditer(paper.title)):
        if _EMPTY.search(phrase):
            continue
        texts = _having(assistant, phrase)
        if 3 <= sum(phrase in text for text in texts) <= _MOST_SHARED:
            plural = f"{phrase}s"
            yield f"Which papers are about {plural if sum(plural in text for text in texts) >= 3 else phrase}?"


def _having(assistant: Assistant, phrase: str) -> list[str]:
    """The texts, lower case, of the first papers that have all words of a phrase."""
    index = assistant.index
    held = np.logical_and.reduce([index.paper_bm25.scores([term]) > 0 for term in terms(phrase)])
    papers = (index.papers[int(number)] for number in np.flatnonzero(held)[: 2 * _MOST_SHARED])
    return [f"{paper.title} {paper.abstract}".lower() for paper in papers]


def _answers(assistant: Assistant, question: str, paper: Paper) -> bool:
    """Whether a question gets an answer that cites the paper it was made from."""
    try:
        answer = assistant.ask(question, model=EXTRACTIVE)
    except RagError:
        return False
    return not answer.abstained and any(cited.id == paper.id for cited in answer.papers)


def _name(assistant: Assistant, paper: Paper) -> str | None:
    number = assistant.index.numbers.get(paper.id)
    return None if number is None else assistant.names.of(number)


def _key(question: str) -> str:
    return re.sub(r"\W+", " ", question.lower()).strip()
