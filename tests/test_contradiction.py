"""Negation, opposites and comparisons turned round, between a claim and a text that shares its words."""

import pytest

from rag.contradiction import compared, denies_otherwise, opposes, read, says_alone, turned_round


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The drug does not reduce mortality.", "The drug reduces mortality."),
        ("The drug reduces mortality.", "The drug does not reduce mortality."),
        ("It needs attention.", "It needs no attention."),
        ("It is a state space model.", "It is not a state space model."),
        ("It was trained without labels.", "It was trained with labels of experts."),
    ],
)
def test_a_negation_on_one_side_only_is_found(claim: str, said: str) -> None:
    assert denies_otherwise(read(claim), read(said)) or opposes(read(claim), read(said))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("It needs no attention.", "No attention is needed."),
        ("It is fast.", "It is fast, but does not generalise to other organs."),
        ("It uses no labels.", "It learns from unlabeled images alone; labels are left out."),
        ("It reads CT and MRI.", "It reads not only CT but also MRI."),
    ],
)
def test_the_same_negation_or_one_about_something_else_is_no_conflict(claim: str, said: str) -> None:
    assert not denies_otherwise(read(claim), read(said))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Pre-training decreases accuracy on CT.", "Pre-training increases accuracy on CT."),
        ("The therapy is ineffective in children.", "The therapy is effective in children."),
        ("Pre-training does not improve the accuracy on CT.", "Pre-training improves the accuracy on CT."),
        ("It uses unlabeled scans.", "It uses labeled scans."),
        ("It is a knowledge-degraded model.", "It is a knowledge-enhanced model."),
    ],
)
def test_an_opposite_about_the_same_things_is_found(claim: str, said: str) -> None:
    assert opposes(read(claim), read(said))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Pre-training increases accuracy on CT.", "Pre-training raises the accuracy on CT."),
        ("Accuracy is higher on CT.", "Accuracy is higher on CT, while cost is lower on MRI."),
        ("It lowers the cost.", "It improves the accuracy."),
        ("", ""),
    ],
)
def test_the_same_way_or_another_thing_is_no_opposite(claim: str, said: str) -> None:
    assert not opposes(read(claim), read(said))


def test_an_improvement_that_the_text_does_not_speak_of_is_said_alone() -> None:
    assert says_alone(read("It improves the accuracy."), read("It was trained on scans."))
    assert not says_alone(read("It improves the accuracy."), read("Accuracy was higher."))


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("SwinSeg outperforms U-Net on MRI.", False),
        ("U-Net outperforms SwinSeg on MRI.", True),
        ("U-Net is outperformed by SwinSeg on MRI.", False),
        ("SwinSeg is outperformed by U-Net on MRI.", True),
        ("U-Net underperforms SwinSeg on MRI.", False),
        ("SwinSeg was better than U-Net.", False),
        ("U-Net was better than SwinSeg.", True),
        ("SwinSeg was worse than U-Net.", True),
        ("SwinSeg and U-Net were compared on MRI.", False),
    ],
)
def test_the_order_of_a_comparison(claim: str, turned: bool) -> None:
    assert turned_round(claim, "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI.") == turned


def test_our_method_is_the_one_that_the_title_names() -> None:
    said = "Our method outperforms U-Net on MRI."
    assert not turned_round("SwinSeg outperforms U-Net on MRI.", said, own=("SwinSeg",))
    assert turned_round("U-Net outperforms SwinSeg on MRI.", said, own=("SwinSeg",))


def test_a_bound_is_no_side_of_a_comparison() -> None:
    assert not list(compared("Barns smaller than 2 cm are seen."))
    assert list(compared("Barns are smaller than 3D barns."))
