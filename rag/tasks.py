"""What a model is asked besides answering: one function a task, each with its prompt in `prompts/`.

A model's word is taken only as far as it can be checked here: a rewritten question must keep the question's words, a
quote must stand in its abstract. All raise ProviderError.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llama_index.core.bridge.pydantic import BaseModel

from rag.calls import Calls
from rag.generative import numbered, one_line, says_nothing
from rag.orders import reported
from rag.passages import split_sentences
from rag.prompts import fence_for, render
from rag.types import Paper, Support
from rag.words import terms

_LAST_TURNS = 6
_TURN_CHARACTERS = 1500
_ADDED_WORDS = 25
"""Words that filling in what "it" means may add to a question."""
_KEPT = 0.7
"""Share of a question's terms that a rewritten one must keep."""
_SEARCH_TERMS = 8
_RANKS: dict[Support, int] = {"unsupported": 0, "partial": 1, "supported": 2}

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|this|that|these|those|one|ones|first|second|third|last|both|two|former|latter|paper|"
    r"papers|what about|how about|and|also|there)\b",
    re.I,
)


class _Entry(BaseModel):
    number: int
    belongs: bool
    quote: str = ""


class _Decisions(BaseModel):
    papers: list[_Entry]


class _Row(BaseModel):
    aspect: str
    cells: list[str | None]


class _Table(BaseModel):
    rows: list[_Row]


class _Verdict(BaseModel):
    number: int
    support: Support


class _Verdicts(BaseModel):
    verdicts: list[_Verdict]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison: what it is about, and a cell for each paper; an empty one says nothing."""

    aspect: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a paper belongs in a list, and where the sentence starts in its abstract that shows it."""

    belongs: bool
    start: int | None = None


def stand_alone(calls: Calls, question: str, turns: Sequence[Mapping[str, str]]) -> str | None:
    """A follow-up rewritten to stand alone, or None when what came back is no rewriting of it."""
    conversation = "\n".join(
        f"{turn['role']}: {one_line(turn['content'])[:_TURN_CHARACTERS]}" for turn in turns[-_LAST_TURNS:]
    )
    asked = one_line(question)
    prompt = render("standalone", fence=fence_for(conversation, asked), conversation=conversation, question=asked)
    written = calls.text(prompt, "small").strip().strip('"“”`')
    return written if _rewrites(question, written, conversation) else None


def _rewrites(question: str, written: str, conversation: str) -> bool:
    """Whether a text is the question with something from the conversation filled in, and nothing else."""
    if not written or "\n" in written or len(written.split()) > len(question.split()) + _ADDED_WORDS:
        return False
    asked, got = set(terms(_POINTING.sub(" ", question))), set(terms(written))
    said = set(terms(f"{question} {conversation}"))
    return len(asked & got) >= _KEPT * len(asked) and got <= said and bool(got)


def search_terms(calls: Calls, question: str) -> list[str]:
    """Other words for what a question asks; empty when there are none."""
    asked = one_line(question)
    written = calls.text(render("search", fence=fence_for(asked), question=asked), "small").strip()
    if "\n" in written or written.rstrip(".").upper() == "NONE":
        return []
    found = [" ".join(re.findall(r"[\w'-]+", term)) for term in written.split(",")]
    return [term for term in dict.fromkeys(found) if 0 < len(term.split()) <= 5][:_SEARCH_TERMS]


def decide(calls: Calls, question: str, papers: Sequence[Paper]) -> list[Decision | None]:
    """For each paper whether it belongs in a list, with the sentence that shows it; None where the model did not
    decide, or quoted something that does not stand in the abstract.
    """
    blocks, asked = numbered(papers), one_line(question)
    prompt = render("decide", fence=fence_for(blocks, asked), papers=blocks, question=asked)
    decided: list[Decision | None] = [None] * len(papers)
    for entry in calls.structured(prompt, _Decisions).papers:
        if 1 <= entry.number <= len(papers):
            start = _place(entry.quote, papers[entry.number - 1]) if entry.belongs else None
            unproven = entry.belongs and start is None
            decided[entry.number - 1] = None if unproven else Decision(entry.belongs, start)
    return decided


def _place(quote: str, paper: Paper) -> int | None:
    """Where the sentence of an abstract begins that a quote is taken from, word for word; None when it is from none."""
    wanted = _plain(quote)
    if len(wanted.split()) < 3:
        return None
    for start, end in split_sentences(paper.abstract):
        sentence = _plain(paper.abstract[start:end])
        if (wanted in sentence or sentence in wanted) and sentence in _plain(reported(paper)):
            return start
    return None


def _plain(text: str) -> str:
    return one_line(text).strip("\"“”'… ").rstrip(".").lower()


def compare(calls: Calls, question: str, papers: Sequence[Paper]) -> list[Row]:
    """The rows of a comparison, not yet checked. Raises ProviderReply for rows of another width."""
    blocks, asked = numbered(papers), one_line(question)
    prompt = render("compare", fence=fence_for(blocks, asked), papers=blocks, question=asked)
    rows = []
    for row in calls.structured(prompt, _Table, "main").rows:
        cells = tuple(" ".join((cell or "").split()) for cell in row.cells)
        if len(cells) == len(papers) and any(cells):
            rows.append(Row(" ".join(row.aspect.split()), cells))
    return rows


def repair(calls: Calls, question: str, sentence: str, papers: Mapping[int, Paper]) -> str | None:
    """A sentence written anew from these papers, by their numbers; None when they do not say it."""
    blocks = numbered(list(papers.values()), list(papers))
    asked, data = one_line(question), " ".join(sentence.split())
    prompt = render("repair", fence=fence_for(blocks, asked, data), papers=blocks, question=asked, sentence=data)
    written = " ".join(calls.text(prompt).split())
    return None if re.sub(r"\W", "", written).upper().startswith("REMOVE") or says_nothing(written) else written


def judge(calls: Calls, claims: Sequence[tuple[str, Paper]]) -> list[Support | None]:
    """A second opinion on each claim about a paper; None where there is none."""
    blocks = "\n\n".join(
        f"[{number}] Claim: {one_line(claim)}\nAbstract: {one_line(paper.title)}. {one_line(reported(paper))}"
        for number, (claim, paper) in enumerate(claims, 1)
    )
    prompt = render("judge", fence=fence_for(blocks), claims=blocks)
    found: list[Support | None] = [None] * len(claims)
    for verdict in calls.structured(prompt, _Verdicts, "judge").verdicts:
        if 1 <= verdict.number <= len(claims):
            found[verdict.number - 1] = verdict.support
    return found


def lower(first: Support | None, second: Support | None) -> Support | None:
    """The worse of two judgements; a second one never raises the first, nor gives one where there was none."""
    return second if first and second and _RANKS[second] < _RANKS[first] else first
