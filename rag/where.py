"""Filters over what papers' records hold: years, authors, venues, keywords.

The grammar, clauses joined by spaces, a paper must meet all of them:

    year:2023  year:2018..2021  year>=2023  year>2022  year<=2020  year<2021
    author:smith  author:"Geoffrey Hinton"      surname or full name
    venue:MICCAI  venue:"Medical Image Analysis"  words or acronym
    keyword:"x-ray"                              a keyword, or some of its words
    author:smith,lee                             either of them
    -author:lee                                  not this one

Names are compared without case and diacritics (`rag.facts`). A paper that lacks a field meets no clause on it, whether
the clause asks for something or rules it out: what is not known cannot be told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.errors import InvalidFilter
from rag.facts import NAME_FIELDS, Facts, Field, NameField
from rag.types import Paper

MAX_CHARACTERS = 2000
"""Longest filter accepted."""

_CLAUSE = re.compile(
    r"""(?P<out>-?)(?P<field>[A-Za-z]+)(?P<sign>:|>=|<=|=|>|<)
    (?P<value>(?:"(?:[^"\\]|\\.)*"|[^\s",<>=][^\s",]*)(?:,(?:"(?:[^"\\]|\\.)*"|[^\s",]+))*)(?=\s|$)""",
    re.X,
)
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s",]+)')
_YEAR = re.compile(r"\d{4}")
_RANGE = re.compile(r"(\d{4})?\s*(?:\.\.|-|–)\s*(\d{4})?")
_BARE = re.compile(r"[^\s\",]+")
_HOW = 'write for example: year>=2023 author:smith venue:MICCAI keyword:"x-ray" -author:lee'


@dataclass(frozen=True, slots=True)
class Years:
    """Published in these years, both included; None leaves an end open."""

    first: int | None = None
    last: int | None = None
    exclude: bool = False

    @property
    def field(self) -> Field:
        """What it is about."""
        return "year"

    def mask(self, facts: Facts) -> NDArray[np.bool_]:
        """Which papers meet it: shape (papers,)."""
        return _met(facts, "year", facts.in_years(self.first, self.last), self.exclude)

    def describe(self) -> str:
        """In words, said of papers: "published since 2023"."""
        if self.first == self.last:
            when = f"in {self.first}"
        elif self.last is None:
            when = f"since {self.first}"
        else:
            when = f"from {self.first} to {self.last}" if self.first else f"in {self.last} or before"
        return f"{'not ' if self.exclude else ''}published {when}"

    def __str__(self) -> str:
        out = "-" if self.exclude else ""
        if self.first == self.last:
            return f"{out}year:{self.first}"
        if self.last is None:
            return f"{out}year>={self.first}"
        return f"{out}year:{self.first}..{self.last}" if self.first else f"{out}year<={self.last}"


@dataclass(frozen=True, slots=True)
class Named:
    """With one of these authors, venues or keywords."""

    field: NameField
    values: tuple[str, ...]
    exclude: bool = False

    def mask(self, facts: Facts) -> NDArray[np.bool_]:
        """Which papers meet it: shape (papers,)."""
        found = np.logical_or.reduce([facts.called(self.field, value) for value in self.values])
        return _met(facts, self.field, found, self.exclude)

    def describe(self) -> str:
        """In words, said of papers: "by Smith or Lee"."""
        said = {"author": "by {}", "venue": "in {}", "keyword": "tagged “{}”"}[self.field]
        either = " or ".join(said.format(value) if self.field == "keyword" else value for value in self.values)
        return f"{'not ' if self.exclude else ''}{either if self.field == 'keyword' else said.format(either)}"

    def __str__(self) -> str:
        return f"{'-' if self.exclude else ''}{self.field}:{','.join(map(_quoted, self.values))}"


Clause = Years | Named


@dataclass(frozen=True, slots=True)
class Where:
    """A filter: a paper must meet every clause. Without any, every paper does."""

    clauses: tuple[Clause, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a filter. Raises InvalidFilter, which says what, where and how to write it.

        >>> str(Where.parse('year>2022 author:"Geoffrey Hinton" -venue:arxiv'))
        'year>=2023 author:"Geoffrey Hinton" -venue:arxiv'
        """
        if len(text) > MAX_CHARACTERS:
            raise InvalidFilter(f"the filter has {len(text):,} characters; the most is {MAX_CHARACTERS:,}")
        clauses: list[Clause] = []
        place = 0
        while text[place:].strip():
            place += len(text[place:]) - len(text[place:].lstrip())
            match = _CLAUSE.match(text, place)
            if match is None:
                raise InvalidFilter(
                    f"the filter cannot be read from character {place + 1} on: {text[place : place + 40]!r}; {_HOW}"
                )
            clauses.append(_clause(match, place + 1))
            place = match.end()
        return cls(_with_years_joined(clauses))

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def __and__(self, other: "Where") -> "Where":
        """Both filters at once."""
        return Where(_with_years_joined(dict.fromkeys((*self.clauses, *other.clauses))))

    def changed_by(self, other: "Where") -> "Where":
        """This filter with another's clauses in place of its own on the same fields."""
        fields = other.fields
        return Where((*(clause for clause in self.clauses if clause.field not in fields), *other.clauses))

    @property
    def fields(self) -> tuple[Field, ...]:
        """What its clauses are about, each once."""
        return tuple(dict.fromkeys(clause.field for clause in self.clauses))

    def about(self, fields: Sequence[Field]) -> "Where":
        """Its clauses on these fields."""
        return Where(tuple(clause for clause in self.clauses if clause.field in fields))

    def mask(self, papers: Sequence[Paper] | Facts) -> NDArray[np.bool_]:
        """Which papers meet it: shape (papers,). Facts of the papers, kept, make it quick."""
        facts = papers if isinstance(papers, Facts) else Facts(papers)
        mask = np.ones(facts.size, np.bool_)
        for clause in self.clauses:
            mask &= clause.mask(facts)
        return mask

    def matches(self, paper: Paper) -> bool:
        """Whether one paper meets it."""
        return bool(self.mask((paper,))[0])

    def describe(self) -> str:
        """In words, said of papers: "published since 2023, by Smith and in MICCAI"."""
        *first, last = [clause.describe() for clause in self.clauses] or [""]
        return f"{', '.join(first)} and {last}" if first else last

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))


def as_where(where: str | Where | None) -> Where:
    """A filter as it is given: as text, as it is, or not at all. Raises InvalidFilter."""
    return Where.parse(where) if isinstance(where, str) else where or Where()


def _met(facts: Facts, field: Field, found: NDArray[np.bool_], exclude: bool) -> NDArray[np.bool_]:
    return facts.having(field) & ~found if exclude else found


def _clause(match: re.Match[str], place: int) -> Clause:
    field, sign, value = match["field"].lower(), match["sign"], match["value"]
    said = f"{match[0]!r} (character {place} of the filter)"
    if field == "year":
        return _years(sign, value, bool(match["out"]), said)
    name = next((name for name in NAME_FIELDS if field in (name, f"{name}s")), None)
    if name is None:
        raise InvalidFilter(f"{said}: there is no field {field!r}; the fields are year, {', '.join(NAME_FIELDS)}")
    if sign not in (":", "="):
        raise InvalidFilter(f"{said}: {name} takes a colon, as in {name}:{value}; only year is compared")
    values = [re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for quoted, bare in _VALUE.findall(value)]
    values = [" ".join(one.split()) for one in values]
    if not all(any(letter.isalnum() for letter in one) for one in values):
        raise InvalidFilter(f"{said}: the {name} is empty; {_HOW}")
    return Named(name, tuple(values), bool(match["out"]))


def _years(sign: str, value: str, exclude: bool, said: str) -> Years:
    value = value.strip('"')
    if sign in (":", "=") and (span := _RANGE.fullmatch(value)) and any(span.groups()):
        first, last = (int(year) if year else None for year in span.groups())
        if first and last and first > last:
            raise InvalidFilter(f"{said}: {first} is after {last}; write year:{last}..{first}")
        return Years(first, last, exclude)
    if not _YEAR.fullmatch(value):
        raise InvalidFilter(f"{said}: {value!r} is no year; write year:2023, year>=2023 or year:2018..2021")
    year = int(value)
    first, last = {
        ":": (year, year),
        "=": (year, year),
        ">=": (year, None),
        ">": (year + 1, None),
        "<=": (None, year),
        "<": (None, year - 1),
    }[sign]
    return Years(first, last, exclude)


def _with_years_joined(clauses: Sequence[Clause] | dict[Clause, None]) -> tuple[Clause, ...]:
    """The clauses with years that are asked for in one, where some year meets them all."""
    asked = [clause for clause in clauses if isinstance(clause, Years) and not clause.exclude]
    first = max((clause.first for clause in asked if clause.first is not None), default=None)
    last = min((clause.last for clause in asked if clause.last is not None), default=None)
    if len(asked) < 2 or (first is not None and last is not None and first > last):
        return tuple(clauses)
    joined: dict[Clause, None] = {}
    for clause in clauses:
        joined.setdefault(Years(first, last) if clause in asked else clause)
    return tuple(joined)


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value) and "\\" not in value:
        return value
    return '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'
