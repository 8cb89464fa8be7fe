"""What a question takes a work to need or to be made of."""

import pytest

from rag.premises.needs import excluded, other_medium, unlabelled, unneeded

LABELS = ("SwinSeg learns organs without the guidance of annotations.", "It is fast.")


@pytest.mark.parametrize(
    "question",
    [
        "Why does SwinSeg lean on labels of organs?",
        "How does SwinSeg use annotations?",
        "Why does SwinSeg need tags?",
        "Which labels does SwinSeg need?",
        "What is the reason that SwinSeg needs labels?",
        "SwinSeg needs labels, right? Who draws them?",
        "How many hand-drawn outlines did SwinSeg need?",
        "Which surgeon's labels were required to train SwinSeg?",
        "Where do the annotations that SwinSeg depends on come from?",
    ],
)
def test_what_a_work_does_without_it_does_not_need(question: str) -> None:
    assert unneeded(question, LABELS, ["SwinSeg"]) == LABELS[0]


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Why can SwinSeg be trained without labels?", LABELS),
        ("Does SwinSeg need labels?", LABELS),
        ("Why does SwinSeg need a decoder?", LABELS),
        ("How does SwinSeg use labels?", (*LABELS, "We then use labels of ten scans.")),
    ],
)
def test_what_is_denied_too_left_open_or_said_otherwise_is_answered(question: str, sentences: tuple[str, ...]) -> None:
    assert unneeded(question, sentences, ["SwinSeg"]) is None


SOLELY = "We pre-train the encoder solely on images of the chest, and it does as well."


@pytest.mark.parametrize(
    "question",
    [
        "Why does it pre-train on paired reports?",
        "What prompted the authors to train on text?",
        "Since it is so small, why do they train on reports?",
    ],
)
def test_a_work_made_solely_of_one_thing_is_made_of_no_other(question: str) -> None:
    assert excluded(question, ("It is small.", SOLELY)) == SOLELY


@pytest.mark.parametrize(
    "question",
    [
        "Why does it pre-train on images alone?",
        "Why do they train on pictures of the chest?",
        "Does it train on reports?",
        "Why does it not train on reports?",
        "Why is it tested with reports?",
    ],
)
def test_what_is_of_the_same_thing_left_open_or_denied_is_answered(question: str) -> None:
    assert excluded(question, (SOLELY,)) is None


PICTURES = "We present SwinSeg, an encoder pre-trained solely on imaging data of the chest."


@pytest.mark.parametrize(
    "question",
    [
        "Which report encoder is trained alongside?",
        "How is the text weighted while pre-training SwinSeg?",
        "What is the reason that SwinSeg was trained on reports beside the images?",
    ],
)
def test_what_is_trained_on_pictures_alone_is_not_trained_on_text(question: str) -> None:
    assert other_medium(question, ["It is fast.", PICTURES]) == PICTURES
    assert other_medium(question, ["It is fast."]) is None


@pytest.mark.parametrize(
    "question",
    [
        "Why is SwinSeg trained on images?",
        "Why is SwinSeg trained without reports?",
        "How well does report generation go after training?",
        "Why are other models trained on reports?",
        "Was SwinSeg trained on reports?",
    ],
)
def test_what_others_train_on_or_it_writes_is_another_thing(question: str) -> None:
    assert other_medium(question, [PICTURES]) is None


@pytest.mark.parametrize("question", ["and SwinSeg, does that need labels?", "SwinSeg, does it need labels?"])
def test_what_is_asked_is_not_taken_for_granted(question: str) -> None:
    assert unneeded(question, LABELS, ["SwinSeg"]) is None


UNMARKED = "It is a finder of odd bees that can learn from an unlabelled dataset of healthy hives."


@pytest.mark.parametrize(
    ("question", "sentences", "contrary"),
    [
        ("The bee program which was first fed loads of marked-up mites, who did the marking up?", [UNMARKED], True),
        ("BeeNet was trained on annotated mites - how many?", [UNMARKED], True),
        ("BeeNet was trained on annotated mites - how many?", [UNMARKED, "Then we fine-tune it on mites."], False),
        ("BeeNet was trained on healthy hives - how many?", [UNMARKED], False),
        ("BeeNet was not trained on annotated mites - why?", [UNMARKED], False),
        ("BeeNet was trained on annotated mites - how many?", ["We annotated mites."], False),
    ],
)
def test_what_is_fed_may_be_unlabelled(question: str, sentences: list[str], contrary: bool) -> None:
    assert unlabelled(question, sentences, ["BeeNet"]) == (UNMARKED if contrary else None)
