"""How near a claim is to sentences, and how far apart where opposites differ."""

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper

from rag import Assistant
from rag.embeddings import LocalEmbedding, Vectors
from rag.errors import EmbeddingError
from rag.meaning import Meaning, directions, kept_directions
from rag.signs import Nearness, read_source

LIVER = PAPERS[0]


def nearness(meaning: Meaning, claim: str, abstract: str) -> Nearness:
    found = meaning.nearness(claim, read_source(make_paper("Notes", abstract)))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("claim", "says", "denies"),
    [
        (
            "Contrast agents help to find lesions.",
            "Lesions are detected better with contrast agents.",
            "Contrast agents give no benefit in finding lesions.",
        ),
        (
            "Pre-training raises the accuracy of networks.",
            "Networks gain accuracy from pre-training.",
            "Pre-training worsens the accuracy of networks.",
        ),
        (
            "Smoking is linked to emphysema.",
            "An association between smoking and emphysema was found.",
            "No association between smoking and emphysema was found.",
        ),
    ],
)
def test_a_denial_is_farther_apart_than_the_same_in_other_words(
    assistant: Assistant, claim: str, says: str, denies: str
) -> None:
    found = nearness(Meaning(assistant.index.embedder), claim, f"{says}\n\n{denies}")
    assert found.cosines.min() > 0.5
    assert found.apart[0] < found.apart[1]


def alike(one: Vectors, other: Vectors) -> float:
    """How much of the space that some directions span another's span too: 0 to 1."""
    return float(np.linalg.norm(one @ other.T)) ** 2 / len(one)


def test_the_kept_directions_are_those_of_the_pairs(assistant: Assistant) -> None:
    embedder = assistant.index.embedder
    assert isinstance(embedder, LocalEmbedding)
    kept, made = kept_directions(), directions(embedder)
    assert kept.shape == made.shape == (3, 384)
    assert np.allclose(kept @ kept.T, np.eye(3), atol=1e-5)
    assert alike(kept, made) > 0.9999, "renew rag/data/opposites.npy, as rag.meaning.directions says"
    assert alike(kept, directions(embedder.int8())) > 0.9


def test_a_first_claim_embeds_no_pairs(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = assistant.index.embedder
    assert isinstance(embedder, LocalEmbedding)
    texts: list[str] = []
    really = LocalEmbedding.embed
    monkeypatch.setattr(LocalEmbedding, "embed", lambda self, some: texts.extend(some) or really(self, some))
    assert Meaning(embedder).nearness("Bakers knead bread.", read_source(LIVER)) is not None
    assert sorted(texts) == sorted(["Bakers knead bread.", *read_source(LIVER).texts])


def test_a_claim_is_not_apart_from_itself() -> None:
    found = nearness(Meaning(HashedWords()), "Bread is kneaded.", "Bread is kneaded.")
    assert found.cosines[0] == pytest.approx(1)
    assert found.apart[0] == pytest.approx(0, abs=1e-6)


def test_there_is_a_value_for_each_sentence() -> None:
    source = read_source(LIVER)
    found = Meaning(HashedWords()).nearness("Bakers knead bread.", source)
    assert found is not None
    assert found.cosines.shape == found.apart.shape == (len(source.texts),)
    assert np.isfinite(found.apart).all()


def test_an_embedder_that_fails_gives_nothing() -> None:
    class Down(HashedWords):
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            raise EmbeddingError("down")

    assert Meaning(Down()).nearness("Bakers knead bread.", read_source(LIVER)) is None
