"""A question whose gaps are looked for (`rag.abstain`), and the sentences in which a gap is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.index import Index
from rag.names import Mention, Names
from rag.retrieve import Ranking
from rag.spelling import Speller
from rag.subject import subject_of
from rag.types import Kind, Paper
from rag.verify import escape_markers


@dataclass(frozen=True)  # no slots: what follows from it is worked out once
class Asked:
    """A question, and what its gaps are looked for in."""

    question: str
    kind: Kind
    reworded: bool
    """Whether other words for what it asks were added, so that its own may stand nowhere."""
    mentions: Sequence[Mention]
    index: Index
    ranking: Ranking
    names: Names
    speller: Speller

    @property
    def listed(self) -> bool:
        """Whether it asks for papers rather than for what they say."""
        return self.kind in ("list", "count")

    @cached_property
    def bare(self) -> str:
        """The question without its names."""
        return self.names.without(self.question)

    @cached_property
    def named(self) -> list[int]:
        """The likeliest paper of each name, each once."""
        return list(dict.fromkeys(mention.papers[0] for mention in self.mentions))

    @property
    def owners(self) -> tuple[int, ...]:
        """The papers that go by the first name."""
        return self.mentions[0].papers

    @cached_property
    def best(self) -> int:
        """The paper that fits best; where it is asked whether something is so of one paper, that one, whatever fits
        better.
        """
        best = self.ranking.best_papers(1)[0]
        subject = subject_of(self.question, self.names)
        return best if subject is None or best in subject.papers else subject.papers[0]

    @cached_property
    def own_names(self) -> list[str]:
        """The names in the question that the best paper goes by; any, where it goes by none."""
        own = [mention.name for mention in self.mentions if self.best in mention.papers]
        return own or [mention.name for mention in self.mentions]

    def paper(self, number: int) -> Paper:
        """The paper with this number."""
        return self.index.papers[number]


def none_of_them(does: str) -> str:
    """That none of the papers does something."""
    return f"The abstracts do not say: none of them {does}."


def abstract_of(asked: Asked, number: int, lacking: str) -> str:
    """What the abstract of one paper lacks."""
    return f"The abstracts do not say: the abstract of {called(asked, number)} {lacking}."


def says_otherwise(asked: Asked, number: int, contrary: str) -> str:
    """That an abstract says otherwise than the question has it, and in which sentence."""
    name = called(asked, number)
    return f"The abstracts do not say so; the abstract of {name} says otherwise: “{escape_markers(contrary)}”"


def called(asked: Asked, number: int) -> str:
    """The name that a paper goes by, or else the one by which the question calls it, or its title."""
    said = next((mention.name for mention in asked.mentions if mention.papers == (number,)), None)
    title = f"“{escape_markers(asked.paper(number).title)}”"
    return asked.names.of(number) or (escape_markers(said) if said else title)


def together(words: Sequence[str]) -> str:
    """Words as "“a”", or "“a” and “b” together"."""
    return " and ".join(f"“{word}”" for word in words) + (" together" if len(words) > 1 else "")
