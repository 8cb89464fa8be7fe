"""What is known of an answer before it is written, and what a planner plans from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.abstain import find_gap
from rag.extractive import ExtractiveSynthesizer
from rag.facts import Facts
from rag.index import Index
from rag.names import Names
from rag.retrieve import Mode, Ranking
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.types import Evidence, Kind, Paper
from rag.verify import Draft, Verified

NOT_SAID = "The abstracts do not say."


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before anything is written."""

    kind: Kind
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    gap: str | None = None
    """The sentence that says what is missing; then nothing is written."""
    draft: Draft | None = None
    """The answer, where the kind has a form of its own (list, comparison); extractive unless `listed`."""
    notices: tuple[str, ...] = ()
    found: tuple[int, ...] = ()
    """The passages, by row, that qualify the papers of a list; `evidence` holds those that are shown."""
    listed: str | None = None
    """The model that decided the list."""
    record: tuple[str, ...] = ()
    """Sentences from the papers' records, which stand before the draft."""
    by_record: bool = False
    """Whether the records decided it, in which a model has no say."""
    stated: Verified | None = None
    """The whole answer, where the records are all that it rests on."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a planner plans from."""

    index: Index
    facts: Facts
    names: Names
    speller: Speller
    synonyms: Synonyms
    extractive: ExtractiveSynthesizer
    ranked: Callable[[str, Sequence[int]], Ranking]
    """Ranks for a question and the papers (by number) that go with it, in `mode`."""
    called: Callable[[Paper], str]
    """How a paper is named in a table's head."""
    mode: Mode
    top_k: int
    """Papers that are written from at most."""

    def evidence(self, ranking: Ranking, of: Sequence[int] = ()) -> tuple[Evidence, ...]:
        """The passages to write from: of the best papers, or `of` these, all of each, the best first."""
        best = of or ranking.best_papers(self.top_k)
        order = {number: place for place, number in enumerate(best)}
        rows = [row for number in best for row in self.index.rows(number)]
        rows.sort(key=lambda row: (order[int(self.index.owners[row])], -ranking.own[row]))
        return ranking.evidence(self.index, rows)

    def gap(self, ranking: Ranking, question: str, kind: Kind, *, reworded: bool = False) -> str | None:
        """The sentence that says what keeps the corpus from answering (`rag.abstain`), or None."""
        return find_gap(self.index, ranking, self.names, self.speller, question, kind, reworded=reworded)
