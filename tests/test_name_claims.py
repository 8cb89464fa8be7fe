"""What papers say about names."""

from pathlib import Path

import pytest
from conftest import make_paper

from rag.name_claims import COINED, HEAD_WEIGHT, OWN, USED, Claims
from rag.types import Paper


def weights(paper: Paper) -> dict[str, int]:
    return {claim.name: claim.weight for claim in Claims.build([paper]).of_paper[0]}


def test_a_title_gives_its_head_most_and_the_names_in_it_more_than_the_abstract_alone() -> None:
    assert weights(make_paper("LiverNet: Livers on CT", "It is quick."))["LiverNet"] == HEAD_WEIGHT
    assert weights(make_paper("Livers with LiverNet", "It is quick."))["LiverNet"] == OWN


@pytest.mark.parametrize(
    "said",
    [
        "We propose LiverNet.",
        "We present a network for livers, LiverNet, here.",
        "Our LiverNet works.",
        "We use our novel and quick (LiverNet) here.",
    ],
)
def test_a_name_is_coined_where_the_abstract_introduces_it(said: str) -> None:
    assert weights(make_paper("On livers", said))["LiverNet"] == COINED


@pytest.mark.parametrize("said", ["We propose it. LiverNet is a network.", "LiverNet works. Its LiverNet is good."])
def test_a_name_that_is_only_described_or_repeated_is_used(said: str) -> None:
    assert weights(make_paper("On livers", said))["LiverNet"] == USED


@pytest.mark.parametrize("said", ["We propose MyLiverNet2.", "We test LiverNet-large.", "We saw LiverNet once."])
def test_a_part_of_a_longer_name_and_a_name_in_passing_are_no_claim(said: str) -> None:
    assert "LiverNet" not in weights(make_paper("On livers", said))


def test_a_name_counts_whole_words_and_however_it_is_written() -> None:
    paper = make_paper("On livers", "We propose LiverNet. LiverNet, livernet and LiverNets differ; LiverNet_2 too.")
    (claim,) = [claim for claim in Claims.build([paper]).of_paper[0] if claim.name == "LiverNet"]
    assert (claim.times, claim.whole) == (4, 2)


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    claims = Claims.build([make_paper(), make_paper("On hips", "We propose HipNet.")])
    claims.save(tmp_path / "claims.json")
    found = Claims.load(tmp_path / "claims.json")
    assert found.of_paper == claims.of_paper
    assert (found.having, found.ordinary) == (claims.having, claims.ordinary)


def test_two_joined_words_are_a_name_where_an_abstract_introduces_and_keeps_using_it() -> None:
    kept = "We build the new Med-Castor family. Med-Castor-2D reads films, and Med-Castor-3D reads volumes of CT."
    assert weights(make_paper("Beavers", kept))["Med-Castor"] == COINED
    for said in (
        "We build the new Med-Castor family. It reads films.",
        "Vision-Language models are many. Vision-Language data is scarce. Vision-Language tasks abound.",
    ):
        assert not any("-" in name for name in weights(make_paper("Beavers", said)))
