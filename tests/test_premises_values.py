"""Two values that a sentence sets side by side, two fields, and what grows how or is not reached yet."""

import pytest

from rag.premises.attained import not_reached
from rag.premises.claims import Claim, claims
from rag.premises.growth import grows_otherwise
from rag.premises.halves import swapped_halves
from rag.premises.stated import stated_otherwise
from rag.premises.values import by_values

ADDED = "It was right in 80% (95% CI, 68 to 88%) of cases with text alone, compared to 58% with both images and text."
FELL = "It beat people, but performance deteriorated when images were added to the text."
TRAINED = "We measure a 5% improvement trained jointly on synthetic and real images, and 3% on a purely synthetic set."
TRACERS = "F1 was best on FDG (F1=0.78) and PSMA (F1=0.75), while it dropped on DOTATE (F1=0.58)."
FIELDS = "It shows superior performance in segmentation tasks and competitive results in disease classification."
LINEAR = "While transformers have quadratic complexity, the Mamba model maintains linear complexity."
GOAL = "Half of them are acceptable, although additional research is needed to meet expert radiologist quality."


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("How much did showing the pictures as well as the text improve it in these cases?", ADDED, "opposite"),
        ("Why did adding pictures to the text help?", FELL, "opposite"),
        ("Why did adding pictures to the text hurt?", FELL, "same"),
        ("Why does it gain more from purely synthetic images than from real and synthetic ones?", TRAINED, "opposite"),
        ("Why does it gain more from real and synthetic images than from purely synthetic ones?", TRAINED, "same"),
        ("Why does it do better on DOTATE than on FDG?", TRACERS, "opposite"),
        ("Why does it do better on FDG than on DOTATE?", TRACERS, "same"),
        ("Why does it do worse on FDG than on DOTATE?", TRACERS, "opposite"),
    ],
)
def test_two_values(question: str, sentence: str, verdict: str) -> None:
    assert by_values(question, ["It is small.", sentence]) == (verdict, sentence)


def test_no_side_is_found() -> None:
    assert by_values("Why does it do better on Mars than on Venus?", [TRACERS, ADDED]) is None
    assert by_values("Why did adding sound help?", [ADDED, FELL]) is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Why did it beat everything at naming the disease but only hold its own when outlining organs?", "opposite"),
        ("Why did it beat everything at outlining organs but only hold its own when naming the disease?", "same"),
    ],
)
def test_two_fields(question: str, verdict: str) -> None:
    assert swapped_halves(question, [FIELDS]) == (verdict, FIELDS)
    assert swapped_halves("Why is it good?", [FIELDS]) is None


def test_how_it_grows() -> None:
    assert grows_otherwise("What is said against the quadratic complexity of Mamba?", [LINEAR]) == LINEAR
    assert grows_otherwise("Why do transformers scale linearly?", [LINEAR]) == LINEAR
    assert grows_otherwise("What is said for the linear complexity of Mamba?", [LINEAR]) is None
    assert grows_otherwise("What is said against the quadratic complexity of transformers?", [LINEAR]) is None


def test_a_level_not_reached_yet() -> None:
    (claim,) = claims("Why can its reports already match those of expert radiologists?")
    assert not_reached(claim, [GOAL]) == GOAL
    assert not_reached(Claim("its reports not match expert radiologists", True), [GOAL]) is None
    assert not_reached(Claim("its reports match the prior film", True), [GOAL]) is None


BEATEN = "ViT is more robust to small sets than the contrastive methods."


@pytest.mark.parametrize(
    "question",
    [
        "Which property of ViT makes it suffer more than contrastive methods?",
        "ViT was compared with contrastive methods. What do the authors think made it lose to them?",
        "Why does ViT break down sooner than the contrastive methods?",
        "Why was ViT beaten by the contrastive methods?",
        "What lets the contrastive methods pull ahead of ViT?",
        "Why could ViT never reach the contrastive methods?",
    ],
)
def test_everyday_words_for_who_won(question: str) -> None:
    assert stated_otherwise(question, [BEATEN], ["ViT"]) == BEATEN


def test_nothing_got_worse() -> None:
    unharmed = "On six additional tasks we find no significant degradations."
    assert stated_otherwise(
        "Why did tuning cause a drop on the six additional tasks?", [unharmed, "It is small.", "A."], []
    )
