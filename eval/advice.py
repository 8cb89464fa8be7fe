"""How a question that asks for advice on a person's health sounds, learned from made-up questions.

`python -m eval.advice` fits the weights that `rag.advice` reads, writes them to `rag/data/advice.npy`, and says how
many of the held-back questions are told right.
"""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from rag.advice import WEIGHTS, asks_advice
from rag.config import Settings
from rag.embeddings import embed_query, make_embedder

EXAMPLES, HELD_BACK = "advice_examples.txt", "advice_held_back.txt"
_PENALTY = 0.3
"""Of the squared weights, the two kinds counting alike; 0.1 and 1 are within two questions of it (eval/LOG.md)."""
_STEPS = 30


def read_examples(name: str) -> list[tuple[str, bool]]:
    """The questions of a file beside this one, each with whether it asks for advice.

    Raises ValueError, with file and line, for one that starts with neither "+ " nor "- ".
    """
    found = []
    for number, line in enumerate((resources.files("eval") / name).read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if line[:2] not in ("+ ", "- "):
            raise ValueError(f"{name}, line {number}: {line[:40]!r} starts with neither '+ ' nor '- '")
        found.append((line[2:].strip(), line[0] == "+"))
    return found


def fit(embedder: BaseEmbedding) -> NDArray[np.float32]:
    """Weights of a question's vector, and last a constant: their sum is above 0 for what sounds like advice.

    Logistic regression by Newton's method, shape (dimensions + 1,).
    """
    examples = read_examples(EXAMPLES)
    vectors = np.array([embed_query(embedder, question) for question, _ in examples], np.float64)
    given = np.column_stack([vectors, np.ones(len(vectors))])
    asks = np.array([advice for _, advice in examples], np.float64)
    share = np.where(asks == 1, 0.5 / asks.mean(), 0.5 / (1 - asks.mean()))
    penalty = np.append(np.full(vectors.shape[1], _PENALTY), 1e-6)
    weights = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (share * (chance - asks)) + penalty * weights
        curve = (given * (share * chance * (1 - chance))[:, None]).T @ given + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)


def told(examples: Sequence[tuple[str, bool]], embedder: BaseEmbedding) -> tuple[float, float]:
    """The shares of questions for advice, and of the others, that are taken for such."""
    taken = {True: [0, 0], False: [0, 0]}
    for question, advice in examples:
        taken[advice][0] += asks_advice(question, vector=embed_query(embedder, question))
        taken[advice][1] += 1
    return taken[True][0] / taken[True][1], taken[False][0] / taken[False][1]


def main() -> None:
    """Fit, write and measure."""
    embedder = make_embedder(Settings())
    path = Path(__file__).parent.parent / "rag" / "data" / WEIGHTS
    np.save(path, fit(embedder))
    found, wrong = told(read_examples(HELD_BACK), embedder)
    print(
        f"{path.name} written: of the held-back questions {found:.2f} found, {wrong:.2f} of the others taken for such"
    )


if __name__ == "__main__":
    main()
