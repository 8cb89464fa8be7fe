"""Is a claim supported: with the local embedder, and on words alone."""

from typing import Any

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper

from rag import Assistant, Paper
from rag.errors import EmbeddingError
from rag.meaning import Meaning
from rag.support import Judge

LIVER, SWIN, SURVEY = PAPERS
TRIAL = make_paper(
    "CalmNet: Motion Correction in Cardiac MRI",
    "We present CalmNet, a network that corrects motion in cardiac MRI. On 250 scans of 120 patients it reached a "
    "sensitivity of 92% and a specificity of 88%. Radiologists preferred its images in three of four cases. "
    "CalmNet outperforms conventional gating by a wide margin, but it is not effective in patients with arrhythmia. "
    "Training took two days on one graphics card.",
)


class Counting(HashedWords):
    """Counts the claims embedded."""

    claims: int = 0

    def _get_query_embedding(self, query: str) -> list[float]:
        self.claims += 1
        return super()._get_query_embedding(query)


def support(claim: str, paper: Paper = TRIAL, judge: Judge | None = None) -> str:
    return (judge or Judge()).find(claim, paper).support


@pytest.mark.parametrize(
    "claim",
    [
        "CalmNet corrects motion in cardiac MRI.",
        "It reached 92% sensitivity and 88% specificity on 250 scans.",
        "Images were preferred by radiologists in 3 of 4 cases.",
        "CalmNet is not effective in patients with arrhythmia.",
        "Conventional gating is outperformed by CalmNet.",
        "The training took 2 days on a graphics card.",
        "CalmNet corrects motion in cardiac MRI; training took two days.",
    ],
)
def test_the_same_in_other_words_is_supported(claim: str) -> None:
    assert support(claim) == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "It reached a sensitivity of 95% on 250 scans.",
        "CalmNet does not correct motion in cardiac MRI.",
        "CalmNet is effective in patients with arrhythmia.",
        "CalmNet underperforms conventional gating by a wide margin.",
        "Conventional gating outperforms CalmNet by a wide margin.",
        "GraphNet corrects motion in cardiac MRI.",
        "Bakers knead sourdough bread every morning.",
    ],
)
def test_what_the_abstract_does_not_say_is_unsupported(claim: str) -> None:
    assert support(claim) == "unsupported"


@pytest.mark.parametrize(
    "claim",
    [
        "It reached a sensitivity of 88% and a specificity of 92%.",
        "Radiologists preferred its images in two of four cases.",
        "CalmNet corrects motion in cardiac MRI, and it was approved for veterinary hospitals.",
        "CalmNet, bought by Siemens, corrects motion in cardiac MRI.",
    ],
)
def test_a_claim_of_which_only_a_part_is_said_is_partly_supported(claim: str) -> None:
    assert support(claim) in ("partial", "unsupported")


def test_the_span_is_the_sentence_that_says_it_or_two() -> None:
    one = Judge().find("The training took 2 days.", TRIAL)
    two = Judge().find("CalmNet corrects motion in cardiac MRI; its training took two days.", TRIAL)
    assert [TRIAL.abstract[s:e] for s, e in one.spans] == ["Training took two days on one graphics card."]
    assert [TRIAL.abstract[s:e].split()[0] for s, e in two.spans] == ["We", "Training"]


def test_a_quote_is_supported_without_embedding_anything() -> None:
    embedder = Counting()
    judge = Judge(Meaning(embedder))
    sentence = TRIAL.abstract.split(". ")[1] + "."
    assert support(sentence, judge=judge) == "supported"
    assert (embedder.claims, embedder.embedded) == (0, 0)


def test_a_claim_is_embedded_once_for_all_its_papers() -> None:
    embedder = Counting()
    judge = Judge(Meaning(embedder))
    for paper in PAPERS:
        judge.find("Bakers knead sourdough bread every morning.", paper)
    assert embedder.claims == 1
    before = embedder.embedded
    judge.find("Sailors mend their nets at dawn.", LIVER)
    assert embedder.embedded == before  # the sentences were kept


def test_stored_vectors_are_used_where_they_fit() -> None:
    embedder = Counting()
    stored = np.ones((3, len(embedder.get_text_embedding("a"))), np.float32)

    def embedded(vectors: np.ndarray[Any, Any]) -> int:
        before = embedder.embedded
        Judge(Meaning(embedder, lambda paper: vectors)).find("Bakers knead bread at night.", LIVER)
        return embedder.embedded - before

    assert embedded(stored[:1]) == embedded(stored) + 3


def test_an_embedder_that_fails_leaves_the_words() -> None:
    class Down(HashedWords):
        def _get_query_embedding(self, query: str) -> list[float]:
            raise EmbeddingError("down")

    judge = Judge(Meaning(Down()))
    assert support("Bakers knead sourdough bread every morning.", judge=judge) == "unsupported"
    assert support("On CT the network segments the liver.", LIVER, judge) == "supported"


def test_only_the_local_embedder_is_asked() -> None:
    embedder = Counting()
    judge = Judge.using(embedder)
    judge.find("Bakers knead sourdough bread every morning.", LIVER)
    assert embedder.claims == 0


# --- several papers ------------------------------------------------------------------------------


def together(claim: str, *papers: Paper) -> str:
    return Judge().find_all(claim, papers)[1]


def test_one_paper_that_carries_a_claim_is_enough() -> None:
    assert together("SwinSeg outperforms U-Net on brain MRI.", LIVER, SWIN) == "supported"


def test_papers_carry_a_claim_together() -> None:
    claim = "LiverNet segments the liver on CT, and SwinSeg was trained on 1,200 scans of stroke."
    assert "supported" not in (support(claim, LIVER), support(claim, SWIN))
    assert together(claim, LIVER, SWIN) == "supported"


def test_cited_papers_that_contradict_each_other_carry_it_only_partly() -> None:
    yes = make_paper("Yes", "Pre-training improves the accuracy of networks for CT of the lung.")
    no = make_paper("No", "Pre-training does not improve the accuracy of networks for CT of the lung.")
    claim = "Pre-training improves accuracy of networks for lung CT."
    assert together(claim, yes) == "supported"
    assert together(claim, no) == "unsupported"
    assert together(claim, yes, no) == "partial"


# --- with the local embedder ---------------------------------------------------------------------


def test_meaning_lifts_what_is_near_and_the_score_ranks(assistant: Assistant) -> None:
    judge = assistant.judge
    near = "Motion artefacts of the beating heart are removed from MR images by a neural network."
    far = "Sourdough bread is kneaded every morning by bakers in Vienna."
    assert judge.score(near, TRIAL) > judge.score(far, TRIAL)
    assert support(far, judge=judge) == "unsupported"
    assert 0 <= judge.score(far, TRIAL) <= judge.score(TRIAL.abstract.split(". ")[0], TRIAL) <= 1


def test_the_index_gives_the_vectors_of_its_own_papers(assistant: Assistant) -> None:
    paper = assistant.papers[0]
    found = assistant.judge.find("Something about bread that is not in it.", paper)
    assert all(paper.abstract[start:end] for start, end in found.spans)
