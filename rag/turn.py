"""A question in its conversation, and as it would be asked without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.discussed import Exchange
from rag.question import FollowUp
from rag.types import Kind

Turns = Sequence[Mapping[str, str]]
"""{"role", "content"}, oldest first."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it would be asked with no history."""

    question: str
    focus: tuple[int, ...] = ()
    """Numbers of the papers that the history adds to it."""
    kind: Kind | None = None
    """Its kind, where words that were taken out of it show that it asks for papers."""
    among: tuple[int, ...] = ()
    """Numbers of the papers just listed, where it narrows that list; empty: all papers."""
    shown: str = ""
    """What earlier answers said, where more is asked for than that."""
    instead: str = ""
    """What it asks of all papers, where those that it was read to be of do not answer it."""
    gap: str | None = None
    """What keeps it from standing alone: it points at a paper that was not named."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question in its conversation."""

    question: str
    lean: FollowUp
    history: Turns
    discussed: list[Exchange]
    """What earlier exchanges were about, the latest first."""

    @property
    def rest(self) -> str:
        """The question without the words that only lead over."""
        return self.lean.rest

    @property
    def latest(self) -> tuple[int, ...]:
        """The papers of the latest exchange that was about some."""
        return self.discussed[0].papers

    @property
    def all_discussed(self) -> list[int]:
        """The papers of all exchanges, the latest first."""
        return [number for exchange in self.discussed for number in exchange.papers]
