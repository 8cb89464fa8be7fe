"""Numbers that a question states: such as an abstract has nowhere, and other numbers of the same things."""

import re
from collections.abc import Iterable

from rag.quantities import Quantity, find_quantities, missing
from rag.words import stem

_COUNTED = re.compile(r"[\s-]+(?:[a-z][a-z-]*\s+){0,2}?(?P<noun>[a-z]{3,}s)\b")
"""Behind a number: what it counts, a plural."""
_ENUMERATED = 4
"""Smaller numbers may be counted from what an abstract lists without giving the number."""


def strange_numbers(question: str, text: str) -> list[str]:
    """The numbers that a question states and a text has nowhere, as written; small counts are left out."""
    asked = [q for q in find_quantities(question) if q.value >= _ENUMERATED or q.percent or q.decimals]
    strange = [quantity for quantity in missing(asked, find_quantities(text)) if not _in_name(quantity, text)]
    bare = re.sub(r"[^a-z0-9]", "", text.lower())
    found = [question[quantity.start : quantity.end] for quantity in strange]
    # "160k" may be part of a name that the text has.
    return [number for number in found if re.sub(r"[^a-z0-9]", "", number.lower()) not in bare]


def _in_name(quantity: Quantity, text: str) -> bool:
    """Whether a text has a count as a part of a name: the eight sets of "3DSeg-8"."""
    return quantity.value.is_integer() and bool(re.search(rf"(?<=[A-Za-z]-){quantity.value:.0f}\b", text))


def miscounted(question: str, sentences: Iterable[str]) -> str | None:
    """The sentence that counts other than a question does ("the 12 teams" where it has "9-teams"), or None where none
    counts the same things, or one counts as the question does.
    """
    asked = _counts(question)
    other = None
    for sentence in sentences:
        for noun, said in _counts(sentence).items():
            if noun in asked:
                if asked[noun] & said:
                    return None
                other = other or sentence
    return other


def _counts(text: str) -> dict[str, set[float]]:
    """The things that a text counts by their stem, each with its numbers: "25 modalities", "nine public datasets"."""
    found: dict[str, set[float]] = {}
    for quantity in find_quantities(text):
        if quantity.value < 2 or quantity.percent or quantity.decimals:
            continue
        counted = _COUNTED.match(text, quantity.end)
        if counted:
            found.setdefault(stem(counted["noun"].lower()), set()).add(quantity.value)
    return found
