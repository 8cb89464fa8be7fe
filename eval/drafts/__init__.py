"""Drafts of golden questions, made from the abstracts of a corpus by rule (or by a model: `eval.drafts.model`).

A draft has the form of a golden question, and a `review` that says what to look at. `review` is no field of a golden
question, so a draft is refused until a person has read the abstract, set right what stands there, and taken it out.
Rules know what an abstract's sentences look like, not what they mean: a drafted list holds the papers that have the
topic's very words, and a drafted gap is only as surely a gap as its words are missing.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from eval.drafts import titled
from eval.drafts.form import Draft
from eval.drafts.several import FEWEST, MOST, Topics
from eval.drafts.single import Single
from eval.samples import SPLITS
from rag import Paper

KINDS = ("fact", "numeric", "list", "count", "compare", "conversation", "unanswerable")
"""What rules draft. Questions in other words than the abstract's need a model or a person."""
_NAMED = 8
"""Papers that are named where nothing was drafted about them."""


class Rules:
    """What rules draft from the papers of a corpus, and where they find nothing."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        single = Single(papers)
        shared = list(Topics(papers, single).drafts())
        self._found = [*single.drafts(), *shared]
        # Whoever asks by title has the paper before them: such drafts come last.
        self._by_title = [
            draft
            for number, paper in enumerate(papers)
            if number not in single.named
            for draft in titled.drafts(paper, single.sentences[number])
        ]
        self._papers = papers

    def drafts(self, most: int | None = None, seed: int = 0) -> list[Draft]:
        """Kinds take turns, each about papers that were drafted from least; at most `most` of them.

        The same for the same papers and seed. Each has `id`, `split` and `review`.
        """
        queues = {kind: [draft for draft in self._found if draft["kind"] == kind] for kind in KINDS}
        shuffled = random.Random(seed)
        for queue in (*queues.values(), self._by_title):
            shuffled.shuffle(queue)
        return numbered(chain(_in_turn(queues), self._by_title), most)

    def lacking(self) -> Iterator[str]:
        """What nothing can be drafted about, and why: a line each."""
        kinds = {draft["kind"] for draft in self._found}
        if not kinds & {"list", "count"}:
            yield f"no list and no count: no topic is in {FEWEST} to {MOST} of the papers, word for word"
        if "compare" not in kinds:
            yield "no comparison: no two papers that name what they present share a topic"
        drafted = {name for draft in (*self._found, *self._by_title) for name in _about(draft)}
        silent = [paper.id for paper in self._papers if paper.id not in drafted]
        if silent:
            more = f" and {len(silent) - _NAMED:,} more" if len(silent) > _NAMED else ""
            yield (
                f"nothing about {len(silent):,} of {len(self._papers):,} papers, whose abstracts introduce nothing by "
                f"a name (“we propose X, a network …”), tell no finding (“we show that …”) and give no link: "
                f"{', '.join(silent[:_NAMED])}{more}"
            )


def drafts(papers: Sequence[Paper], most: int | None = None, seed: int = 0) -> list[Draft]:
    """Drafts by rule, as `Rules.drafts` gives them."""
    return Rules(papers).drafts(most, seed)


def numbered(found: Iterable[Draft], most: int | None = None) -> list[Draft]:
    """Drafts with an id and a split, which take turns."""
    out: list[Draft] = []
    for draft in found:
        if most is not None and len(out) >= most:
            break
        out.append({"id": f"draft-{len(out) + 1:03}", **draft, "split": SPLITS[len(out) % len(SPLITS)]})
    return out


def _in_turn(queues: Mapping[str, list[Draft]]) -> Iterator[Draft]:
    """One of each kind in turn; of a kind the first about the papers that were taken least."""
    taken: Counter[str] = Counter()
    while any(queues.values()):
        for queue in queues.values():
            if queue:
                draft = min(queue, key=lambda item: sum(taken[name] for name in _about(item)) / len(_about(item)))
                queue.remove(draft)
                taken.update(_about(draft))
                yield draft


def _about(draft: Draft) -> list[str]:
    turn = draft["turns"][0] if "turns" in draft else draft
    return list(turn.get("papers") or draft["about"])
