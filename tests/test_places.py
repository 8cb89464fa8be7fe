"""Numbers and names of a claim that stand among other words than in the abstract."""

import pytest

from rag.places import displaced, reordered

SCORES = "It reached a sensitivity of 92% and a specificity of 88% on CT."


def test_numbers_exchanged_are_reordered() -> None:
    assert reordered("A sensitivity of 88% and a specificity of 92%.", [SCORES])


@pytest.mark.parametrize(
    "claim",
    [
        "A sensitivity of 92% and a specificity of 88%.",
        "A specificity of 88%.",
        "88% specificity and 92% sensitivity.",
        "No numbers.",
        "92%, 92% and 88%.",
        "",
    ],
)
def test_numbers_in_the_order_of_the_abstract_are_not(claim: str) -> None:
    assert not reordered(claim, [SCORES])


SAID = ["We train VoCo on CT scans of the liver.", "Evaluation on BraTS shows gains in tumor segmentation."]


@pytest.mark.parametrize(
    ("claim", "names", "moved"),
    [
        ("Evaluation on BraTS shows gains.", ["BraTS"], False),
        ("It is trained on BraTS scans of the liver.", ["BraTS"], True),
        ("Training on LiTS scans of the liver.", ["LiTS"], True),
        ("VoCo shows gains.", [], False),
    ],
)
def test_a_name_belongs_to_the_words_around_it(claim: str, names: list[str], moved: bool) -> None:
    assert displaced(names, claim, SAID, own=()) == moved


def test_a_papers_own_name_stands_for_we() -> None:
    said = ["We outperform other networks on CT."]
    assert not displaced(["VoCo"], "VoCo outperforms other networks.", said, own=("VoCo",))
    assert displaced(["VoCo"], "VoCo outperforms other networks.", said, own=())


def test_a_short_form_is_that_of_its_long_form() -> None:
    said = ["Self-supervised learning (SSL) helps, and so does magnetic resonance imaging (MRI)."]
    assert displaced(["MRI"], "Self-supervised learning (MRI) helps.", said, own=())
    assert not displaced(["SSL"], "Self-supervised learning (SSL) helps.", said, own=())
