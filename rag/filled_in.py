"""Papers put into a question in the place of what points at them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from rag.names import Names
from rag.pointing import AT_THE_END, POSSESSIVE, SUBJECT
from rag.retrieve import Ranking
from rag.turn import Standalone
from rag.types import Paper
from rag.words import terms

_THEIR_OWN = re.compile(
    r"^(?!.*\b(?:it|its|they|their|he|she|his|her)\b)[^?]*?\b[a-z]{3,}[^su\W]s\b[^?]*?(?:[,;:–—]|\b(?:and|but|then)\b)[^?]*\bthem\b",
    re.I,
)
"""Them that the question has spoken of itself ("what is wrong with reports, why not use them?")."""
_TELLING = 4
"""Letters of a word that tell with what a name begins."""
_LOOKED_AT = 12
"""Best papers of a text that are given."""


class FilledIn:
    """Finds which papers a text means and says them by their names, in one corpus."""

    def __init__(self, papers: Sequence[Paper], names: Names, rank: Callable[[str, Sequence[int]], Ranking]) -> None:
        self._papers = papers
        self._names = names
        self._rank = rank

    def about(self, question: str, numbers: Sequence[int], called: str = "") -> Standalone:
        """The question with the papers' names in place of the pronoun, or behind it; or what else they are `called`."""
        if not numbers:
            return Standalone(question)
        called = called or " and ".join(map(self.called, numbers))
        if _THEIR_OWN.search(question):
            return self.noted(question, numbers)
        for pattern, form in ((POSSESSIVE, f"{called}’s"), (SUBJECT, called)):
            if len(called) <= 60 and pattern.search(question):
                return Standalone(pattern.sub(form.replace("\\", r"\\"), question, count=1), tuple(numbers))
        if AT_THE_END.search(question):
            named = AT_THE_END.sub(lambda found: f"{found['by']}{called}", question, count=1)
            return Standalone(named, tuple(numbers))
        return self.noted(question, numbers)

    def noted(self, question: str, numbers: Sequence[int]) -> Standalone:
        """The question as it is, with the papers' names behind it."""
        called = " and ".join(map(self.called, numbers))
        stop = "?" if question.endswith("?") else ""
        return Standalone(f"{question.rstrip('?. ')} ({called}){stop}", tuple(numbers))

    def told_of(self, numbers: Sequence[int]) -> Standalone | None:
        """What these papers are; None without any."""
        called = " and ".join(map(self.called, numbers))
        return Standalone(f"What {'is' if len(numbers) == 1 else 'are'} {called}?", tuple(numbers)) if numbers else None

    def called(self, number: int) -> str:
        """A paper's name, or its title where it has none or another goes by it, too."""
        name = self._names.of(number)
        mentions = self._names.mentions(name) if name else []
        owned = name and (not mentions or mentions[0].papers[0] == number)
        return name if name and owned else f"“{self._papers[number].title}”"

    def ranked(self, text: str) -> list[int]:
        """The papers that a text fits best, best first."""
        return self._rank(text, ()).best_papers(_LOOKED_AT)

    def nearest(self, text: str, numbers: Sequence[int]) -> list[int]:
        """The one of these papers that a phrase fits best."""
        if len(numbers) < 2:
            return list(numbers)
        scores = self._rank(text, ()).papers
        return [max(dict.fromkeys(numbers), key=lambda n: float(scores[n]))]

    def fits(self, text: str, number: int) -> float:
        """How well a text fits a paper, from 0 to about 1."""
        return float(self._rank(text, ()).papers[number])

    def holds(self, number: int, wanted: set[str]) -> bool:
        """Whether a paper has all of these index terms."""
        return wanted <= self._terms(number)

    def lacking(self, number: int, wanted: set[str]) -> set[str]:
        """Those of these index terms that a paper lacks."""
        return wanted - self._terms(number)

    def titled(self, number: int, word: str) -> bool:
        """Whether a paper's title has a word, or a name that begins with it ("scribble": ScribblePrompt)."""
        title, said = self._papers[number].title, terms(word)
        starts = re.search(rf"\b(?i:{re.escape(word.split()[-1])})(?=[A-Z])", title) if len(word) >= _TELLING else None
        return set(said) <= set(terms(title)) or bool(starts)

    def only_having(self, wanted: set[str], numbers: Sequence[int]) -> list[int]:
        """The one of these papers that has index terms which no other of them has; none where there is no such one."""
        held = {number: wanted & self._terms(number) for number in numbers}
        times = Counter(term for found in held.values() for term in found)
        found = [number for number in numbers if any(times[term] == 1 for term in held[number])]
        return found if len(found) == 1 else []

    def text(self, number: int) -> str:
        """A paper's title and abstract."""
        return f"{self._papers[number].title}\n{self._papers[number].abstract}"

    def _terms(self, number: int) -> set[str]:
        return set(terms(self.text(number)))
