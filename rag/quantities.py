"""Numbers in a text, as values: "10k" is 10,000, "three" is 3, "94 %" is 0.94, and "about 1,200" may be 1,187.

A number that is part of a name ("U-Net-2", "COVID-19", "3D", "top-1") is no quantity.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Bound = Literal["about", "over", "under"]

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_VALUES = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_VALUES |= {"both": 2, "dozen": 12}
_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALE = r"(?:\s?(?P<letter>[kKMB])|\+?[\s-](?P<scale>hundred|thousand|million|billion))"
_PERCENT = r"\s?(?P<percent>\\?%|per ?cent\b|percentage points?\b)"
_DIGITS = re.compile(
    r"(?<![\w.,])(?<![A-Za-z]-)(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)"
    rf"(?:{_SCALE}\b)?(?:{_PERCENT})?(?:-fold\b|[x×](?!\w))?(?![\w])",
    re.I,
)
_NAMED = re.compile(
    rf"\b(?P<word>(?:{'|'.join(_TENS)})-(?:{'|'.join(_SMALL[1:10])})|{'|'.join(_VALUES)})\b(?:{_SCALE}\b)?(?:{_PERCENT})?",
    re.I,
)
_ABOUT = re.compile(r"(?:\b(?:about|around|approximately|approx\.|roughly|some|circa|ca\.)|[~≈])\s*$", re.I)
_OVER = re.compile(r"(?:\b(?:over|above|more than|greater than|at least|exceeding|exceeds)|[>≥])\s*$", re.I)
_UNDER = re.compile(r"(?:\b(?:under|below|less than|fewer than|at most|up to|nearly|almost|close to)|[<≤])\s*$", re.I)
_LOOK_BACK = 16
_SLACK = 0.15
"""How far "over 1,000" may be from what is said, as a share of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text: the slice `start:end`, its value, and whether it is a percentage."""

    value: float
    percent: bool
    bound: Bound | None
    start: int
    end: int
    decimals: int
    """Digits after the point, as written."""


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order. A bare "one" is none: it is hardly ever a count.

    >>> [(q.value, q.percent) for q in find_quantities("U-Net gained 3.5% on twenty-one of 10k scans")]
    [(3.5, True), (21.0, False), (10000.0, False)]
    """
    found = []
    for match in _DIGITS.finditer(text):
        digits = match["digits"].replace(",", "")
        found.append(_quantity(text, match, float(digits), len(digits.partition(".")[2])))
    for match in _NAMED.finditer(text):
        word = match["word"].lower()
        if word == "one" and not match["scale"]:
            continue
        found.append(_quantity(text, match, float(sum(_VALUES[part] for part in word.split("-"))), 0))
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _quantity(text: str, match: re.Match[str], value: float, decimals: int) -> Quantity:
    scale = (match["letter"] or match["scale"] or "").lower()
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    bound: Bound | None = None
    if _ABOUT.search(before):
        bound = "about"
    elif _OVER.search(before):
        bound = "over"
    elif _UNDER.search(before):
        bound = "under"
    return Quantity(
        value * _SCALES.get(scale, 1.0), bool(match["percent"]), bound, match.start(), match.end(), decimals
    )


def missing(claimed: Iterable[Quantity], said: Iterable[Quantity]) -> list[Quantity]:
    """The claimed quantities that none of the said ones is."""
    known = list(said)
    return [quantity for quantity in claimed if not any(agrees(quantity, other) for other in known)]


def agrees(claimed: Quantity, said: Quantity) -> bool:
    """Whether a claimed quantity is the said one: the same value, or near it where the claim only says "about"."""
    if claimed.percent == said.percent:
        return _near(claimed, said.value)
    # 0.94 and 94 % are one value; so are "94.2" and "94.2%", since scores are often given without the sign.
    share = said.value / 100 if said.percent else said.value * 100
    fraction = said.value if not said.percent else claimed.value
    bare = said if claimed.percent else claimed
    return (0 <= fraction <= 1 and _near(claimed, share)) or (bool(bare.decimals) and _near(claimed, said.value))


def _near(claimed: Quantity, value: float) -> bool:
    if math.isclose(claimed.value, value, rel_tol=1e-9):
        return True
    if claimed.bound is None or not claimed.value:
        return False
    beyond = value / claimed.value - 1
    if claimed.bound == "over":
        return 0 <= beyond <= _SLACK
    if claimed.bound == "under":
        return -_SLACK <= beyond <= 0
    return abs(beyond) <= _SLACK / 3
