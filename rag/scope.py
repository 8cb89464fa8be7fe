"""Which papers a question is asked of: by a filter that was given, and by what it or the talk before it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.counted import counted, none_of
from rag.facts import Facts, Field
from rag.kinds import kind_of
from rag.narrowing import returning, until_last_list
from rag.question import follow_up
from rag.read_where import read_where
from rag.types import Kind
from rag.where import Where
from rag.words import terms

Turns = Sequence[Mapping[str, str]]

_CONTINUES = re.compile(r"^\W*(?:(?:and|but|or|also|only|just|ok|so|now|then|what about|how about)\b\W*)+", re.I)
_SEVERAL = re.compile(r"\b(?:those|these|ones|papers|studies|works)\b", re.I)
"""Speaks of the papers of a list, whatever was asked of one of them since."""
_CARRY: Mapping[Field, str] = {"year": "year", "author": "authors", "venue": "venue", "keyword": "keywords"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A question without its conditions on papers' records, and these."""

    question: str
    turns: Turns
    """The turns before it; fewer where it repeats an earlier question under another condition."""
    where: Where
    """The filter to apply; without clauses, all papers are asked."""
    said: Where
    """What of it the question or the talk before it sets."""
    unknown: Where
    """What they set besides, about a field that no paper has."""
    kind: Kind | None = None
    """The kind of the question with its conditions, where it asks for papers."""

    def whole(self, question: str) -> str:
        """A question that was made to stand alone, with the conditions that hold for it."""
        if not self.said:
            return question
        said = self.said.describe()
        if self.asks_all:
            return f"{'How many papers' if self.kind == 'count' else 'Which papers'} are {said}?"
        return f"{question.rstrip('?. ')}, {said}?"

    @property
    def asks_all(self) -> bool:
        """Whether it asks for nothing but the papers that meet its conditions."""
        return not terms(self.question)


def read_scope(question: str, turns: Turns, given: Where, facts: Facts, today: date) -> Scope:
    """What a question asks, and of which papers.

    A follow-up that holds a condition alone ("and before 2020?") repeats the question before it; one that asks for
    papers among those just listed keeps their conditions, but for those that it sets anew; one that goes back to a list
    asks for it again.
    """
    question, turns = returning(question, turns, lambda asked: _sets_conditions(asked, facts, today)) or (
        question,
        turns,
    )
    rest, said = read_where(question, facts, today)
    kind = _kind(question, rest) if said else None
    bare = bool(said) and _is_bare(question, rest)
    earlier = _earlier(until_last_list(turns) if bare and _SEVERAL.search(question) else turns, facts, today)
    set_now = said or Where()
    if earlier and said and bare:
        rest, turns, kind, set_now = earlier.question, earlier.turns, earlier.kind, earlier.said.changed_by(said)
    elif earlier and earlier.said and follow_up(question).refers and _kind(question, rest):
        set_now = earlier.said.changed_by(set_now)
    unknown = set_now.about([field for field in set_now.fields if not facts.having(field).any()])
    set_now = Where(tuple(clause for clause in set_now.clauses if clause not in unknown.clauses))
    return Scope(rest, turns, given & set_now, set_now, unknown, kind)


def _earlier(turns: Turns, facts: Facts, today: date) -> Scope | None:
    """The question that a bare condition would repeat, with the conditions that hold so far; None without one."""
    found: Scope | None = None
    for place, turn in enumerate(turns):
        if turn["role"] != "user":
            continue
        rest, said = read_where(turn["content"], facts, today)
        if found and said and _is_bare(turn["content"], rest):
            said = found.said.changed_by(said)
            found = Scope(found.question, found.turns, said, said, Where(), found.kind)
        else:
            found = Scope(rest, turns[:place], said or Where(), said or Where(), Where(), _kind(turn["content"], rest))
    return found


def _is_bare(question: str, rest: str) -> bool:
    """Whether a follow-up holds its conditions and nothing else."""
    return not terms(_CONTINUES.sub("", rest)) and bool(_CONTINUES.match(question) or follow_up(question).refers)


def _sets_conditions(question: str, facts: Facts, today: date) -> bool:
    """Whether a follow-up holds conditions and nothing else."""
    rest, said = read_where(question, facts, today)
    return bool(said) and _is_bare(question, rest)


def _kind(question: str, rest: str) -> Kind | None:
    kind = kind_of(question)
    if kind in ("list", "count"):
        return kind
    return "list" if not terms(rest) else None


def not_known(fields: Sequence[Field]) -> str:
    """That the papers lack these fields, as the end of a sentence.

    >>> not_known(["year", "author"])
    'the papers carry no year and no authors'
    """
    return f"the papers carry {' and '.join(f'no {_CARRY[field]}' for field in fields)}"


@dataclass(frozen=True, slots=True)
class Reach:
    """The papers that a scope leaves, and what a reader must know of it."""

    numbers: NDArray[np.int64] | None
    """Theirs, ascending; None for all."""
    gap: str | None
    """The sentence that says why no paper is left, or why it cannot be told which are."""
    notices: tuple[str, ...] = ()
    """What was applied to how many papers, and what could not be."""


def reach_of(scope: Scope, facts: Facts) -> Reach:
    """The papers that meet the filter of a scope."""
    lacking = [field for field in scope.where.fields if not facts.having(field).any()]
    if scope.asks_all:
        lacking += scope.unknown.fields
    if lacking:
        said = (scope.where & scope.unknown).describe()
        return Reach(None, f"Which papers are {said} cannot be told: {not_known(list(dict.fromkeys(lacking)))}.")
    notices = []
    if scope.unknown:
        notices.append(f"“{scope.unknown.describe()}” was not applied: {not_known(scope.unknown.fields)}.")
    if not scope.where:
        return Reach(None, None, tuple(notices))
    numbers = np.flatnonzero(scope.where.mask(facts))
    said, left_out = scope.where.describe(), _left_out(scope.where, facts)
    if not len(numbers):
        return Reach(numbers, "; ".join([f"{none_of(facts.size, 'paper')} is {said}", *left_out]) + ".")
    were = "was" if len(numbers) == 1 else "were"
    only = f"only the {len(numbers):,} of {counted(facts.size, 'paper')} {said} {were} searched"
    return Reach(numbers, None, ("; ".join([only, *left_out]) + ".", *notices))


def _left_out(where: Where, facts: Facts) -> list[str]:
    """How many papers are out because they lack what is asked for."""
    lacking = [(field, int((~facts.having(field)).sum())) for field in where.fields]
    return [
        f"{count:,} {'papers' if count > 1 else 'paper'} without {'a ' if field in ('year', 'venue') else ''}"
        f"{_CARRY[field]} {'were' if count > 1 else 'was'} left out"
        for field, count in lacking
        if count
    ]
