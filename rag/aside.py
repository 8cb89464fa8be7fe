"""Turns that have nothing to do with the papers and do not go on from what was said: "will it rain tomorrow?"."""

import re
from collections.abc import Callable, Sequence

from rag.filled_in import FilledIn
from rag.names import Names
from rag.pointing import BARE, SHORT_OF_ALL, THE_THING
from rag.turn import Standalone, Turn
from rag.words import terms

_OF_PEOPLE = re.compile(r"\b(?:i|me|my|we|us|our|you|your)\b", re.I)
"""Whoever speaks, or is spoken to."""
_OF_OWN = re.compile(r"^\W*(?:is|are|was|were|will|does|do|did|has|have|can|could)\s+(?:my|our|your)\b", re.I)
"""Whether something is so of what belongs to them."""
_TOLD = re.compile(r"\b(?:was|were|did)\b", re.I)
"""Speaks of what was done, as one does of a study."""
_THANKS = re.compile(r"\b(?:thanks?|thx|cheers)\b", re.I)
"""Closes the talk before."""
_OUTSIDE, _FAR = -0.5, -2.2
"""How far under the line to the field a turn is that speaks of people or comes after thanks, and one that has a word
which no paper has: read off 36 such turns and 97 that go on from what was said.
"""
_FITS = 0.42
"""The score of the paper just discussed from which a turn may be of that all the same."""
_GOES_ON = re.compile(r"^\W*(?:so|but)\b", re.I)
"""Follows from what was said."""
_FARTHER = -3.5
"""The same of one that speaks of something as known ("who won the world cup?")."""


class Aside:
    """Reads such turns against one corpus."""

    def __init__(
        self, names: Names, filled: FilledIn, field: Callable[[str], float], known: Callable[[str], bool]
    ) -> None:
        """`field`: how far above the line to the field a question is; `known`: whether some paper has a term."""
        self._names = names
        self._filled = filled
        self._field = field
        self._known = known

    def small_talk(self, turn: Turn) -> Standalone | None:
        """It is about something else, and the turns before say nothing of it: to be asked alone."""
        leans = turn.lean.refers or BARE.match(turn.rest) or SHORT_OF_ALL.match(turn.rest)
        known_thing = THE_THING.search(turn.rest) and not self._far_off(turn.rest)
        if not turn.discussed or leans or known_thing or self._names.mentions(turn.rest):
            return None
        people = bool(_OF_PEOPLE.search(turn.rest))
        asked = terms(turn.rest)
        if not people and (_TOLD.search(turn.rest) or not asked or all(map(self._known, asked))):
            return None
        if not _OF_OWN.match(turn.rest) and self._spoken_of(asked, turn.latest):
            return None
        if self._filled.fits(turn.rest, turn.latest[0]) >= _FITS or _GOES_ON.match(turn.question):
            return None
        closed = _THANKS.search(turn.question[: len(turn.question) - len(turn.rest)])
        return Standalone(turn.rest) if self._field(turn.rest) < (_OUTSIDE if people or closed else _FAR) else None

    def outside(self, question: str) -> bool:
        """Whether a question is not of the field as it stands."""
        return self._field(question) < 0

    def _far_off(self, question: str) -> bool:
        """Whether a question is plainly not of the field, mostly in words that no paper has."""
        asked = terms(question)
        strange = [term for term in asked if not self._known(term)]
        return len(strange) > max(1, len(asked) / 2) and self._field(question) < _FARTHER

    def _spoken_of(self, asked: Sequence[str], numbers: Sequence[int]) -> bool:
        return any(self._filled.holds(number, {term}) for number in numbers for term in asked)
