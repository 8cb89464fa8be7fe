"""Drafts of golden questions, made from the abstracts of a corpus by rule (or by a model: `eval.drafts.model`).

A draft has the form of a golden question, and a `review` that says what to look at. `review` is no field of a golden
question, so a draft is refused until a person has read the abstract, set right what stands there, and taken it out.
Rules know what an abstract's sentences look like, not what they mean: a drafted list holds the papers that have the
topic's very words, and a drafted gap is only as surely a gap as its words are missing.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval.drafts.form import Draft
from eval.drafts.several import Topics
from eval.drafts.single import Single
from eval.samples import SPLITS
from rag import Paper

KINDS = ("fact", "numeric", "list", "count", "compare", "conversation", "unanswerable")
"""What rules draft. Questions in other words than the abstract's need a model or a person."""


def drafts(papers: Sequence[Paper], most: int | None = None, seed: int = 0) -> list[Draft]:
    """Drafts by rule, kinds taking turns, each about papers that were drafted from least; at most `most` of them.

    The same for the same papers and seed. Each has `id`, `split` and `review`.
    """
    single = Single(papers)
    found = [*single.drafts(), *Topics(papers, single).drafts()]
    queues = {kind: [draft for draft in found if draft["kind"] == kind] for kind in KINDS}
    shuffled = random.Random(seed)
    for queue in queues.values():
        shuffled.shuffle(queue)
    return numbered(_in_turn(queues), most)


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
