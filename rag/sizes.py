"""A limit that a list question sets to a number ("fewer than 200 patients"), as a condition on papers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.condition import Condition, by_sentence
from rag.quantities import Quantity, find_quantities
from rag.words import stem, words

_NUMBER = (
    r"(?:\d[\d.,]*(?<![.,])(?!\d)|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)\b)"
    r"(?:\s?[kM]\b|\s+(?:hundred|thousand|million|billion)\b)?"
)
_LIMIT = re.compile(
    r"\b(?P<how>more than|fewer than|less than|over|at least|at most|under|larger than|bigger than|smaller than|above"
    rf"|below)\s+(?P<number>{_NUMBER})(?!\s*(?:papers|studies|years old))(?P<percent>\s*(?:%|per ?cent))?"
    r"(?:\s+(?P<things>(?:(?!(?:of|for|in|from|and|or|to|on|with|that|which|by|as|at)\b)[A-Za-z][\w-]*\s*){1,3}))?",
    re.I,
)
_BELOW = frozenset(("fewer than", "less than", "at most", "under", "smaller than", "below"))
_INCLUDED = frozenset(("at least", "at most"))
_SAME = (frozenset(map(stem, "patients subjects participants individuals people".split())),)
"""Words for the same things to be counted."""
_NO_COUNT = re.compile(r"(?:19|20)\d\d$|\d[\d.]*\s?B\b")
"""A year, or how many parameters a network has."""
_REACH = 4
"""Words behind a number among which the thing stands that it counts."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as the question says it, and its condition; None where it does not say of what."""

    said: str
    condition: Condition | None


def limit_in(question: str) -> Limit | None:
    """The limit that a list question sets to a number; None where it sets none.

    >>> limit_in("Which papers have fewer than 200 patients?").condition.name
    'gives a number of patients that is fewer than 200'
    """
    match = _LIMIT.search(question)
    if not match:
        return None
    said = " ".join(match[0].split())
    thing = (match["things"] or "").split()
    if match["percent"] or not thing or not thing[-1].lower().endswith(("s", "data")):
        return Limit(said, None)
    how, number = match["how"].lower(), match["number"]
    wanted = _words_for(thing[-1])
    fits = _within(how, find_quantities(number)[0].value) if find_quantities(number) else None
    if fits is None:
        return Limit(said, None)

    def shows(text: str) -> bool:
        return any(fits(quantity.value) and _counts(text, quantity, wanted) for quantity in find_quantities(text))

    what = f"a number of {thing[-1].lower()} that is {how} {number}"
    condition = Condition(f"gives {what}", f"give {what}", re.compile(re.escape(match[0].strip())), by_sentence(shows))
    return Limit(said, condition)


def _words_for(thing: str) -> frozenset[str]:
    own = stem(thing.lower())
    return next((group for group in _SAME if own in group), frozenset({own}))


def _within(how: str, limit: float) -> Callable[[float], bool]:
    if how in _BELOW:
        return lambda value: value < limit or (value == limit and how in _INCLUDED)
    return lambda value: value > limit or (value == limit and how in _INCLUDED)


def _counts(text: str, quantity: Quantity, wanted: frozenset[str]) -> bool:
    """Whether a number of a text counts these things."""
    raw = text[quantity.start : quantity.end]
    if _NO_COUNT.match(raw) or _NO_COUNT.match(text[quantity.start : quantity.end + 1]):
        return False
    behind = re.split(r"[.;:()]|\b(?:and|of|from|with|in|for|to)\b", text[quantity.end :], maxsplit=1)[0]
    return not quantity.percent and not wanted.isdisjoint(
        stem(word) for word in words(behind)[:_REACH] if word != "individual"
    )
